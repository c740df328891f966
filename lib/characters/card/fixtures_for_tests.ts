/** Small hand-made PNG and ZIP files, sound and unsound, for the tests of this folder alone. */
import CRC32 from "crc-32";
import { zlibSync } from "fflate";

const encoder = new TextEncoder();

/** Joins bytes. */
export function bytesOf(...parts: (Uint8Array | string | number[])[]): Uint8Array<ArrayBuffer> {
  const flat = parts.flatMap((
    part,
  ) => [...(typeof part === "string" ? encoder.encode(part) : part)]);
  return Uint8Array.from(flat);
}

/** A number as big-endian bytes. */
export function u32(value: number): number[] {
  return [value >>> 24 & 255, value >>> 16 & 255, value >>> 8 & 255, value & 255];
}

/** One PNG chunk with its right CRC. */
export function chunk(type: string, data: Uint8Array | string = ""): Uint8Array<ArrayBuffer> {
  const body = bytesOf(type, data);
  return bytesOf(u32(body.length - 4), body, u32(CRC32.buf(body)));
}

export const PNG_SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
/** 1 × 1, 8 bits, greyscale. */
export const IHDR = chunk("IHDR", bytesOf(u32(1), u32(1), [8, 0, 0, 0, 0]));
export const IDAT = chunk("IDAT", zlibSync(Uint8Array.of(0, 128)));
export const IEND = chunk("IEND");

/** A 1 × 1 grey PNG with these chunks before its end. */
export function pngWith(...chunks: Uint8Array[]): Uint8Array<ArrayBuffer> {
  return bytesOf(PNG_SIGNATURE, IHDR, IDAT, ...chunks, IEND);
}

/** A `tEXt` chunk that carries JSON as cards do. */
export function cardChunk(keyword: string, value: unknown): Uint8Array<ArrayBuffer> {
  return chunk("tEXt", `${keyword}\0${encoder.encode(JSON.stringify(value)).toBase64()}`);
}

/** JSON text as bytes. */
export function jsonBytes(value: unknown): Uint8Array<ArrayBuffer> {
  return encoder.encode(JSON.stringify(value));
}

/** Little-endian bytes. */
function le(value: number, size: 2 | 4): number[] {
  return size === 2 ? [value & 255, value >>> 8 & 255] : u32(value).reverse();
}

/** One ZIP entry in parts that a hostile writer may set as it likes. */
export interface RawZipEntry {
  name: string;
  data: Uint8Array;
  method?: number;
  flags?: number;
  crc?: number;
  sizeBytes?: number;
  packedBytes?: number;
  /** Where the directory says the local header is; by default where it is. */
  localAt?: number;
}

/** Builds a ZIP from parts, lies included; `count` overrides the number of entries declared. */
export function rawZip(
  entries: RawZipEntry[],
  { count }: { count?: number } = {},
): Uint8Array<ArrayBuffer> {
  const locals: Uint8Array[] = [];
  const centrals: Uint8Array[] = [];
  let at = 0;
  for (const entry of entries) {
    const { name, data, method = 0, flags = 0 } = entry;
    const crc = entry.crc ?? CRC32.buf(data);
    const common = bytesOf(
      le(flags, 2),
      le(method, 2),
      le(0, 4),
      le(crc, 4),
      le(entry.packedBytes ?? data.length, 4),
      le(entry.sizeBytes ?? data.length, 4),
      le(encoder.encode(name).length, 2),
      le(0, 2),
    );
    const local = bytesOf("PK\x03\x04", le(20, 2), common, name, data);
    centrals.push(bytesOf(
      "PK\x01\x02",
      le(20, 2),
      le(20, 2),
      common,
      le(0, 2),
      le(0, 2),
      le(0, 2),
      le(0, 4),
      le(entry.localAt ?? at, 4),
      name,
    ));
    locals.push(local);
    at += local.length;
  }
  const central = bytesOf(...centrals);
  const total = count ?? entries.length;
  return bytesOf(
    ...locals,
    central,
    "PK\x05\x06",
    le(0, 4),
    le(total, 2),
    le(total, 2),
    le(central.length, 4),
    le(at, 4),
    le(0, 2),
  );
}
