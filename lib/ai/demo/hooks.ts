/**
 * Owns how a reply leaves the reader something to answer: a question, an offer, something they
 * said before.
 *
 * Browser-safe.
 */
import type { Fact } from "@/lib/ai/demo/memory.ts";
import type { Act } from "@/lib/ai/demo/phrases.ts";
import type { Scene } from "@/lib/ai/demo/scene.ts";
import type { Tale } from "@/lib/ai/demo/voice.ts";
import { fingerprint, splitSentences } from "@/lib/ai/demo/words.ts";

const CALLBACK: Partial<Record<Fact["kind"], Act>> = {
  like: "callback_like",
  role: "callback_role",
  pet: "callback_pet",
};

/** Something to go on with, whatever was said; at times nothing, after two questions in a row. */
export function hook(scene: Scene): string[] {
  const asked = scene.saidTexts.slice(0, 2).filter((text) =>
    (splitSentences(text).at(-1) ?? "").includes("?")
  );
  if (asked.length === 2 && scene.chance.happens(0.4)) return [];
  const ways = [
    () => callback(scene, 0.5),
    () => ownQuestion(scene, 0.5),
    () => offer(scene, 0.45),
  ];
  for (const way of scene.chance.shuffle(ways)) {
    const text = way();
    if (text !== null) return [text];
  }
  return [askAnything(scene)];
}

/** Asks in general; not what the reader likes once they told it. */
function askAnything(scene: Scene): string {
  const knows = scene.facts.some(({ kind }) => kind === "like");
  const first = scene.say("ask");
  return knows && /좋아하|like best/.test(first) ? scene.say("ask") : first;
}

/** Asks about a word of the message, or goes on with anything. */
export function reachOut(scene: Scene, topic: string | null): string[] {
  if (topic !== null && scene.chance.happens(0.4)) return [scene.say("ask_topic", { topic })];
  const isTold = scene.reading.lead === "statement" && scene.news.length === 0;
  if (isTold && scene.chance.happens(0.4)) return [scene.say("ask_more")];
  return hook(scene);
}

/** Comes back to something the reader told at least two messages ago, once. */
function callback(scene: Scene, probability: number): string | null {
  const told = scene.facts.filter(({ kind, value, turn }) =>
    CALLBACK[kind] !== undefined && turn <= scene.turn - 4 && timesSaid(scene, value) <= 1
  );
  const fact = scene.chance.pick(told);
  const act = fact === null ? undefined : CALLBACK[fact.kind];
  if (fact === null || act === undefined || !scene.chance.happens(probability)) return null;
  return scene.say(act, { value: fact.value });
}

function timesSaid(scene: Scene, value: string): number {
  return scene.saidTexts.filter((text) => fingerprint(text).includes(fingerprint(value))).length;
}

/** A question in the character's own words. */
function ownQuestion(scene: Scene, probability: number): string | null {
  if (!scene.isHome || !scene.chance.happens(probability)) return null;
  const fresh = scene.voice.questions.filter((question) => !scene.isSaid(question));
  const question = scene.chance.pick(fresh);
  return question === null ? null : scene.note(question);
}

/** Offers a tale that was not told, by its name. */
function offer(scene: Scene, probability: number): string | null {
  if (!scene.isHome || !scene.chance.happens(probability)) return null;
  const topic = scene.untoldTales().find((tale) =>
    tale.topic !== null && !fingerprint(scene.lastSaid).includes(fingerprint(tale.topic))
  )?.topic;
  return topic === undefined || topic === null ? null : scene.say("offer", { topic });
}

/** The tale the character's last sentence spoke of or offered, where some of it is left. */
export function offeredTale(scene: Scene): Tale | null {
  const last = splitSentences(scene.lastSaid).at(-1) ?? "";
  const named = scene.voice.tales.find((tale) =>
    tale.topic !== null && last.includes(tale.topic) && scene.leftOf(tale).length > 0
  );
  return named ?? scene.wokenTales(last)[0]?.tale ?? null;
}
