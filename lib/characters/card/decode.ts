/**
 * One door for card files from outside: PNG, JSON or CHARX by its first bytes, read into a card,
 * its picture, its assets and what had to be mended. Browser-safe.
 */
import {
  type CardAssets,
  detectImageExt,
  getAssetBytes,
  getAssetPath,
  getMainIcon,
  listAssets,
} from "@/lib/characters/card/assets.ts";
import { readCharx } from "@/lib/characters/card/charx.ts";
import { type CardLimits, withCardLimits } from "@/lib/characters/card/limits.ts";
import { type Card } from "@/lib/characters/card/model.ts";
import { normalizeCard } from "@/lib/characters/card/normalize.ts";
import { isPng, type PngText, readPngCardTexts } from "@/lib/characters/card/png.ts";
import {
  type CardRefused,
  type CardWarning,
  refuse,
  warn,
} from "@/lib/characters/card/refusals.ts";
import { decodeBase64, decodeUtf8, parseJson } from "@/lib/characters/card/text.ts";
import { hasZipEnd } from "@/lib/characters/card/zip.ts";

/**
 * A card that was read. `image` is the PNG itself, or the bytes of the main icon, or null; it is
 * as foreign as the file and must be decoded and re-encoded before anyone is shown it.
 */
export interface DecodedCard {
  ok: true;
  card: Card;
  image: Uint8Array | null;
  /** Path (CHARX) or name (older PNG assets) → bytes; keep them for export. */
  assets: CardAssets;
  warnings: CardWarning[];
}

/** Reads a card file of any kind. Never throws on bad input: see `CARD_REFUSALS`. */
export function decodeCard(
  bytes: Uint8Array,
  limits?: Partial<CardLimits>,
): DecodedCard | CardRefused {
  const caps = withCardLimits(limits);
  if (bytes.length === 0) return refuse("empty", "the file has no bytes");
  if (bytes.length > caps.maxFileBytes) {
    return refuse("too_large", `the file has more than ${caps.maxFileBytes} bytes`);
  }
  if (isPng(bytes)) return decodePng(bytes, caps);
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return decodeCharx(bytes, caps);
  const imageExt = detectImageExt(bytes);
  if (imageExt === "jpeg" && hasZipEnd(bytes)) return decodeCharx(bytes, caps);
  if (imageExt !== null) return refuse("image_type", `a ${imageExt} image carries no card`);
  if (startsLikeJson(bytes)) return decodeJson(bytes, caps);
  return refuse("unknown_type", "the file is neither PNG, JSON nor ZIP");
}

/** `{` or `[` after an optional byte-order mark and blanks. */
function startsLikeJson(bytes: Uint8Array): boolean {
  const head = new TextDecoder().decode(bytes.subarray(0, 256)).trimStart();
  return head.startsWith("{") || head.startsWith("[");
}

function decodeJson(bytes: Uint8Array, limits: CardLimits): DecodedCard | CardRefused {
  const warnings: CardWarning[] = [];
  const read = readCardJson(bytes, limits, warnings);
  if (!read.ok) return read;
  const image = getIconBytes(read.card, new Map());
  return { ok: true, card: read.card, image, assets: new Map(), warnings };
}

function readCardJson(
  bytes: Uint8Array,
  limits: CardLimits,
  warnings: CardWarning[],
): { ok: true; card: Card } | CardRefused {
  if (bytes.length > limits.maxTextBytes) {
    return refuse("text_too_large", `the JSON has more than ${limits.maxTextBytes} bytes`);
  }
  const parsed = parseJson(decodeUtf8(bytes, warnings), limits);
  return parsed.ok ? normalizeCard(parsed.value, warnings) : parsed;
}

function decodePng(bytes: Uint8Array, limits: CardLimits): DecodedCard | CardRefused {
  const png = readPngCardTexts(bytes, limits);
  if (!png.ok) return png;
  if (png.texts.length === 0) return refuse("png_no_card", "the PNG has no card chunk");
  // V3 before V2; within one keyword the first, as other readers do.
  const ordered = [...png.texts].sort((a, b) =>
    Number(b.keyword === "ccv3") - Number(a.keyword === "ccv3")
  );
  let refusal: CardRefused | null = null;
  for (const text of ordered) {
    const warnings: CardWarning[] = [];
    const read = readCardText(text, limits, warnings);
    if (!read.ok) {
      refusal ??= read;
      continue;
    }
    if (refusal !== null) warn(warnings, "chunk_ignored", "");
    if (png.trailingBytes > 0) warn(warnings, "trailing_bytes", "");
    const assets = readLegacyAssets(png.assets, warnings);
    warnAboutMissing(read.card, assets, warnings);
    return { ok: true, card: read.card, image: bytes, assets, warnings };
  }
  return refusal ?? refuse("png_no_card", "the PNG has no card chunk");
}

/** The payload is base64 of the JSON; a few tools wrote the JSON as it is. */
function readCardText(
  { text }: PngText,
  limits: CardLimits,
  warnings: CardWarning[],
): { ok: true; card: Card } | CardRefused {
  const plain = text.trimStart().startsWith("{");
  const bytes = plain ? Uint8Array.from(text, (char) => char.charCodeAt(0)) : decodeBase64(text);
  if (bytes === null) return refuse("text_damaged", "the card chunk is not base64");
  return readCardJson(bytes, limits, warnings);
}

function readLegacyAssets(texts: readonly PngText[], warnings: CardWarning[]): CardAssets {
  const assets = new Map<string, Uint8Array>();
  for (const { keyword, text } of texts) {
    const bytes = decodeBase64(text);
    if (bytes === null) warn(warnings, "dropped", "assets");
    else if (!assets.has(keyword)) assets.set(keyword, bytes);
  }
  return assets;
}

function decodeCharx(bytes: Uint8Array, limits: CardLimits): DecodedCard | CardRefused {
  const archive = readCharx(bytes, limits);
  if (!archive.ok) return archive;
  const warnings: CardWarning[] = [];
  const read = readCardJson(archive.json, limits, warnings);
  if (!read.ok) return read;
  warnAboutMissing(read.card, archive.assets, warnings);
  const { prefix, assets } = archive;
  const picture = prefix !== null && detectImageExt(prefix) !== null ? prefix : null;
  return {
    ok: true,
    card: read.card,
    image: getIconBytes(read.card, assets) ?? picture,
    assets,
    warnings,
  };
}

function getIconBytes(card: Card, assets: CardAssets): Uint8Array | null {
  const icon = getMainIcon(card.data);
  return icon === null ? null : getAssetBytes(icon.uri, assets);
}

function warnAboutMissing(card: Card, assets: CardAssets, warnings: CardWarning[]): void {
  for (const [i, asset] of listAssets(card.data).entries()) {
    const path = getAssetPath(asset.uri);
    if (path !== null && !assets.has(path)) warn(warnings, "asset_missing", `data.assets.${i}`);
  }
}
