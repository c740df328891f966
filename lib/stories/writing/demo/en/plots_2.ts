/** English words of plots: the signal, the market of memories, the sleeper, and the last day. */
import type { PlotWords } from "@/lib/stories/writing/demo/bank.ts";

const signal: PlotWords = {
  object: "receiver",
  logline:
    "A ship lost ten years ago sends a signal. It does not ask for help; it asks whether everyone is well.",
  hook: "Why would a lost ship still ask how we are?",
  theme: "However late, an answer is better than silence.",
  question: "Can you answer a call that you once let ring?",
  change: "One who only listened becomes one who answers.",
  conflict:
    "{L} wants to answer the lost ship; {O} wants the signal forgotten. To answer it, somebody must open the log of that night.",
  secret: "{O} heard the last call of the ship ten years ago and did not answer.",
  promises: [
    "What does the lost ship want to say?",
    "How did {O} know the hour of the signal?",
    "For whom was the song in the log?",
  ],
  titles: ["Ten Years to Answer", "All Is Well Here", "The Ship That Asked"],
  beats: [
    {
      title: "A Voice under the Noise",
      goal: "{L} wants to know what comes in at the same hour every night.",
      obstacle: "The call sign is that of a ship lost ten years ago.",
      outcome: "{L} heard the voice of the lost ship Dewdrop.",
      hook: "And at the very end, the voice said {L}'s name.",
      text: `The {X} blinked again, the third night running, at the same minute.
"It's noise," said {P}, tipping back his chair. "Everything in this place is older than we are."
{L} turned the dial the width of a hair. The hiss thinned, like sand running out, and underneath there was breathing.
"This is Dewdrop," a voice said. "This is Dewdrop. Are you well over there?"
The legs of {P}'s chair hit the floor. "Dewdrop was lost ten years ago."
"I know." {L} had never stopped knowing it. {Hr} teacher had been on board.
{T}
It did not ask for help. It did not say where it was. It only asked whether they were well, three times over, and just before it faded it added one more word.`,
    },
    {
      title: "The Red String",
      goal: "{L} looks for the log of that night.",
      obstacle: "{O} has sealed the log and forbids listening.",
      outcome: "{O} ordered the {X} to be switched off.",
      hook: "With the power off, the needle moved once more.",
      text:
        `"It is an echo." {O} closed the report without reading it. "An old wave, bouncing off something. Do not listen to it any more."
"Does an echo call me by name?"
"To a lonely ear, anything sounds like a name."
"Then why did you tell the watch to keep away at seventeen past two?" {P} put in. "We never reported the hour."
The room went quiet. One of {O}'s fingers tapped the desk, once.
{T}
"Switch it off. That is an order."
The log of the night was tied up in red string, and on the seal was {O}'s own mark. {L} did not dare untie it. But {she} saw that the string had been undone and done up again, many times over. Somebody took this out to read it, [d:the way one presses a bruise.|l:the way a hand goes back to an old scar.|again and again, as if afraid to forget.]`,
    },
    {
      title: "Nothing There",
      goal: "{L} goes to where the signal comes from.",
      obstacle: "There is nothing at the place they worked out.",
      outcome: "{L} and {P} found an empty place and nearly gave up.",
      hook: "Under their feet, very faintly, somebody was humming.",
      text:
        `They had worked all night on the numbers, and the numbers had led them here, and there was nothing here. No wreck, no scrap, not even a scorch mark.
"I must have slipped a decimal." {L} crumpled the sheet. Three days of hope fitted easily into one fist.
"Or {O} is right," said {P} carefully. "An echo would be exactly this. Nothing."
"You too?"
"I don't want to watch you lose it twice. After your teacher you didn't laugh for a year."
{S}
They sat down back to back and shared what was left of the tea. {L} smoothed the paper out on one knee. The sums were right. Only one thing could be wrong, and it was the thing {she} had never questioned: that the signal came from far away.
"{P}? What if it's close?"
{T}
{L} put an ear to the ground. Below the cold plate ran the old line, the one everybody said was dead.`,
    },
    {
      title: "Seventeen Past Two",
      goal: "{L} asks {O} about that night.",
      obstacle: "{O} would rather deny it.",
      outcome: "{O} admitted to having left the call unanswered.",
      hook: "And {O} untied the red string.",
      text:
        `At the end of the line, in a relay room thick with dust, {O} was there before them, with an old notebook and no lamp.
"You came, then."
"This relay has kept their last call going for ten years. It sends it round and round," said {L}, "because nobody ever pressed reply. It was built to stop when somebody answers."
For a while there was only dust.
"It was my watch. I had nodded off. If they had cried for help, I would have run; I would have run through a wall. But they only asked if we were well. There is no form for that. I let it go. And in the morning they were missing."
{T}
"They knew," said {L} slowly. "They knew nobody could reach them. So they didn't ask for anything. They asked after us."
{O}'s shoulders, straight for ten years, [w:came down, and there was a person under them.|came down.]`,
    },
    {
      title: "All Is Well Here",
      goal: "{L} wants to answer.",
      obstacle: "The relay will last for one reply.",
      outcome: "{L} sent the answer, ten years late, and the signal ended.",
      hook: "Seventeen past two went by, and the quiet was very wide.",
      text:
        `At sixteen past two they were all in the little room: {H} in a blanket, {P} holding the battery leads, {O} beside the door.
"One go," {P} whispered. "That's all the charge there is."
The needle stirred. "This is Dewdrop. Are you well over there?"
{L} could not press the key. Whatever {she} said would be ten years short. Then {H} laid a hand on {hr} shoulder. "Only answer what they asked."
{L} pressed it. "We are well. The roof leaks when it rains. {H} still makes the tea too strong. And I'm... I'm rather good at this now. You needn't worry."
{T}
A long hiss. Then the last scrap of the tape, which no one had ever let run to the end: a man's voice, badly out of tune, singing the song he used to sing when a small apprentice fell asleep on the night watch.
{O}, hat in hand, joined in very softly, and knew every word.`,
    },
  ],
};

const market: PlotWords = {
  object: "glass jar",
  logline:
    "In a shop where memories are bought and sold, somebody comes to buy back one that they do not remember selling.",
  hook: "What is the price of a memory you have sold?",
  theme: "Even a memory that hurts is a bridge that carried you here.",
  question: "Which keeps us safe, the ease of forgetting or the pain of knowing?",
  change: "One who would fill the gap learns to live beside it.",
  conflict:
    "{L} wants back a lost day; {O} gives nothing without a price. And it was {L} who sold it.",
  secret: "{O} knows that {L} sold the memory to save a life.",
  promises: [
    "What happened on the day that {L} lost?",
    "Why did {O} ask {L} three times, and nobody else?",
    "Whose is the thread around the neck of the {X}?",
  ],
  titles: ["The Missing Day", "A Summer in Glass", "Not for Buying Back"],
  beats: [
    {
      title: "A Hole in the Summer",
      goal: "{L} wants back a day that has gone from memory.",
      obstacle: "Everyone who could know about it says nothing.",
      outcome: "{L} found out about the shop where a jar bore {hr} name.",
      hook: "{She} had written it {her}self.",
      text:
        `There was a hole in {L}'s memory. It was one day wide. The day before it still had its colours, and so did the day after, but that day had been cut out as neatly as a button.
"Why must you have that one?" asked {H} over the spinning wheel. "Everybody forgets things."
"Forgotten things itch. This doesn't. There's nothing there to itch."
The wheel missed a turn.
{T}
That evening, in the lining of an old coat, {L} found a receipt. One day, summer. Quantity: one. Then an address, and one more line. Do not come to buy this back. It did not take long to recognise the hand.
{S}`,
    },
    {
      title: "The Price",
      goal: "{L} tries to buy back the day.",
      obstacle: "{O} asks for a memory of the same weight.",
      outcome: "{L} was given three days to name a price.",
      hook: "The door closed behind {her}, and then there was no door.",
      text:
        `Every shelf was full. First snow. First day of school. The afternoon somebody said yes. Each glowed in its own colour, and on the top shelf, yellow as butter, stood a {X} with {L}'s name on it.
"People seldom come back," said {O}, one elbow on the ladder. "They forget that they sold anything. It is rather the point."
"How much?"
"Not money. One memory of equal weight. Those are the rules."
{L} went through what {she} had. Riding a bicycle for the first time. Falling into the river with {P}, laughing. Whichever {she} pulled at, three others came along with it.
{T}
"You do want to buy it?" asked {O}, and then again: "You do?" And the third time it was nearly a plea. "Are you quite sure that you must?"
"Why do you ask me three times?"
"You may have three days," said {O}, and took the ladder away.`,
    },
    {
      title: "The Short Way",
      goal: "{L} tries to take the jar without paying.",
      obstacle: "A stolen memory does not know its owner.",
      outcome: "{L} cracked the {X} while trying to steal it.",
      hook: "Through the crack, drop by drop, a summer was leaking out.",
      text: `"I'm not saying steal," said {P}. "It's yours. I'm saying fetch."
"Fetching is what thieves call it."
They waited for dark all the same. The back of the shop was not much of a wall and {P} was good with ladders. Everything went well until {L}'s hand closed on the {X}.
It cried. It cried like a baby in the arms of a stranger. {L}'s fingers jumped, glass rang on glass, and there was a crack as thin as a hair.
{T}
"Run!" They did not stop for two streets.
"It was my idea," said {P}. [f:It was hard to take him seriously under all those cobwebs.|He had not even noticed that his knee was bleeding.]
"It was my fear. I wanted to have it all and pay for nothing."
A smell came from the crack, of grass and of water. And a voice came, calling out in terror. It was calling {L}. It was {P}'s voice.`,
    },
    {
      title: "Who Sold It",
      goal: "{L} brings the jar back to {O} and tells the truth.",
      obstacle: "{O} has promised not to say why it was sold.",
      outcome: "{L} learned that {she} had sold the day to save {P}.",
      hook: "{O} took out a clean receipt.",
      text: `"I nearly broke it. I'm sorry." {L} set the cracked {X} on the counter with both hands.
{O} was not angry. {O} ran a thumb along the red thread around its neck. "Then I shall have to break something too. I promised the seller never to tell. But the seller has now been here twice."
"Who was it?"
"You."
{T}
It did not take long to say. {P} had gone into the river that summer and had not woken up. A breath can be bought, but only with something bright enough. {L} had put down the best day {she} had, the one the two of them had been happiest in.
"If you buy it back, the bargain is undone. That is why I ask three times."
Now {L} knew the thread. {P} had always worn it on his wrist, until the year he lost it.
"I don't want it back," said {L}. "But tell me. Did I hesitate?"
For the first time {O} smiled. "You never even asked the price."`,
    },
    {
      title: "One Day Short",
      goal: "{L} comes home with the gap still there.",
      obstacle: "{L} does not know what to tell {P}.",
      outcome: "{L} left the memory where it was and began a new day.",
      hook: "The gap was still there, but it had become the kind one looks out of.",
      text: `{P} was asleep on the doorstep with a very bad bandage around his knee.
"Did you get it?"
"I decided not to."
"But you wanted it so much."
{L} looked at him: breathing, blinking, dirt on his nose. "It turns out I'd already traded it for something better."
He smiled, not understanding. Behind him, in the room, the wheel stopped. {H}'s eyes were wet. So {H} had known. They had all known, and kept quiet for years, so that the price would stay paid.
{T}
"Come down to the river?" said {L}. "Only our feet this time."
"What, now?"
"Yes. I'm one summer's day short."
He held out a hand. From {hr} pocket {L} took the red thread and tied it round his wrist. {Hr} fingers knew the knot before {she} did.`,
    },
  ],
};

const sleeper: PlotWords = {
  object: "flute",
  logline:
    "An apprentice who must wake a guardian after a hundred years of sleep has nothing but a(n) {X} that makes no sound.",
  hook: "Is a thing that will not wake really asleep?",
  theme: "Harder than teaching is listening.",
  question: "How does somebody without a gift make a way?",
  change: "One who wants to be noticed becomes one who pays attention.",
  conflict:
    "{L} must wake the guardian or leave. {O} means to do it by force, and {H} will not teach anything at all.",
  secret: "{H} knows that the guardian is not asleep but listening.",
  promises: [
    "Will the guardian wake?",
    "Why does {H} teach nothing?",
    "When will the silent {X} sound?",
  ],
  titles: ["The Silent Flute", "A Hundred Years of Listening", "Ten Breaths"],
  beats: [
    {
      title: "The Useless Apprentice",
      goal: "{L} wants to wake the guardian and be allowed to stay.",
      obstacle: "{L}'s {X} makes no sound.",
      outcome: "{L} swore to wake the guardian before the full moon.",
      hook: "Nobody saw the stone eyelid move.",
      text:
        `The guardian was the size of a hill. There was moss on its back and a bird's nest on its shoulder, and its eyes had been shut for a hundred years.
{L} put the {X} to {hr} lips. It made the sound of a draught. Somebody laughed. Of all the apprentices, {L} was the only one whose {X} would not sing.
"At full moon you'll have to go, I hear," said {H}, sweeping moss. "Rules."
"I'll wake the guardian. Then they can't send me away."
{T}
"Wake it?" {H} leaned on the broom. "How?"
"I don't know. Teach me."
"All I know is sweeping." {H} held out a second broom. "You do hear things, sweeping."
It was not what {L} had hoped for. {She} took the broom, having nothing else to take.`,
    },
    {
      title: "Loud",
      goal: "{L} wants to learn how others would wake it.",
      obstacle: "{O} brings drums and horns.",
      outcome: "{O}'s drums cracked the guardian's shoulder.",
      hook: "Out of the crack came a thread of warm steam.",
      text:
        `"A hundred years of sleep calls for a hundred years of noise," said {O}, who had lined up thirty drums and fifty horns, and had a list.
{P} had been given drumsticks and did not look happy. "I don't like this," he said in {L}'s ear. "It's shouting at somebody in bed."
"It might wake up, though."
"Wouldn't you be cross?"
At the first stroke the birds went up. At the second the nest came down. {L} ran without thinking, and caught it, and three blue eggs rolled in {hr} palms.
{T}
At the third stroke the guardian's shoulder split. People cheered. But in the gap after the drums {L} had heard something, very low and very long. It was a groan.
"Stop! You're hurting it!"
"Stone does not hurt." {O} raised a hand. "Louder tomorrow."`,
    },
    {
      title: "Thrown Away",
      goal: "{L} plays all night to save the guardian.",
      obstacle: "Nothing comes but air.",
      outcome: "{L} threw the {X} away.",
      hook: "And if it was for listening, they both knew to whom.",
      text: `{L} played until {hr} lip bled, and the {X} made no sound.
"Rest a bit," said {P}, holding out the water. "It's been three days."
"And what would resting change? You got it the first time. You can't know."
"I didn't get it the first time. I practised when you weren't looking."
{L} was ashamed, and being ashamed made {her} angrier. "Then why can't I?" The {X} left {hr} hand and vanished among the reeds.
{P} began to search without a word. {T}
Then the wind went through the reeds, and the {X} hummed, all by itself. It was hardly a note. It was more like somebody saying, "Yes?"
They stared at each other.
"Did you hear that?"
"That wasn't blowing." He came out of the reeds with the {X} in both hands. "What if this isn't for playing? What if it's for listening?"`,
    },
    {
      title: "How to Listen",
      goal: "{L} listens to the guardian through the {X}.",
      obstacle: "What comes through is the sorrow of a whole valley.",
      outcome: "{L} learned that the guardian had been listening all along.",
      hook: "It was the first time in a hundred years that anyone had asked.",
      text: `{L} set one end of the {X} against the cracked shoulder and the other to {hr} ear.
First wind, then rain, and then, under the rain, voices. Hundreds; thousands. Let my child get well. Let him come back to me. Tell her that I am sorry. It was everything that anybody had ever come up here to say when they thought there was no one to hear it.
"It isn't asleep." There were tears on {L}'s face, and {she} could not have said whose they were. "It can't move, because it's listening to all of us."
The broom stopped. "Now we have something to talk about," said {H}.
"You knew? Why did you never tell me?"
"You can't tell anybody to listen. It makes a noise."
{T}
This time {L} did not blow. {She} held the {X} to where an ear might be, and asked: "And who listens to you?"
Deep in the rock something gave one great thump.`,
    },
    {
      title: "Awake",
      goal: "{L} stands before the guardian ahead of the drums.",
      obstacle: "{O} means to end it by noise.",
      outcome: "The guardian opened its eyes, and the {X} sounded.",
      hook: "The nest went back on the same shoulder, a little further in.",
      text: `"Stand aside." {O} lifted the sticks.
"Let it be quiet. Ten breaths, that's all."
"You would beat a hundred years with ten breaths?"
"I'm not trying to beat anything." {L} sat down on the ground. {P} put away his drumsticks and sat down too. Then somebody else did, and somebody else. [f:{O} was the last one standing, which began to look silly, and sat.|In the end {O} laid down the sticks.]
One breath. Two. The whole hill listened. On the seventh the mossy eyelids opened, and the light behind them was the colour of a river in early spring.
{T}
It spoke. It was less a voice than a trembling of the ground, but they all understood. Thank you. It said thank you for the quiet.
{L} laughed and let out {hr} breath, and the {X} sang: one clear, clumsy first note. {She} had not even been trying.
"The rule will have to be rewritten," said {O} after a while. "It says the loudest."
{H} was already sweeping up the moss.`,
    },
  ],
};

const lastday: PlotWords = {
  object: "bowl of soup",
  logline:
    "On the last day before closing, the one guest who always orders the same thing does not come.",
  hook: "Who gets the last bowl?",
  theme: "An ending can be a beginning; it depends on who helps you clear up.",
  question: "Is ending something well a way of succeeding?",
  change: "One who holds on alone learns to put things down together.",
  conflict:
    "{L} wants to end the last day well; {O} wants the place empty by sunset. And the last guest has not come.",
  secret: "{P} has saved enough to go on, and has been afraid to say so.",
  promises: [
    "Will the last guest come?",
    "What does {P} keep starting to say?",
    "Will the slips on the wall ever be paid?",
  ],
  titles: ["The Last Bowl", "Open until Sunset", "On the Slate"],
  beats: [
    {
      title: "The Last Morning",
      goal: "{L} wants the last day to be like any other.",
      obstacle: "Everything in sight wants packing.",
      outcome: "{L} kept one helping for the guest who always came.",
      hook: "A thread of steam rose from the bowl that was kept.",
      text:
        `The water boiled at the usual time, last day or not. {L} lifted the lid and tasted. Flat. When the heart is flat the broth is flat, the old master used to say.
"What do we pack first?" {P} was tying on an apron. [b:He had found a pair of yellow rubber gloves and wore them like flags.|f:It was inside out.|He had turned up every morning for years now, and neither of them had ever said why.]
"Nothing. Today we're open."
The wall was leafy with slips of paper, each of them a debt. One said, a rainy day. One said, half a cry. The master had let people put that sort of thing on the slate.
{T}
"Listen," said {P}, and then he washed a plate. "No. Later."
{S}
By the window, at the second table, {L} set aside one {X}. For ten years somebody had sat there every evening at sunset. {L} had never learned the name, and today of all days would have liked to say goodbye.`,
    },
    {
      title: "Until Sunset",
      goal: "{L} asks for time until evening.",
      obstacle: "{O} cannot go back on a date.",
      outcome: "{O} would lock up when the sun was down.",
      hook: "In {O}'s pocket the keys chimed, and they sounded cold.",
      text: `"The papers say sunset today." Even in a crowd {O} was easy to hear.
"There's one more guest to come. It's always at sunset."
"Under what name?"
"I don't know."
"You would break an agreement for a person whose name you don't know?"
Put like that, there was no answer. {L} closed {hr} fingers on the old key in {hr} apron. Since the master had put it there {she} had not let a day go by without it.
{T}
"I do the sums," said {O}, a little more gently. "Sums take nobody's side. It's why people dislike me, and why they send for me."
"I was never good at sums. I expect that's why you're here."
{O} came near to smiling, and shut the notebook instead. "I will lock the door at sunset. Not one minute earlier."`,
    },
    {
      title: "Five Lines",
      goal: "{L} goes out to look for the guest.",
      obstacle: "Nobody knows the name.",
      outcome: "{L} and {P} looked everywhere and came back alone.",
      hook: "As they turned for home there was smoke over a chimney they had left cold.",
      text:
        `They wrote down all that they knew. Grey hat. Left shoelace always undone. Drinks the broth first. That was the list.
"Ten years," said {L}, "and it doesn't fill five lines."
"All we ever asked was, would you like some more?"
There were many grey hats. There were two undone laces, one on a child, and one on a man who, when they pointed, tied it and hurried off. {T}
The light was going yellow.
"What were you trying to say this morning?" asked {L}.
{P} rolled a pebble under his shoe. "If I say it you'll feel bad. When somebody does you a kindness you make a face as if you'd broken their window."
"I do not."
"You're doing it now."
{L} felt {hr} own face. There it was, the broken-window face. {She} laughed, and at the far end of the laugh were a few tears.`,
    },
    {
      title: "Who Lit the Fire",
      goal: "{L} is back before sunset.",
      obstacle: "Somebody is there before {her}.",
      outcome: "It came out that {P} had been saving money all along.",
      hook: "And for once {L} said thank you, and not sorry.",
      text: `It was {H} at the stove, sleeves up, stirring.
"You were late, so I started. It won't do to let it go cold on a day like this."
"I should have been here. I'm sorry."
"There it is again. {P} says that you'll turn into that pot one day." {H} pointed the ladle at him. "And you, out with it. What you keep down sits on the stomach."
{P} took out an envelope. Its corners were soft from years in a pocket. "I saved up. So that you wouldn't have to stop. It's not enough for here, but there's a little place round the corner."
{T}
"Since when?"
"Since the night I saw you crying into the washing-up. I thought you'd say no. I thought it might only be me who wanted it."
{L} looked at the envelope, and at him, and at the steam. On all the days {she} had been holding on alone, there had been a second apron on the hook.`,
    },
    {
      title: "The Last Guest",
      goal: "{L} waits for the last guest.",
      obstacle: "The sun is nearly down.",
      outcome: "The last guest came, and {L} and {P} agreed to begin again.",
      hook: "Where the sign had hung there was now a square of evening sky.",
      text: `{O} stood in the doorway with the keys. There was a fingernail of sun on the roofs.
"It is time."
Behind {O} somebody coughed. Grey hat. Undone lace. A great many flowers.
"I'm late," said the guest. "It's your last day, so I wanted to bring flowers, and then I didn't know what you liked. I've been round the whole town. Ten years of eating here, and I'd never asked."
{L}'s nose began to prickle. "I never asked your name."
"Then we'll do it properly." The guest sat down at the second table, drank some of the broth, and looked up. "Just right," said the guest.
{T}
{O} put the keys away. "Opening hours last until the bowl is empty. The sums allow for that." And after a moment: "Might I have one too?"
One by one {L} took the slips from the wall and fed them to the fire. The rainy day burned well, and so did the half a cry. {P} stood next to {her}. He had not taken his apron off.
"What time tomorrow?"
"The same as ever. Round the corner."`,
    },
  ],
};

export const PLOTS_2 = { signal, market, sleeper, lastday };
