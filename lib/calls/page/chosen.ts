/** Remembers, in a cookie, who somebody last was in a call: pages are drawn with that face before any script runs. */
import { avatarSpecFromText, avatarSpecToText } from "@/lib/avatar/spec.ts";
import { readCookie, writeCookie } from "@/lib/http/cookies.ts";

export interface ChosenFace {
  /** The face as text, in its shortest form. */
  face: string;
  /** Empty where nobody said. */
  name: string;
}

const COOKIE = "maru-call-face";
const MAX_AGE_S = 180 * 86_400;
/** As long as a nickname may be, in characters as JavaScript counts them. */
export const MAX_CALL_NAME = 30;

/** What a `Cookie` header remembers; null where it is nothing, or not ours. */
export function readChosenFace(header: string | null): ChosenFace | null {
  const value = readCookie(header, COOKIE);
  if (!value) return null;
  const query = new URLSearchParams(value);
  return { face: cleanFace(query.get("face")), name: cleanName(query.get("name")) };
}

/** The `Set-Cookie` value that remembers a choice. */
export function writeChosenFace(chosen: ChosenFace, { secure }: { secure: boolean }): string {
  const value = new URLSearchParams({ face: chosen.face, name: chosen.name }).toString();
  return writeCookie(COOKIE, value.replaceAll("*", "%2A"), { maxAgeS: MAX_AGE_S, secure });
}

/** Reads a face from a form: whatever it is, a face comes out. */
export function cleanFace(given: string | null | undefined): string {
  return avatarSpecToText(avatarSpecFromText(given ?? ""));
}

/** One line of plain words, no longer than a nickname. */
export function cleanName(given: string | null | undefined): string {
  const line = (given ?? "").normalize("NFC").toWellFormed().replace(/[\p{Cc}\p{Cf}\s]+/gu, " ");
  // Half of a character that needs two is none.
  return line.trim().slice(0, MAX_CALL_NAME).replace(/[\uD800-\uDBFF]$/, "").trim();
}
