/** What keys do in a call. By their place on the keyboard: what a Korean layout writes with them does not matter. Browser-safe. */
import type { Emotion, Gesture } from "@/lib/avatar/pose/pose.ts";

/** The emotions in the order of their keys, 1 to 8. */
export const EMOTION_KEYS = [
  "neutral",
  "smile",
  "laugh",
  "sad",
  "angry",
  "surprised",
  "shy",
  "thinking",
] as const satisfies readonly Emotion[];

export type CallAction =
  | { type: "emotion"; emotion: Emotion }
  | { type: "gesture"; gesture: Gesture }
  | { type: "microphone" | "camera" | "captions" | "write" | "settings" | "help" | "leave" }
  | { type: "close" };

export interface CallKeyPress {
  /** `KeyboardEvent.code`: the key's place. */
  code: string;
  /** `KeyboardEvent.key`: for keys whose place differs between keyboards. */
  key: string;
  shift: boolean;
  /** Ctrl, Alt or Meta: those belong to the browser. */
  modified: boolean;
  repeat: boolean;
  composing: boolean;
  /** Something is being written, where letters are letters. */
  writing: boolean;
  /** Whether keys without Ctrl do something: a reader may turn that off (WCAG 2.1.4). */
  enabled: boolean;
}

const BY_CODE: Readonly<Record<string, CallAction>> = {
  KeyM: { type: "microphone" },
  KeyV: { type: "camera" },
  KeyC: { type: "captions" },
  KeyT: { type: "write" },
  KeyS: { type: "settings" },
  KeyW: { type: "gesture", gesture: "wave" },
  KeyU: { type: "gesture", gesture: "thumbs_up" },
  KeyH: { type: "gesture", gesture: "heart" },
};

/** What a key press does; null for one that is none of ours. */
export function callActionOf(press: CallKeyPress): CallAction | null {
  const { code, key, shift, modified, composing, repeat, writing, enabled } = press;
  if (modified || composing || repeat) return null;
  if (key === "Escape") return { type: "close" };
  if (writing || !enabled) return null;
  if (key === "?") return { type: "help" };
  // Nobody hangs up by a slip of the hand.
  if (shift) return code === "KeyQ" ? { type: "leave" } : null;
  const digit = /^(?:Digit|Numpad)([1-8])$/.exec(code)?.[1];
  if (digit) return { type: "emotion", emotion: EMOTION_KEYS[Number(digit) - 1]! };
  return BY_CODE[code] ?? null;
}
