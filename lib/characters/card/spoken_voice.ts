/** Owns how a card's character sounds when it is read aloud, under an extension of ours. Browser-safe. */
import { z } from "zod";
import type { CardData } from "@/lib/characters/card/model.ts";
import {
  HIGHEST,
  isPlain,
  LOWEST,
  MAX_LANG,
  MAX_VOICE_NAME,
  readLang,
  type SpokenVoice,
  toStep,
} from "@/lib/speech/voice.ts";

/** Extension of a card that describes a voice: `{"lang": "ko-KR", "name": "Yuna", "pitch": 1.1, "rate": 0.9}`. */
export const VOICE_EXTENSION = "maru/voice";

const Step = z.number().min(LOWEST).max(HIGHEST).transform(toStep);

/** What such an extension may hold, and what people may enter; what is missing is as it comes. */
export const SpokenVoiceInput = z.object({
  lang: z.string().max(MAX_LANG).refine((tag) => readLang(tag) !== null, "must be a language tag")
    .transform(readLang).nullable().default(null),
  name: z.string().normalize("NFC").max(MAX_VOICE_NAME)
    .transform((name) => name.replace(/\s+/g, " ").trim() || null).nullable().default(null),
  pitch: Step.default(1),
  rate: Step.default(1),
});

/** A voice as the API sends it. */
export const SpokenVoiceReply = z.object({
  lang: z.string().nullable().describe("BCP 47; null is the language of what is said"),
  name: z.string().nullable()
    .describe("Parts of names of voices, with commas between, the best first; null is any"),
  pitch: z.number().min(LOWEST).max(HIGHEST),
  rate: z.number().min(LOWEST).max(HIGHEST),
});

/** The voice that a card describes; null where it describes none. */
export function voiceOfCard({ extensions }: Pick<CardData, "extensions">): SpokenVoice | null {
  const voice = SpokenVoiceInput.safeParse(extensions[VOICE_EXTENSION]).data;
  return voice && !isPlain(voice) ? voice : null;
}

/** The card with this voice; one that asks for nothing leaves no extension. */
export function withVoice(card: CardData, voice: SpokenVoice | null): CardData {
  const { [VOICE_EXTENSION]: _, ...others } = card.extensions;
  const extensions = voice === null || isPlain(voice)
    ? others
    : { ...others, [VOICE_EXTENSION]: { ...voice } };
  return { ...card, extensions };
}
