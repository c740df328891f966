/**
 * Chat rooms: places that are there while somebody is in them. A room is a topic of the realtime core and nothing else;
 * what was said is kept for as long as the topic's log, an hour.
 */
import { isVisible } from "@/lib/visible.ts";

/** Messages that somebody who comes in is shown. */
export const RECENT_MESSAGES = 50;
/** Longest message or question, in characters. */
export const MAX_CONTENT = 2_000;
/** Turns of a conversation with the AI that are used, the last ones. */
export const MAX_HISTORY = 10;
/** Longest name, in characters. */
const MAX_NICKNAME = 30;
/** Who said nothing of a name. */
export const NOBODY = "누군가";

const ROOM_ID = /^[\p{L}\p{N}][\p{L}\p{M}\p{N}_.~-]{0,63}$/u;

/** Reads a room's id, as a path or a form brings it: letters of any script, digits, `_ . ~ -`. Null for what is none. */
export function decodeRoomId(text: string): string | null {
  const id = text.trim().normalize("NFC");
  return ROOM_ID.test(id) ? id : null;
}

export function roomTopic(id: string): string {
  return `room:${id}`;
}

/** A name as it can be shown, in one line; null where nothing is left of it. */
export function cleanNickname(text: string): string | null {
  const line = text.toWellFormed().normalize("NFC").replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}]/gu, "")
    .replace(/\s+/g, " ").trim();
  const name = [...line].slice(0, MAX_NICKNAME).join("").trim();
  return isVisible(name) ? name : null;
}
