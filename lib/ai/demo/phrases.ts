/**
 * Owns the improviser's glue: short phrases that join the character's own words, chosen by what
 * they do (their act), and the small template language they are written in.
 *
 * Browser-safe.
 */
import { decodeParticle, withParticle } from "@/lib/ai/demo/korean.ts";
import { type SpeechLevel } from "@/lib/ai/demo/conjugation.ts";
import { EN_PHRASES } from "@/lib/ai/demo/phrases_en.ts";
import { KO_PHRASES } from "@/lib/ai/demo/phrases_ko.ts";
import type { Language } from "@/lib/ai/demo/words.ts";

/** What a phrase does. */
export type Act =
  | "greet"
  | "greet_again"
  | "bye"
  | "night"
  | "thanks"
  | "apology"
  | "how_i_am"
  | "doing"
  | "compliment"
  | "love"
  | "insult"
  | "laugh"
  | "yes"
  | "no"
  | "ai"
  | "secret"
  | "unknown"
  | "why"
  | "how"
  | "when"
  | "where"
  | "yes_no"
  | "choice"
  | "sum"
  | "sad"
  | "scared"
  | "angry"
  | "tired"
  | "hungry"
  | "happy"
  | "learn_name"
  | "learn_like"
  | "learn_dislike"
  | "learn_role"
  | "learn_pet"
  | "recall_name"
  | "recall_like"
  | "recall_dislike"
  | "recall_role"
  | "recall_pet"
  | "recall_nothing"
  | "callback_like"
  | "callback_role"
  | "callback_pet"
  | "echo"
  | "echo_bare"
  | "lead"
  | "lead_bare"
  | "self_lead"
  | "i_am"
  | "offer"
  | "ask"
  | "ask_more"
  | "ask_topic"
  | "comfort_ask"
  | "joke"
  | "more_done"
  | "action"
  | "silence"
  | "foreign"
  | "bridge"
  | "gesture";

/** One English phrase, or a Korean one in 해체, 해요체 and, where it differs, 하오체. */
export type KoreanPhrase = readonly [casual: string, polite: string, archaic?: string];
export type KoreanBank = Readonly<Record<Act, readonly KoreanPhrase[]>>;
export type EnglishBank = Readonly<Record<Act, readonly string[]>>;

/** What a template may name. A phrase that names a missing one cannot be said. */
export type Slots = Partial<
  Record<"user" | "me" | "topic" | "value" | "other" | "words", string>
>;

/** The templates for an act, in the language and style of the character. */
export function templatesFor(act: Act, language: Language, level: SpeechLevel): string[] {
  if (language === "en") return [...EN_PHRASES[act]];
  const at = level === "archaic" ? 2 : level === "casual" ? 0 : 1;
  const fitting = KO_PHRASES[act].flatMap((phrase) => phrase[at] ?? []);
  return fitting.length > 0 ? fitting : KO_PHRASES[act].map(([casual]) => casual);
}

/**
 * Fills a template: `{topic}` is a value, `{topic:은/는}` a value with its particle. Null where a
 * value is missing.
 */
export function fillTemplate(template: string, slots: Slots): string | null {
  let isComplete = true;
  const values = new Map<string, string | undefined>(Object.entries(slots));
  const text = template.replace(/\{(\w+)(?::([^}]+))?\}/g, (_, slot: string, pair?: string) => {
    const value = values.get(slot);
    if (value === undefined || value === "") {
      isComplete = false;
      return "";
    }
    const particle = pair === undefined ? null : decodeParticle(pair);
    return particle === null ? value : withParticle(value, particle);
  });
  return isComplete ? text : null;
}
