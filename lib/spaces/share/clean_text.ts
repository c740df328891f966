/** Makes text from elsewhere fit a card: one line, nothing that hides or turns words around, and not too long. */
import { isVisible } from "@/lib/visible.ts";

/** What turns the direction of text around (for good where it is not closed), and what shows nothing at all. */
const HIDDEN =
  /[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c\u2028\u2029\ufeff\u200b\u2060-\u2064\u{e0000}-\u{e007f}]/gu;
/** More marks on one letter than any language puts there: they reach over the lines above. */
const HEAPED_MARKS = /(\p{M}{4})\p{M}+/gu;

/**
 * One clean line of at most `max` characters as JavaScript counts them, an ellipsis at its end where it was cut; empty
 * where nothing would show.
 */
export function cleanLine(text: string, max: number): string {
  // Cut first, generously: normalizing megabytes costs time.
  const line = text.slice(0, max * 8).toWellFormed().normalize("NFC")
    .replace(HIDDEN, "").replace(/[\p{Cc}\s]+/gu, " ").replace(HEAPED_MARKS, "$1").trim();
  if (!isVisible(line)) return "";
  if (line.length <= max) return line;
  return `${line.slice(0, max - 1).replace(/[\ud800-\udbff]$/, "").trimEnd()}…`;
}
