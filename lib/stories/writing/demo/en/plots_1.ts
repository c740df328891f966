/** English words of plots: what came late, a borrowed name, what vanished, and the counting. */
import type { PlotWords } from "@/lib/stories/writing/demo/bank.ts";

const late: PlotWords = {
  object: "letter",
  logline:
    "Two people set out to deliver a(n) {X} thirty years late, and run into the words they have put off themselves.",
  hook: "Should a thing that comes too late be thrown away, or delivered all the same?",
  theme: "A feeling can be late without being spoiled.",
  question: "Is a feeling that comes too late still a feeling?",
  change: "One who puts things off becomes one who hands them over.",
  conflict:
    "{L} wants to bring the {X} to whoever it was meant for; {O} wants it gone for the sake of a family's good name. And the one it was meant for is afraid to receive it.",
  secret: "{H} is the very person who should have received the {X} thirty years ago.",
  promises: [
    "Whose is the {X}, and will they take it in the end?",
    "Why does {H} change the subject when the bird is mentioned?",
    "What were the words that {P} swallowed?",
  ],
  titles: ["Thirty Years Late", "The Note with the Bird", "Answer When You Can"],
  beats: [
    {
      title: "The Bottom of the Chest",
      goal: "{L} wants to find out whom the {X} belongs to.",
      obstacle: "Water has washed the name away.",
      outcome: "{L} found a small bird drawn beside the washed-out name.",
      hook: "And {L} had seen that bird before.",
      text:
        `The {X} lay at the very bottom of the chest. A note was tied to it, and on the note was a name that water had taken, all but its last stroke.
"[How old is this thing?|Does nobody miss this?]" {P} asked, blowing off the dust.
"Thirty years. Here is the day it was left." {L} put a finger on the first page of the register. The request was there, and the fee, paid in advance. Only the mark that said delivered was missing.
{T}
"Nobody is still waiting for it."
"Then somebody should be told why it never came." {L} was surprised to hear it. In all {hr} life {she} had never been in such a hurry to take on another person's errand.
{P} opened his mouth, swallowed whatever had been in it, and moved the lamp closer instead. Under the light, next to the lost name, a shape came up out of the paper: a little bird with a long tail.`,
    },
    {
      title: "The Price of a Good Name",
      goal: "{L} asks everyone about the bird.",
      obstacle: "{O} demands the {X}.",
      outcome: "{O} gave {L} three days to destroy the {X}.",
      hook: "Three days. The words hung in the air like the end of a bell.",
      text:
        `Everyone shook their heads at the bird. Only {H}, seeing it, began to talk about the weather, quickly and at length. {L} could not stop thinking of that face.
"I will take that, if you please." Behind them {O} held out a gloved hand. There was not a speck on the glove.
"It has an owner."
"It has a sender too. He was the head of my house. If people learn that he sent his heart elsewhere in the month before his wedding, it is the living who will be laughed at."
{S}
"Is he still…" {P} began.
"He is gone. All the more reason to let it rest." {O} brought out a purse, and it was heavy. {L} did not look at it. {L} pushed the {X} deeper into {hr} coat.
"Three days, then. Burn it, bury it, I do not care. Otherwise I doubt you will find work here again."`,
    },
    {
      title: "The Wrong House",
      goal: "{L} hopes to find the right person within three days.",
      obstacle: "The name they find is somebody else's.",
      outcome: "{L} and {P} walked to the wrong house and quarrelled on the way back.",
      hook: "That night {P} took the lamp and went home first.",
      text:
        `After two days on foot they found a man who kept birds. He turned the {X} over and over and laughed. Nobody, he said, had ever sent him anything but bills.
The way back was longer than the way there.
"That's enough now," said {P}. "You are about to lose your work and your place over what a stranger felt."
"So I should burn it? Could you?"
"I'm only worried about you."
"You are always worried about me. For once, say the thing you want to say."
{P} stopped walking. [t:One breath. Two.|l:The grass along the road lay down and stood up again.|The words came as far as his lips and turned back there.] He said nothing at all.
{T}
Alone, {L} unfolded the note once more and held it up to the moon. There was a dent in the paper, and then {she} understood. The bird was not drawn. It was stamped, by a seal that somebody had carved by hand.`,
    },
    {
      title: "An Empty Place on the Shelf",
      goal: "{L} goes to the one who carves seals.",
      obstacle: "{H} is afraid to receive what came.",
      outcome: "{H} confessed to being the one for whom the {X} was meant.",
      hook: "After thirty years the rest of the name was filled in.",
      text:
        `The old seals stood in a row on {H}'s shelf: a flower, a carp, a half moon. Where a bird should have been there was a clean square in the dust.
"I knew it would come some day." {H} did not turn round. "I cut that seal and gave it away. There is only one in the world."
"Why did you say you didn't know it?"
"Because it might say goodbye. No. Because it might say come with me." The old hands would not lie still. "I waited for it and I hoped it would never arrive. What you have not received cannot end."
{T}
{P} was standing in the doorway. There was dew on his coat; he must have been out there a long time.
"You don't have to undo it," said {L}, and held out the {X}. "But this is where it lives."
{H} took it in both hands, the way one takes something hot.`,
    },
    {
      title: "A Late Answer",
      goal: "{L} stands by while {H} undoes the knot.",
      obstacle: "{O} comes to stop it.",
      outcome: "{H} undid the knot, and {L} and {P} said what they had put off.",
      hook: "From that day there was a bird in the empty place on the shelf.",
      text: `When {O} burst in, out of breath, the knot was already undone.
"I beg you. A dead man's name is at stake."
"Then read it with me," said {H}, and made room on the bench, "and tell me whether it is anything to hide."
Under the knot, on a strip of paper, was a single line. You may take as long as you like to answer. {O} read it three times and took off his hat. [f:His hair had kept the shape of the hat, which made his dignity rather touching.|He had guarded that secret for half his life, and it was only this kind.]
{H} did not weep. {H} opened the window and spoke to the empty road. "So did I, you fool. All thirty years."
{S}
On the way home it was {P} who stopped. "I can't wait thirty years," he said. "So I will say it now."
{L} did not even try to hide {hr} smile. "Good. And I won't keep you waiting for the answer."`,
    },
  ],
};

const borrowed: PlotWords = {
  object: "nameplate",
  logline:
    "Somebody who got in under another's name has to show what is real on the day of the trial.",
  hook: "Of all you have won under a false name, what is truly yours?",
  theme: "A name can be borrowed; what the hands have learned cannot.",
  question: "Is work done under another's name your own?",
  change: "One who hides becomes one who says a name aloud.",
  conflict:
    "{L} came to learn under another's name. The trial is near, {O} suspects something, and {P} knew the one whose name it is.",
  secret: "{H} has known from the first day that {L} came under another's name.",
  promises: [
    "When will the borrowed name come out, and how?",
    "Why has {H} never once asked for {L}'s real name?",
    "What is on the back of the {X}?",
  ],
  titles: ["The Borrowed Name", "The Back of the Nameplate", "Child, What Are You Called?"],
  beats: [
    {
      title: "A Name on the Wall",
      goal: "{L} means to get through one more day under a borrowed name.",
      obstacle: "A public trial is announced.",
      outcome: "{L} signed up for the trial under the borrowed name.",
      hook: "The hand that had written it shook until evening.",
      text:
        `The nameplates of the learners hung along the wall. The {X} at {L}'s place did not have {L}'s name on it. It belonged to a child who had never come. {L} had picked up what that child let fall, and two years had gone by.
"Polishing again," said {H} from the doorway. "The others never look at theirs."
"It mustn't get dirty." Because it is on loan, {L} did not add.
{S}
That noon a notice went up. In fifteen days each of them would show their craft before everyone. The best would be written into the book for good. The last would leave.
{T}
"You'll go in for it, I suppose?" {H} held out a pen as if it were nothing. One thing had always been odd. In two years {H} had not once called {L} by the name on the wall. It was only ever child.
{L} wrote the borrowed name at the end of the list. One of the strokes slipped.`,
    },
    {
      title: "Somebody Who Knew",
      goal: "{L} trains for the trial and hides the truth.",
      obstacle: "{P} knows the real owner of the name.",
      outcome: "{P} found out that {L}'s name was false.",
      hook: "And {P} said nothing, which was worse.",
      text: `{P}, who was new, stopped in the middle of saying hello.
"That's funny. There was one of that name next door to us. Left-handed." His eyes came to rest on {L}'s right hand.
{L} felt cold all the way down. "It's a common name."
"Not that common."
{O}, who had been listening, closed a book. "Is there some difficulty? I answer for the papers of those who enter." [d:The voice was like water under ice.|w:{O} was known to be strict, and known to be fair.|The eyes were as flat as a seal.]
It took {P} five breaths to reply.
"No. I mixed up two people."
{T}
At night he came to the wall of the yard. "I won't ask why. I'll ask one thing. What you learned here, is that real?" {L} had no words, and held out a palm instead, and he looked at its calluses for a long while.`,
    },
    {
      title: "The Note on the Gate",
      goal: "{L} and {P} practise together.",
      obstacle: "A note on the gate says that one of the names is false.",
      outcome: "{L} accused {P} and packed a bundle.",
      hook: "Tied up, two whole years made one small bundle.",
      text: `At dawn there was a note on the gate. One among us uses another's name.
{L} tore it down and ran with it to {P}. "Was it you?"
"Me?" The smile went out of his face. "I've sat up with you seven nights running. And I'm the first one you think of?"
"You are the only one who knows!"
"You want it to be me. Then you have a reason to run."
It went in exactly where it hurt, and {L} found nothing to say. {T}
Back in the room {L} packed: a worn brush, a mended apron, a stack of practice sheets. Halfway down the stack {hr} hands stopped. On every sheet there was a tiny circle in faint ink, wherever something had come out well. On every sheet, for two years. Somebody had looked through all of them at night, one by one.`,
    },
    {
      title: "The Other Side",
      goal: "{L} wants to tell {H} the truth before leaving.",
      obstacle: "{H} is not surprised.",
      outcome: "{L} learned that {H} had known from the start.",
      hook: "For the first time the {X} was turned to face the room.",
      text: `"I have to tell you something. That isn't my name."
{H} went on mixing colours. "I know."
"Since when?"
"Since the day you came. They had promised me a left-handed one." {H} laughed a little. "But the right-handed one swept the yard without being told. The rest were busy admiring their names, and you were cleaning somebody else's."
{T}
{H} went to the wall and turned the {X} round. The back was not empty. There was one small circle on it, cut with the point of a knife, and a great deal of room beside it.
"I kept this for your own. It wasn't a thing to be asked for. It had to be told, so I waited."
"And the note? Who wrote that?"
"Stay until tomorrow and find out. Those who run away never learn the ending."
{L} pulled at the knot of the bundle. It came undone more easily than {she} had thought.`,
    },
    {
      title: "The Real One",
      goal: "{L} means to say {hr} own name before everybody.",
      obstacle: "{O} asks by what right.",
      outcome: "{L} said {hr} own name aloud, and let {hr} hands answer for the rest.",
      hook: "After that, no {X} in the place hung with its back to the room.",
      text: `When it was {L}'s turn, {O} held up the note. "Is this true?"
"I don't know who wrote it. But yes."
"I wrote it," said {O}, and the whispering stopped dead. "Not to accuse. To leave somebody the chance to speak first. The rules say that one who hides must go. They say nothing about one who steps forward."
{L} stepped forward. {L} had weak knees and a steady voice, and said a name that nobody there had ever heard. [b:It turned out to be rather a good one.|l:It sounded like a door in a long-closed room.|It was strange in the mouth, and it fitted.]
{S}
After that the hands knew what to do. All the cold mornings were in them, and all those little circles. When it was over, the first to clap was {P}.
"I'm sorry I thought it was you."
"Next time think of me first and believe me first. That's all."
{H} passed over the knife. On the back of the {X}, beside the small circle, {L} cut the letters one by one.`,
    },
  ],
};

const vanished: PlotWords = {
  object: "bell",
  logline:
    "A(n) {X} disappears overnight. There is a thief, and yet nobody seems to have lost anything.",
  hook: "Why would a thief dust the shelf?",
  theme: "The quickest way to find what is lost is to find who lost it.",
  question: "Which should be found first, the one who took it or the reason?",
  change: "An eye that looks for culprits learns to look at people.",
  conflict:
    "{O} wants a culprit within a day; {L} wants a reason. And every clue points at the person {L} trusts most.",
  secret: "{P} took the {X} out at night to repair it and put it back.",
  promises: [
    "Who took the {X}, and why?",
    "Why was there oil on {P}'s sleeve?",
    "Will the {X} make a sound again?",
  ],
  titles: ["The Thief Who Dusted", "A Very Clean Theft", "Nobody's Loss"],
  beats: [
    {
      title: "A Clean Circle",
      goal: "{L} examines the place where the {X} stood.",
      obstacle: "There is no trace, and not even dust.",
      outcome: "{L} saw that the thief had cleaned up before leaving.",
      hook: "{L} knew a few people who used that kind of oil.",
      text: `Where the {X} had been there was a circle, and that was all.
"It was there last night," said {O}, looking at a watch. "I want the culprit before sunset. Failing that, I shall dismiss everyone who held a key."
{L} crouched down. The lock was whole. The windows were bolted from inside. There was just one strange thing.
"Is it always this clean in here?"
"I beg your pardon?"
"There's dust on every shelf but this bit. Somebody carried off the {X} and then wiped the wood."
{T}
{O} sniffed. {L} did not laugh. A thief in a hurry does not wipe. To wipe, one has to care. {L} drew a fingertip around the circle, and it came away slick with oil, the clear and costly kind that goes into fine machines.`,
    },
    {
      title: "Three Keys",
      goal: "{L} talks to those who had keys.",
      obstacle: "Their stories do not quite fit together.",
      outcome: "{L} noticed the oil on {P}'s sleeve.",
      hook: "{L} told nobody what {she} had seen.",
      text: `There were three keys. {O} had one, {H} had one, and {P} had one.
"At my age one is asleep by eight," said {H}, putting the kettle on. "Though it was quiet last night. It was quiet with the {X} as well, mind you. It lost its voice long ago."
"It was broken?"
"These twenty years. Nobody thought of mending it. It looked well on the shelf, and they said that would do."
{S}
{P} had been at home all night. He also yawned three times.
"Bad sleep?"
"Too much thinking." He reached for his cup and the cuff of his sleeve slid up. Inside it was a round stain. Clear oil, the costly kind.
{T}
{L} looked down. In the notebook {she} wrote, the kettle boiled. It was not even a lie.`,
    },
    {
      title: "The Easy Answer",
      goal: "{L} hopes for any other answer.",
      obstacle: "{O} believes a false proof.",
      outcome: "{O} blamed {H}, and {L} failed to prevent it.",
      hook: "There was a hand's breadth left between the sun and the roofs.",
      text: `{O} was waiting in the middle of the road.
"It is solved. The cloth that covered the {X} was found in {H}'s room."
"Half the street has a cloth like that."
"A key, a cloth and an empty purse. What more do you ask?" [t:It was too quick.|f:It was an argument with creases ironed into it.|It was so smooth that there was nothing to take hold of.]
{L} could have spoken. I saw a stain on a sleeve. One sentence, and {H} was free, and {P} was not. {L} opened {hr} mouth and closed it.
Saying nothing, it turned out, was a way of lying too.
{T}
"At sunset {H} goes," said {O}, not unkindly. "There is nothing personal in it."
{L} was already running the other way. Where would somebody take a thing they loved? There was nothing left to do but ask.`,
    },
    {
      title: "One Lit Window",
      goal: "{L} asks {P} for the truth.",
      obstacle: "{P} is bound by a promise.",
      outcome: "It came out that {P} had been repairing the {X}.",
      hook: "The last screw still lay in the palm of one hand.",
      text:
        `One window was lit. {P} sat at the table, and before him, in forty pieces on a white towel, lay the {X}.
"You stole it." {L}'s voice cracked.
"Borrowed. I'm putting it back." He rubbed his eyes with black fingers. "My grandmother looked after this all her life. At the end she asked to hear it once more, and I said, later, I'll fix it later. There wasn't any later."
"Why didn't you tell me?"
"And if I broke it? I've made one promise too early. I didn't want to make two."
{T}
Then {L} told him about {H}, and the colour went out of his face.
"How long have we got?"
"Until the sun touches that roof." {L} rolled up {hr} sleeves. "Give me the screws. Your hands are shaking."`,
    },
    {
      title: "After Twenty Years",
      goal: "{L} has to return the {X} before sunset.",
      obstacle: "{O} has already decided.",
      outcome: "The {X} sounded after twenty years, and nobody was to blame.",
      hook: "The dust never had time to settle there again.",
      text: `{H} was on the threshold with a bundle.
"Wait!" {L} and {P} came through the door sideways with the {X} between them.
"So there were two of you," said {O}.
"Listen first." {L} set the {X} down precisely on its circle, and nodded.
{P} touched it. Nothing happened. Then [b:a bright note leapt up like a ball and ran once around the ceiling.|d:a note so low that they felt it in their ankles came up through the boards.|a small clear note began, and filled the room slowly, the way water fills a bowl.] Nobody had heard it for twenty years.
{H}'s bundle hit the floor. {O} was silent for a long time, and then put away the watch.
"When I was small that was how I knew it was time to go home," said {O}. "I see I was looking for the wrong thing."
{S}
{L} opened the notebook and wrote the last line. Stolen by: nobody. Lost by: everyone. Found by: the same.`,
    },
  ],
};

const counting: PlotWords = {
  object: "guest book",
  logline:
    "Every night the count comes out one too many, and the one left over is waiting to be called by name.",
  hook: "If there is one more each time you count, whom do you suspect first?",
  theme: "Fear is what we do not know, and it shrinks when it has a name.",
  question: "Where do the forgotten go?",
  change: "One who shuts both eyes becomes one who calls a name.",
  conflict:
    "The nightly count is wrong, and {O} would burn every record to be done with it. {L} must find out who is not being counted.",
  secret: "{H} once struck a child's name from the list.",
  promises: [
    "Who is the one left over?",
    "Why did {H} say never to count at night?",
    "What name was on the page torn out of the {X}?",
  ],
  titles: ["One Too Many", "Do Not Count at Night", "The Thirteenth Name"],
  beats: [
    {
      title: "One More",
      goal: "{L} counts everyone before sleep.",
      obstacle: "There is one more each time.",
      outcome: "{L} realised that there was one more than there should be.",
      hook: "When the lamp was out, somebody softly said the next number.",
      text: `There should have been twelve. {L} counted again. Thirteen.
"Stop it," said {P}, yawning. "You've counted yourself twice."
So {L} went round and touched each shoulder. One, two, three. Each was warm, up to twelve. The thirteenth was [d:as cold as a stone from the bottom of a well.|t:cold. Much too cold.|as cold as a window frame in January.]
{L} looked round, and it was only a coat on a peg.
{T}
"Twelve in the {X} too." {P} was turning pages. He stopped. "There's one torn out here."
It had been done so long ago that the edge had gone brown. {L} felt along it with one fingertip. The paper was dry, and yet somehow it was damp.
{S}`,
    },
    {
      title: "Three Bolts",
      goal: "{L} asks {H} about the old days.",
      obstacle: "{H} says only that one must not count at night.",
      outcome: "{L} learned that the count had been wrong fifty years before.",
      hook: "On the inside of {H}'s door there were three bolts.",
      text: `"You mustn't count at night." {H} showed half a face at the crack of the door.
"Why not?"
"If you count, it counts too."
There was no mirror in {H}'s room, and every picture hung with its face to the wall. {L} reached for one and was caught by the wrist. The hand was old. The grip was not.
"It was so fifty years ago. There should have been eleven, and there were twelve. The one who did the counting didn't sleep for a week, and left."
"And then?"
"Then there were eleven." {H} looked away. "Or so we agreed."
{T}
Just before the door closed, {L} saw what stood beside the pillow. A pair of shoes, a child's, and shining as though somebody had polished them every day.`,
    },
    {
      title: "The Stove",
      goal: "{L} tries to save the {X}.",
      obstacle: "{O} wants to burn the records.",
      outcome: "{L} lost the {X} but kept the print of the torn page.",
      hook: "That night the count was fourteen.",
      text:
        `"The thing brings bad luck. It goes into the fire," said {O}, who had the stove open already. "Who will come here, once people talk?"
"Will burning it stop it?" {L} held on to the {X} with both arms.
"It will stop people reading it."
{P} stood between them. "Give us one day."
"Last night a man saw that he had two shadows, and left. One day is one more gone." {O} was quick. The paper caught [f:with a rude crackle.|with a sound like a breath drawn in.]
{T}
But one sheet was up {L}'s sleeve, the one that had lain beneath the torn page. Rubbed with a pencil it gave up, white on grey, what had been pressed into it. A first name. An age. Nine years old.
Behind the wall, carefully, as children do when they have only just learned how, somebody began to count.`,
    },
    {
      title: "The Name Struck Out",
      goal: "{L} asks {H} whose name it is.",
      obstacle: "{H} cannot forgive what happened.",
      outcome: "{H} confessed to striking out the child's name.",
      hook: "And the child was still waiting to be found.",
      text: `{H} looked at the sheet and sat down on the floor.
"We were playing hide and seek." The voice was thin and very young. "I was it. I should have counted to ten and gone to look. Somebody called me in to supper, and I went. My little brother stayed where he was until I came. It was as cold as this."
"And you took out his name?"
"I couldn't breathe when I saw it. I thought that if it wasn't written, it hadn't been."
{T}
{L} looked at the small shoes. {She} had expected to be afraid, and was; but that was not why {hr} throat hurt.
"It never meant us harm. It wants to be counted, that's all."
{H} looked up. "You mean he is still hiding?"
"Nobody has told him that he's found."`,
    },
    {
      title: "Found",
      goal: "{L} counts for the last time.",
      obstacle: "{L} has to bear whatever answers in the dark.",
      outcome: "{L} called the name, and the count came out right.",
      hook: "It never came out wrong again.",
      text: `They put out every lamp. {P} took {L}'s hand. His palm was wet, and he did not let go.
"One," said {L}. "Two." In the dark they answered, each in turn. At twelve {L} stopped to breathe.
"Thirteen."
Nobody answered. The air [l:went as still as it does before the first snow.|t:stopped.|drew tight as a drum.]
Then {L} called the name on the paper, kindly, the way one calls a child to supper, and added: "Found you. You can come out now."
{T}
At the far end of the floor a bare foot came down on the boards. One step. Two. Then running steps, and a gust that went by at the height of a small boy and out through the open door. It may have been laughing.
When the lamps were lit there were twelve. {H}'s little shoes stood on the doorstep, side by side, pointing out.
On a fresh sheet {L} wrote the thirteenth name, and pressed hard, so that it would stay.`,
    },
  ],
};

export const PLOTS_1 = { late, borrowed, vanished, counting };
