/**
 * PNG chunks and the card text inside them: a strict reader that checks every length and CRC, and
 * a writer that replaces the card chunks and leaves the rest alone. APNG works the same.
 *
 * Browser-safe. Source: PNG (Third Edition), W3C, chapters 5 and 11.3.3.
 */
import CRC32 from "crc-32";
import { concatBytes, inflateBounded } from "@/lib/characters/card/inflate.ts";
import { type CardLimits } from "@/lib/characters/card/limits.ts";
import { type CardRefused, refuse } from "@/lib/characters/card/refusals.ts";

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
/** Length, type and CRC around a chunk's data. */
const CHUNK_FRAME_BYTES = 12;
/** A keyword of a text chunk is 1 to 79 bytes long. */
const MAX_KEYWORD_BYTES = 79;
/** Prefix of the older way to carry assets; both spellings occur. */
const ASSET_KEYWORD = /^chara-ext-asset_:?/i;
/** Copies of the card looked at in one PNG: one per keyword is usual, two a leftover. */
const MAX_CARD_TEXTS = 4;
const CARD_KEYWORDS = new Set(["chara", "ccv3"]);

const latin1 = new TextDecoder("latin1");
const ascii = new TextEncoder();

/** One chunk. `data` and `raw` (data with its frame) are views into the file. */
export interface PngChunk {
  type: string;
  data: Uint8Array;
  raw: Uint8Array;
}

/** A text chunk, decompressed: `text` holds one character per byte (Latin-1). */
export interface PngText {
  keyword: string;
  text: string;
}

/** Whether the bytes begin as a PNG does. */
export function isPng(bytes: Uint8Array): boolean {
  return bytes.length >= SIGNATURE.length && SIGNATURE.every((byte, i) => bytes[i] === byte);
}

/**
 * Splits a PNG into its chunks, `IHDR` first and `IEND` last. `trailingBytes` counts what follows
 * `IEND`. Refuses a wrong signature, a length past the end, a wrong CRC and too many chunks.
 */
export function readPngChunks(
  bytes: Uint8Array,
  { maxPngChunks }: Pick<CardLimits, "maxPngChunks">,
): { ok: true; chunks: PngChunk[]; trailingBytes: number } | CardRefused {
  if (!isPng(bytes)) return refuse("png_damaged", "the PNG signature is missing");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const chunks: PngChunk[] = [];
  let at = SIGNATURE.length;
  while (at < bytes.length) {
    if (chunks.length >= maxPngChunks) {
      return refuse("png_too_many_chunks", `the PNG has more than ${maxPngChunks} chunks`);
    }
    if (bytes.length - at < CHUNK_FRAME_BYTES) {
      return refuse("png_truncated", "the PNG ends inside a chunk header");
    }
    const length = view.getUint32(at);
    if (length > bytes.length - at - CHUNK_FRAME_BYTES) {
      return refuse("png_truncated", "a PNG chunk claims more bytes than the file has");
    }
    const type = latin1.decode(bytes.subarray(at + 4, at + 8));
    const end = at + CHUNK_FRAME_BYTES + length;
    if (CRC32.buf(bytes.subarray(at + 4, end - 4)) >>> 0 !== view.getUint32(end - 4)) {
      return refuse("png_damaged", `the CRC of PNG chunk ${chunks.length} is wrong`);
    }
    if ((type === "IHDR") !== (chunks.length === 0)) {
      return refuse("png_damaged", "the PNG does not open with exactly one IHDR chunk");
    }
    chunks.push({ type, data: bytes.subarray(at + 8, end - 4), raw: bytes.subarray(at, end) });
    at = end;
    if (type === "IEND") return { ok: true, chunks, trailingBytes: bytes.length - at };
  }
  return refuse("png_truncated", "the PNG has no IEND chunk");
}

/** What a PNG carries for us: the card texts in file order, and older embedded assets by path. */
export interface PngCardTexts {
  texts: PngText[];
  assets: PngText[];
  trailingBytes: number;
}

/**
 * Finds the card chunks (`chara`, `ccv3`, in any case) and the older asset chunks of a PNG, in
 * `tEXt`, `zTXt` or `iTXt`. Other text is left unread. The keyword of an asset is its bare path.
 */
export function readPngCardTexts(
  bytes: Uint8Array,
  limits: CardLimits,
): ({ ok: true } & PngCardTexts) | CardRefused {
  const read = readPngChunks(bytes, limits);
  if (!read.ok) return read;
  const texts: PngText[] = [];
  const assets: PngText[] = [];
  // Base64 is 4 bytes for 3. Assets share one budget; cards have one each, and a number.
  const maxCardBytes = Math.ceil(limits.maxTextBytes / 3) * 4;
  let assetBytes = Math.ceil(limits.maxZipTotalBytes / 3) * 4;
  for (const chunk of read.chunks) {
    const keyword = readKeyword(chunk);
    if (keyword === null) continue;
    const isCard = CARD_KEYWORDS.has(keyword.toLowerCase());
    if (isCard ? texts.length >= MAX_CARD_TEXTS : !ASSET_KEYWORD.test(keyword)) continue;
    const start = keyword.length + 1;
    const text = readText(chunk, { start, maxBytes: isCard ? maxCardBytes : assetBytes });
    if (!text.ok) return text;
    if (isCard) {
      texts.push({ keyword: keyword.toLowerCase(), text: text.text });
    } else {
      assetBytes -= text.text.length;
      assets.push({ keyword: keyword.replace(ASSET_KEYWORD, ""), text: text.text });
    }
  }
  return { ok: true, texts, assets, trailingBytes: read.trailingBytes };
}

function readKeyword({ type, data }: PngChunk): string | null {
  if (type !== "tEXt" && type !== "zTXt" && type !== "iTXt") return null;
  const end = data.subarray(0, MAX_KEYWORD_BYTES + 1).indexOf(0);
  return end < 1 ? null : latin1.decode(data.subarray(0, end));
}

function readText(
  { type, data }: PngChunk,
  { start, maxBytes }: { start: number; maxBytes: number },
): { ok: true; text: string } | CardRefused {
  let body = data.subarray(start);
  let packed = false;
  if (type === "zTXt") {
    packed = true;
    if (body[0] !== 0) return refuse("text_damaged", "a zTXt chunk has an unknown compression");
    body = body.subarray(1);
  } else if (type === "iTXt") {
    packed = body[0] === 1;
    if (packed && body[1] !== 0) {
      return refuse("text_damaged", "an iTXt chunk has an unknown compression");
    }
    const languageEnd = body.indexOf(0, 2);
    const keywordEnd = languageEnd < 0 ? -1 : body.indexOf(0, languageEnd + 1);
    if (keywordEnd < 0) return refuse("text_damaged", "an iTXt chunk has no end of its header");
    body = body.subarray(keywordEnd + 1);
  }
  if (packed) {
    const inflated = inflateBounded(body, { format: "zlib", maxBytes });
    if (!inflated.ok) {
      return inflated.reason === "too_big"
        ? refuse("text_too_large", "compressed card text inflates past the limit")
        : refuse("text_damaged", "compressed card text is damaged");
    }
    body = inflated.bytes;
  }
  if (body.length > maxBytes) return refuse("text_too_large", "card text is over the limit");
  return { ok: true, text: latin1Text(body) };
}

/** `TextDecoder("latin1")` is windows-1252 and would change bytes 0x80–0x9F; this does not. */
function latin1Text(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 8192) {
    text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  }
  return text;
}

/**
 * Writes text chunks into a PNG just before `IEND`. Every `chara` and `ccv3` chunk that was there
 * is dropped, bytes after `IEND` too; all else stays, in its order.
 *
 * @throws {TypeError} If `png` is not a sound PNG: callers pass a picture they have encoded.
 */
export function writePngCardTexts(
  png: Uint8Array,
  texts: readonly PngText[],
): Uint8Array<ArrayBuffer> {
  const read = readPngChunks(png, { maxPngChunks: Number.MAX_SAFE_INTEGER });
  if (!read.ok) throw new TypeError(`Cannot write a card into this PNG as ${read.detail}`);
  const kept = read.chunks.filter((chunk) => {
    const keyword = readKeyword(chunk);
    return keyword === null || !CARD_KEYWORDS.has(keyword.toLowerCase());
  });
  const parts: Uint8Array[] = [SIGNATURE, ...kept.slice(0, -1).map((chunk) => chunk.raw)];
  for (const { keyword, text } of texts) parts.push(encodeTextChunk(keyword, text));
  parts.push(...kept.slice(-1).map((chunk) => chunk.raw));
  return concatBytes(parts, parts.reduce((sum, part) => sum + part.length, 0));
}

/** Encodes one `tEXt` chunk. Both strings must be ASCII, as card payloads are. */
function encodeTextChunk(keyword: string, text: string): Uint8Array<ArrayBuffer> {
  const body = ascii.encode(`tEXt${keyword}\0${text}`);
  const chunk = new Uint8Array(body.length + 8);
  const view = new DataView(chunk.buffer);
  view.setUint32(0, body.length - 4);
  chunk.set(body, 4);
  view.setInt32(4 + body.length, CRC32.buf(body));
  return chunk;
}
