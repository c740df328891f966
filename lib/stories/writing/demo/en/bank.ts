/** All English words of the improviser's stories. */
import type { Bank, Glue, KeywordKind, Weave } from "@/lib/stories/writing/demo/bank.ts";
import { EN_GENRES, EN_TONES } from "@/lib/stories/writing/demo/en/colours.ts";
import { EN_ECHOES } from "@/lib/stories/writing/demo/en/echoes.ts";
import { EN_PEOPLE } from "@/lib/stories/writing/demo/en/people.ts";
import { EN_PLACE_DETAILS } from "@/lib/stories/writing/demo/en/place_details.ts";
import { PLOTS_1 } from "@/lib/stories/writing/demo/en/plots_1.ts";
import { PLOTS_2 } from "@/lib/stories/writing/demo/en/plots_2.ts";
import { PLOTS_3 } from "@/lib/stories/writing/demo/en/plots_3.ts";
import { atRest, EN_EPISODES, EN_QUIET } from "@/lib/stories/writing/demo/en/scenes.ts";
import { EN_EPISODES_2 } from "@/lib/stories/writing/demo/en/scenes_2.ts";
import { EN_EPISODES_3, EN_MUSINGS } from "@/lib/stories/writing/demo/en/scenes_4.ts";
import { EN_QUIET_2, EN_SETTINGS } from "@/lib/stories/writing/demo/en/scenes_3.ts";

const WEAVES: Readonly<Record<KeywordKind, Weave>> = {
  thing: {
    first: [
      "{L} was never without {aK}. Asked why, {she} would only dust it.",
      "On a shelf stood {aK}, which had stayed there through three owners and moved a little for each.",
      "{P} had got hold of {aK} somewhere, and claimed that it was lucky.",
    ],
    middle: [
      "Out of habit {L} felt for {theK}. Where it was worn, {hr} fingers fitted.",
      "{P} pushed {theK} across without a word, as if it might be needed.",
      "At least {theK} was where it always was. It was more of a comfort than it had any right to be.",
      '"Why do you keep {theK}?" It was a fair question, and {L} found that {she} had never thought about it.',
    ],
    last: [
      "{TheK} stands in the window now, where anyone can pick it up.",
      "{L} gave {theK} to {P}. All that could not be said was in it.",
      "On the way back {theK} weighed less than it ever had.",
    ],
  },
  food: {
    first: [
      "{K} came first, as it did every day. Whatever else might happen, {L} never went without it.",
      "On the way {P} had bought {K}, and waved the paper bag.",
      "Somewhere there was a smell of {K}, and for a moment {L} was small again, and in a kitchen.",
    ],
    middle: [
      "They shared the {K} without a word. One half was always larger, and it always went to the other.",
      '"This is exactly what {K} is for," said {P}. It was funny, and it was also true.',
      "There was still some warmth in the {K}, and {L} was glad to borrow it.",
      "The {K} had gone cold. Nobody had touched it.",
    ],
    last: [
      "Never had {K} tasted so good. It must have been the company.",
      "From then on, for {L}, that day had a taste, and it was {K}.",
      "What was left of the {K} was kept for whoever came tomorrow.",
    ],
  },
  kin: {
    first: [
      "Whenever {L} left the house {she} thought of {hr} {bare}, and looked back once before shutting the door.",
      "When {L} spoke of {hr} {bare}, {hr} voice came down by a hand's breadth.",
      "In {hr} pocket {L} carried a coin that {hr} {bare} had put there, long ago.",
    ],
    middle: [
      '"My {bare} would be laughing by now," said {P}, and then they both did, a little.',
      "{L} thought of what {hr} {bare} used to say: the greater the hurry, the sooner one should tie one's shoes.",
      "If only {hr} {bare} were here, thought {L}.",
      "As {hr} {bare} had taught {her}, {L} took three breaths before saying anything.",
    ],
    last: [
      "That night {L} wrote {hr} {bare} a long letter. There was more to say than {she} had thought.",
      "Only now did {L} see why {hr} {bare} had always put it like that.",
      "The coin was still in {hr} pocket. {Hr} {bare} would have nodded.",
    ],
  },
  place: {
    first: [
      "When people here spoke of somewhere far away, they spoke of {theK}. Not many of them had been.",
      "{L} had one old memory of {theK}, of which the colours were left and the story was gone.",
      "From the window one could make out {theK}, and even on dull days it was brighter over there.",
    ],
    middle: [
      '"When this is over," said {P} out of nowhere, "let\'s go to {theK}." {L} only nodded.',
      "The wind was coming from {theK}, and there was something familiar on it.",
      "Whenever the way was blocked {L} thought of {theK}, where everything looked smaller.",
      "Somebody mentioned {theK}, and for a moment they all looked the same way.",
    ],
    last: [
      "A few days later the two of them went to {theK}. It was smaller than they had thought, and better.",
      "It was no longer far away, {theK}. It was a place one could walk to.",
      "At dusk {theK} shone for a long time.",
    ],
  },
  creature: {
    first: [
      "In those days {aK} went about with {L}. It did not come when it was called, and it was there when it was not.",
      "There was {aK} at the door. Nobody knew for whom it was waiting, and nobody sent it away.",
      "There is {aK} in this story as well. It believes that it is the main character.",
    ],
    middle: [
      "{TheK} looked up. It had noticed something before the people did.",
      "While nobody spoke, only {theK} moved, over to {L}'s feet.",
      "{TheK} looked from one to the other, chose whoever seemed worse off, and settled down there.",
      "From goodness knows where {theK} turned up and led the way.",
    ],
    last: [
      "That night, for the first time, {theK} slept soundly, right beside {L}.",
      "In the morning {theK} was where it always was, with the face of one who had seen nothing.",
      "{TheK} was the first to go out, and looked back once to see who was coming.",
    ],
  },
  person: {
    first: [
      "There were stories about {aK}, who was only ever seen in the rain.",
      "As a child {L} had once announced a wish to be {aK}. {H} was the only one who did not laugh.",
      "The children in the street were playing at being {aK}, with no idea how close by a real one was.",
    ],
    middle: [
      '"What would {aK} do now?" said {P} to no one, and no one knew.',
      "{L} remembered the story of {theK}. It used to be frightening; now it mostly sounded lonely.",
      "Even {theK} in the stories must have been somebody's neighbour at first.",
      "Someone, in a low voice, brought up {theK}, and it went quiet for a moment.",
    ],
    last: [
      "After that the tale of {theK} had another ending, and a kinder one.",
      "Perhaps {aK} is nobody special. Perhaps it is what one calls a person who has been brave once.",
      "When the children play at {theK} now, they quarrel over who gets to help.",
    ],
  },
  weather: {
    first: [
      "Whenever {L} thought of that day, the first thing to come back was {theK}.",
      "One could feel {theK}, right up against the windows.",
      "Perhaps it was because of {theK} that people kept their voices down.",
    ],
    middle: [
      "Into the middle of it came {theK}, and nobody minded.",
      "{TheK} was everywhere by now. {L} looked at it until {she} was calm.",
      "{TheK} took no one's side, and so it kept all of them company.",
      '"Isn\'t it good, {theK}?" said {P}, and {L} looked at it properly for the first time.',
    ],
    last: [
      "It was still there, {theK}. What had changed was who was looking.",
      "They talked about {theK} for years, those who knew what had happened in it.",
      "Two pairs of footsteps went off side by side into {theK}.",
    ],
  },
  idea: {
    first: [
      "{KK}. It was not a word {L} liked. It was too large to get one's hand around.",
      "On the wall somebody had written: what is {iK}? So far nobody had written the answer.",
      "{H} had a saying, that {iK} is never there when you look for it, and then you trip over it.",
    ],
    middle: [
      "{KK}. The word came back, and this time it did not seem so large.",
      '"Would you call this {iK}?" asked {P}. {L} could not say at once.',
      "In books {iK} looked nothing like this, and still {L} would have given it the same name.",
      "If there is a price for {iK}, thought {L}, then this must be what paying it feels like.",
    ],
    last: [
      "{KK}. {L} could say it out loud now.",
      "Below the writing on the wall there was a new line: today was {iK}. Everyone pretended not to know the hand.",
      "When people ask what {iK} is, {L} does not explain it any more, but tells them about this day.",
    ],
  },
  word: {
    first: [
      'Over the door, in old letters, somebody had carved "{K}". No one knew who it had been, or why.',
      'That morning {L} had found a slip of paper in {hr} pocket. All it said was "{K}".',
      'There was a song the children sang, and in every verse of it came "{K}".',
    ],
    middle: [
      '"{KK}." It would not leave {hr} head.',
      'With one finger {P} wrote "{K}" in the dust, and quickly wiped it out.',
      '{L} looked at it again. "{KK}." It did not mean what it had meant before.',
      'Somebody was humming, and there it was once more: "{K}".',
    ],
    last: [
      '"{KK}", it still said over the door, and now one could see why.',
      '{L} folded up the slip that said "{K}" and put it in someone else\'s pocket. They would find out in time.',
      'The song still ended with "{K}". They sang that bit all together.',
    ],
  },
};

const GLUE: Glue = {
  times: {
    m: ["early morning", "morning", "breakfast time"],
    n: ["noon", "midday", "mid-afternoon", "after the rain"],
    e: ["towards evening", "dusk", "early evening"],
    k: ["late at night", "night", "close to midnight"],
    d: ["before dawn", "first light", "the grey before sunrise"],
  },
  later: [
    "the next day",
    "the day after",
    "a few days later",
    "three days later",
    "two days on",
    "later that week",
  ],
  weather: [
    "The weather here was made by machines, and today the machines had ideas of their own.",
    "None of this was on the weather timetable. The office said that it was not a fault, it was a drill.",
    "Somewhere above the ceiling the thing that made the weather coughed.",
    "Since somebody new was in charge of the weather the sky had taken on a kind of handwriting.",
    "They were saving power, so only half of the sky was lit. The weather did its work all the same.",
    "It seemed that the children's wish for the weather had been drawn today.",
    "There was water running in the pipes overhead, so something or other was about to come down.",
    "On days when the sky had been cleaned the weather came out rather strong.",
    "A few times a year they were given the weather of the old star, unchanged, and this was one of them.",
    "One could choose the weather here. One could not send it back.",
  ],
  scenes: [
    "{when}: {place}. {sight}",
    "{place}, {when}. {sight}",
    "{place}. It was {when}. {sight}",
    "{when}, {place}. {sight}",
  ],
  returns: [
    "{when}, and {place} again.",
    "Back at {place}: {when}.",
    "{place}. By now it was {when}.",
    "{when}, {place} once more.",
    "Then {place}: {when}.",
    "{place}, a while later: {when}.",
    "{when}, {place}: nothing there had changed.",
    "They were at {place}, {when}.",
    "{when} found them at {place}.",
    "{place} in its usual state, {when}.",
    "It was {when} when their feet took them to {place}.",
    "{place}, which they knew by now. It was {when}.",
    "They came back to {place}: {when}.",
    "{when}. {place} had not moved.",
    "So it was {place} again, and {when}.",
    "{when}, and by now they knew the way to {place} by heart.",
    "{when}, and {place} sounded a little lower than before.",
    "{when} had got as far as {place}.",
    "{when}, at {place}, where they no longer needed to look round.",
    "There was nothing new about {place} but the hour: {when}.",
    "{place} let them in as if they lived there: {when}.",
    "Anyone who wanted them had to look at {place}, {when}.",
    "{when}; and, of all places, {place}.",
    "It went on at {place}, {when}.",
    "They knew {place} by now as one knows a coat: {when}.",
    "{when}, and the smell of {place} before anything else.",
  ],
  entrances: [
    "{L}: {age}. {look}. {past}\n{wants}",
    "At the start of it is {L}. {age}. {past}\n{wants} Not many people knew it.",
  ],
  bridges: [
    "{before} There had hardly been time to take it in.",
    "{before} {L} had not stopped thinking about it.",
    "{before} A night had not made it any smaller.",
    "{before} They would have to go on from there.",
    "Shutting one's eyes did not change it. {before}",
    "{L} went through it once more. {before}",
    "{before} But it did not end there.",
    "{before} Nobody spoke of it again, and all of them counted from it.",
    "{before} From then on time went at another pace.",
    "There was no doubt about what had come first. {before}",
    "{before} What it had changed they were about to find out.",
    "{before} It takes one sentence to say, and had taken a good deal longer.",
    "Some things can be taken back, and some cannot. {before}",
  ],
  own: {
    goal: ["There was something to be done. {line}", "This time it was plain. {line}"],
    obstacle: ["It was not going to be easy. {line}", "Something stood in the way. {line}"],
    outcome: ["And so it came about. {line}", "In the end this is what happened. {line}"],
    opened: [
      "One thing would not let go. {line} There was no answer yet.",
      "There was something that nobody said aloud. {line}",
    ],
    paid: [
      "And what had been left open was settled at last. {line}",
      "An old knot came undone. {line}",
    ],
    person: [
      "{who} was there too, saying little, with a very clear look. {line}",
      "{who} took a step closer. {line}",
    ],
    answer: [
      '"Are you sure?" {L} nodded. There was nowhere to go back to.',
      "{L} took a breath and went one step further, and did not look round.",
    ],
  },
  cover: "Cover of a {tone} {genre} novel. {sight}. In front, {call} ({look}) with a(n) {thing}",
  tags: ["Improvised"],
  selfNote:
    "This is not the work of an AI language model: an offline improviser weaves it from set plots and sentences.",
  premise: "{logline}\nA {tone} {genre} story that starts from these words: {words}. {theme}",
  synopsis: "{logline} {question}",
  sitePlace: [
    "Larger than one thought, the nearer one came, and quieter",
    "Floors worn smooth by people who had stayed too long",
    "The sort of place that everyone seems to have been to before",
  ],
  arcs: [["The heart of {L}", ["L"]]],
};

export const EN: Bank = {
  plots: { ...PLOTS_1, ...PLOTS_2, ...PLOTS_3 },
  episodes: [...EN_EPISODES, ...EN_EPISODES_2, ...EN_EPISODES_3],
  echoes: EN_ECHOES,
  quiet: [...EN_QUIET, ...EN_QUIET_2.map(atRest)],
  settings: EN_SETTINGS,
  details: EN_PLACE_DETAILS,
  musings: EN_MUSINGS,
  genres: EN_GENRES,
  tones: EN_TONES,
  people: EN_PEOPLE,
  weaves: WEAVES,
  glue: GLUE,
};
