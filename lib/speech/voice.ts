/**
 * How a character sounds: what its card says of a voice, and which of the machine's voices that is. Pure and
 * browser-safe.
 */

/** A voice as a card describes it. Machines differ in the voices they have, so all of it is a wish. */
export interface SpokenVoice {
  /** BCP 47, as `ko-KR`; null is the language of what is said. */
  lang: string | null;
  /** A part of the name of a voice, or several with commas between, the best first; null is any. */
  name: string | null;
  /** From {@link LOWEST} to {@link HIGHEST}; 1 is as the voice comes. */
  pitch: number;
  /** From {@link LOWEST} to {@link HIGHEST}; 1 is the usual pace. */
  rate: number;
}

export const PLAIN_VOICE: SpokenVoice = { lang: null, name: null, pitch: 1, rate: 1 };

/** Bounds of pitch and rate. Source: Web Speech API has 0–2 and 0.1–10; beyond these, voices stop being voices. */
export const LOWEST = 0.5;
export const HIGHEST = 2;
/** Steps of pitch and rate. */
export const VOICE_STEP = 0.05;
/** Longest hint at a name, in UTF-16 units. */
export const MAX_VOICE_NAME = 80;
/** Longest language tag that is looked at. Source: RFC 5646, 4.4.1. */
export const MAX_LANG = 35;

/** Whether a voice asks for nothing. */
export function isPlain({ lang, name, pitch, rate }: SpokenVoice): boolean {
  return lang === null && name === null && pitch === 1 && rate === 1;
}

/** Pitch or rate, on its nearest step and within its bounds; 1 for what is no number. */
export function toStep(value: number): number {
  if (!Number.isFinite(value)) return 1;
  const steps = Math.round(Math.min(HIGHEST, Math.max(LOWEST, value)) / VOICE_STEP);
  return Math.round(steps * VOICE_STEP * 100) / 100;
}

/** Writes a language tag as it should be (`KO-kr` → `ko-KR`); null for what is none. */
export function readLang(tag: string): string | null {
  if (tag.length > MAX_LANG || !/^[a-z]{2,3}(?:-[a-z\d]{2,8})*$/i.test(tag)) return null;
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? null;
  } catch {
    // It has the shape of a tag, and says something twice.
    return null;
  }
}

/** The part of `SpeechSynthesisVoice` that is needed. */
export interface MachineVoice {
  readonly voiceURI: string;
  readonly name: string;
  /** BCP 47; some Androids write `ko_KR`. */
  readonly lang: string;
  readonly localService: boolean;
  readonly default: boolean;
}

/** The first part of a tag, in lower case: `ko-KR` and `ko_KR` → `ko`. */
export function primaryOf(lang: string): string {
  return lang.split(/[-_]/, 1)[0]!.toLowerCase();
}

/** A language as voices and recognizers want it, with a region. */
export function withRegion(lang: string): string {
  const common: Readonly<Record<string, string>> = {
    ko: "ko-KR",
    en: "en-US",
    ja: "ja-JP",
    zh: "zh-CN",
  };
  return Object.hasOwn(common, lang) ? common[lang]! : lang;
}

/** The language in which words are written, by their letters; `otherwise` where these tell nothing. */
export function langOfText(text: string, otherwise: string): string {
  const count = (letters: RegExp) => text.match(letters)?.length ?? 0;
  const hangul = count(/\p{Script=Hangul}/gu);
  const kana = count(/[\p{Script=Hiragana}\p{Script=Katakana}]/gu);
  const han = count(/\p{Script=Han}/gu);
  const latin = count(/\p{Script=Latin}/gu);
  // A Korean sentence with a Latin name in it is Korean: a syllable says more than a letter.
  if (hangul > 0 && hangul * 3 >= latin) return "ko";
  if (kana > 0) return "ja";
  if (han > latin) return "zh";
  if (latin === 0) return otherwise;
  // Latin letters write many languages; who speaks one of them is believed.
  return ["ko", "ja", "zh"].includes(primaryOf(otherwise)) ? "en" : otherwise;
}

/** What is wished of a voice for one piece of speech. */
export interface VoiceWish {
  /** The language of what is said. */
  lang: string;
  /** Hints at names, as in {@link SpokenVoice}. */
  name: string | null;
  /** The voice that the listener wants, by its address; taken where it speaks the language. */
  uri?: string | null;
}

/**
 * Chooses among the machine's voices; null where none speaks the language, and the machine may do what it can.
 *
 * The listener's own choice comes first, then the hinted name, the exact region, voices of the machine itself (they
 * need no network and do not stop after fifteen seconds), and the machine's standard.
 */
export function chooseVoice<V extends MachineVoice>(
  voices: readonly V[],
  { lang, name, uri = null }: VoiceWish,
): V | null {
  const primary = primaryOf(lang);
  const able = voices.filter((voice) => primaryOf(voice.lang) === primary);
  const own = able.find(({ voiceURI }) => uri !== null && voiceURI === uri);
  if (own) return own;
  for (const hint of hintsOf(name)) {
    const named = best(able.filter((voice) => voice.name.toLowerCase().includes(hint)), lang);
    if (named) return named;
  }
  return best(able, lang);
}

function hintsOf(name: string | null): string[] {
  return (name ?? "").toLowerCase().split(",").map((hint) => hint.trim()).filter(Boolean);
}

function best<V extends MachineVoice>(voices: readonly V[], lang: string): V | null {
  const wanted = withRegion(lang).toLowerCase();
  const score = (voice: V) =>
    (voice.lang.replace("_", "-").toLowerCase() === wanted ? 4 : 0) +
    (voice.localService ? 2 : 0) + (voice.default ? 1 : 0);
  let found: V | null = null;
  for (const voice of voices) if (!found || score(voice) > score(found)) found = voice;
  return found;
}
