/**
 * Writing cards: JSON of V2 or V3, PNG with both chunks, and CHARX. Browser-safe.
 */
import { type CardAssets, DEFAULT_URI } from "@/lib/characters/card/assets.ts";
import { layOutCharx, packCharx } from "@/lib/characters/card/charx.ts";
import { hasDecorators, stripDecorators } from "@/lib/characters/card/decorators.ts";
import {
  type Card,
  type CardData,
  type JsonObject,
  type Lorebook,
  V1_FIELDS,
} from "@/lib/characters/card/model.ts";
import { writePngCardTexts } from "@/lib/characters/card/png.ts";
import { encodeJsonBase64, encodeJsonBytes } from "@/lib/characters/card/text.ts";

/** When the card is exported, in ms since 1970; without it the card's own date stays. */
export interface EncodeOptions {
  nowMs?: number;
}

/** Stands before the notes of a V2 copy inside a PNG whose real card is V3, as V3 asks. */
export const V2_COPY_NOTE =
  "This is the V2 copy of a V3 card. Your app shows this copy because it does not read V3.";

/**
 * Writes a card as a `.json` file of V2 or V3.
 *
 * Unknown fields of envelope, data, book and entries are written back. A V2 file of a V3 card
 * loses its lore decorators, which V2 readers would show as text.
 */
export function encodeCardJson(
  card: Card,
  version: 2 | 3,
  options: EncodeOptions = {},
): Uint8Array<ArrayBuffer> {
  return encodeJsonBytes(version === 2 ? toV2(card) : toV3(card, options));
}

/**
 * Writes a card into a PNG: V3 in `ccv3` and a V2 copy in `chara` for older readers. Card chunks
 * that were there vanish; everything else in the PNG stays.
 *
 * @throws {TypeError} If `png` is not a sound PNG.
 */
export function encodeCardPng(
  card: Card,
  png: Uint8Array,
  options: EncodeOptions = {},
): Uint8Array<ArrayBuffer> {
  return writePngCardTexts(png, [
    { keyword: "chara", text: encodeJsonBase64(toV2Copy(card)) },
    { keyword: "ccv3", text: encodeJsonBase64(toV3(card, options)) },
  ]);
}

/**
 * Writes a CHARX: the V3 card with `image` as its main icon, if given, and all files that came
 * with the card.
 */
export function encodeCharx(
  card: Card,
  image: Uint8Array | null,
  assets: CardAssets,
  options: EncodeOptions = {},
): Uint8Array<ArrayBuffer> {
  const { data, files } = layOutCharx(card.data, { image, assets });
  return packCharx(toV3({ ...card, data }, options), files);
}

/** Writes a lorebook as a stand-alone `lorebook_v3` file. */
export function encodeLorebookJson(book: Lorebook): Uint8Array<ArrayBuffer> {
  return encodeJsonBytes({ spec: "lorebook_v3", data: book });
}

function toV3(card: Card, { nowMs }: EncodeOptions): JsonObject {
  const data = { ...card.data };
  // 0 is the author's wish to withhold the date.
  if (nowMs !== undefined && data.modification_date !== 0) {
    data.modification_date = Math.floor(nowMs / 1000);
  }
  const isV3 = card.spec === "chara_card_v3" && Number.parseFloat(card.specVersion) >= 3;
  return {
    ...refreshEnvelope(card),
    spec: "chara_card_v3",
    spec_version: isV3 ? card.specVersion : "3.0",
    data,
  };
}

function toV2(card: Card, notes = card.data.creator_notes): JsonObject {
  const data: JsonObject = { ...card.data, creator_notes: notes };
  // Required by V3 alone; an empty one says nothing in V2.
  if (card.data.group_only_greetings.length === 0) delete data.group_only_greetings;
  if (card.data.character_book !== undefined) {
    data.character_book = toV2Book(card.data.character_book, card.spec === "chara_card_v3");
  }
  return {
    ...refreshEnvelope(card),
    spec: "chara_card_v2",
    spec_version: card.spec === "chara_card_v2" ? card.specVersion : "2.0",
    data,
  };
}

/** A V2 card keeps its text as it is, even where a line looks like a decorator. */
function toV2Book(book: Lorebook, strip: boolean): JsonObject {
  const entries = book.entries.map((entry): JsonObject => {
    const { use_regex, ...rest } = entry;
    return {
      ...rest,
      content: strip ? stripDecorators(entry.content) : entry.content,
      ...(use_regex ? { use_regex } : {}),
    };
  });
  return { ...book, entries };
}

function toV2Copy(card: Card): JsonObject {
  const notes = card.data.creator_notes;
  if (!usesV3(card.data) || notes.startsWith(V2_COPY_NOTE)) return toV2(card);
  return toV2(card, `${V2_COPY_NOTE}\n\n${notes}`.trim());
}

/** Whether a reader of V2 would miss something. */
function usesV3(data: CardData): boolean {
  return (data.nickname ?? "") !== "" ||
    data.group_only_greetings.length > 0 ||
    (data.assets ?? []).some((asset) => asset.uri !== DEFAULT_URI) ||
    Object.keys(data.creator_notes_multilingual ?? {}).length > 0 ||
    (data.character_book?.entries ?? []).some((entry) => hasDecorators(entry.content));
}

/** Copies of V1 fields at the top level take today's values, so that no reader sees old text. */
function refreshEnvelope({ envelope, data }: Card): JsonObject {
  const fresh = { ...envelope };
  for (const key of V1_FIELDS) {
    if (Object.hasOwn(fresh, key)) fresh[key] = data[key];
  }
  return fresh;
}
