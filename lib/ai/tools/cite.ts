/**
 * Owns telling which of the entries that tools found a reply speaks of.
 *
 * Browser-safe.
 */
import type { Citable, Citation } from "@/lib/ai/tools/citation.ts";

/** Shortest mark that tells anything by itself, in letters and digits. */
const MIN_MARK = 3;

/** Entries that a text names by title or by another mark of theirs; each once, in the given order. */
export function citedIn(text: string, citable: readonly Citable[]): Citation[] {
  const said = fold(text);
  const found = new Map<string, Citation>();
  for (const { kind, id, title, marks } of citable) {
    const names = [title, ...marks].map(fold).filter((mark) => mark.length >= MIN_MARK);
    if (names.some((name) => said.includes(name))) found.set(`${kind}:${id}`, { kind, id, title });
  }
  return [...found.values()];
}

/** Letters and digits alone: `긴급 복지지원` is `긴급복지지원`. */
function fold(text: string): string {
  return text.normalize("NFKC").toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}
