/**
 * A ZIP reader for files from strangers: it trusts the central directory only after checking it,
 * and inflates no more than allowed. fflate does the inflating, but shows neither flags nor
 * offsets of an entry, without which encryption and overlapping entries go unseen.
 *
 * Browser-safe. Source: APPNOTE.TXT 6.3.10 (PKWARE), sections 4.3.7, 4.3.12, 4.3.16, 4.4.4.
 */
import CRC32 from "crc-32";
import { inflateBounded } from "@/lib/characters/card/inflate.ts";
import { type CardLimits } from "@/lib/characters/card/limits.ts";
import { type CardRefused, refuse } from "@/lib/characters/card/refusals.ts";

const LOCAL_SIGNATURE = 0x04034b50;
const CENTRAL_SIGNATURE = 0x02014b50;
const END_SIGNATURE = 0x06054b50;
const LOCAL_BYTES = 30;
const CENTRAL_BYTES = 46;
const END_BYTES = 22;
const MAX_COMMENT_BYTES = 0xffff;
const MAX_NAME_BYTES = 512;
/** Bits 0, 6 and 13: traditional, strong, and masked-header encryption. */
const ENCRYPTED_FLAGS = 0x0001 | 0x0040 | 0x2000;
/** Method 99 is the AES wrapper of WinZip. */
const AES_METHOD = 99;
const STORED = 0;
const DEFLATED = 8;
/** Below this size a high ratio proves nothing: short repetitive JSON packs very well. */
const RATIO_FLOOR_BYTES = 1024 * 1024;

const utf8 = new TextDecoder("utf-8");

interface Entry {
  name: string;
  flags: number;
  method: number;
  crc: number;
  packedBytes: number;
  sizeBytes: number;
  localAt: number;
}

interface Directory {
  entries: Entry[];
  /** Where the archive begins in the file; above 0 when something stands before it. */
  baseAt: number;
  centralAt: number;
}

/**
 * Unpacks a whole ZIP into memory: path → content, directories left out. `startAt` is where its
 * first entry begins, so what precedes it (the JPEG of a hybrid) can be cut off.
 */
export function readZip(
  bytes: Uint8Array,
  limits: CardLimits,
): { ok: true; files: Map<string, Uint8Array>; startAt: number } | CardRefused {
  const directory = readDirectory(bytes, limits);
  if (!directory.ok) return directory;
  const spans: { from: number; to: number }[] = [];
  const files = new Map<string, Uint8Array>();
  let totalBytes = 0;
  for (const entry of directory.entries) {
    const checked = checkEntry(entry, limits);
    if (checked !== null) return checked;
    const found = locate(bytes, entry, directory);
    if (!found.ok) return found;
    spans.push({ from: found.from, to: found.to });
    totalBytes += entry.sizeBytes;
    if (totalBytes > limits.maxZipTotalBytes) {
      return refuse("zip_too_big", "the ZIP unpacks past the limit");
    }
  }
  // Two entries that share bytes are how a small file unpacks to petabytes.
  spans.sort((a, b) => a.from - b.from);
  for (const [i, span] of spans.entries()) {
    const next = spans[i + 1];
    if (next !== undefined && next.from < span.to) {
      return refuse("zip_too_big", "entries of the ZIP overlap");
    }
  }
  for (const entry of directory.entries) {
    if (entry.name.endsWith("/")) continue;
    if (files.has(entry.name)) return refuse("zip_damaged", "a name occurs twice in the ZIP");
    const content = unpack(bytes, entry, directory);
    if (!content.ok) return content;
    files.set(entry.name, content.bytes);
  }
  return { ok: true, files, startAt: spans[0]?.from ?? directory.centralAt };
}

/** Whether an end-of-central-directory record is near the end, as in a JPEG+ZIP hybrid. */
export function hasZipEnd(bytes: Uint8Array): boolean {
  return findEnd(bytes) >= 0;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Finds the last end record whose comment reaches exactly the end of the file; -1 if none. */
function findEnd(bytes: Uint8Array): number {
  const view = viewOf(bytes);
  const lowest = Math.max(0, bytes.length - END_BYTES - MAX_COMMENT_BYTES);
  for (let at = bytes.length - END_BYTES; at >= lowest; at--) {
    if (view.getUint32(at, true) !== END_SIGNATURE) continue;
    if (at + END_BYTES + view.getUint16(at + 20, true) === bytes.length) return at;
  }
  return -1;
}

function readDirectory(
  bytes: Uint8Array,
  limits: CardLimits,
): ({ ok: true } & Directory) | CardRefused {
  const endAt = findEnd(bytes);
  if (endAt < 0) return refuse("zip_damaged", "the ZIP has no end record");
  const view = viewOf(bytes);
  const count = view.getUint16(endAt + 10, true);
  const centralBytes = view.getUint32(endAt + 12, true);
  const baseAt = endAt - centralBytes - view.getUint32(endAt + 16, true);
  // Also catches ZIP64, whose fields here are all ones: no card needs more than 4 GiB.
  const sameDisk = view.getUint32(endAt + 4, true) === 0 &&
    view.getUint16(endAt + 8, true) === count;
  if (!sameDisk || baseAt < 0) return refuse("zip_damaged", "the end record of the ZIP is wrong");
  if (count > limits.maxZipEntries) {
    return refuse("zip_too_big", `the ZIP has more than ${limits.maxZipEntries} entries`);
  }
  const centralAt = endAt - centralBytes;
  const entries: Entry[] = [];
  let at = centralAt;
  for (let i = 0; i < count; i++) {
    if (endAt - at < CENTRAL_BYTES || view.getUint32(at, true) !== CENTRAL_SIGNATURE) {
      return refuse("zip_damaged", "the directory of the ZIP is broken");
    }
    const nameBytes = view.getUint16(at + 28, true);
    const nextAt = at + CENTRAL_BYTES + nameBytes + view.getUint16(at + 30, true) +
      view.getUint16(at + 32, true);
    if (nextAt > endAt) return refuse("zip_damaged", "the directory of the ZIP is cut short");
    entries.push({
      name: utf8.decode(bytes.subarray(at + CENTRAL_BYTES, at + CENTRAL_BYTES + nameBytes)),
      flags: view.getUint16(at + 8, true),
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      packedBytes: view.getUint32(at + 20, true),
      sizeBytes: view.getUint32(at + 24, true),
      localAt: view.getUint32(at + 42, true),
    });
    at = nextAt;
  }
  return { ok: true, entries, baseAt, centralAt };
}

/** Whether a path may be stored: relative, `/` between plain segments, nothing a shell would bend. */
export function isSafePath(path: string): boolean {
  // deno-lint-ignore no-control-regex -- control characters are what it refuses
  if (path === "" || path.length > MAX_NAME_BYTES || /[\\:\u0000-\u001f\u007f]/.test(path)) {
    return false;
  }
  const segments = (path.endsWith("/") ? path.slice(0, -1) : path).split("/");
  return !segments.some((segment) => ["", ".", "..", "__proto__"].includes(segment));
}

function checkEntry(entry: Entry, limits: CardLimits): CardRefused | null {
  if ((entry.flags & ENCRYPTED_FLAGS) !== 0 || entry.method === AES_METHOD) {
    return refuse("zip_encrypted", "an entry of the ZIP is encrypted");
  }
  if (!isSafePath(entry.name)) {
    return refuse("zip_unsafe_path", "a path in the ZIP leaves the archive or is malformed");
  }
  if (entry.method !== STORED && entry.method !== DEFLATED) {
    return refuse("zip_damaged", "an entry of the ZIP has an unknown compression");
  }
  if (entry.sizeBytes > limits.maxZipEntryBytes) {
    return refuse("zip_too_big", "an entry of the ZIP is over the limit");
  }
  const ratio = entry.sizeBytes / Math.max(1, entry.packedBytes);
  if (entry.sizeBytes > RATIO_FLOOR_BYTES && ratio > limits.maxZipRatio) {
    return refuse("zip_too_big", "an entry of the ZIP is packed suspiciously well");
  }
  return null;
}

/** Finds the packed bytes of an entry behind its local header, which must lie before the directory. */
function locate(
  bytes: Uint8Array,
  entry: Entry,
  { baseAt, centralAt }: Directory,
): { ok: true; from: number; dataAt: number; to: number } | CardRefused {
  const view = viewOf(bytes);
  const from = baseAt + entry.localAt;
  if (from + LOCAL_BYTES > centralAt || view.getUint32(from, true) !== LOCAL_SIGNATURE) {
    return refuse("zip_damaged", "an entry of the ZIP points to no local header");
  }
  const dataAt = from + LOCAL_BYTES + view.getUint16(from + 26, true) +
    view.getUint16(from + 28, true);
  const to = dataAt + entry.packedBytes;
  if (to > centralAt) return refuse("zip_damaged", "an entry of the ZIP runs into its directory");
  return { ok: true, from, dataAt, to };
}

function unpack(
  bytes: Uint8Array,
  entry: Entry,
  directory: Directory,
): { ok: true; bytes: Uint8Array } | CardRefused {
  const found = locate(bytes, entry, directory);
  if (!found.ok) return found;
  let content = bytes.subarray(found.dataAt, found.to);
  if (entry.method === DEFLATED) {
    const inflated = inflateBounded(content, { format: "deflate", maxBytes: entry.sizeBytes });
    if (!inflated.ok) {
      return inflated.reason === "too_big"
        ? refuse("zip_too_big", "an entry of the ZIP unpacks to more than it declares")
        : refuse("zip_damaged", "an entry of the ZIP does not inflate");
    }
    content = inflated.bytes;
  }
  if (content.length !== entry.sizeBytes || CRC32.buf(content) >>> 0 !== entry.crc) {
    return refuse("zip_damaged", "the size or CRC of an entry of the ZIP is wrong");
  }
  return { ok: true, bytes: content };
}
