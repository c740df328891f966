/**
 * Owns what the improviser answers: a plan for each intent, which takes the character's own words
 * first and glue only where they run out.
 *
 * Browser-safe.
 */
import type { Emotion } from "@/lib/ai/model.ts";
import { EMOTION_OF, toneOf } from "@/lib/ai/demo/tone.ts";
import type { Intent } from "@/lib/ai/demo/intent.ts";
import type { FactKind } from "@/lib/ai/demo/memory.ts";
import type { Act } from "@/lib/ai/demo/phrases.ts";
import { fromExample, fromLore, fromUntold, maybeHook, type Plan } from "@/lib/ai/demo/moves.ts";
import { planSelf, planWho } from "@/lib/ai/demo/self.ts";
import type { Scene } from "@/lib/ai/demo/scene.ts";
import { hook, offeredTale, reachOut } from "@/lib/ai/demo/hooks.ts";
import { findTopic } from "@/lib/ai/demo/topic.ts";

/** A reply before it is streamed. */
export interface Draft {
  text: string;
  emotion: Emotion;
}

/** Makes the reply to the scene's message. */
export function improvise(scene: Scene): Draft {
  const { lead } = scene.reading;
  const isEmpty = !/[\p{L}\p{N}*]/u.test(scene.message) && lead !== "laugh";
  const parts = isEmpty ? [scene.say("silence")] : PLANS[lead](scene) ?? fallBack(scene);
  const text = join(scene, parts.filter((part) => part !== ""));
  return { text, emotion: EMOTION_OF[lead] ?? toneOf(text) };
}

function fallBack(scene: Scene): string[] {
  const isQuestion = scene.reading.all.includes("question");
  return (isQuestion ? planQuestion(scene) : null) ?? planStatement(scene);
}

/** Answers with an example, else with glue; now and then with something to go on with. */
function social(act: Act, hookChance: number): Plan {
  return (scene) => {
    const own = scene.isHome ? fromExample(scene) : null;
    const parts = own ?? [scene.say(act)];
    return scene.chance.happens(own === null ? hookChance : hookChance / 2)
      ? [...parts, ...hook(scene)]
      : parts;
  };
}

/** Feels with the reader: an example, or a word and what the card knows of it. */
function feeling(act: Act): Plan {
  return (scene) => {
    const own = scene.isHome ? fromExample(scene) : null;
    if (own !== null) return own;
    const woken = scene.wokenTales()[0];
    const tale = woken === undefined || !scene.isHome ? [] : [scene.tell(woken.tale)];
    const ask = act === "happy" || act === "hungry" ? hook(scene) : [scene.say("comfort_ask")];
    return [scene.say(act), ...tale, ...(tale.length > 0 && scene.chance.happens(0.5) ? [] : ask)];
  };
}

/** A question about anything: what the card knows first, an honest shrug last. */
const planQuestion: Plan = (scene) => {
  const { lead, all } = scene.reading;
  const known = fromExample(scene) ?? fromLore(scene);
  if (known !== null) return maybeHook(scene, known, 0.3);
  const fact = scene.findFact({ leastScore: 0.5 });
  if (fact !== null) return maybeHook(scene, [fact], 0.5);
  const open = scene.keys.size === 0 ? scene.openTale() : null;
  if (open !== null) return [scene.tell(open)];
  const topic = findTopic(scene.message, scene.language);
  const slots = topic === null ? {} : { topic };
  const act: Act = lead === "why" || lead === "how" || lead === "when"
    ? lead
    : isOpenQuestion(scene, all)
    ? "unknown"
    : "yes_no";
  const shrug = scene.say(act, slots);
  const next = scene.chance.happens(0.45) ? fromUntold(scene) : null;
  return [shrug, ...(next ?? hook(scene))];
};

function isOpenQuestion(scene: Scene, all: readonly Intent[]): boolean {
  if (all.some((intent) => /^(?:why|how|when|where|who)$/.test(intent))) return true;
  return scene.language === "ko"
    ? /뭐|뭘|무엇|무슨|어떤|어느|얼마|몇|누구|어디|알아|아세요|아시|아나|아니\?/.test(scene.message)
    : /\b(?:what|which|who|whose|where)\b|\bdo you know\b/i.test(scene.message);
}

const LEARN: Readonly<Record<FactKind, Act>> = {
  name: "learn_name",
  like: "learn_like",
  dislike: "learn_dislike",
  role: "learn_role",
  pet: "learn_pet",
};
const RECALL: Readonly<Record<FactKind, Act>> = {
  name: "recall_name",
  like: "recall_like",
  dislike: "recall_dislike",
  role: "recall_role",
  pet: "recall_pet",
};

const planRecallName: Plan = (scene) => {
  const value = scene.userName;
  return value === null
    ? [scene.say("recall_nothing")]
    : maybeHook(scene, [scene.say("recall_name", { value })], 0.5);
};

const planRecall: Plan = (scene) => {
  const told = scene.facts.filter(({ turn }) => turn < scene.turn).slice(-3);
  if (told.length === 0) return [scene.say("recall_nothing")];
  return told.map(({ kind, value }) => scene.say(RECALL[kind], { value }));
};

/** Takes up something the reader told of themselves in this message. */
function fromNews(scene: Scene): string[] | null {
  const news = scene.news.find(({ kind }) => kind === "name") ?? scene.news.at(-1);
  if (news === undefined) return null;
  const { kind, value } = news;
  const learned = scene.say(LEARN[kind], { value });
  if (kind === "name") return [learned, ...hook(scene)];
  const lore = scene.isHome ? scene.wokenTales(value)[0] : undefined;
  if (lore !== undefined) return [learned, scene.tell(lore.tale)];
  return learned.endsWith("?") ? [learned] : [learned, ...reachOut(scene, value)];
}

const planTellName: Plan = (scene) => fromNews(scene);

/** The reader tells something: take up the news, what it wakes, or one word of it. */
const planStatement = (scene: Scene): string[] => {
  const known = fromNews(scene) ?? fromExample(scene, 0.5) ?? fromLore(scene);
  if (known !== null) return maybeHook(scene, known, 0.4);
  const topic = findTopic(scene.message, scene.language);
  const taken = topic === null || scene.chance.happens(0.25)
    ? scene.say("echo_bare")
    : scene.say("echo", { topic });
  const tale = scene.chance.happens(scene.wasAsked ? 0.4 : 0.25) ? fromUntold(scene) : null;
  return [taken, ...(tale ?? reachOut(scene, topic))];
};

const planYes: Plan = (scene) => {
  const tale = offeredTale(scene) ?? scene.openTale();
  if (tale !== null) return [scene.tell(tale)];
  const wantsTelling = /들려|알려|말해|얘기|이야기|궁금|\b(?:tell|please|go ahead|sure)\b/i;
  const next = wantsTelling.test(scene.message) || scene.chance.happens(0.4)
    ? fromUntold(scene)
    : null;
  return [scene.say("yes"), ...(next ?? hook(scene))];
};

const planMore: Plan = (scene) => {
  const tale = scene.openTale() ?? offeredTale(scene);
  if (tale !== null) return maybeHook(scene, [scene.tell(tale)], 0.4);
  return fromUntold(scene) ?? [scene.say("more_done"), ...hook(scene)];
};

const planStory: Plan = (scene) => {
  const woken = scene.wokenTales()[0];
  if (woken !== undefined) return maybeHook(scene, [scene.tell(woken.tale)], 0.6);
  const untold = fromUntold(scene);
  return untold === null ? [scene.say("more_done"), ...hook(scene)] : maybeHook(scene, untold, 0.6);
};

const planChoice: Plan = (scene) => {
  const own = fromExample(scene, 0.6) ?? fromLore(scene);
  if (own !== null) return own;
  const options = readOptions(scene.message, scene.language);
  if (options === null) return planQuestion(scene);
  const [topic, other] = scene.chance.shuffle(options);
  return topic === undefined || other === undefined
    ? null
    : [scene.say("choice", { topic, other }), ...hook(scene)];
};

/** The two things a message asks to choose from. */
function readOptions(message: string, language: string): string[] | null {
  const match = language === "ko"
    ? /(\S{1,12}?)(?:이?야|이?가|이?냐|이?요)?,?\s+(?:아니면|또는|혹은|vs)\s+(\S{1,12}?)(?:이?야|이?요|중에.*|가|이)?[\s?.!]*$/
      .exec(message) ??
      /(\S{1,10}?)(?:이랑|랑|와|과|하고)\s+(\S{1,10}?)\s*중/.exec(message)
    : /\b(\w[\w']*)\s+(?:or|vs\.?)\s+(?:a |an |the )?(\w[\w']*)/i.exec(message);
  const [, first = "", second = ""] = match ?? [];
  return first === "" || second === "" ? null : [first, second.replace(/[?.!]+$/, "")];
}

const planSum: Plan = (scene) => {
  const match = /(\d{1,9})\s*([-+*x×÷/])\s*(\d{1,9})/i.exec(scene.message);
  const [, left = "0", sign = "+", right = "0"] = match ?? [];
  const [a, b] = [Number(left), Number(right)];
  const value = sign === "+" ? a + b : sign === "-" ? a - b : /[*x×]/i.test(sign) ? a * b : a / b;
  if (!Number.isFinite(value)) return [scene.say("unknown")];
  return [scene.say("sum", { value: String(Math.round(value * 1000) / 1000) }), ...hook(scene)];
};

const planGreet: Plan = (scene) => {
  const greeted = scene.saidTexts.length > 1;
  const own = scene.isHome ? fromExample(scene) : null;
  if (own !== null) return own;
  return [scene.say(greeted ? "greet_again" : "greet"), ...hook(scene)];
};

const planAction: Plan = (scene) => {
  const own = fromExample(scene, 0.5) ?? fromLore(scene);
  return own ?? [scene.say("action"), ...(scene.chance.happens(0.6) ? hook(scene) : [])];
};

const plain = (act: Act): Plan => (scene) => [scene.say(act)];

const PLANS: Readonly<Record<Intent, Plan>> = {
  secret: plain("secret"),
  ai: (scene) => maybeHook(scene, [scene.say("ai")], 0.3),
  recallName: planRecallName,
  recall: planRecall,
  tellName: planTellName,
  insult: social("insult", 0.2),
  love: social("love", 0.2),
  compliment: social("compliment", 0.4),
  thanks: social("thanks", 0.4),
  apology: social("apology", 0.5),
  night: social("night", 0),
  bye: social("bye", 0),
  more: planMore,
  joke: social("joke", 0.4),
  story: planStory,
  who: planWho,
  doing: social("doing", 0.6),
  howareyou: social("how_i_am", 0.8),
  where: planSelf,
  age: planSelf,
  job: planSelf,
  likes: planSelf,
  dislikes: planSelf,
  family: planSelf,
  dream: planSelf,
  sad: feeling("sad"),
  scared: feeling("scared"),
  angry: feeling("angry"),
  tired: feeling("tired"),
  hungry: feeling("hungry"),
  happy: feeling("happy"),
  greet: planGreet,
  laugh: social("laugh", 0.7),
  choice: planChoice,
  sum: planSum,
  yes: planYes,
  no: (
    scene,
  ) => [
    scene.say("no"),
    ...(scene.chance.happens(0.4) ? fromUntold(scene) ?? hook(scene) : hook(scene)),
  ],
  why: planQuestion,
  how: planQuestion,
  when: planQuestion,
  question: planQuestion,
  action: planAction,
  statement: planStatement,
};

/** Gestures that fit anywhere, as against those that belong to one moment. */
const ANYWHERE =
  /웃|미소|고개|눈을|눈이|어깨|숨을|귀가|귀 끝|갸웃|끄덕|헛기침|턱을|\b(?:smil|grin|nods|laugh|shrug|eyes (?:go|brighten|dim|narrow|crinkle)|her head|his head|sigh|draws? a breath|leans? (?:in|back)|tilts?|pause|blink|shoulder|chin)/i;

const LONGEST_GESTURE = { ko: 22, en: 44 } as const;

/** Joins the parts; now and then a gesture goes before them. A long telling gets its own line. */
function join(scene: Scene, parts: readonly string[]): string {
  const body = parts.slice(0, -1).join(" ");
  const last = parts.at(-1) ?? "";
  const isLong = body.length > (scene.language === "ko" ? 110 : 220);
  const text = body === "" ? last : `${body}${isLong ? "\n\n" : " "}${last}`;
  if (text.includes("*") || scene.reading.lead === "ai" || scene.reading.lead === "secret") {
    return text;
  }
  const gestures = scene.isHome
    ? scene.voice.actions.filter((action) =>
      ANYWHERE.test(action) && action.length <= LONGEST_GESTURE[scene.language] &&
      !scene.isSaid(action)
    )
    : [];
  const own = scene.chance.pick(gestures);
  if (own !== null && scene.chance.happens(0.45)) return `*${own}* ${text}`;
  return scene.chance.happens(0.12) ? `*${scene.say("gesture")}* ${text}` : text;
}
