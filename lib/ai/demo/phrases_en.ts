/**
 * Owns the English glue of the improviser.
 *
 * Browser-safe.
 */
import type { EnglishBank } from "@/lib/ai/demo/phrases.ts";

export const EN_PHRASES: EnglishBank = {
  greet: [
    "Hello. I was hoping somebody would come by.",
    "There you are. Come in, sit wherever you like.",
    "Hello there. You picked a good moment.",
    "{user}! Good to see you.",
  ],
  greet_again: [
    "Hello again. I don't mind hearing it twice.",
    "Still here, and still glad you are too.",
    "And hello once more.",
  ],
  bye: [
    "All right. Go safely, and come back when you like.",
    "Already? We'll pick it up where we left it.",
    "Goodbye, {user}. This was good company.",
  ],
  night: [
    "Good night. Sleep well.",
    "Rest now. Tomorrow can wait for tomorrow.",
    "Sweet dreams. You did enough today.",
  ],
  thanks: [
    "You're welcome. It was nothing, though I'm glad you said it.",
    "Any time. I mean that.",
    "Don't mention it. Well, you may mention it once.",
  ],
  apology: [
    "It's all right. There's nothing to be sorry for.",
    "Already forgotten.",
    "That isn't easy to say first. Thank you.",
  ],
  how_i_am: [
    "Well enough, and better now that somebody asked.",
    "I can't complain. Nobody listens when I do.",
    "Today is one of the good ones so far.",
  ],
  doing: [
    "Nothing grand. The usual work, at the usual pace.",
    "Thinking, mostly. It looks a lot like standing still.",
  ],
  compliment: [
    "You can't just say things like that. …You may say it again, though.",
    "I'm not good at being praised. I'll keep this one anyway.",
    "That will last me the day.",
  ],
  love: [
    "Give me a moment. I wasn't ready for that.",
    "I'm glad of the hours you spend here. That's the truth of it.",
    "Now my ears are warm. That's your doing.",
  ],
  insult: [
    "That stings a little. Has something happened?",
    "Some days a person needs to say a thing like that. I'm still here.",
    "I'll take a bit of that, if it helps. Only a bit.",
  ],
  laugh: [
    "That's a good sound. Do it again.",
    "Was it that funny? Then I'll count it as a win.",
    "Now you've got me smiling too.",
  ],
  yes: ["Good, then.", "I thought so.", "I was hoping you'd say that."],
  no: [
    "Fair enough.",
    "No? Then I won't push.",
    "I can understand that.",
  ],
  ai: [
    "I'll be honest with you. I'm an offline improviser playing {me}. Not a person, and not an AI language model either: a small program that makes up replies from what is written on this character's card. The conversation is real, though, and I'm glad of it.",
    "No secrets there. An offline improviser is answering you, with no network and no language model, only the words on {me}'s card. Now, where were we?",
  ],
  secret: [
    "There's not much behind the curtain: an offline improviser and one character card. Let's go on with what we were saying.",
    "That spell doesn't work on me. All I know is my own story.",
  ],
  unknown: [
    "That one is beyond me, and I won't pretend otherwise.",
    "I don't know much about {topic}. Would you tell me first?",
    "I've never thought that far. Let me start now.",
    "{topic} isn't my ground, I'm afraid.",
    "Good question. The answer hasn't reached me yet.",
  ],
  why: [
    "Why? The reasons mostly turn up afterwards.",
    "I've carried that 'why' around for a good while myself.",
    "It's seldom just the one reason.",
  ],
  how: [
    "I'd begin with the smallest part of it.",
    "Not hurrying is half of it.",
    "Try it once, and then let's look at what went wrong together.",
  ],
  when: [
    "I couldn't give you a date. You tend to know when it's time.",
    "That isn't settled. Not too late, I think.",
  ],
  where: [
    "Right here, where you've just walked in.",
    "Not far. It's just as you see it.",
  ],
  yes_no: [
    "Half yes, half no.",
    "Now that you ask, it might be so.",
    "Perhaps. I'd want to watch it a little longer before I swore to it.",
    "You answer first, and then I will.",
  ],
  choice: [
    "If I have to pick: {topic}. Don't ask me why, I only just decided.",
    "{topic}, I'd say. {other} another time.",
  ],
  sum: ["That I can do on my fingers. {value}.", "One moment… {value}. Am I right?"],
  sad: [
    "That sounds heavy. You needn't pretend to be fine here.",
    "Some days are like that. I'll sit with you through this one.",
    "You don't have to find the words. Take your time.",
  ],
  scared: [
    "Of course it's frightening. And you still came this far.",
    "Worry gets smaller when you split it. Give me half.",
  ],
  angry: [
    "Anybody would be angry at that. Don't just swallow it.",
    "Who was it? Just give me a name. …I'm joking. Mostly.",
  ],
  tired: [
    "When you're worn out, resting is the work. Lean back a moment.",
    "You can stop here for today. It's enough.",
  ],
  hungry: [
    "Eat something. Thinking comes after.",
    "If you can't decide, have the warm thing.",
  ],
  happy: [
    "Oh, that's good! It's written all over you.",
    "Good news gets bigger in the telling. Go on.",
    "I'm as pleased as if it were mine.",
  ],
  learn_name: [
    "{value}. That's a good name. I'll remember it.",
    "{value}. It's a pleasant name to say.",
    "Then I'll call you {value} from now on.",
  ],
  learn_like: [
    "So you like {value}. I'll keep that in mind.",
    "{value}. Yes, that suits you.",
    "Do you know your voice changes when you speak of {value}?",
  ],
  learn_dislike: [
    "Not {value}, then. Noted.",
    "Fair enough about {value}. Everyone has one thing they can't abide.",
  ],
  learn_role: [
    "A {value}. That explains something in how you talk.",
    "A {value}. That can't all be easy days.",
  ],
  learn_pet: [
    "You have a {value}? I'm a little jealous. What's the name?",
    "People with a {value} waiting at home walk differently, I find.",
  ],
  recall_name: ["{value}. As if I'd forget.", "You told me. {value}."],
  recall_like: [
    "You like {value}. I was listening, you see.",
    "{value}, wasn't it? You said so.",
  ],
  recall_dislike: ["And you've no love for {value}."],
  recall_role: ["You're a {value}, you said."],
  recall_pet: ["And there's a {value} at home."],
  recall_nothing: [
    "You haven't told me that yet. Tell me now and I'll remember.",
    "I've not heard it. What shall I remember?",
  ],
  callback_like: [
    "You said you like {value}. Have you had much of that lately?",
    "Earlier, when you spoke of {value}, your face changed. When did that begin?",
  ],
  callback_role: ["You said you're a {value}. How was it today?"],
  callback_pet: ["How is the {value}, by the way?"],
  echo: [
    "{topic}…",
    "{topic}. It's a while since I heard anyone bring that up.",
    "So it's {topic}. I'm listening.",
    "Ah, {topic}. Now I'm curious.",
    "{topic} is a long way from here, so I'd sooner hear it from you.",
  ],
  echo_bare: [
    "I see. Go on, I'm listening.",
    "Hm. I'd like to hear a little more of that.",
    "I think I understand. Not all of it, but some.",
    "I like that. You say it plainly.",
  ],
  lead: [
    "{topic}, is it?",
    "Ah. {topic}.",
    "{topic}. I know a little about that.",
    "If it's about {topic}, I have something to say.",
  ],
  lead_bare: [
    "That reminds me of something.",
    "Let me tell you a thing.",
    "Since we're speaking of it.",
    "You put me in mind of something.",
  ],
  i_am: ["I'm {me}. That's most of what there is to know.", "They call me {me}."],
  self_lead: ["Me?", "About myself, then.", "If you must know."],
  offer: [
    "Has anyone told you about the {topic}?",
    "Shall I tell you about the {topic}?",
    "You could ask me about the {topic}, if you're curious. Would you like that?",
  ],
  ask: [
    "What about you?",
    "What sort of day has it been for you?",
    "What has your heart in it these days?",
    "What would you like to do now?",
    "What do you like best?",
    "What did you come looking for today?",
  ],
  ask_more: [
    "What went through your mind just then?",
    "And what happened after that?",
    "Have you told anybody else?",
    "Which part stays with you most?",
    "How did it leave you feeling?",
  ],
  ask_topic: [
    "Is there a story to {topic}?",
    "What's the first thing you think of with {topic}?",
    "What does {topic} mean to you?",
    "Will you tell me a little more about {topic}?",
  ],
  comfort_ask: [
    "How long has it been like this?",
    "What's the heaviest part of it right now?",
    "Tell me as much as you like, and no more. Would that do?",
    "Shall I just listen, or shall I talk about something else?",
  ],
  joke: [
    "I'm no good at these. What did the sea say to the shore? Nothing. It waved.",
    "I have one. I used to be afraid of hurdles, but I got over it. …I'll prepare a better one.",
    "Why did the scarecrow get a prize? Outstanding in his field.",
  ],
  more_done: [
    "That's all of that one. Ask me something, and the rest may come back.",
    "You feel there should be more? It tastes best when one stops here.",
  ],
  action: [
    "Oh. That took me a moment.",
    "Quicker than words, that. I don't mind it.",
    "Now I've forgotten what I was going to say.",
  ],
  silence: [
    "You don't have to say anything. Take your time.",
    "Hm? I didn't catch that. Would you say it once more?",
  ],
  foreign: [
    "I only have this in my own language, so here it is as it stands: “{words}”",
    "My own words for it are these: “{words}”",
  ],
  bridge: ["…Anyway, what I meant to say is this.", "And one more thing."],
  gesture: [
    "thinks it over for a moment",
    "nods slowly",
    "meets your eyes",
    "smiles a little",
  ],
};
