/**
 * One door for stand-alone lorebook files: `lorebook_v3`, a bare book, a SillyTavern world, or
 * the book inside a card's JSON. Browser-safe.
 */
import { isObject } from "@/lib/characters/card/coerce.ts";
import { type CardLimits, withCardLimits } from "@/lib/characters/card/limits.ts";
import { type Lorebook } from "@/lib/characters/card/model.ts";
import { normalizeBook } from "@/lib/characters/card/normalize_book.ts";
import { type CardRefused, type CardWarning, refuse } from "@/lib/characters/card/refusals.ts";
import { decodeUtf8, parseJson } from "@/lib/characters/card/text.ts";

/** Reads the JSON of a lorebook file. Never throws on bad input: see `CARD_REFUSALS`. */
export function decodeLorebook(
  bytes: Uint8Array,
  limits?: Partial<CardLimits>,
): { ok: true; book: Lorebook; warnings: CardWarning[] } | CardRefused {
  const caps = withCardLimits(limits);
  if (bytes.length === 0) return refuse("empty", "the file has no bytes");
  if (bytes.length > Math.min(caps.maxFileBytes, caps.maxTextBytes)) {
    return refuse("too_large", "the lorebook file is over the limit");
  }
  const warnings: CardWarning[] = [];
  const parsed = parseJson(decodeUtf8(bytes, warnings), caps);
  if (!parsed.ok) return parsed;
  const found = findBook(parsed.value);
  const book = found === null ? null : normalizeBook(found.value, { path: found.path, warnings });
  return book === null
    ? refuse("not_a_lorebook", "the JSON has no list of lore entries")
    : { ok: true, book, warnings };
}

function findBook(value: unknown): { value: unknown; path: string } | null {
  if (!isObject(value)) return null;
  if (!isObject(value.data)) {
    return isObject(value.character_book)
      ? { value: value.character_book, path: "character_book" }
      : { value, path: "" };
  }
  return isObject(value.data.character_book)
    ? { value: value.data.character_book, path: "data.character_book" }
    : { value: value.data, path: "data" };
}
