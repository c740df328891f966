/** English words of episodes between the beats of a plot, and of quiet scenes. In the order of `shapes.ts`. */
import type { SceneWords } from "@/lib/stories/writing/demo/bank.ts";

export const EN_EPISODES: readonly SceneWords[] = [
  {
    title: "The Broken Bridge",
    goal: "{L} and {P} want to get across.",
    obstacle: "The bridge went down in the night.",
    outcome: "{L} and {P} waded across instead of turning back.",
    hook: "Only on the far side did they see that there was no way back.",
    text: `Where the bridge had been, two ropes trailed in the water.
"Half a day to go round," said {P}.
"And across?"
"Wet. Very wet, if we're unlucky."
{L} tied {hr} shoes together and hung them round {hr} neck. It was less deep than it looked, and much colder. In the middle {hr} foot slid, and a hand was there before {she} had time to call. They stood like that for a while, with the river pulling at their knees.
"Don't let go." "You don't let go."
On the other bank they took one look at each other and could not stop laughing. On a day when you have lost something, it is half the crossing to have someone to wring your coat out with.`,
  },
  {
    title: "Cheap Rumours",
    goal: "{L} hopes to learn something from the talk of the crowd.",
    obstacle: "Everyone says something else.",
    outcome: "With {H}'s help {L} traced a rumour to its source.",
    hook: "It was a name that {L} knew very well.",
    text:
      `Rumours were going cheap. One man said east. A woman said west. A third looked as though for a little more he would say north.
"You needn't buy all of it." {H} drew {L} into the shade. "When people lie, they are exact about what doesn't matter. The weather. The colour of a shoe."
{L} thought back. East had described the clouds. West had mentioned the shoes, twice.
"Then they're both lying."
"Or both had it from the same mouth. Don't ask what they heard. Ask who told them, and then go and ask that one."
Backwards the rumour came apart like knitting. When {she} had the last of the thread in {hr} hand {L} said nothing for a moment.`,
  },
  {
    title: "The Wrong Turning",
    goal: "{L} tries to find a way through a strange place.",
    obstacle: "Fog comes down.",
    outcome: "{L} and {P} lost their way and found an old signpost.",
    hook: "Beneath the arrow was a scratch, and it was new.",
    text:
      `The fog started at their ankles and rubbed them out. When they could see no further than an arm's length, {P} took off his belt and gave {L} one end.
"One pull, stop. Two, come here."
"And three?"
"Three is, I'm scared."
They had not gone far before the belt was pulled three times. {L} began to laugh, thought better of it, went back and stood close. When neither of them spoke there turned out to be things to hear: a drip; something tapping on hollow wood.
They followed the tapping to a signpost furred with moss. The words had gone, but there was an arrow that one could read with a finger. "You'd have to get lost to find that," said {P}.`,
  },
  {
    title: "A Caller",
    goal: "{L} wants to know why {O} has come.",
    obstacle: "{O} offers a bargain dressed up as a favour.",
    outcome: "{L} refused {O}'s bargain, and saw how lonely {O} was.",
    hook: "The tea that {O} left behind was still up to the brim.",
    text:
      `On the step stood {O}. From the dust on that hat, it had taken some time to decide to knock.
"Might I have a cup of tea?"
{L} poured one. {O} held it in both hands and did not drink.
"If you give this up you may have what you want. I would not be mean about it."
"Do you know what I want?"
{O} looked round the room for the answer: the scribbles on the wall, the chipped bowl, the two spoons. {O} looked for the longest time at the spoons. "No," said {O}. "I believe I used to."
"It isn't for sale. There's more tea, though."
At the door {O} bowed. It was not the bow of someone who has won. It was not quite the other kind either.`,
  },
  {
    title: "Stop, Thief",
    goal: "{L} looks for what was lost among the crowd.",
    obstacle: "{L} takes the wrong child for a thief.",
    outcome: "{L} apologised to a child and got unexpected help.",
    hook: "What the child pushed into {hr} hand was a map.",
    text:
      `Somebody yelled "Stop!", so {L} ran too. Three corners later {she} had caught a child of nine or so, who was hugging half a squashed loaf.
"It's mine," said the child.
"I'm sorry. I made a mistake."
"They always do. If you run, you're a thief."
{P} came up, wheezing, heard the case, and offered a sweet out of his pocket with a bow. "Bad eyes," he explained, "but a good heart."
The child held the sweet up to the sun, and came to a decision. "What are you looking for? I know all the holes in all the fences round here. I know them better than the dogs."
{L} crouched until their eyes were level. One ought to ask the children first.`,
  },
  {
    title: "Under One Roof",
    goal: "{L} wants to be there before {O}.",
    obstacle: "A cloudburst drives them under the same roof.",
    outcome: "{L} and {O} sheltered from the rain and heard each other's reasons.",
    hook: "When it stopped they went off in opposite directions, but slower than before.",
    text:
      `The overhang had room for two if they did not mind touching shoulders. The two were {L} and {O}.
"I was here first," said {O}.
"I saw it first."
The rain came down like gravel. For some time that was the only conversation.
"Do you hate me?" asked {O}.
"I was going to. It's hard to hate a person who's dripping."
A corner of {O}'s mouth moved. "I'm not only doing as I am told. There is a thing that I want too." What it was {L} only learned later. {Owants}
{L} wrung out a sleeve. Whoever fights you for a thing, it struck {her}, may be one of the few who know what it is worth.`,
  },
  {
    title: "Shelling Beans",
    goal: "{L} listens to what {H} remembers.",
    obstacle: "{H} will only tell the good parts.",
    outcome: "{H} told {L} one thing that had been kept back.",
    hook: "When it was told, {H} slid a key across the table.",
    text:
      `{H} shelled beans and talked. For each bean there was a story: a wedding, an outing, an enormous fish.
"Weren't there any bad days?"
A bean missed the bowl. "There were. I thought that they were like the pods, you know. You throw those away." The hands went still.
What people knew of {H} was soon told. {Hpast}
"That much they know," said {H}. "The next bit I never told."
{L} picked up the bean and put it with the others, and did not hurry anybody. The kettle had filled the whole room before the voice went on. It was a small regret. Another person would have forgotten it. But it is the small thorns that stay in.
"Well? Are you disappointed in me?"
"No," said {L}. "I think I've only just met you."`,
  },
  {
    title: "Three to Lift",
    goal: "{L} has to clear the way.",
    obstacle: "What blocks it is too heavy for two.",
    outcome: "{L}, {P} and {O} cleared the way together.",
    hook: "Where it had lain, something long buried showed its edge.",
    text:
      `A beam lay across the way. {L} and {P} set their shoulders to it, and it did not so much as creak.
"We're one short," panted {P}. "Just one more shoulder."
Someone coughed. {O} was folding a coat, sleeve to sleeve. "Do not misunderstand. I have to get past as well."
"Nobody said a word."
They stood in a row, and {L} counted. {O} was half a beat late each time and {P} was half a beat early, and between them it came out even.
The beam went over with a crash and all three sat down at once. Nobody said thank you. {O} unscrewed the flask, and passed it first to {L}.`,
  },
];

export const EN_QUIET: readonly SceneWords[] = [
  quiet(
    "What One Wants",
    "{L} told {P} what {she} wanted most.",
    "What he answered stayed with {L} like a small lamp.",
    `When the work was done they sat down against the wall.
"What do you want?" asked {P}. "If you could."
{L} did not have to think. It had always been the same thing. {Lwants}
"It sounds small when you say it."
"No." He shook his head. "It sounds like something I could help to carry."`,
  ),
  quiet(
    "Two Shadows",
    "{L} learned what {P} hoped for.",
    "The two shadows kept together as far as the fork in the road.",
    `Their shadows went before them, side by side.
"There's this thing," said {P}, and kicked a stone, and it came out more slowly than the stone. {Pwants} He had wanted it for years.
{L} did not laugh. "Why did you never say?"
"I thought you'd laugh."
"I'm not."
"I know. It's very odd." And now he did.`,
  ),
  quiet(
    "Tea, Very Strong",
    "{H} advised {L} not to hurry.",
    "The warmth of the cup stayed a long time in {hr} palms.",
    `{H} poured without a word. The tea was as black as a boot.
"People in a hurry lift the lid to see if it boils," said {H}. "And then it takes longer."
"Is that about me?"
"It's about water." All the lines around those eyes deepened. "But if you both want to listen, so much the better."`,
  ),
  quiet(
    "Watching People",
    "{L} and {P} forgot their worries for an hour.",
    "It was only an hour, but they would come back to it often.",
    `Today they were not going to look for anything. They sat in a corner and made up lives for people.
"He's off to write a letter to his cat."
"Does it answer?"
"By footprint," said {P} gravely.
{L} laughed out loud, and only then noticed how long ago the last time was.`,
  ),
  quiet(
    "A Line in the Dust",
    "{L} told {H} what {she} was afraid of.",
    "The tap of the stick could be heard long after the bend.",
    `"I'm afraid of something," said {L}. Said out loud it was worse. {Lfears}
{H} drew a line across the road with the end of a stick. "Leave it on this side. Now you walk over to that one."
"It'll only follow me."
"Oh, certainly. But a thing that follows you isn't in your way."`,
  ),
  quiet(
    "The Lamp Turned Low",
    "{L} saw what {P} was afraid of.",
    "Not answering, {L} thought, was a way to answer.",
    `{P} lay there with the lamp still burning.
"Not asleep?"
"In a bit." For once there was no joke in his voice. {Pfears} It was what kept him awake.
{L} did not ask anything else. {She} turned down the flame until it was not dark and not bright, and both of them could bear it.`,
  ),
  quiet(
    "The One Who Is Disliked",
    "{L} understood what {O} was trying to protect.",
    "Turning to go, {O} for the first time called {L} by name.",
    `Even in a crowd, {O} seemed to be standing alone.
"Why do you go to such lengths?" asked {L}.
"Somebody has to." {O} was looking at something far off. "There is no shortage of nice people. There is a shortage of people who will be disliked."
{L} did not think that this was right. But that back was so very straight that it was hard to call it wrong.`,
  ),
  quiet(
    "From Far Away",
    "{L} and {P} looked back from a height at the way they had come.",
    "The wind mixed up their words and carried them off downhill.",
    `From up here, the whole of it would have fitted in a hand.
"That's what we made such a fuss about?" {P} held up a thumb. "Look, it's gone."
"It'll be big again when we get close."
"Then think of up here. Think of the thumb."
{L} nodded, and then, to be on the safe side, tried it as well.`,
  ),
];

function quiet(title: string, outcome: string, hook: string, text: string): SceneWords {
  return atRest({ title, outcome, hook, text });
}

/** A quiet scene: nobody wants anything but to breathe. */
export function atRest(words: Omit<SceneWords, "goal" | "obstacle">): SceneWords {
  return {
    goal: "They stop for breath and look to one another.",
    obstacle: "What is on the heart does not come easily to the lips.",
    ...words,
  };
}
