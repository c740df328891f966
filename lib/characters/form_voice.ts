/** The fields of a character's form that say how it sounds. */
import { PLAIN_VOICE, type SpokenVoice } from "@/lib/speech/voice.ts";

/** As people type and choose it; empty fields say nothing. */
export interface VoiceValues {
  /** BCP 47. */
  lang: string;
  name: string;
  pitch: string;
  rate: string;
}

/** Languages that are offered; a card may name any other. */
export const VOICE_LANGS = [
  "ko-KR",
  "en-US",
  "en-GB",
  "en-AU",
  "en-IN",
  "ja-JP",
  "zh-CN",
  "zh-TW",
  "es-ES",
  "es-MX",
  "fr-FR",
  "de-DE",
  "it-IT",
  "pt-BR",
  "id-ID",
  "vi-VN",
  "th-TH",
] as const;

/** A voice as its fields show it. */
export function typedVoice(voice: SpokenVoice | null): VoiceValues {
  const { lang, name, pitch, rate } = voice ?? PLAIN_VOICE;
  return { lang: lang ?? "", name: name ?? "", pitch: String(pitch), rate: String(rate) };
}

/** Takes the fields out of a form that was sent, by their names: `voice.lang`, `voice.name` and so on. */
export function sentVoice(text: (name: string) => string): VoiceValues {
  return {
    lang: text("voice.lang"),
    name: text("voice.name"),
    pitch: text("voice.pitch"),
    rate: text("voice.rate"),
  };
}

/** What the fields say, in the API's shape and not yet checked. */
export function enteredVoice({ lang, name, pitch, rate }: VoiceValues) {
  const number = (typed: string) => typed.trim() === "" ? 1 : Number(typed);
  return { lang: lang || null, name: name || null, pitch: number(pitch), rate: number(rate) };
}
