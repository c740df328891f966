/** More English episodes between the beats of a plot. In the order of `shapes.ts`. */
import type { SceneWords } from "@/lib/stories/writing/demo/bank.ts";

export const EN_EPISODES_2: readonly SceneWords[] = [
  {
    title: "The Last Loaf",
    goal: "{L} wants some breakfast before the day begins.",
    obstacle: "There is one loaf left, and a long queue.",
    outcome: "{L} and {P} shared the last loaf with a stranger.",
    hook: "Before the corner the stranger looked back twice.",
    text: `The queue outside the baker's went round the wall. {P} began at once to count hats.
"Twelve. I make it thirteen loaves."
"So one of us goes hungry."
"You had two yesterday."
"That was yesterday."
When their turn came there was, in fact, exactly one. The baker was wrapping it when a stomach growled behind them, long and low, like furniture being moved. It belonged to somebody carrying so much that there was no face to be seen. The somebody coughed and studied the sky.
{L} looked at {P}. {P} looked at {L}. That settled it.
They tore it in three. They meant to be fair, but nobody had a knife, and it came out as one large piece, one small piece, and one that was mostly crumbs. They ate leaning against the wall, all in a row. Nobody asked where anybody had come from or was going.
"The crust is the best of it," said the stranger, brushing off a sleeve.
The crumbs had gone to {P}. He held to the end that his had been the biggest.`,
  },
  {
    title: "The Frightened Lock",
    goal: "{L} tries to open a lock that will not turn.",
    obstacle: "The harder {she} twists, the tighter it holds.",
    outcome: "{L} opened the lock the way {H} had taught {her}.",
    hook: "In the box lay another lock, exactly like the first.",
    text:
      `The lock was the size of {L}'s fist and a good deal more stubborn. The key went in. It would not go round. {She} took it in both hands and set {hr} teeth.
"That'll snap," said {H}, behind {her}.
"It's broken already."
"It isn't broken. It's frightened. Nobody has opened it for years."
{H} let one drop of oil run down a matchstick into the keyhole, and after that did nothing at all. When {L} reached out, {hr} hand was lightly smacked.
"Waiting is work," said {H}. "Some of the hardest there is."
So they sat and let the oil get on with it. {H} told the story of a key that had been hunted through a whole house, under every board, and had been hanging the whole time round the hunter's neck. {L} laughed, and found that {hr} hands had come undone from their fists.
"Now. The wrong way first."
{She} pushed it gently the wrong way, and then back, and something inside let go with a sigh. The lock opened its mouth by itself.
"There," said {H}. "What won't be pushed can sometimes be let off."`,
  },
  {
    title: "The Same Queue",
    goal: "{L} is waiting for {hr} turn.",
    obstacle: "The person in front of {her} is {O}.",
    outcome: "{O} left a good place in the queue, and told {L} why.",
    hook: "Where {O} had stood there were two footprints, side by side and perfectly straight.",
    text:
      `Everybody had brought a bowl, and the water came slowly. {L} had been looking at the back in front of {her} for some time before it struck {her} that there was only one back as upright as that.
"I didn't expect to see you here," said {L}.
"I drink water as well," said {O}, without turning round.
"You have people to fetch it."
"If one has never stood in a queue, one doesn't know how long it is."
There was shouting further up; someone had pushed in. Then people saw who was waiting, and a murmur went along, and hands began to wave: go on, please, go to the front. {O} shook that careful head, stepped out of the line, and walked all the way to the end of it.
"Why?" {L} called. "You were nearly there."
"Somebody has just been sent back because I was standing in front. It was not my doing. It was my doing that I was there."
{L} chewed on this while {she} filled {hr} bowl. It is awkward when a person one dislikes turns out to be right. On the way out {she} stopped at the end of the queue and held out the bowl, half full.
"It's only a loan."
"Then I shall return it," said {O}, and took it with both hands.`,
  },
  {
    title: "A House on the Wall",
    goal: "{L} wants to get through a night without sleep.",
    obstacle: "There is not much oil left in the lamp.",
    outcome: "{P} told {L} something about being a child.",
    hook: "When the light was gone a bird still seemed to be sitting on the wall.",
    text:
      `The flame had begun to crouch. {P} put both his hands together between it and the wall, and an animal with long ears appeared.
"Rabbit," said {L}.
"Donkey. Look how sad it is."
"It could be a sad rabbit."
He made a bird. He made a fish with its mouth open. He made something that was not anything, and when {she} asked, he did not answer straight away.
"Our roof," said {P}. "I used to make it all the time. If you're small and on your own at night, you build another house on the wall. I pretended it was full of people."
{L} said nothing. {She} put {hr} own hands into the light, bent a finger for a door, and stood {hr} thumb up on top. It was nearly a proper house now.
"The chimney's crooked," said {P}. His voice was not quite steady.
"It's the smoke. They're cooking something in there."
The flame shook itself and grew thin. They kept their hands up until there was no more house to see.`,
  },
  {
    title: "On Three",
    goal: "{L} wants to get further before dark.",
    obstacle: "A cart is stuck in the mud, across the whole of the way.",
    outcome: "{L} and {P} freed a cart and were shown a short cut.",
    hook: "Somebody had tied a white ribbon where the short cut began.",
    text: `The cart leaned over with one wheel in the mud. Its owner was sitting on top, singing.
"Shouldn't you be pushing?" said {P}.
"I did, and my back went. Then I thought, if I sing, someone will stop to complain. And here you are."
{L} pushed {hr} cuffs up to the elbow. {P} wondered whether to take off his shoes, wondered too long, and went in with them on. It made a noise that did not do him credit.
"One. Two."
The wheel did not move. Some of the mud did, and put a neat spot in the middle of {P}'s forehead.
"I thought we pushed on three."
"We said two."
"When?"
The owner laughed so hard that climbing down became necessary, and came round and took hold as well. When all three of them had agreed on a number, the wheel came out with a smack and they went down after it in a heap. It was no longer possible to say who was the dirtiest.
"Thanks won't cover it," said the owner, "so I'll give you a road. Follow that dry ditch beyond the rise. It'll save you half a day, and there aren't four people who know it."`,
  },
  {
    title: "One Shoe",
    goal: "{L} and {P} want to bring {H} safely along.",
    obstacle: "The sole has come off one of {H}'s shoes.",
    outcome: "{L} and {P} walked slowly, to keep step with {H}.",
    hook: "As they came so late, they met nobody who might have stopped them.",
    text:
      `"You go ahead," said {H}, sitting down at the roadside. One shoe was grinning from heel to toe. "I'll talk this one round and come after."
{P} went through his pockets. There was string, there was a button, there was dried fruit, there was a bent nail. Last of all came a scrap of leather, and {L} stared at it.
"Why on earth do you carry that?"
"I knew I'd need it one day. It's taken five years."
{L} held the foot and {P} wound the string. What they made looked like a parcel. {H} took two steps in it and nodded with great satisfaction. At every step it said flap.
They went at the speed of the shoe. There turned out to be a lot that one did not see at any other: a flower the size of a crumb between two stones; a ladder of lines on a wall, where somebody had measured a child year after year.
"Shouldn't we hurry?" asked {L}.
"If we hurry, what gets there sooner?"
"Well. We do."
"Just so," said {H}. "We do. The right moment doesn't." Flap, said the shoe, and {P} had to look the other way.`,
  },
  {
    title: "A Stone Each",
    goal: "{L} wants to remember the way they came.",
    obstacle: "What marked it fell down in the night.",
    outcome: "{L} and {P} built up a fallen cairn, and each made a wish.",
    hook: "Whoever came by next would put one more stone on top.",
    text:
      `At the bend the cairn had come down. People had been adding to it for years, they said, one stone for each time they passed. {L} picked one up. The night was still in it.
"We didn't knock it over," said {P}, and yawned.
"You can't just walk past."
"I knew you'd say that." He was already on his knees, picking out the big ones.
They laid the bottom in silence. At about the height of the knee they began to argue. For the last few neither of them breathed. A flat one rocked, thought it over, and sat down.
"We get a wish each," said {P}. "You mustn't say it aloud, or it doesn't count."
"Who says so?"
"I do. I've just made it up."
{L} shut {hr} eyes. {She} had thought there would be a great many, but when it came to it there was only one. When {she} looked up, {P} was watching {her}, and then very quickly was not.
"What did you ask for?"
"You said I mustn't tell."
"So I did. Quite right." And he gave a lot of attention to a stone that was perfectly well where it was.`,
  },
  {
    title: "The Blot",
    goal: "{L} is to write down what {H} says.",
    obstacle: "At the most important place there is an accident with the ink.",
    outcome: "{L} wrote down what {H} said, to the end.",
    hook: "{H} looked at the blot and called it the best part of the page.",
    text: `"Write for me," said {H}. "My eyes have stopped keeping up with letters."
{L} smoothed the page and dipped the pen. {H} spoke slowly, with a look towards the window: where the seeds were kept, how one gets through a winter, to whom the borrowed dish belonged. It was too plain to be written down and too good to be lost.
"And there's one more thing. I've always meant to..."
{L}'s cuff caught the ink. It ran right across the page, in no hurry, and although {she} threw {hr} sleeve on it, two whole lines had gone.
"I'm so sorry. I'll start again. From the top."
{H} held the page against the light. The blot might have been a bird with its wings out. It might have been a hill, lying down.
"Leave it. Those two lines were only me nagging. Your hand knew."
"What did they say?"
"I've forgotten," said {H}, a great deal too easily. The eyes stayed on the spot, and they were not the eyes of anyone who has forgotten. {L} did not ask again. {She} only put a small dot beside the blot, in case there should be a day for it, and waited for the next line.`,
  },
  {
    title: "What the Juggler Wanted",
    goal: "{L} would rather not be noticed in the crowd.",
    obstacle: "A juggler picks on them in front of everybody.",
    outcome: "{O} laughed aloud in front of everybody, for the first time.",
    hook: "{O} put down a good deal more than the show was worth, and left without a word.",
    text:
      `The juggler had five balls in the air and was walking about underneath them. The crowd drew back in a ring, and it so happened that {L} and {P} and {O} were left at the front of it, side by side.
"You three," said the juggler, and went on juggling. "One each, if you please."
They came. {L} caught one in both hands out of pure fright. {P} caught his with his forehead. {O} raised a gloved hand, not quite far enough, and the ball brushed the fingertips and settled on top of that excellent hat.
The crowd drew in its breath. No one knew whether it was allowed.
{O} did not move. If {O} had moved it would have fallen. "Tell me," said {O} after a while, in a low voice. "Do I look ridiculous?"
"A little," said {L}.
"Not a little," said {P}, rubbing his head.
There was an odd sound. They took it for a cough. Then the shoulders began to shake, and the ball rolled off, and after that everybody dared. The laughing went out in a ring, as far as the street corner.
"I beg your pardon," said {O}, handing back the ball. But it was some time before that mouth would go straight again.`,
  },
  {
    title: "A Wager",
    goal: "{L} and {P} are looking for a way to pass the time.",
    obstacle: "Whoever loses has to tell a secret.",
    outcome: "{L} lost a wager, and told {P} something that {she} had never said.",
    hook: "{P} said that it would only be fair to give {her} one of his own.",
    text: `"First one to see something move," said {P}. "Loser tells a secret."
It was a place where nothing moved at all. {L} stared until {hr} eyes swam. Far off a thing seemed to tremble, but that was only the water in them.
"There." {P} pointed with his chin. A dry leaf rolled over twice and stopped.
"That's cheating. You kicked up a wind."
"Can you prove it?"
{She} could not. {L} sighed, and looked through what {she} had. There were more secrets than {she} had expected, and fewer that one could hand to somebody.
"When people call me," {she} said slowly, "I sometimes act as though I hadn't heard. To see if they'll call me again."
He did not laugh. He did not make a joke. A little later, in quite an ordinary voice, he said, "{L}."
"Yes."
"{L}."
"What is it?"
"Nothing. That was twice, that's all."
The leaf went rolling on. This time it really was the wind. {L} saw it first, and did not mention it.`,
  },
  {
    title: "Nineteen Keys",
    goal: "{L} would like to see behind a locked door.",
    obstacle: "All the keys belong to {O}.",
    outcome: "{O} showed {L} a room that had been kept locked.",
    hook: "Before locking it, {O} took one more look into the room.",
    text:
      `There must have been twenty keys at {O}'s belt, and each of them was wrapped in a bit of cloth, so that they should not jingle.
"Do you know what they're all for?" asked {L}.
"Nineteen of them."
"And the other one?"
In place of an answer {O} stopped. The fingers went along the ring until they came to the smallest. Beside them a low door opened without a sound.
There was nothing inside. There was a row of nail holes along the wall, and on the floor a square with no dust on it, where a thing must have stood for many years.
"It was full to the ceiling once. I was told to guard it, so I guarded it. Then one day the owners came with a cart. They left me the key."
"Why do you keep it?"
"A door is still a door, with or without anything behind it." {O} seemed to be choosing among words. "And if I threw it away, no one would know that there had been anything here."
{L} walked all round the edge of the square, so as not to step on it. {O} saw it, and the straight back bent, by about an inch.`,
  },
  {
    title: "Every Bowl in the House",
    goal: "{L} tries to keep the rain out.",
    obstacle: "There are more leaks than bowls.",
    outcome: "{L} and {P} set out every bowl they had and waited for the rain to end.",
    hook: "Long after the rain they still had the tune in their ears.",
    text: `The first drop hit {P} on the nose. The second hit the middle of the paper on the table.
"Basin!" cried {L}.
"It's in use. Over there."
"Saucepan."
"That too."
Everything came out on to the floor: soup plates, teacups, the bowl with the chip, in the end {P}'s hat. They were still one short, so {L} cupped {hr} hands and stood there.
"Are you going to stay like that?"
"It has to stop."
"When?"
"At some point."
{P} went round the room nudging things with his foot. {She} could not think what he was up to, until {she} heard it: a low note, a high note, and in between, ting, a teacup. By and by it had become something like a tune.
"Don't you know it?" said {P}. "I'm sure we know it."
{L} looked down into the water in {hr} hands and listened. {She} did not know it. All the same {she} could have said each time what was coming next. When {hr} arms began to ache he came, without a word, and put his own hands under {L}'s. It still leaked, through four hands, but it leaked more slowly.`,
  },
  {
    title: "The Forgotten Line",
    goal: "{L} wants to know how {H}'s song goes on.",
    obstacle: "{H} always stops at the same place.",
    outcome: "A street full of people found the line that {H} had forgotten.",
    hook: "For the rest of the evening the whole street went about humming it.",
    text: `{H} always hummed the same song, and always stopped at the same place.
"What comes then?" asked {L}.
"It gets as far as the tip of my tongue, and turns round."
A woman with a basket slowed down. "That's the one about the river. 'Though the water is deep.'"
"'Though the night is deep,'" said a man who was selling brushes. "That's how my grandmother had it."
"Something was deep," said {H}. "I'm sure of that much."
They began to collect. Though the well was deep. Though the wound was deep. Though the sleep was deep. Everybody sang the line that they knew, and the more of them there were the more songs it was. Somebody started to clap in time.
{H} listened with closed eyes, and all at once slapped the table.
"Snow! 'Though the snow is deep and the road is white.'"
It was quiet for a moment. Then, and no one could have said who began, they all went back and sang it from there. {L} did not have the words and only moved {hr} lips. {H} gave {her} an elbow in the ribs.
"Sing it wrong," said {H}. "If nobody does, how's anyone to find out what's right?"`,
  },
  {
    title: "A Map in the Hand",
    goal: "{L} is waiting in the dark for the day.",
    obstacle: "It is cold, and there is nothing to be said.",
    outcome: "{P} drew {L} the way ahead on the palm of {hr} hand.",
    hook: "In the morning {L}'s fist was still shut.",
    text:
      `They could not make a fire. They sat back to back, and told the time by each other's breathing.
"Give me your hand," said {P}.
"You can't see it."
"I don't need to."
He opened {hr} fingers and drew a line across the palm with a fingertip. It tickled, and the hand closed, and he opened it again.
"We're here. Half a day that way. The thick one is the river. Over the river there are two hills, and you take the lower."
"Have you been there?"
"No. I've been told. Over and over." The finger stopped, close to {hr} wrist. "And about here is a house. It has a blue door, they say, and it doesn't matter who knocks."
{L} did not reply. {She} was going along it in {hr} mind: half a day, river, the lower hill, blue door. Although there was nothing to see, it was all extraordinarily clear.
"What if I forget it?"
"Don't wash."
They laughed without making a noise. When they had finished the cold came back into the gap; but the edge had gone off it.`,
  },
  {
    title: "The Treaty of the Spoons",
    goal: "{L} and {P} mean to get through the housework.",
    obstacle: "A small remark becomes a quarrel.",
    outcome: "{L} and {P} broke a plate and made it up.",
    hook: "Nobody threw the pieces away; both of them went up on the shelf.",
    text:
      `It began with a spoon. {P} stood it in the jar upside down. {L} turned it over. {P} turned it back.
"They drain better this way up."
"They get dusty."
"When would they get dusty? We use them three times a day."
"That's just like you," said {L}, and after that it was not about spoons.
"What's like me?"
"That nothing ever matters."
For a while there was only the noise of the water. {P} washed one plate for much too long. {L} dried it, and then dried it again. Which is how they both came to have hold of the same one; and the plate, being wet, took neither side.
It broke quite exactly in two.
They looked at it. {P} squatted down and picked up one half, and {L} picked up the other.
"Well," said {P}. "That matters."
"Yes. It does."
"I'm sorry. If it matters to you then it matters to me. I keep leaving that bit out."
{L} fitted {hr} half against his. One could hardly see the join. "The spoons," {she} said. "We'll take it in turns. A day each." And that was the treaty.`,
  },
  {
    title: "One Coin Over",
    goal: "{L} has to buy something, and would like it cheaper.",
    obstacle: "The person who keeps the accounts is {O}.",
    outcome: "{O} put right a mistake, at a loss.",
    hook: "It was one coin, and it weighed in {L}'s pocket like ten.",
    text:
      `Behind the ledger sat {O}. {L} nearly turned round; then {she} went up to the table after all. Of the will to haggle, half had gone already.
"Three of them makes twelve," said {O}, without putting down the pen.
{L} counted out twelve. {She} had taken what {she} came for and was on the way out when somebody called.
"One moment."
{O} had a finger on a line in the ledger. "When I set the price yesterday I entered it wrongly. It is eleven."
"I wasn't even here yesterday."
"That doesn't make it less wrong." A coin came back across the table. "I shall have to give the others theirs as well. I have the names. They can be found."
"For one coin each?"
"I have noticed that whoever stops counting coins stops counting people." It did not sound like boasting. It sounded like someone going back over an old account that had never come out.
{L} picked up the coin. There was a thing that {she} had meant to say, and it was not this that came out. "Shall I help you look for them?"
The pen stopped. "If you would," said {O}.`,
  },
  {
    title: "A Pocket Nobody Sees",
    goal: "{L} is trying to mend a torn coat.",
    obstacle: "The more {she} hurries, the worse the thread behaves.",
    outcome: "{H} put a secret pocket into {L}'s coat.",
    hook: "What to keep in it, {L} had not decided.",
    text:
      `"Thread this for me," said {H}, holding out a needle. "I see two eyes in it, and neither's the real one."
{L} wet the end and got it in one. So far it was going well. Then {she} began on {hr} own coat, and the thread tied itself in a knot, and the knot had children.
"In a hurry?"
"I have to go out."
"Then you'll want to go slower. What's sewn in a hurry comes undone in one."
{H} took the coat across both knees and undid the knots. It would have been quicker to cut them, and not one was cut. Those fingers were as thick as roots, and moved as if they had been finer than the thread.
"A tear's nothing. You put a patch on it." The lining was turned out. "And while I'm in here I'll make you a pocket. It won't show."
"What should I put in it?"
"How should I know? Some people keep money there. Some people, a letter. I went about for sixteen years with mine empty, and I walked differently, all the same, for having it."
The last stitch was made and the thread bitten through. {L} put on the coat and laid a hand against the place. There was nothing in it, and it was warm.`,
  },
  {
    title: "Three Errands",
    goal: "{L} wants to bring {H} everything that is on the list.",
    obstacle: "None of it is for sale.",
    outcome: "{L} ran three errands for {H}, and got to know the neighbours.",
    hook: "That evening each of the three houses sent over something covered with a plate.",
    text:
      `There were three things on {H}'s list. The cough at the house across the way. What's new at the mill. What the child on the corner is afraid of just now.
"I can't buy these," said {L}.
"Who said buy? I want you to hear them."
{H} sat down in the sun with both hands on a stick, like a person with the whole day to spare. There was nothing for it but to knock. Across the way somebody looked out through the crack; but when {L} asked about the cough the door flew open, and it was quite a while before {she} was let go.
At the mill they were expecting, and nobody was to know it, as {she} was told three times over. The child on the corner kept its lips shut tight, and then took hold of {L}'s ear and pulled it down and whispered.
"I've got them all," said {L}, out of breath, and told them one by one. {H} nodded at each.
"And was any of it a help to you? In what you're looking for?"
"No. None of it."
"No. But since this morning you know three more houses. A person who's looking for the way ought to keep count of the doors," said {H}. "I mean the ones where you can knock."`,
  },
  {
    title: "The Knot",
    goal: "{L} is looking for something {she} dropped.",
    obstacle: "The one who has picked it up is {O}.",
    outcome: "{O} gave back what {L} had lost, and had not looked inside.",
    hook: "It took {P} a good long time to say thank you to {O}, but he said it.",
    text:
      `"It's gone." {L} had turned out all {hr} pockets. Yesterday there had been a small packet, tied with string.
"Where did you see it last?" {P} was on his hands and knees already.
They were going back over the way they had come when a pair of shoes stopped in front of them. There was no dust on the shoes.
"Are you looking for this?"
In the palm of {O}'s glove lay the packet. {P} jumped up and got in between.
"You've opened it."
"Is the string undone?"
There was not much to say to that. {O} laid the packet in {L}'s hand, and did not let go of it until each of {hr} fingers had closed.
"There might have been something in it that would help me. I won't say that I didn't think of that." {O} drew the glove straight. "I want to win. I don't want to steal. I mention it because so many people can't tell them apart."
When the steps had died away {P} was still turning the packet over. However long he looked at the knot, it was the one that {L} had tied.
"It would be a lot simpler," he said at last, crossly, "if that were a bad person."`,
  },
  {
    title: "With Eyes Shut",
    goal: "{L} wants to find out what this place is hiding.",
    obstacle: "They have looked at all of it already.",
    outcome: "{L} and {P} found a child's treasure and put it back where it was.",
    hook: "At the last moment {P} pulled off one of his buttons and added it.",
    text: `They had seen every corner. {L} went round for the third time and sat down with a bump.
"If you've looked enough, stop looking," said {P}, and did in fact shut his eyes.
"This is no time to play."
"I'm not. When we played at hiding I always did it. You can hear them breathe."
{L} shut {hr} own, chiefly to show {him} that it was no use. At first there was only {hr} heart. Then there was the rub of his sleeve; then, further away, something that dripped. {Hr} ears were getting used to it, as eyes do, and the room that they could hear grew wider.
"Walk ten steps," said {L}. "Tread hard."
He walked. One, two, three. At the seventh it changed. It was not a full sound any more. It was hollow.
They opened their eyes at the same moment.
"You heard that?" "I heard it."
There was a crack, with room in it for a fingernail, and a flat lid, and under the lid lay a handful of glass marbles, a broken whistle and three people carved from wood, tucked up in a row. They had been some child's, a long time ago. It was not what they were looking for. All the same it was a while before {L} could touch anything.
"Let's cover it up," whispered {P}. "They may still be coming back for it."`,
  },
];
