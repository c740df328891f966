/** Last English episodes, in the order of `shapes.ts`, and what goes through the lead's head at the end of a chapter. */
import type { SceneWords } from "@/lib/stories/writing/demo/bank.ts";

export const EN_EPISODES_3: readonly SceneWords[] = [
  {
    title: "Twelve Rungs",
    goal: "{L} wants to look at something high up.",
    obstacle: "The ladder is old, and {L} is afraid of heights.",
    outcome: "{L} trusted {P} and climbed to the top of the ladder.",
    hook: "Only when {she} was down did {L} find that {hr} knees had been shaking.",
    text:
      `The ladder had twelve rungs and there was a crack in two of them. {P} held the bottom and looked up.
"Don't step on the fifth one. Or the ninth."
"Why tell me now?"
"If I'd told you before you wouldn't have gone."
{L} counted. At the fifth {she} took a long step, and at the seventh {she} made the mistake of looking. {P}'s face was the size of a plate. {Hr} hands were wet, and there was a noise of water in {hr} ears.
"Look at me," called {P}. "No, don't look at me. Look at your hands. Where are they?"
"On the eighth."
"Are they holding on?"
"Yes."
"That's all right, then. Where your hands are is where you are. Your feet will have to come along."
This was no time to ask whether it made sense. {She} watched {hr} hands go up by one, and by one more. Beyond the ninth it was quite sound. At the top there were some dust, and an old nest with nobody in it, and a view that went on and on.
"What is it?" said the voice from below.
"Nothing," said {L}. "But I can see everything."`,
  },
  {
    title: "The Walking Flowerbed",
    goal: "{L} needs something decent to wear.",
    obstacle: "The only clothes that can be borrowed are {H}'s.",
    outcome: "{L} wore {H}'s best clothes, and {P} laughed at {her} and praised {her}.",
    hook: "All day long the collar smelled of an old cupboard.",
    text:
      `"I wore this on the best days of my life," said {H}, and undid the bundle. It was long in the sleeve and wide in the waist, and the flowers on it had all but faded away.
When {L} came out in it {P} put down his spoon. He was trying not to laugh, and going red from the neck up.
"Go on," said {L}. "Say it."
"You look like a flowerbed. A walking one."
"And?"
"And a pretty one," said {P}.
{H} had a mouth full of pins and was taking up the hem. With each of the pins came a remark. These were the sleeves that one had cried into. On this hem one had trodden, and gone flat. In that pocket one had carried off the cake.
"You cried and fell over? On the best days?"
"Of course. On bad days one's careful."
{L} looked in the glass. In somebody else's clothes {she} stood up straighter, oddly enough. It was as if what they had been through were holding {her} by the shoulders.
"May I get a stain on it?"
"You'd better," said {H}, taking out the last of the pins. "I'll be hurt if you don't."`,
  },
  {
    title: "How to Haggle",
    goal: "{L} wants to learn from {H} how one haggles.",
    obstacle: "The trader has no intention of coming down.",
    outcome: "{L} paid the full price, and won the trader over.",
    hook: "What was thrown in was more than what {she} had paid for.",
    text:
      `"Don't touch it," whispered {H}. "If you touch it they know that you want it. And sigh. Not so loud."
{L} sighed. The trader did not so much as look up.
"It's expensive."
"Then don't buy it."
In the lesson there had been nothing about this. {L} turned to {H}, who was humming and looking at the sky.
"Why is it so expensive?" said {L}, because by now {she} really wished to know.
At that the trader did look up, and told {her}: how many days one had to walk for it, and on which pass half of it had been spilled, and how one slept with one's arms round it at night because of the animals. It was a long story. The longer it went on the cheaper the thing became.
"I'll pay all of it," said {L}.
"You're the first today." The trader seemed quite put out, and rubbed an ear, and began dropping one thing after another into the bag, until it was nearly bursting.
All the way home {H} chuckled. "Fifty years I've been at it. I always knew how to beat down a price. How not to beat down a person, that I learned late."`,
  },
  {
    title: "Asking the Way",
    goal: "{L} is walking home late and alone.",
    obstacle: "Somebody is standing in the dark, and it is {O}.",
    outcome: "{L} brought {O}, who was lost, as far as the fork.",
    hook: "As soon as there was a light to be seen {O} preferred to go on alone.",
    text: `Somebody coughed in the dark. {L} stopped.
"I had no wish to startle you." It was {O}, and from the state of those shoes it was not the first time round. "The fact is... I should like to ask the way."
"You're lost? Here?"
"On the map the road goes straight on."
"It fell in last summer. You have to go round."
{O} looked down at the map. It was quite new, with folds like knives. "Then this is wrong."
"I expect it used to be right."
They went together. {L} kept half a step ahead, and {O} put each foot exactly where {hr} foot had been. "I was taught," said {O} after a time, "that as long as one keeps to what is laid down one cannot go wrong. Lately it is what is laid down that goes wrong."
"You can always ask. You just did."
"It isn't easy. When I heard you coming I thought of hiding."
{L} very nearly laughed. {She} would have liked to know behind what. Instead {she} called them out as they came: a stone; a puddle; another stone.`,
  },
  {
    title: "A Poor Likeness",
    goal: "{P} wants to draw {L}'s face.",
    obstacle: "{L} cannot keep still.",
    outcome: "{P} drew {L}, and {she} saw a face of {hr} own that was new to {her}.",
    hook: "It was put between the pages of a book, and which pages nobody was told.",
    text: `"Don't move."
"I didn't."
"Your eyebrow did."
{P} had the paper on his knee and his tongue in the corner of his mouth. The charcoal scratched away. {L} had an itch in {hr} nose, and tried to think about other things.
"Is it nearly done?"
"It's the nose. When you think it's one nose, and when you talk it's another."
"How can it be another?"
"I don't know. That's what's so hard."
In the end he turned it round. One eye was larger than the other and the chin came to a point. It was like no one, and least of all like {L}. But there was something at the corner of the mouth: it was the face of a person who has been about to speak and has thought better of it. {L} had not known that {she} looked like that.
"It isn't very like, is it?" He scratched his head.
"Not a bit." {She} took it, and looked at it for a long time. "I think I know the person, though."
"Good," said {P}. "For the rest there are mirrors."`,
  },
  {
    title: "The Music Box",
    goal: "{L} wants to do what {O} has come to ask, so late at night.",
    obstacle: "{O} is no good at asking.",
    outcome: "{L} mended {O}'s music box.",
    hook: "The last note was missing, and {O} wanted it left like that.",
    text:
      `There were two knocks, and after a long time there was a third. {O} stood outside, holding something in a cloth.
"I know how late it is. I shall pay. If you would rather not, you must say so. I should almost prefer it if you..."
"Come in," said {L}.
In the cloth was a music box no larger than a hand. One could wind it, and it said nothing. {L} drew the lamp closer and took off the lid. Among the teeth of the wheels was a dried petal.
"That's all it was." {She} lifted it out with the tweezers, and {O}'s hand came forward by itself. On the glove it was so thin that a breath would have broken it.
"There was someone who couldn't sleep without it," said {O}, to the petal. "There is no one now. It was only that it had stopped. I found that I minded."
The wheels began to turn. It was a slow, clear tune, and right at the end there was a gap. One of the teeth had gone.
"I can do that too. It'll take a few days."
"No," said {O}, not quite evenly. "It always broke off there. It always did; and then I used to sing the rest."`,
  },
];

/** What the lead thinks or does as a chapter closes. Fits whatever has happened. */
export const EN_MUSINGS: readonly string[] = [
  "{L} turned over the things that had been said to {her} that day. The fronts of them {she} knew by heart. Of some {she} could not read the back, and those were the ones that rattled as {she} walked.",
  "The water would not run clear. While {she} scrubbed {hr} hands {L} went backwards through the day to find out where it had all come from. To count the dirty places was to count the places where one had tried; and after that it was not quite so tiring.",
  "{L} read the same page three times and shut the book. The words were there, it was {she} who was somewhere else. Where, {she} knew perfectly well. {She} merely did not want to be fetched.",
  "When {she} took off {hr} shoes there was a blister on {hr} heel. {She} had walked on it for hours. So there were things that only hurt when one stopped, thought {L}, and blew on it carefully.",
  "And if someone asked whether {she} would do it all over again? Alone as {she} was, {L} shook {hr} head; and a good while afterwards nodded it. Both had been the truth.",
  "{L} called up the faces one by one. It was not the smiles that {she} saw clearest, it was the moment when they were put away. There was something there: a thing that one misses while one looks, and sees when one has turned round.",
  "{L} took a clean sheet and wrote what {she} knew on one side and on the other what {she} did not. What {she} knew came to three lines. The rest ran over on to the back. Still, yesterday it had been two.",
  "Somewhere people were laughing, about something of their own. {L} stood and listened until it stopped. That the world should go rolling along beside {hr} troubles, and take no notice, was hard; and it was a comfort, too.",
  "Before {she} slept {L} always tried the door twice. Tonight {she} tried it three times: not to be sure that it was locked, but to be sure that it would open.",
  "On days when {she} had not said what {she} meant to, {L} was hoarse by evening. It seemed that words wore out the throat even if they were never used. {She} had a sip of water, and went over tomorrow's once more without a sound.",
  "{L} emptied {hr} pockets and laid it all in a row. None of it amounted to much. But {she} could have told where each of them came from; and when one looked at it like that, {she} had come a fair distance.",
  "The wind had changed. It had been pushing at {hr} back, and now it leaned on {hr} forehead. It was the same wind, thought {L}. It was {she} who had turned.",
  "{L} saw how long {hr} shadow had grown. The head of it was already far along, peering round the next corner. It was just the feet that were still standing here and could not make up their minds.",
  "It was some time before {L} noticed that {she} was hungry. Even on days like this one was hungry. It was so absurd that it helped.",
  "{L} imagined going back in there and saying it differently: somebody calmer, and cleverer, and kinder. {She} could see just how it would be done. Perhaps tomorrow one might borrow that person for an hour.",
  "Now that it was quiet the sounds came up again in their order: a door; somebody saying a name; and then the little gap where there ought to have been an answer. {L} gave it now, under {hr} breath.",
  "{L} made a knot. Ever since {she} was small {she} had tied one in a piece of string for whatever must not be forgotten. By now it was more knots than string. What was to be undone and what was to be kept were all on the same line.",
  "Round and round it went, and came out where it had started. But it had not been for nothing. On the way {L} had caught sight of what it was {she} feared, and it was smaller than it sounded.",
  "{L} tried out how {she} would tell it all to somebody one day. There were bits to be left out and bits that would bear improving. In the end {she} left it as it was. As it was it was hard enough to believe.",
  "A long way off a light went on. Who had lit it {L} could not tell. But over there, too, was somebody who was still awake; and that took a little off the size of the dark.",
];
