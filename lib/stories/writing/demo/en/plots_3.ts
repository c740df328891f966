/** English words of plots: the rehearsal, the two ledgers, the one sentence, and the guest at the door. */
import type { PlotWords } from "@/lib/stories/writing/demo/bank.ts";

const rehearsal: PlotWords = {
  object: "script",
  logline:
    "Somebody agrees to listen while a friend rehearses a confession meant for another, and it is easy until it is not.",
  hook: "When does a line you rehearse become true?",
  theme: "Rehearsal makes courage, and courage never goes as rehearsed.",
  question: "Which arrives, the line that was prepared or the one that shakes?",
  change: "One who mends other people's words speaks in their own.",
  conflict:
    "{L} helps {P} to rehearse, and comes to wish the words were for {her}. {O} wants a perfect evening and nothing else.",
  secret: "The words that {P} rehearsed were meant for {L} from the start.",
  promises: [
    "Whom does {P} mean to say it to?",
    "Why won't {P} rehearse the last line?",
    "Will {L} stand on a stage again?",
  ],
  titles: ["Leave the Last Line Blank", "Not in the Script", "Red Pencil"],
  beats: [
    {
      title: "A Strange Favour",
      goal: "{L} agrees to help {P} rehearse.",
      obstacle: "{L} once lost all {hr} words on a stage.",
      outcome: "{L} became the one whom {P} rehearsed with.",
      hook: "The last line of the {X} was blank.",
      text:
        `"Would you listen to something?" {P} held out the {X}. "And if it's no good, fix it. You're good at fixing."
"What is it?"
"What I'm going to say to somebody. On stage, at the festival."
The word stage was enough to close {L}'s throat. Three years ago {she} had stood up there and lost the first sentence. Since then {she} had mended other people's.
{T}
"All right. But I only listen."
"That's all I want." He cleared his throat about five times and began. [f:He bit his tongue three times in the first line.|l:His voice shook, thinner than the paper.|All his usual cheek was gone, and he was red to the ears.]
It was not bad. In fact it was good, and for no reason at all this put {L} in a temper. Whoever it was for, {she} thought, somebody was very lucky.`,
    },
    {
      title: "Corrections",
      goal: "{L} makes {P}'s words better.",
      obstacle: "The better they get, the more {L} wants them.",
      outcome: "{L} understood that {she} was in love with {P}.",
      hook: "{L} folded the corrected page and unfolded it until morning.",
      text:
        `They met every day. {L} struck out "like a star in the sky", as everybody had one of those, and kept "always leaves me the last bite".
"So this person shares food?"
"Always. Claims to be full."
{L} was about to hand him the last corner of {hr} bread, and stopped halfway. Well, anybody might do that.
{T}
"Why do we never do the last line?"
"That one's for the day." {P} looked out of the window. "I think it would wear out."
{S}
At night, in an empty room, {L} read the whole speech out loud, his words in {hr} own voice. In the middle {she} had to stop. {She} did not want it to be said to somebody else. It was as plain as a line of dictation.`,
    },
    {
      title: "The Programme",
      goal: "{L} hides what {she} feels and helps with the festival.",
      obstacle: "{O} will cut whatever is not perfect.",
      outcome: "{L} told {O} that {P}'s speech could be dropped.",
      hook: "There was no rehearsal that day, nor the next.",
      text:
        `"We are running over." {O} turned a page of the programme. "I am inclined to cut the young man who shakes. A stage is for those who are ready."
{L} should have said no. He has worked harder than anyone; the paper is coming apart in his hands. What came out instead was:
"You could cut it. It isn't good enough yet."
Before {she} had finished the sentence {she} knew what was not good enough. It was not the speech.
{O} gave {her} an odd look. "I thought that you would fight me. I was there, you know, three years ago. You lost your first line and you did not leave the stage. I have always considered that silence the best thing on the bill."
{T}
Paper crumpled. {P} was smiling, [d:and it would have been better if he had not.|though not with his eyes.]
"Thanks," he said. "For being honest."`,
    },
    {
      title: "Under the Eraser",
      goal: "{L} wants to apologise to {P}.",
      obstacle: "{P} has torn up the {X}.",
      outcome: "{L} learned that the words had always been about {her}.",
      hook: "{L} ran, without so much as a first sentence.",
      text: `He was where they always met. In the basket lay the {X}, in four pieces.
"I'm sorry," said {L}. "It was a lie. It is good."
"Then why did you say it?"
The answer stuck. It was three years ago all over again, and there was no first line. The silence went on until he got up.
"Forget it. They'd never have known anyway. They just sat there in front of me every day, with a red pencil."
He had been gone for a full minute when the sentence arrived. {T}
{L} tipped out the basket and pushed the pieces together. Somebody who leaves you the last bite. Somebody who covers the book before the head when it rains. Somebody who can mend anyone's words and never says one of {hr} own. [b:Oh, you idiot, {she} thought. Which of them {she} meant was not quite clear.|It was all there. It had been there every day.]
And on the blank last line, faint, where something had been written and rubbed out, was {L}'s name.`,
    },
    {
      title: "The First Sentence",
      goal: "{L} goes on stage to speak for {her}self.",
      obstacle: "In front of everyone, the words are gone again.",
      outcome: "{L} told {P} the truth in front of everyone.",
      hook: "The red pencil was left behind on the stage.",
      text: `There was a gap in the programme. {L} walked into it.
The light came down and the first sentence went, just as it had before. People shifted in their seats. In the front row {H} knocked once on the floor with a stick. "Take your time, dear. We've nowhere to be."
{T}
"I correct things," said {L}. "I'm good at it. I never had to correct my own, because I never said any."
Somebody laughed, kindly. Right at the back, in the doorway, stood {P}.
"There was a script. It was torn up, and I might as well have done it. So this isn't rehearsed. I was never full. About the last bite. I just liked to watch you enjoy it."
[t:Silence.|f:Somewhere a paper bag fell off a lap.|It was so quiet that the lamps could be heard.] He came down the aisle, holding a page that was mostly paste.
"May I do the last line now?"
"I won't change a word."
In the wings {O} wrote something in the programme. Unscheduled. And next to it, after some thought, a star.`,
    },
  ],
};

const ledgers: PlotWords = {
  object: "ledger",
  logline:
    "One granary has two sets of accounts: in one the numbers are right, and in the other the people are.",
  hook: "When the right number and the true one differ, which do you sign?",
  theme: "Honesty does not keep numbers; it keeps people.",
  question: "Is it right to expose a kind lie?",
  change: "One who trusts what is written learns to see what is not.",
  conflict:
    "{L} has to account for the missing grain, and {O} would rather it were not looked into. The truth will hurt the kind, and silence will help the careless.",
  secret: "{O} took the grain to feed the lower village in the famine.",
  promises: [
    "Where did the grain go?",
    "Why are {O}'s shoes muddy every dawn?",
    "What is the spoon on the cover of the second {X}?",
  ],
  titles: ["Two Ledgers", "Nine Sacks", "Counted in Spoons"],
  beats: [
    {
      title: "Nine Sacks",
      goal: "{L} checks the {X} against the granary.",
      obstacle: "The numbers are right, and nine sacks are missing.",
      outcome: "{L} found a second {X}, which had been hidden.",
      hook: "On the cover of the second one somebody had drawn a spoon.",
      text:
        `There was nothing wrong with the numbers. In, out and left over agreed like three brothers. But {L} had gone and counted the sacks, and there were nine too few.
"Mice," said {O}, rinsing a pen.
"Nine sacks of it? We should have seen mice like that coming."
The pen stopped for a moment. "Very witty. In five days there is an inspection. If the numbers agree until then, nobody will be hurt."
{T}
Hurt. It was an odd word. When grain is missing people are blamed, or fined. They are not, as a rule, hurt.
That night {L} went along the floor of the granary on {hr} knees, knocking. The third board sounded hollow. Below it, wrapped in oiled paper, lay another {X}.`,
    },
    {
      title: "Whose Spoons",
      goal: "{L} goes to find the people named in the second {X}.",
      obstacle: "They fall silent when they see {her}.",
      outcome: "{L} learned that every name belonged to a house that had starved.",
      hook: "The mud on {O}'s shoes was the red mud of the lower village.",
      text:
        `The second {X} did not reckon in sacks. It reckoned in spoons. Infant, half a spoon. Sick man, three. Beside some of the names there was a little flower, and beside others a dot.
"Do you know any of these people?" asked {L}, and the noise around {her} drained away like water.
{P} pulled {her} aside by the sleeve. "Nobody answers a face like that. It's an audit with eyebrows. Smile."
[f:{L} smiled. A baby burst into tears.|{L} tried, but {hr} face was out of practice.]
"The flowers are the ones who lived," he said slowly, running a finger down the page. "And the dots..."
{T}
{L} counted the flowers. There were forty-one. There were two dots. In the famine year everyone had remarked how lucky it was that the lower village had not been emptied. Nobody had asked how.
Across the square went {O}. The coat was spotless. The shoes were caked with red.`,
    },
    {
      title: "A Convenient Thief",
      goal: "{L} follows the grain at dawn.",
      obstacle: "The wrong person is caught.",
      outcome: "{L} let the second {X} be seen while defending a stranger.",
      hook: "Then word came: the inspection would be a day early.",
      text:
        `In the mist before dawn a shadow went by with a sack. {L} and {P} followed, hardly breathing.
But the shout came from the top of the rise. "Thief!" Torches ran together, and in the middle of them was an old man with a load of firewood. In the bottom of his basket were eleven grains. It was all the proof there was.
"It wasn't him!" said {L}.
"Who was it, then?"
{L} knew. At any rate {she} nearly knew. {She} opened {hr} mouth, and out of {hr} coat slid the second {X}. [t:It fell open.|It lay in the dirt, open, and everyone looked at it.]
{T}
"What does it say?" No one there could read. But some of them knew the spoon on its cover. They went quiet; and then, one after another, they came and stood in front of the old man.
"We are all thieves, then. We all ate."
"It depends on you now," {P} said in {hr} ear. "On what you write down."`,
    },
    {
      title: "Two Days Late",
      goal: "{L} asks {O} about the second {X}.",
      obstacle: "{O} means to take the punishment alone.",
      outcome: "{O} confessed to having fed the hungry with the grain.",
      hook: "{L} picked up the pen, and could not write the first word.",
      text: `{O} had not run away. {O} sat in the granary, setting out pens in order of size.
"Two dots," said {L}, and laid the {X} on the table.
"Yes. I was two days late." For once the voice was not steady. "I asked for permission. I wrote to the proper office, in the proper form, and waited for the proper answer. None came, and two children went. After that I did not ask again. I used a shovel."
"Why did you never say?"
"Then those who ate would be guilty too. One thief is plenty."
{T}
{L} thought of the thing {she} had always been proud of, that {she} had never in {hr} life put down a wrong number. [d:It went to ash in {hr} mouth.|It weighed remarkably little.]
"Write the truth tomorrow," said {O}, and mixed the ink. "Nine sacks, stolen, by me. It is the correct figure."
The ink was smooth and black. {O} did good work to the end.`,
    },
    {
      title: "The True Number",
      goal: "{L} reads the accounts to the inspector.",
      obstacle: "The bare number would condemn {O}.",
      outcome: "{L} read out both accounts, and the village offered to pay the grain back.",
      hook: "The next year began on a clean page: nine sacks, and forty-one spoons.",
      text: `"Nine sacks short. Is that so?" asked the inspector.
"It is so." {L} opened the first {X}, and {O} shut both eyes. "That is the granary's number. There is also the people's."
{L} opened the second, and began to read. Infant, half a spoon: lived. Sick man, three: lived. At every name somebody in the yard called out. "Here." "Here, sir." At the two dots {L} stopped for a moment, and the whole yard stopped too.
{T}
"If it please you," said {H}, coming forward on a stick, "put it down as a loan. We'll pay it back each autumn. We ate it by the spoon and we can pay it by the spoon."
The inspector laid the two side by side and studied them for a long time. "Who kept this one? It is a good clear hand."
"I made one correction." {L} held out the page. The word stolen had been crossed out, and over it, very neatly, stood lent. "It's the first I ever had to make."
{P} bumped {her} with his shoulder. The smile came by itself this time.`,
    },
  ],
};

const sentence: PlotWords = {
  object: "errand robot",
  logline:
    "An old {X} says one sentence, over and over. On the day it is to be scrapped, the sentence gets longer.",
  hook: "If it isn't broken, why does it only say one thing?",
  theme: "Nothing we say lasts as long as waiting.",
  question: "How is listening different from repairing?",
  change: "One who repairs becomes one who waits.",
  conflict:
    "{L} wants to repair the {X}; {O} wants it scrapped in two days. The more {L} mends, the clearer it is that the sentence was never a fault.",
  secret: "{H} taught the {X} its sentence and knows the words that finish it.",
  promises: [
    "What does the sentence mean?",
    "Why does {H} walk more slowly past the {X}?",
    "Will the {X} be scrapped?",
  ],
  titles: ["Got Your Umbrella?", "Seven Beats", "Not a Fault"],
  beats: [
    {
      title: "The Same Thing",
      goal: "{L} wants to repair the {X} that says one thing only.",
      obstacle: "Nothing in it is broken.",
      outcome: "{L} found that there was no fault in the {X}.",
      hook: "Just then the {X} lifted its head, and added three words.",
      text: `"Got your umbrella?" said the {X}.
"Yes, I've got it," said {L}, not listening, and took off the back panel. It was a fine day. There was not one cloud.
"Got your umbrella?"
"That's fourteen." {P} handed over a screwdriver. "Can't it say anything else?"
"Not for six years, they say. That's why they sent it to me." {L} went from one part to the next. Current, good. Memory, good. There were thousands of scraps of speech in there, and out of them all it chose one.
{T}
"There's nothing wrong with it."
"Then why does it do that?"
"I don't know." {L} shut the panel. "It isn't that it can't. I think it won't."
[l:The light from outside ran down the scratches on its side.|f:The {X} asked about the umbrella again, as if to agree.|In its face a small lamp came on.]`,
    },
    {
      title: "Two Days",
      goal: "{L} wants to put off the scrapping.",
      obstacle: "{O} asks what the {X} is good for.",
      outcome: "{L} was given two days to prove that the {X} was of use.",
      hook: '"Got your umbrella? Home late tonight?" said the {X}, trying out its longer sentence.',
      text: `"What is it for?" {O} pushed a form across. It had twelve empty boxes.
"It carried things. It went on errands."
"And now?"
"It asks about umbrellas."
{O} laid down the pen. "I don't enjoy this. But there is only so much room, and none of it is for a thing that says one sentence. You may have two days. Fill in the boxes, and I will look again."
{T}
At the far end of the passage came {H}, and saw the {X}, and slowed down. {H} went by without turning. But even when {H} had gone by, that back was still listening.
"Every time," said {L} to nobody.
Night came and the boxes were empty. The longer one looked at the word use, the stranger it got. {L} was not sure of filling twelve boxes about {her}self.`,
    },
    {
      title: "Mended Wrong",
      goal: "{L} gives the {X} something useful to say.",
      obstacle: "After that it says nothing at all.",
      outcome: "{L} erased the sentence and was sorry.",
      hook: "A drop of rain fell on the {X}'s forehead.",
      text:
        `"There." {L} had put in a new sentence. Good morning, how may I help you? Anyone would like that. To make room, the old one had to go.
The {X} did not open its mouth. It did not move its wheels. The lamp in its face sank lower and lower.
"What did you take out?" {P} asked quietly.
"One sentence. It was just the one."
"It only had the one."
{T}
They sat on the kerb and went through the spare memory. To erase had been the work of a moment; to undo it took the rest of the day. Joining one scrap of sound to the next, {L} came upon something odd. After the sentence there was always the same silence. It was seven beats long. No fault is as exact as that.
"It's waiting for an answer," said {L}. "All this time we've been giving it the wrong one."
It began to rain. Nobody had an umbrella.`,
    },
    {
      title: "Seven Beats",
      goal: "{L} asks {H} what the sentence means.",
      obstacle: "{H} is afraid to hear it again.",
      outcome: "{H} told how a daughter used to answer the {X}.",
      hook: "And for the first time in six years {H} tried out the answer aloud.",
      text: `"When it asks about the umbrella," said {L}, "what is one supposed to say?"
{H} held the cup quite still. Only the tea shook.
"How did you find out?"
"It waits for seven beats. It has waited every day for six years."
{T}
"I have a daughter," said {H}. "A scatterbrain. I taught that thing to ask her, on her way out. And she would laugh and call back, 'I've got yours as well.' Seven beats exactly. Then she went off to work a long way away, and the way home was cut. She is alive. She's only where one can't get to."
"So you stayed away from it."
"If I answer, then the waiting's over. As long as it asks, she has only just gone out."
[d:The tea was cold by now.|The rain outside had grown thinner.] {L} thought of a form with twelve empty boxes, and knew what to write.`,
    },
    {
      title: "The Right Answer",
      goal: "{L} and {H} wake the {X}.",
      obstacle: "The hour of the scrapping has come.",
      outcome: "At {H}'s answer the {X} woke and passed on what it had kept.",
      hook: "Across all twelve boxes ran one word: waiting.",
      text: `{O} looked at the clock. "It is time. Have you filled it in?"
"I'd rather show you." {L} gave the {X} its sentence back, and the lamp came on.
"Got your umbrella? Home late tonight?"
One, two, three; {P} counted on his fingers. {H} stepped forward. On the sixth beat the old lips opened.
"I've got yours as well," said {H}.
{T}
The {X} tilted its head. Then, in a young woman's voice, out came what had been next in line for six years. "I'll be late, Mum. I may be very late. If it rains, don't stand there thinking of me, put it up. See you later."
No one moved. {O} looked down at the form and drew a line through a box. "Change of use," said {O}, rather hoarsely. "I dare say I can find it some room."
It was raining outside. {H} put up an umbrella, and the {X} rolled in under it.
"Got yours?" asked {L}.
{P} grinned and held it up. "I've got yours as well."`,
    },
  ],
};

const guest: PlotWords = {
  object: "oil lamp",
  logline:
    "Each winter a visitor knocks three times. Everyone knows that the door must stay shut, and no one knows why.",
  hook: "What happens if you open to the one who knocks three times?",
  theme: "Fear does not live outside the door. It lives in the bolt.",
  question: "How much of the unknown can one let in?",
  change: "One who bolts a door becomes one who opens it.",
  conflict:
    "{L} wants to know who stands outside; {O} would nail up the door for everyone's safety. And each night the visitor comes a step closer.",
  secret: "When young, {H} left somebody knocking in the snow.",
  promises: [
    "Who is the visitor, and what does it want?",
    "Why does {H} put out the light on those nights?",
    "Will the flame of the {X} last?",
  ],
  titles: ["Three Knocks", "The Bolt", "The Third Night"],
  beats: [
    {
      title: "The First Night",
      goal: "{L} wants to know who is knocking.",
      obstacle: "One must never open the door.",
      outcome: "{L} saw the visitor's bare feet through the crack.",
      hook: "In the morning there were footprints, and they only led to the house.",
      text: `Knock. Knock. Knock. It came on the night of the first snow, as it always did.
"Don't answer," whispered {P}. "It knocks three times and then it goes."
"Where does it go?"
"How should I know? Nobody's ever looked."
{L} stood before the door with the {X}. The bolt was as cold as ice. There was a saying about it, older than the house. The first night, do not answer. The second night, do not look. The third night, and there the saying stopped.
{T}
{L} knelt down and put an eye to the crack. Snow blew past. In the gaps between the snow were two feet, and they were bare. [d:They were no different in colour from the snow.|w:The toes were curled up, like a cold child's.|The toes were curled up with cold.]
It did not seem to {her} that a monster's toes would do that.
{S}`,
    },
    {
      title: "The Second Night",
      goal: "{L} tries to speak with the visitor.",
      obstacle: "The visitor has no name left.",
      outcome: "{L} heard the visitor ask for the loan of a name.",
      hook: "Where the voice had been, the flame of the {X} leaned towards the door.",
      text:
        `On the second night they heard the steps first. They stopped at the fence. They stopped at the stair. They stopped on the other side of the wood.
"Who's there?" said {L}, and {P} drew in his breath. It may have been the first time anybody had asked.
There was a long, embarrassed silence. "I don't know," said a voice like an old hinge. "No one has called me anything for so long that it wore away."
"What do you want?"
"Might I borrow a name? Only enough to keep warm."
{T}
{P} had {her} by the arm. "Don't. If you give it your name there's none of you left."
"Who says so?"
"Everyone."
{L} had never met everyone. All the same {she} could not answer. The visitor waited a little, and then said, with great politeness: "I'll come once more. After tomorrow the road will be under the snow."`,
    },
    {
      title: "One More Bolt",
      goal: "{L} asks {H} about the third night.",
      obstacle: "People are coming to nail up the door.",
      outcome: "{L} was afraid, and put a second bolt on the door.",
      hook: "And then, softly, somebody knocked from the inside.",
      text:
        `"They're coming with nails." {H} had caught up with {her} in the snow. "It's got about that you answered it. {O} says there is no choice."
"What is the rule for the third night? They all stop there."
{H}'s breath hung in the air. "There isn't one. Nobody has got that far. They always nail up the door after the second."
"And if one opens it?"
"I don't know," said {H}, turning away. "I've grown old not knowing."
{T}
At home {L} looked at the door. {She} had gone in and out of it all {hr} life and now it was a stranger. {She} would have liked to be brave, but {hr} hands were quicker. A bolt. A chair. Another bolt. [f:Finally {she} rolled a pumpkin up against it. Even {she} could see that the pumpkin was not going to help.|It did not stop the shaking.]
The tighter the door was shut, the smaller the room became. The cold was out there. The prisoner was in here.`,
    },
    {
      title: "Who Put Out the Light",
      goal: "{L} hears what {H} has kept back.",
      obstacle: "{H} has not told it to anyone in fifty years.",
      outcome: "{H} confessed to having left a door shut, long ago.",
      hook: "And {H} lit again the lamp that had been put out.",
      text:
        `It was {H} who had knocked. {H} had come in at the back, and sat on the floor with one old fist going tap, tap on the boards.
"It was fifty years ago. It had been snowing for three days, and in the night there was a knock. Somebody had lost the way. Could they come in to the fire?" {H} stopped, and began again. "I was frightened. I didn't know the voice. I put out the light, and pretended there was no one at home."
"And then?"
"In the morning there were footprints up to my door. There were none going away."
{T}
{L} thought of two bare feet, and of the tracks that only led one way.
"It's come each winter since. And each winter I put out the light. I've spent my life pretending not to be at home."
"It hasn't come to punish anyone," said {L}. "It still wants to come in to the fire. That's all. The name just froze off."
{H} wiped both eyes with the back of a hand. "Is it too late to open?"`,
    },
    {
      title: "The Third Night",
      goal: "{L} opens the door to the visitor.",
      obstacle: "{O} is there with hammer and nails.",
      outcome: "{L} opened the door; the visitor got warm, was given a name, and left.",
      hook: "From that winter on there was no bolt on the door.",
      text: `{O} stood before the door with nails between the lips, and took them out.
"Please stand aside. I'm afraid. It is because I am afraid that I do this."
"So am I," said {L}. "So stay here and be afraid with us."
Knock. Knock. Knock.
{H} drew the bolts, one, two. {P} moved the chair. {L} held the {X} up high and pulled. With the snow came in [l:somebody who might have been made of moonlight,|somebody as faint as frost,] very young, and so cold that one could nearly see the door through him.
"Come in," said {H}. "It's fifty years late, but there is soup."
{T}
The visitor held out both hands to the fire, and the colour came back, from the fingertips up. "What sort of name would you like?" asked {L}.
"Any. One that's warm to say."
{L} thought for a moment, and whispered something. It was not lent; it was new. The visitor said it out loud, and the flame of the {X} stood up straight.
When it was light there were footprints in the snow, and these led away. {O} threw the nails into a drift and finished the soup.`,
    },
  ],
};

export const PLOTS_3 = { rehearsal, ledgers, sentence, guest };
