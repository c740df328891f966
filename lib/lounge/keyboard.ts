/** The keys of the lounge: one table for what they do and for the page that tells it. Browser-safe. */
import { type Emote, EMOTES } from "@/lib/spaces/motion.ts";

/** Signs in the order of their keys, 1 to 8: that of the wire. */
export const EMOTE_KEYS: readonly Emote[] = EMOTES;

export type KeyAction =
  | { type: "emote"; emote: Emote }
  | { type: "sit" }
  | { type: "reset_camera" }
  | { type: "chat" }
  | { type: "walk" }
  | { type: "help" };

/** What of a keyboard event is looked at. */
export interface KeyPress {
  key: string;
  /** Where the key was pressed. */
  where: "text" | "room" | "elsewhere";
  /** Any of Ctrl, Alt, Meta: such keys belong to the browser. */
  modified: boolean;
  /** A letter that an input method is still putting together, as Hangul is. */
  composing: boolean;
}

/**
 * What a key does, or null for one that is not ours. While somebody writes, only Escape is: it goes back to walking.
 * Outside the room's picture only `?` and `/` are, as single letters there may belong to a screen reader.
 */
export function actionOf({ key, where, modified, composing }: KeyPress): KeyAction | null {
  if (modified || composing) return null;
  if (where === "text") return key === "Escape" ? { type: "walk" } : null;
  if (key === "?") return { type: "help" };
  if (key === "/") return { type: "chat" };
  if (where !== "room") return null;
  if (key === "Enter") return { type: "chat" };
  if (key === "c" || key === "C" || key === "ㅊ") return { type: "sit" };
  if (key === "Home") return { type: "reset_camera" };
  const emote = /^[1-8]$/.test(key) ? EMOTE_KEYS[Number(key) - 1] : undefined;
  return emote ? { type: "emote", emote } : null;
}
