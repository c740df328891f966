/** "Seat G17": a comic ghost mystery in three chapters, told by a detective who is always wrong. */
import type { StarterStory } from "@/lib/starter/content/types.ts";

export const seatG17 = {
  slug: "seat-g17",
  lang: "en",
  title: "Seat G17",
  synopsis:
    "Someone is stealing a seat at the Palace Orpheum, one night at a time. Barnaby Sloe, who has never solved a case, is sure it's Belgian upholsterers. It is not.",
  genre: "Comic ghost mystery",
  tone: "Funny, then tender",
  tags: ["detective", "ghost", "theatre", "robot", "found family"],
  palette: ["#4A2338", "#F3CDAF", "#D19A3B"],
  motif: "lantern",
  characters: ["barnaby-sloe", "ambrose-lark", "folio"],
  chapters: [
    {
      title: "1. The Case of the Stolen Seat",
      body:
        `She came in out of the rain like a letter somebody had forgotten to post. I was at the window with my collar up, being silhouetted.

“You’ve got your coat caught in the blind,” she said.

I got it out. That’s how they start, the big ones: with a lie, a lady, or a blind. Her name was Ottoline Crewe, she managed the Palace Orpheum down on the front, and she sat in my good chair with her umbrella across her knees like a woman guarding a bridge.

“Mr. Sloe, I am told you have never solved a case.”

“Thirty,” I said. “Not one. Biscuit?”

“And that nevertheless your clients send you cards at Christmas.” She took a custard cream. I made a note of it; nobody takes a custard cream unless she doesn’t know yet whether the news is good or bad. “Somebody is stealing one of our seats.”

I wrote down *SEAT* and underlined it. “Stalls or circle?”

“Stalls. G17. It’s still *there*, Mr. Sloe, I don’t mean they’ve unscrewed it. I mean that I sell it and it won’t stay sold. Whoever I put there gets up by the end of the overture and moves. Every night for as long as our records go back. They say the view’s fine. They say there’s no draught, or not much of one.” She looked into her tea. “They say they felt they were in someone’s place.”

“And after the show?”

“After the show the seat’s down. They’re sprung, you know. They fold up by themselves when nobody’s in them. I turn off the lights, I look back, and there are four hundred seats folded up, and one down. And it’s warm.”

The rain drummed on the window like… it drummed on the window. I have learned not to push those.

I asked the questions. I always ask all of them, because I don’t know which ones are the good ones. Who had keys? She did. Who had a grudge? The critic of the *Merrow Argus*. Had she ever sat in G17 herself? There was a silence about as long as a scene change.

“Once. The night we heard the council wants the site for a car park. I only wanted to sit down where nobody would see.” She straightened her umbrella. “It was a very odd thing. I felt as if I’d been tucked in.”

*Car park*, I wrote. And under it, a good deal smaller, *tucked in*.

---

I’d cracked it by supper. It was upholsterers. It had to be: a ring of them, operating out of Bruges, who’d hidden something in the stuffing of G17 between the wars and were coming back for it by degrees. I drew a diagram. It had arrows, and a boat.

I went down before the evening house to examine the scene. G17 looked like any other seat: red plush, brass number, a bald patch on the left arm where a hand had rested. I unpicked two inches of the lining in the name of justice. Inside there was horsehair, a kirby grip, and a toffee from the reign of George the Fifth, which I tasted, and which told me nothing. I sewed it up again. I’d brought a needle. You don’t go about other people’s upholstery without one.

The only thing to do was catch them at it, so that night, once the house had emptied, I lay down under row F with a torch, a flask, and a bag of chips, and I waited.

You see a theatre differently from underneath. It’s all toffee papers and hairgrips, and other people’s evenings. Above me four hundred seats were folded up like people who’ve stopped listening. On the stage they’d left one bare bulb burning on a stand; a ghost light, Mrs. Crewe had called it, so that nobody falls in the pit. It made the gilt cherubs look as though they were trying not to laugh.

The first night, nothing. The second night, nothing, except that I woke at three with the feeling I’d been snoring and that somebody had been very decent about it.

The third night I woke and there was a cushion under my head.

It was a good cushion, burgundy velvet, and it smelled of violets and dust. I lay very still. I’d brought no cushion. I ran through the facts like a man running through a… like a man running. A criminal gang had tiptoed right up to me in the dark. And made me comfortable.

“Fiendish,” I whispered.

“One does one’s best,” said somebody, whispering too, from about where my left ear was. “I do beg your pardon, I had hoped not to wake you. Only you’d got your cheek on the ironwork, and it leaves a pattern.”

I switched on the torch. I pointed it at the place, and there was a seat, G17, and it was down, and there wasn’t anybody in it. Then I did what I always do when I haven’t a clue, and turned the torch off and just listened. And in the edge of my eye, where you see the faint stars, there he sat: a gentleman in a tailcoat with white gloves folded on his knee and the finest set of whiskers I have ever been frightened by.

“You’re not Belgian,” I said.

“I once saw Ghent,” said the ghost, apologetically. “From a train.”

I should have run. Every paperback I ever read says you run. But he was sitting on the very front edge of that seat, the way you sit when you’ve been told somebody will be with you shortly, and it struck me that he’d been sitting that way for a long, long time.

I got out my notebook, and licked the pencil.

“Start anywhere,” I said. “What’s gone missing?”`,
    },
    {
      title: "2. The Footnote",
      body:
        `His name was Ambrose Lark, and he’d been head usher, and on the fourteenth of November 1911 he had sat down for a moment to rest his feet.

“It was a new piece,” he told me. By the fourth night I’d moved up out of the toffee papers and was in G16, with the cushion. “*The House at Low Water*, by a Miss E. M. Thorne. Nobody had heard of her. She’d taken the train down by herself to see it, in a hat with a kingfisher on it, and she was so frightened she had her programme upside down. I showed her to her box. I said, *They’ll lean forward by the second act, miss, I can always tell.*”

“And did they?”

“My dear sir, I never saw a house lean so. There’s a woman keeps a house on an estuary, and there’s somebody who went away. One doesn’t find out why. The second act is all one night: there’s a quarrel, and a letter’s burned. And then, right at the end, when she’s alone on the stage, there comes a knock at the door.” He took out a watch, looked at it fondly and turned it round to show me. It had stopped at nine forty-two. “Curtain. Lights up. I thought, Ambrose, you’re all of a tremble, sit down. And I thought: *who is it? Who’s knocking?* It was a beautiful thing to wonder. It was such a beautiful thing that I didn’t notice anything else.”

They’d stopped the play, of course, out of respect. The notices next day were all about the death in the stalls. It never opened again. Miss Thorne went home with the only copy under her arm, and nobody ever heard of her after that either.

“I have seen eleven thousand performances since then,” said Ambrose, “and I wouldn’t change one. I’ve nothing to complain of. It’s only that one would have liked…” He refolded his gloves. “But there. I’m holding up the house.”

I looked down at my notes. I’d written, *Wants to know who’s at the door.* And I’d gone over it and over it with the pencil till it had nearly come through the page. Mine went out for stamps on a Tuesday when I was seven. I don’t go on about it.

“Mr. Lark,” I said, “I’ll take the case.”

---

I got it wrong, naturally. I deduced that Miss Thorne had fled to Argentina with the kingfisher. I went to the station to ask about trains in 1911, and the stationmaster said they’d had a Thorne family up at Lower Marrow, before they flooded it. Millers. So I took the bus inland, to a town that had been carried up a hill, and went into the public library to ask for a map of Argentina.

Behind the desk stood a small teal robot holding nine books.

“Good afternoon,” it said. “You are standing on your hat.”

I was, too. I told it the whole business: the seat, the watch, the knock. It’s a funny thing, telling a story to someone who listens with a lamp. The more I said, the brighter it got, and when I came to Miss E. M. Thorne it put down all nine books, one after another, and the light went out altogether.

“Excuse me,” it said in the dark. “I was remembering. I do it better without the lamp. *Edith Margaret Thorne, Mill Cottage. Borrower number eleven.* She came every Saturday until she was eighty-six. I am too young to have known her, but I have met her handwriting. Footnote: she is my favourite.”

“You mean she *wrote* things? After?”

“In margins. Always in pencil, always very small. She wrote *no, he would not say that* beside some of the most respected speeches in English literature, and she was always right.” It had begun rolling off between the shelves, and I trotted behind. “There is one volume she borrowed in November 1911 and did not bring back till 1969. *The Law of Tithes and Inland Duties.* I waived the fine. I could never understand why she had kept it. No one has read it in this century except to add a recipe for plum cake.”

It ran a gripper along the bottom shelf and drew out a thing like a paving slab. It opened by itself, at the middle, with a crack. Between the pages lay a primrose, pressed as thin as breath, gone the colour of tea. And the primrose wasn’t lying on tithes. It was lying on a sheaf of yellow typewriting, that somebody had tucked into the gutter as if to keep it flat.

ACT THREE, it said. *The same. The knock is repeated.*

Well, I’m a professional. I blew my nose.

“You’ve found it,” said the robot. “I believe that’s what it is called.”

“*You* found it. I came in about Argentina.”

“I have had it for years. I only knew where it was. You knew what it was *for*.” It stamped the date on the back of my hand, twice. I think it was moved. “Footnote: that was finding.”

We read it standing up, with its lamp between us. I shan’t say how it went. But I’ll tell you that I’ve never wanted so badly to get to the last page of anything; and that when I turned over to it, with the woman crossing the stage, with her hand on the latch, and the door beginning to open, there wasn’t one.

There was just a stub where a page had been torn away. And beside it, in pencil, very small, a note:

*I could never do this bit. I don’t know what they say.*`,
    },
    {
      title: "3. Who's There",
      body: `“You can’t put on a play without an ending,” said Mrs. Crewe.

“It’s got nearly all of one,” I said.

She read it that night in the box office, and I watched her through the little window with the money drawer. She got to the stub. She sat a while. Then she picked up the telephone, rang the man at the council about the car park, and told him that owing to a prior engagement she would be needing her theatre.

We had four weeks and no money. I went round the town. I’ve got a method there: I’ve an iron key that came with this coat, and it fits no lock in Port Merrow, and I had tried it once already in all four hundred and twelve of them, so they knew me. “It’s not about the key this time,” I’d say, and they would put the kettle on regardless. Mrs. Pym, my first client, said she’d play the woman in the house. Her cellist said he’d be the orchestra. The two Hobday brothers, who’d once accused each other of poisoning a hedge, built the set, arm in arm practically, which is not a good way to use a saw. And on the Thursday a coach came down from Lower Marrow with nineteen people on it and a small teal robot sitting up at the front, holding a plum cake on its knees. It had had the quantities doubled. “I was told they would come,” it said. It seemed to be having trouble with its lamp.

I told Ambrose none of this. I’m no actor. I went on keeping him company of a night, in G16, and he was too much of a gentleman to ask why I’d got paint in my hair. But on the last evening he said: “Mr. Sloe, I’ve been thinking of your case. I fear I’ve wasted your time. I don’t believe I *need* to know. A fellow can live very happily with a knock at the door.” He smiled. “In a manner of speaking.”

“What do you think they say, though? When it opens?”

He was quiet so long that I thought he’d faded.

“I’ve made up a hundred of them,” he said. “They’re all the same one, really.”

---

On the fourteenth of November it rained the way it only does here, upwards. We sold every seat but one. I stood at the back in my coat, and the lamps came up along the aisle a shade before the electrician touched them. And I saw him see the name on the programme. He held on to the back of row P, and his hand went through it, and he held on all the same.

They leaned. Lord, how they leaned. Act one, the house and the water. Act two, the quarrel, the letter. Mrs. Pym alone by the lamp in her grey shawl. Knock, knock, knock. Curtain.

In the interval nobody moved. I looked at G17. He was sitting on the front edge of it, watch in his hand. Nine forty-one.

Then a Hobday appeared at my elbow in a state. “The door’s stuck,” he said.

“What door?”

“*The* door. We used the old one out of the scene dock, off the 1911 set, Mrs. Crewe said it’d be lucky. It’s got a real lock on it, and it’s gone and locked itself, and there’s no key. And that’s not all, Barnaby. Who’s *behind* it? Who’s meant to come in? We never cast it. There wasn’t a page.”

I’d like to say I deduced it. I had my hand in my pocket, that’s all, the way you do.

I ran. I went under the stage on my hands and knees and came up in the wings, on the wrong side of a painted door, in the dark, with the rain coming through the roof on my collar. I could hear Mrs. Pym start the third act. It was as good as I remembered. I heard it through a crack with my heart going like a… with my heart going. She forgave him, whoever it was; she talked herself into it line by line. She crossed the stage. And I put that key, that daft iron key that I had carried up every step in Port Merrow, into the lock of the only door in town I hadn’t tried.

It turned like butter.

So the door opened, and there I was in it. Me. In a coat too big, soaked to the skin, with the light in my eyes and four hundred people leaning; and I understood that I was the one who’d gone away and had come back, and that it was my line, and that nobody, not even the lady who invented him, had ever known what he says. And I didn’t know either. I was seven years old. I’d thought about it every Tuesday of my life, and I hadn’t one word.

It went on for ever. I felt the whole house stop breathing.

And then I felt a draught. There was a smell of violets. And close by my ear somebody breathed a line to me out of the dark, the way he had for a hundred years to anyone who dried, so soft that you’d swear it came from yourself.

Only it wasn’t for me, that line. It was hers. I looked at Mrs. Pym and saw she’d heard it too; but she shook her head, very slightly, and she stepped back. She made room. And into the light, in front of everybody, faint as steam at the edges, walked a gentleman in a burgundy tailcoat, with a small lamp in his hand. He was shaking. The light didn’t mind.

He looked at me standing on the step. He said it out loud. It carried to the back of the gallery.

“*Come in out of the rain,*” said Ambrose Lark. “*I’ve kept your seat.*”

---

I can’t tell you much about the applause, as I’d something in both eyes. Folio says it was a hundred and four decibels and then stopped being a number. People in Port Merrow are divided as to what they saw. The critic of the *Argus* wrote that the effects were subtle. A little girl in the circle stood on her chair and waved, and he waved back.

I found him afterwards, beside the ghost light. I’d thought that he would be gone. That’s how it goes in the paperbacks: they get what they were waiting for, there’s a chord on the cello, and they go up like a soap bubble.

“Aren’t you… off?” I said.

“I rather expected to be,” said Ambrose. “I waited for it. And then do you know what I found myself thinking? I thought, *I wonder what they’re doing next week.*” He took out his watch and held it to his ear, and then to mine. It was going. Nine forty-three. “I find I’d like to see how it turns out.”

“How what does?”

“Oh,” he said, looking up at the circle, the cherubs, the whole warm empty house, “I always come for the second act. But I’ve a notion I shall stay for the third.”

They didn’t build the car park. G17 isn’t for sale now; there’s a little brass plate on it saying RESERVED, and it’s warm most evenings, and so is G16, because that’s mine.

I went home through the rain and took down the folder. Thirty-one. Seat stolen: by nobody. Belgians: none. I hadn’t solved it, if you go by the diagram. I got out the big rubber stamp, and I inked it, and I stood there a while in my wet coat with the lamp on.

Then I put it away and wrote across the front in pencil, very small, the way you do when you mean it:

*Found.*`,
    },
  ],
} satisfies StarterStory;
