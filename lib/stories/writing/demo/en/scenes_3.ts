/** More English quiet scenes, and what a place is like at a time of day. In the order of `shapes.ts`. */
import type { SceneWords, Settings } from "@/lib/stories/writing/demo/bank.ts";

export const EN_QUIET_2: readonly Omit<SceneWords, "goal" | "obstacle">[] = [
  {
    title: "The Odd Button",
    outcome: "{P} sewed a button of another colour on {L}'s sleeve.",
    hook: "{L} never did change it for a better one.",
    text:
      `A button had run away from {L}'s sleeve. {P} emptied his pockets on the table, and a dozen rolled out, but there was none that matched.
"It looks silly if one of them's different," said {L}.
"If one of them's different, I'll know you. In a crowd I'll only have to look at sleeves."
He picked the silliest, and threaded a needle. He was not good at it. The thread broke twice and he pricked himself three times. {L} was about to offer to do it, and then did not, because {she} had seldom seen him look so serious.
"There. Give it a pull."
{She} gave it a pull. It was slightly crooked, and it would have held a bull.`,
  },
  {
    title: "An Empty Chair",
    outcome: "{H} told {L} why one chair was always kept free.",
    hook: "The next day it was the first thing that {L} dusted.",
    text:
      `In {H}'s room there was a chair that nobody used. Its cushion was always as plump as if it had lain in the sun.
"May I sit here?"
"No," said {H}, quite gently; and after a moment, "Yes, you may. Only get up again if they come."
"When are they coming?"
"If I knew that, I shouldn't have to keep it free."
{L} sat down on the floor instead. From there one could see under the seat, where somebody had scratched three small words. Back some day.
"It doesn't say soon," said {L}.
"No. They never would tell a lie." {H} gave the cushion a pat to plump it up. The hand knew the way so well that {L} understood that this was how, in this room, one said good night.`,
  },
  {
    title: "Names for Stars",
    outcome: "{L} and {P} gave names to stars that had none.",
    hook: "Whether it was there the next night was a thing that they only told each other.",
    text:
      `The cloud slid off, and there they all were. {P} said that he knew three of them, and was not sure about those.
"We'll make them up," said {L}, lying down. "Those four are the Chair That Fell Over."
"That's the Man Who Snores."
"Where?"
"You can see the stomach. And the little one by him is his wife, who's turned over because of the noise."
When they had been at it for some time the whole sky was full of people they knew. One star was left. It was so dim and so small that if you looked straight at it it was gone, and you had to look a little to one side.
"What about that?" said {P}.
{L} thought. "If it's still there tomorrow we'll give it a name tomorrow."
"Then that's what it's called," said {P}, yawning. "Tomorrow." And so it was.`,
  },
  {
    title: "What Came Back",
    outcome: "{L} thanked {P} by way of an echo.",
    hook: "After they were gone the echo answered once more.",
    text:
      `If you called out there, it came back three times. {P} had done his own name already, five times over.
"You try. It does you good."
"I've got nothing to say."
"That's what it's for. If you've got something to say you say it to somebody."
{L} put {hr} hands to {hr} mouth. As soon as {she} had drawn the breath {she} did have something, and it was a thing that for some reason would not come out to a person's face.
"Thank you!"
Thank you, thank you, ank you. Each time it came it was a little smaller. {P} was looking at his boots like someone who has not heard a word. Then he spun round and shouted at the top of his voice.
"Don't mention it!"
Mention it, mention it, it. They stood and waited until the very last of it had gone, and picked up their things.`,
  },
  {
    title: "In One Piece",
    outcome: "{H} taught {L} to peel fruit without breaking the peel.",
    hook: "It was sweet, and the peel dried slowly on the window sill.",
    text:
      `When {H} peeled a fruit the peel came down in one piece as far as the floor. When {L} did it it came in bits.
"Don't move the knife. Turn the fruit."
"Isn't that the same thing?"
"It's not the same at all. The knife is you, and the fruit is the world. You keep yourself still, and turn the world a little at a time, and nobody's hurt."
It sounded wise. It also sounded as if it had been thought of that moment. Still, {L} held the knife still and turned the fruit, and the peel grew by an inch, by two, by three. {She} forgot to breathe.
{She} was nearly there when {H} sneezed. The peel dropped off.
"Oh," said {L}.
"Now that," said {H}, with a perfectly straight face, "is what the world is like."`,
  },
  {
    title: "Going the Same Way",
    outcome: "{L} walked some way with {O} without talking.",
    hook: "Where the road forked, {O} touched that hat.",
    text:
      `It turned out that they were going the same way. They were too close for one of them to pass, and too close to drop behind; so in the end they were walking side by side.
"There is no need to make conversation," said {O}.
"I wasn't going to."
"Good."
They went quite a distance like that. {O} walked as if to a measure, and {L} walked anyhow. And yet, after a while, their feet were coming down together. Who had fallen in with whom it would have been hard to say.
"Your lace has come undone," said {O}, looking straight ahead.
While {L} knelt and tied it, {O} stood waiting, a few steps further on. {O} did not look round. But {O} did not walk on either.`,
  },
  {
    title: "Half an Umbrella",
    outcome: "{L} and {P} shared an umbrella with a broken rib.",
    hook: "Each of them was wet on one shoulder only.",
    text:
      `It rained all at once. {P} had found an umbrella somewhere, with a broken rib, so that on one side it hung down like an ear.
"You take the good side."
"You found it."
"So I decide."
{L} stuck to the side with the ear. {P} tilted the handle, ever so slightly. While they walked it went back and forth over their heads like a pendulum, to the right, to the left, and to the right.
"It'll be worn out before we are."
"When it's worn out we'll shut it and run."
They did not run. The rain let up, and even then it was some time before they shut it. Somebody who was coming the other way, in the sun, turned to look.`,
  },
  {
    title: "Low on the Wall",
    outcome: "{L} and {P} found what someone small had once written on a wall.",
    hook: "They put the date underneath, and left out their names.",
    text:
      `Near the foot of the wall, where you had to squat to see it, there was writing. Somebody short had scratched it. Hungry. Bored. And, a hand higher, in letters that had grown a bit: Not bored now.
"What do you think happened?" said {P}.
"A friend came."
"Or supper."
{L} followed the letters with a finger. Some of the strokes were shallow and some were deep. It must have taken a good long time to write Bored.
A hand higher there was more, and from there on there were two kinds of writing. I was here first. No I was. No.
"It was a friend," said {P}.
"Yes. You can tell by the argument."`,
  },
  {
    title: "As Far As the High Road",
    outcome: "{P} told {L} that he had meant to leave that night.",
    hook: "The mark of his hand was still on the latch.",
    text:
      `{L} woke up because the door was not quite shut. On the step sat {P}, with his bundle. He might have been somebody leaving. He might have been somebody arriving.
"Where are you off to?"
"I've been," said {P}, hoarsely. "As far as the high road. I turned round there."
"Why did you go?"
"So as not to be a weight on you."
"And why did you turn round?"
He put down the bundle. It sounded heavier than it looked. "I thought of you getting up and looking for me. And then I thought of you not looking for me any more."
{L} came and sat down on what was left of the step. The morning had got as far as their feet. "Next time we'll both go. As far as the high road, and then we can both come back."
"That's stupid."
"People call it a walk."`,
  },
  {
    title: "Soup Three Times Over",
    outcome: "{H} warmed up the soup for {L}, who had been out all night.",
    hook: "The first sound of the day was a bowl being washed.",
    text:
      `There was a light in the kitchen when {L} got back. {H} stood stirring at the stove. {L} was ready for a scolding, but what {she} got first was a bowl.
"Sit down. I've heated it three times, so it's gone salty."
{L} sat down. It was very salty. At the first spoonful all the cold that had been hiding in {her} came out at once and made {her} shake.
"Aren't you going to ask me where I was?"
"Would you tell me?"
"No."
"Then it would only get cold." {H} took the chair across from {her}, chin in hand. "Tell me when you want to. Soup can be heated up again. And if it's salty, you add water."
{L} bent over the bowl and went on eating. {Hr} eyes stung, and {she} made up {hr} mind that it was the steam.`,
  },
  {
    title: "Where They Sell Water",
    outcome: "{L} and {P} agreed how to find each other in a crowd.",
    hook: "All that day they never once needed it.",
    text:
      `There were so many people that one could not see the ground. {P} had lost {L} three times, and the third time he had been really frightened.
"We need a rule," he said, when he had his breath back. "If we're lost, we go where it's noisiest."
"Quietest would be better."
"It's creepy where it's quiet."
"You can't hear anything where it's noisy."
After some more of this they settled on the middle: not noisy, not quiet, but where they sell water. If you are lost for long enough you get thirsty.
"And if we go to different ones?"
"Then have a drink," said {P}. "I'll come in the end." He bent down to do up his shoe. {L} stood over him with {hr} back to the stream of people, and though they pushed, and went on pushing, {she} was not to be moved.`,
  },
  {
    title: "Seven Folds",
    outcome: "{H} folded a sheet of paper for {L}, and spoke of secrets.",
    hook: "It went into {hr} pocket without being opened.",
    text:
      `{H} laid a piece of old paper on one knee and folded it in half. And in half, and in half.
"How often do you think it will go?"
"Twenty times?"
"Seven. However thin it is." For the sixth it was necessary to lean on it until the knuckles turned white. It was as small as a fingernail now and as hard as a stone.
"What does it say inside?"
"Nothing. It's paper." {H} put it in {L}'s hand. "But when it's folded like that everybody thinks there must be something. It's the same with people. You see one that's folded up tight, and think what a secret that must be; and then it opens, and it has only been pressed on for a long time."
{L} rolled the hard little thing between {hr} fingers. {She} would have liked to open it, and {she} would have liked to leave it as it was.`,
  },
  {
    title: "Salt to Taste",
    outcome: "{L}, {P} and {H} made one pot of soup, and each of them salted it in secret.",
    hook: "On the next day it was better still, and nobody mentioned salt.",
    text:
      `While it boiled they went past the pot, one after the other. {H} was first with a spoon, thought about it, and put in a pinch of salt. As far as {H} knew nobody had seen.
{P} came in with the water and tried it. It wanted something, {he} told the wall, and gave it some salt. Then {he} whistled, like a person to whom nothing has happened.
{L} was the last. By now it was the sea. {She} put the lid back on and considered; and then {she} poured in a jug of water, and two more potatoes.
At the table all three of them lifted their spoons at the same moment. Nobody wished to be the first to speak.
"Just right," said {H}.
"Isn't it?" said {P}. "I wonder whose work that is."
{L} gave each of them another potato. There were three things in that pot that had not been told, and for that it tasted very well.`,
  },
  {
    title: "Counting What Was Lost",
    outcome: "{L} and {P} walked, and took turns to count what they had lost.",
    hook: "What was counted last they did not lose again, either of them.",
    text:
      `It was a long way, and so they began something that was not quite a game: all that they had ever lost, one each, in turn.
"A glove," said {P}. "The left. I've still got the right."
"Six milk teeth."
"Everyone loses those."
"I swallowed one."
A hat. An umbrella. Somebody's book. A friend whose name they had never asked. The funny ones came first, but as their steps got slower what they said got heavier. The second verse of a lullaby, said {L}. The first {she} knew, and after that there was nothing.
"Not being afraid," said {P} after a while. "I used to have that. I've lost it."
"You haven't lost anything. You've got something. You've got afraid."
"That's because I have something to lose."
{L} had been about to bend down one more finger, and left it where it was. That one {she} did not care to count.`,
  },
  {
    title: "Six Seeds",
    outcome: "{H} and {L} planted some seeds, and did not know what they were.",
    hook: "From the next day {L} looked at the earth before {she} looked at anything else.",
    text: `In {H}'s drawer was an envelope with nothing written on it. It rustled.
"What are they?" asked {L}.
"I never wrote it down. I thought that I should remember." {H} tipped six of them out on one palm. One was flat, and one was round, and the others were between the two.
They filled a dish with earth and made six holes with a finger. {L} took the jug, and stopped. "How much do they want? One would have to know what they are."
"If you don't know, a little, and often. The same as with people."
"And if they don't come up?"
"If they come up we'll know what they are, and if they don't we'll know what we were waiting for." {H} rubbed the earth off both hands.
They carried the dish to where it was light. After some time they carried it further. To argue about the right place for a dish with nothing in it was, {L} found, an odd sort of happiness.`,
  },
];

/** A place of the story at a time of day, for when it is not seen for the first time. Each names place and time. */
export const EN_SETTINGS: Settings = {
  home: {
    m: "{when}, and at {place} there was still some of the night's cold in the air. The light came in ahead of everyone and swept the floor, and a few specks of dust crossed it without hurrying.",
    n: "{place}, {when}. The hands that worked there had stopped for a moment, and the walls and shelves made their small noises. Old things talk when people are quiet.",
    e: "{when} had come to {place}. What stood by the window was growing dark first, and the table in the middle held on to light enough for one.",
    k: "{when}, and the door of {place} was shut, but the light was still on. A smell of oil and the sense of somebody awake came out through the crack.",
    d: "{place}, {when}: everything was blue, as it is under water. Nobody spoke, and one could hear the ashes settle.",
  },
  site: {
    m: "{when} made a stranger of {place}. The half that lay in shadow and the half in the sun might have been two different places, and all the footprints led from one into the other.",
    n: "{place}, {when}. At this hour there was nowhere to hide. Every scratch and stain that they had missed before was plain to see.",
    e: "By the time they came to {place} it was {when}. As always where people have just left, there was still some of their warmth in the corners.",
    k: "{place} was larger at this hour: {when}. When one stopped, the steps went on for one more; and one had to look round to be sure whose they had been.",
    d: "{when}, {place}. It was not night and it was not morning, and all the edges had gone soft. Until one put out a hand there was no telling what was near.",
  },
  road: {
    m: "{place}, {when}. Somebody had been along already: there was one dark line through the dew, as far as the bend, and there it broke off.",
    n: "{when}, {place}. Shadows kept close to the feet that they belonged to, and whoever was coming from far off walked and walked and came no nearer.",
    e: "{when}, and one by one the colours drained out of {place}. What was left was the shape of the way, and the backs of a few people hurrying along it.",
    k: "{place}, {when}. One had one's own breath for company. As there was nothing for it but to trust the next step, everybody walked a little more kindly than usual.",
    d: "{when}, {place}. With no foot on it since last evening it looked as if it had only just been made, and one was almost sorry to be the first.",
  },
  far: {
    m: "{when}, {place}. Few people came out as far as this; perhaps that was why the day seemed to start late. The sounds woke up one at a time, each waiting for its turn.",
    n: "It was {when} when they reached {place}. On the way they had thought more than once of turning back. Now that they were here they did not; they only took one more look at the way they had come.",
    e: "{place}, {when}: it had the face of something that is nobody's. The rules of the day were coming loose, and others were settling in their place.",
    k: "{when}, {place}. There was no light anywhere, and still it was not altogether dark. While they waited for their eyes nobody wanted to be the first to speak.",
    d: "{place}, {when}. It was long, that hour. It was about to be light, and about to be light, layer upon layer, like thin paper.",
  },
  crowd: {
    m: "{when}, and {place} was full of voices. People called out prices, and called out names, and went on with what they had been saying the day before, and each had to climb over the others.",
    n: "{place}, {when}. It was hard work there even to stand still. People bumped and begged pardon and bumped, and all the while rumours changed places faster than feet.",
    e: "{when}, and the worst of the noise at {place} was over. Those who were left had lowered their voices, and with low voices one says other things.",
    k: "{place}, {when}, and it was not all asleep. Round the few lights that were still on people had drifted together, and sat as close as if they were leaning on one another.",
    d: "{when}, {place}. In the empty space there seemed to be a thin layer left of yesterday's noise, and one person with a broom was sweeping it slowly into a heap.",
  },
};
