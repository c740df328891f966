/** What a reader chose for voices, kept on this machine: volumes, whom they do not hear, how they talk. Browser-safe. */
import { MOST_VOLUME } from "@/lib/lounge/voice/sound.ts";

/** `push`: only while a key or button is held. */
export type TalkMode = "open" | "push";

export interface VoiceSettings {
  mode: TalkMode;
  /** Id of the microphone; null is the machine's own choice. */
  device: string | null;
  /** By person; whoever is not in it is heard as they come. */
  volumes: Readonly<Record<string, number>>;
  blocked: readonly string[];
}

export const DEFAULT_VOICE: VoiceSettings = {
  mode: "open",
  device: null,
  volumes: {},
  blocked: [],
};

const KEY = "maru-voice";
/** People whose settings are kept; the earliest go first. */
const MOST_PEOPLE = 200;

/** The part of `localStorage` that is needed; it may throw where storing is not allowed. */
export type Drawer = Pick<Storage, "getItem" | "setItem">;

/** Reads what was chosen; whatever is missing or unreadable is as it comes. */
export function readVoiceSettings(drawer: Drawer | null): VoiceSettings {
  let stored: unknown;
  try {
    stored = JSON.parse(drawer?.getItem(KEY) ?? "null");
  } catch {
    // Not ours, or not allowed to be read: then nothing was chosen.
    return DEFAULT_VOICE;
  }
  if (typeof stored !== "object" || stored === null) return DEFAULT_VOICE;
  const { mode, device, volumes, blocked } = stored as Record<keyof VoiceSettings, unknown>;
  const pairs = typeof volumes === "object" && volumes !== null ? Object.entries(volumes) : [];
  return {
    mode: mode === "push" ? "push" : "open",
    device: typeof device === "string" ? device : null,
    volumes: Object.fromEntries(
      pairs.filter(([, v]) => typeof v === "number" && v >= 0 && v <= MOST_VOLUME),
    ),
    blocked: Array.isArray(blocked) ? blocked.filter((id) => typeof id === "string") : [],
  };
}

export function writeVoiceSettings(drawer: Drawer | null, settings: VoiceSettings): void {
  const volumes = Object.fromEntries(Object.entries(settings.volumes).slice(-MOST_PEOPLE));
  const blocked = settings.blocked.slice(-MOST_PEOPLE);
  try {
    drawer?.setItem(KEY, JSON.stringify({ ...settings, volumes, blocked }));
  } catch {
    // Storing is not allowed, or the drawer is full: it holds for this visit alone.
  }
}
