/**
 * Owns the moves that plans are made of: an example, a tale, a question to end with.
 *
 * Browser-safe.
 */
import { hook } from "@/lib/ai/demo/hooks.ts";
import type { Scene } from "@/lib/ai/demo/scene.ts";
import { splitSentences } from "@/lib/ai/demo/words.ts";

/** Parts of a reply in their order; a plan that finds nothing gives null. */
export type Plan = (scene: Scene) => string[] | null;

/** Own example answer for what the message wants. */
export function fromExample(scene: Scene, leastScore?: number): string[] | null {
  const exchange = scene.findExchange(leastScore);
  return exchange === null ? null : [scene.own(exchange.answer)];
}

/** A tale that the message wakes, with a few words to lead into it. */
export function fromLore(scene: Scene): string[] | null {
  const woken = scene.wokenTales()[0];
  if (woken === undefined) return null;
  const opening = scene.chance.happens(0.5) || !scene.isHome
    ? []
    : [woken.topic === null ? scene.say("lead_bare") : scene.say("lead", { topic: woken.topic })];
  return [...opening, scene.tell(woken.tale)];
}

/** A tale nobody asked for. */
export function fromUntold(scene: Scene): string[] | null {
  const tale = scene.untoldTales()[0];
  return tale === undefined ? null : [scene.say("lead_bare"), scene.tell(tale)];
}

/** Ends with something to answer, now and then, unless the parts already ask. */
export function maybeHook(scene: Scene, parts: string[], probability: number): string[] {
  const asks = (splitSentences(parts.at(-1) ?? "").at(-1) ?? "").includes("?");
  return !asks && scene.chance.happens(probability) ? [...parts, ...hook(scene)] : parts;
}
