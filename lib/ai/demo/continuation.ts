/**
 * Owns going on with a reply that was stopped or cut: to the end of what the character was saying,
 * or, when that is all said, one thing further.
 *
 * Browser-safe.
 */
import { hook } from "@/lib/ai/demo/hooks.ts";
import { templatesFor } from "@/lib/ai/demo/phrases.ts";
import type { Act } from "@/lib/ai/demo/phrases.ts";
import { EN_PHRASES } from "@/lib/ai/demo/phrases_en.ts";
import type { Scene } from "@/lib/ai/demo/scene.ts";

/** An end shorter than this could belong to anything. */
const SHORTEST_END = 5;
const LONGEST_END = 48;

/** Text that goes on exactly where `said` stops; it may begin inside a word. */
export function continueReply(scene: Scene, said: string): string {
  const rest = findRest(scene, said);
  if (rest !== null) return rest;
  const isWhole = /[.!?…。~*”"'’)]\s*$/.test(said);
  const tale = scene.openTale() ?? scene.untoldTales()[0] ?? null;
  const next = tale === null ? hook(scene) : [scene.say("bridge"), scene.tell(tale)];
  const text = (next.length > 0 ? next : [scene.say("ask")]).join(" ");
  return isWhole ? text : `… ${text}`;
}

/** What comes after the end of `said` in anything the character could have been saying. */
function findRest(scene: Scene, said: string): string | null {
  const end = said.trimEnd();
  const sources = knownTexts(scene);
  for (let length = Math.min(LONGEST_END, end.length); length >= SHORTEST_END; length--) {
    const suffix = end.slice(-length);
    for (const source of sources) {
      const at = source.indexOf(suffix);
      if (at < 0) continue;
      const rest = source.slice(at + length).trimEnd();
      if (rest.trim() !== "") return rest;
    }
  }
  return null;
}

/** Everything a reply is made of: the character's own texts, and glue without slots. */
function knownTexts(scene: Scene): string[] {
  const { exchanges, tales, facts, questions, actions, level } = scene.voice;
  const acts = Object.keys(EN_PHRASES).filter((act): act is Act => Object.hasOwn(EN_PHRASES, act));
  return [
    ...exchanges.map(({ answer }) => answer),
    ...tales.map(({ sentences }) => sentences.join(" ")),
    ...facts.map(({ text }) => text),
    ...questions,
    ...actions.map((action) => `*${action}*`),
    ...acts.flatMap((act) => templatesFor(act, scene.language, level))
      .map((template) => template.replaceAll("{me}", scene.voice.name))
      .map((template) => template.slice(template.lastIndexOf("}") + 1)),
  ];
}
