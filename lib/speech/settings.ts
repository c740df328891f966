/** What a listener chose, kept on their machine: whether, whom, how loud and by which voice. Browser-safe. */
import { ASIDES, type Asides } from "@/lib/speech/asides.ts";

export interface SpeechSettings {
  /** Replies are read aloud. */
  aloud: boolean;
  /** From 0 to 1. */
  volume: number;
  /** Address of the voice that reads all of them; null is each character's own. */
  voice: string | null;
  asides: Asides;
  /** Characters who are not read aloud. */
  silent: readonly string[];
  /** Language of dictation, BCP 47; null is the page's. */
  dictation: string | null;
}

export const DEFAULT_SPEECH: SpeechSettings = {
  aloud: false,
  volume: 0.9,
  voice: null,
  asides: "soft",
  silent: [],
  dictation: null,
};

const KEY = "maru-speech";
const MAX_SILENT = 200;

/** The part of `localStorage` that is needed. Where storing is not allowed, even asking for it throws. */
export type OpenDrawer = () => Pick<Storage, "getItem" | "setItem">;

/** Reads what was chosen; whatever is missing or unreadable is as it comes. */
export function readSpeechSettings(drawer: OpenDrawer): SpeechSettings {
  let stored: unknown;
  try {
    stored = JSON.parse(drawer().getItem(KEY) ?? "null");
  } catch {
    // Not ours, or not allowed to be read: then nothing was chosen.
    return DEFAULT_SPEECH;
  }
  if (typeof stored !== "object" || stored === null) return DEFAULT_SPEECH;
  const { aloud, volume, voice, asides, silent, dictation } = stored as Record<
    keyof SpeechSettings,
    unknown
  >;
  return {
    aloud: aloud === true,
    volume: typeof volume === "number" && volume >= 0 && volume <= 1
      ? volume
      : DEFAULT_SPEECH.volume,
    voice: typeof voice === "string" && voice !== "" ? voice : null,
    asides: ASIDES.find((one) => one === asides) ?? DEFAULT_SPEECH.asides,
    silent: Array.isArray(silent) ? silent.filter((id) => typeof id === "string") : [],
    dictation: typeof dictation === "string" && dictation !== "" ? dictation : null,
  };
}

export function writeSpeechSettings(drawer: OpenDrawer, settings: SpeechSettings): void {
  try {
    const silent = settings.silent.slice(-MAX_SILENT);
    drawer().setItem(KEY, JSON.stringify({ ...settings, silent }));
  } catch {
    // Storing is not allowed, or the drawer is full: it holds for this visit alone.
  }
}
