/**
 * Owns making data small and plain enough for a model to be given: texts without hidden characters, cut to a length,
 * lists cut at their end until the whole fits.
 *
 * Browser-safe.
 */

/** JSON that this module reads and gives back. */
export type Json = null | boolean | number | string | readonly Json[] | { [key: string]: Json };

/** Longest text in data, in characters. */
const MAX_TEXT = 600;
/** Deepest nesting; what lies deeper is left out. */
const MAX_DEPTH = 6;

/** Characters that show nothing, turn the direction of text around, or control a terminal; a line's end stays. */
const HIDDEN = /[\p{Cf}\p{Co}\p{Cn}]|(?!\n)\p{Cc}/gu;

/** The text without hidden characters, at most `max` characters long, never cut through a surrogate pair. */
export function plainLine(text: string, max: number = MAX_TEXT): string {
  const clean = text.replace(HIDDEN, "").toWellFormed();
  if (clean.length <= max) return clean;
  return `${clean.slice(0, max - 1).replace(/[\uD800-\uDBFF]$/, "")}…`;
}

/** JSON text of anything; null where there is none (cycles, functions, `undefined`). */
export function boundedJson(value: unknown): string | null {
  try {
    return JSON.stringify(value) ?? null;
  } catch {
    // A cycle or a bigint: no JSON, and so nothing that a model could have sent.
    return null;
  }
}

/**
 * Makes data whose JSON has at most `maxChars` characters: first its texts are cleaned and cut, then its longest list
 * loses items from the end until all fits. What still does not fit is `null`.
 */
export function boundData(data: unknown, maxChars: number): Json {
  let bound = plain(data, MAX_DEPTH);
  for (;;) {
    if (JSON.stringify(bound).length <= maxChars) return bound;
    const list = longestList(bound);
    if (list === null) return null;
    bound = without(bound, list);
  }
}

function plain(value: unknown, depth: number): Json {
  if (typeof value === "string") return plainLine(value);
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (typeof value === "boolean") return value;
  if (typeof value !== "object" || value === null || depth === 0) return null;
  if (Array.isArray(value)) return value.map((item) => plain(item, depth - 1));
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  return Object.fromEntries(
    entries.map(([key, item]) => [plainLine(key, 60), plain(item, depth - 1)]),
  );
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

/** The list with the longest JSON that has anything to lose; null where there is none. */
function longestList(value: Json): readonly Json[] | null {
  const lists: (readonly Json[])[] = [];
  const walk = (at: Json) => {
    if (isList(at)) {
      if (at.length > 0) lists.push(at);
      at.forEach(walk);
    } else if (typeof at === "object" && at !== null) {
      Object.values(at).forEach(walk);
    }
  };
  walk(value);
  const sized = lists.map((list) => ({ list, size: JSON.stringify(list).length }));
  return sized.sort((a, b) => b.size - a.size)[0]?.list ?? null;
}

/** The same data, with one item less at the end of one list in it. */
function without(value: Json, list: readonly Json[]): Json {
  if (value === list) return list.slice(0, -1);
  if (isList(value)) return value.map((item) => without(item, list));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, without(item, list)]),
  );
}
