/**
 * Owns what can be known of a PNG, JPEG or WebP file without decoding it: type, size in pixels,
 * orientation, whether it moves, and whether it is all there. Browser-safe.
 */

/** The picture types that are accepted. */
export type ImageType = "image/png" | "image/jpeg" | "image/webp";

/** EXIF orientation: 1 upright, 2–8 as in TIFF 6.0 / EXIF 2.3, tag 0x0112. */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

/** What a header tells; sizes are those stored, before the orientation is applied. */
export interface ImageHeader {
  readonly type: ImageType;
  readonly width: number;
  readonly height: number;
  readonly orientation: Orientation;
  readonly animated: boolean;
}

/** Why a header could not be read. */
export type HeaderRefusal = "unknown_type" | "damaged";

export type HeaderResult =
  | { readonly ok: true; readonly header: ImageHeader }
  | { readonly ok: false; readonly reason: HeaderRefusal };

const DAMAGED: HeaderResult = { ok: false, reason: "damaged" };

/** Progressive JPEGs of cameras have about ten scans; thousands are an attack on the decoder. */
const MAX_JPEG_SCANS = 64;

function ascii(bytes: Uint8Array, at: number, text: string): boolean {
  for (let i = 0; i < text.length; i++) if (bytes[at + i] !== text.charCodeAt(i)) return false;
  return true;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function found(header: ImageHeader): HeaderResult {
  return header.width > 0 && header.height > 0 ? { ok: true, header } : DAMAGED;
}

/** Source: PNG third edition, chunk layout; APNG announces itself by `acTL`. */
function readPng(bytes: Uint8Array): HeaderResult {
  const view = viewOf(bytes);
  if (bytes.length < 33 || view.getUint32(8) !== 13 || !ascii(bytes, 12, "IHDR")) return DAMAGED;
  const [width, height] = [view.getUint32(16), view.getUint32(20)];
  let animated = false;
  for (let at = 8; at + 12 <= bytes.length;) {
    const end = at + 12 + view.getUint32(at);
    if (end > bytes.length) return DAMAGED;
    if (ascii(bytes, at + 4, "acTL")) animated = true;
    if (ascii(bytes, at + 4, "IEND")) {
      return found({ type: "image/png", width, height, orientation: 1, animated });
    }
    at = end;
  }
  return DAMAGED;
}

/** Reads the orientation from an APP1 payload; anything odd counts as upright. */
function readExifOrientation(bytes: Uint8Array): Orientation {
  if (!ascii(bytes, 0, "Exif\0\0") || bytes.length < 14) return 1;
  const tiff = viewOf(bytes.subarray(6));
  const little = tiff.getUint16(0) === 0x4949;
  if (!little && tiff.getUint16(0) !== 0x4d4d) return 1;
  const directory = tiff.getUint32(4, little);
  if (directory + 2 > tiff.byteLength) return 1;
  const entries = tiff.getUint16(directory, little);
  for (let i = 0; i < entries; i++) {
    const at = directory + 2 + i * 12;
    if (at + 12 > tiff.byteLength) return 1;
    if (tiff.getUint16(at, little) !== 0x0112) continue;
    const value = tiff.getUint16(at + 8, little);
    return value >= 1 && value <= 8 ? value as Orientation : 1;
  }
  return 1;
}

const isFrame = (marker: number) =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;

/** Finds the next marker in entropy-coded data: FF and then neither 00, FF nor a restart. */
function skipScan(bytes: Uint8Array, from: number): number {
  for (let at = from; at + 1 < bytes.length; at++) {
    if (bytes[at] !== 0xff) continue;
    const next = bytes[at + 1] ?? 0;
    if (next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at;
  }
  return bytes.length;
}

/**
 * Source: ITU-T T.81 annex B. The scans are walked to the end-of-image marker, as decoders fill a
 * truncated picture with grey instead of failing.
 */
function readJpeg(bytes: Uint8Array): HeaderResult {
  const view = viewOf(bytes);
  let frame: { width: number; height: number } | null = null;
  let orientation: Orientation = 1;
  let scans = 0;
  for (let at = 2; at + 1 < bytes.length;) {
    if (bytes[at] !== 0xff) return DAMAGED;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === 0xd9) {
      return frame && scans > 0
        ? found({ type: "image/jpeg", ...frame, orientation, animated: false })
        : DAMAGED;
    }
    if (at + 4 > bytes.length) return DAMAGED;
    const size = view.getUint16(at + 2);
    const end = at + 2 + size;
    if (size < 2 || end > bytes.length) return DAMAGED;
    if (isFrame(marker)) {
      if (frame || size < 8) return DAMAGED;
      frame = { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    }
    if (marker === 0xe1 && orientation === 1) {
      orientation = readExifOrientation(bytes.subarray(at + 4, end));
    }
    if (marker === 0xda && ++scans > MAX_JPEG_SCANS) return DAMAGED;
    at = marker === 0xda ? skipScan(bytes, end) : end;
  }
  return DAMAGED;
}

interface WebpFrame {
  readonly width: number;
  readonly height: number;
}

function readWebpChunk(bytes: Uint8Array, at: number, size: number): WebpFrame | null {
  const view = viewOf(bytes);
  const body = at + 8;
  if (ascii(bytes, at, "VP8 ") && size >= 10) {
    if (view.getUint32(body + 3) >>> 8 !== 0x9d012a) return null;
    return {
      width: view.getUint16(body + 6, true) & 0x3fff,
      height: view.getUint16(body + 8, true) & 0x3fff,
    };
  }
  if (ascii(bytes, at, "VP8L") && size >= 5 && bytes[body] === 0x2f) {
    const bits = view.getUint32(body + 1, true);
    return { width: (bits & 0x3fff) + 1, height: (bits >>> 14 & 0x3fff) + 1 };
  }
  if (ascii(bytes, at, "VP8X") && size >= 10) {
    const u24 = (p: number) => view.getUint16(p, true) | view.getUint8(p + 2) << 16;
    return { width: u24(body + 4) + 1, height: u24(body + 7) + 1 };
  }
  return null;
}

/** Source: RFC 9649 (WebP container). The larger of canvas and frame counts as the size. */
function readWebp(bytes: Uint8Array): HeaderResult {
  const view = viewOf(bytes);
  const end = view.getUint32(4, true) + 8;
  if (end > bytes.length) return DAMAGED;
  let [width, height] = [0, 0];
  let [animated, pixels] = [false, false];
  for (let at = 12; at + 8 <= end;) {
    const size = view.getUint32(at + 4, true);
    if (at + 8 + size > end) return DAMAGED;
    const frame = readWebpChunk(bytes, at, size);
    if (frame) {
      width = Math.max(width, frame.width);
      height = Math.max(height, frame.height);
    }
    if (ascii(bytes, at, "VP8X")) animated ||= ((bytes[at + 8] ?? 0) & 0x02) !== 0;
    else pixels ||= frame !== null;
    if (ascii(bytes, at, "ANIM") || ascii(bytes, at, "ANMF")) animated = true;
    at += 8 + size + (size & 1);
  }
  if (!pixels && !animated) return DAMAGED;
  return found({ type: "image/webp", width, height, orientation: 1, animated });
}

/**
 * Reads the header of a PNG, JPEG or WebP file, chosen by its first bytes, and walks its parts to the
 * end. Costs time linear in the file, no memory, and never throws.
 */
export function readImageHeader(bytes: Uint8Array): HeaderResult {
  if (ascii(bytes, 0, "\x89PNG\r\n\x1a\n")) return readPng(bytes);
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return readJpeg(bytes);
  if (bytes.length >= 20 && ascii(bytes, 0, "RIFF") && ascii(bytes, 8, "WEBP")) {
    return readWebp(bytes);
  }
  return { ok: false, reason: "unknown_type" };
}
