/**
 * A recorded call as a file, `.maru-call`: what two faces did and what was written, never a picture and never a sound.
 * Pure and browser-safe.
 *
 * ```
 * bytes  what
 *     8  "MARUCALL"
 *     1  version, 1
 *     4  length of the header, big-endian
 *     …  header: JSON of `RecordingHeader`, UTF-8
 *     …  entries to the end: milliseconds since the last, kind, length of what follows (varint, byte, varint), then that
 * ```
 *
 * Kinds 0 and 1 are poses of the first and the second person in the form `binary1`, 2 and 3 the same as key frames, from
 * which on one can begin; 4 is an event as JSON.
 *
 * - [RF1] No bytes make the reader throw. A file without a whole header is none; what is broken off further on is left out.
 * - [RF2] A file is no larger and no longer than its bounds; nothing in it is taken without a look.
 */
import { type Background, BACKGROUNDS } from "@/lib/avatar/stage/renderer.ts";
import { MAX_POSE_BYTES } from "@/lib/avatar/pose/codec.ts";
import { MAX_CAPTION, MAX_CHAT } from "@/lib/calls/client/control.ts";
import { MAX_NAME, MAX_SPEC } from "@/lib/calls/client/avatar.ts";
import { isRecord } from "@/lib/rtc/description.ts";

export const RECORDING_VERSION = 1;
export const RECORDING_SUFFIX = ".maru-call";
/** Largest file, in bytes, and longest call, in milliseconds. */
export const MAX_FILE_BYTES = 64 * 1024 * 1024;
export const MAX_RECORDED_MS = 3 * 60 * 60_000;
export const MAX_EVENTS = 20_000;
const MAX_HEADER_BYTES = 16 * 1024;
const MAX_EVENT_BYTES = 16 * 1024;
/** A file with more entries than this is no call: two faces at sixty poses a second for all the time there is. */
const MAX_ENTRIES = 1_500_000;
const MAGIC = "MARUCALL";

/** The first is whoever kept the file. */
export type Side = 0 | 1;

export interface RecordedPerson {
  name: string;
  /** As `lib/avatar/spec.ts` writes it. */
  face: string;
  background: Background;
}

export interface RecordingHeader {
  startedAtMs: number;
  durationMs: number;
  /** Who sat on the other side. */
  with: "person" | "character";
  people: readonly [RecordedPerson, RecordedPerson];
}

export type RecordedEvent =
  | { type: "caption"; side: Side; text: string; final: boolean; lang: string }
  | { type: "line"; side: Side; text: string }
  | { type: "person"; side: Side; person: RecordedPerson };

/** A pose as it stands in the file. */
export interface PoseEntry {
  atMs: number;
  key: boolean;
  bytes: Uint8Array<ArrayBuffer>;
}

export interface Recording {
  header: RecordingHeader;
  poses: readonly [readonly PoseEntry[], readonly PoseEntry[]];
  events: readonly { atMs: number; event: RecordedEvent }[];
  /** It broke off before its end. */
  damaged: boolean;
}

export const KIND = { pose: 0, key: 2, event: 4 } as const;

/** Reads a file; null for what is none. [RF1] */
export function readRecording(bytes: Uint8Array<ArrayBuffer>): Recording | null {
  const start = MAGIC.length + 5;
  if (bytes.length < start || bytes.length > MAX_FILE_BYTES) return null;
  if (new TextDecoder("latin1").decode(bytes.subarray(0, MAGIC.length)) !== MAGIC) return null;
  if (bytes[MAGIC.length] !== RECORDING_VERSION) return null;
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(MAGIC.length + 1);
  if (length > MAX_HEADER_BYTES || start + length > bytes.length) return null;
  const header = decodeHeader(parse(bytes.subarray(start, start + length)));
  return header && readEntries(bytes, { at: start + length, header });
}

function readEntries(
  bytes: Uint8Array<ArrayBuffer>,
  { at, header }: { at: number; header: RecordingHeader },
): Recording {
  const poses: [PoseEntry[], PoseEntry[]] = [[], []];
  const events: { atMs: number; event: RecordedEvent }[] = [];
  const reader = new EntryReader(bytes, at);
  let atMs = 0;
  let entries = 0;
  for (;;) {
    const entry = reader.next();
    if (entry === null) break;
    atMs += entry.sinceMs;
    if (atMs > MAX_RECORDED_MS || ++entries > MAX_ENTRIES) {
      reader.damaged = true;
      break;
    }
    const { kind, payload } = entry;
    if (kind < KIND.event) {
      if (payload.length > MAX_POSE_BYTES) continue;
      poses[kind & 1]!.push({ atMs, key: kind >= KIND.key, bytes: payload });
    } else if (kind === KIND.event && events.length < MAX_EVENTS) {
      const event = decodeEvent(parse(payload));
      if (event) events.push({ atMs, event });
    }
    // A kind that is not known is of a later version, and passed over.
  }
  // What was written of the length need not be true.
  return { header: { ...header, durationMs: atMs }, poses, events, damaged: reader.damaged };
}

class EntryReader {
  readonly #bytes: Uint8Array<ArrayBuffer>;
  #at: number;
  damaged = false;

  constructor(bytes: Uint8Array<ArrayBuffer>, at: number) {
    this.#bytes = bytes;
    this.#at = at;
  }

  next(): { sinceMs: number; kind: number; payload: Uint8Array<ArrayBuffer> } | null {
    if (this.#at >= this.#bytes.length) return null;
    const sinceMs = this.#varint();
    const kind = this.#bytes[this.#at++];
    const length = this.#varint();
    const end = this.#at + (length ?? 0);
    if (
      sinceMs === null || kind === undefined || length === null || length > MAX_EVENT_BYTES ||
      end > this.#bytes.length
    ) {
      this.damaged = true;
      return null;
    }
    const payload = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return { sinceMs, kind, payload };
  }

  #varint(): number | null {
    let value = 0;
    for (let shift = 0; shift < 28; shift += 7) {
      const byte = this.#bytes[this.#at++];
      if (byte === undefined) return null;
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    return null;
  }
}

/** Writes the beginning of a file. */
export function encodeHeader(header: RecordingHeader): Uint8Array<ArrayBuffer> {
  const json = new TextEncoder().encode(JSON.stringify(header));
  const bytes = new Uint8Array(MAGIC.length + 5 + json.length);
  bytes.set(new TextEncoder().encode(MAGIC));
  bytes[MAGIC.length] = RECORDING_VERSION;
  new DataView(bytes.buffer).setUint32(MAGIC.length + 1, json.length);
  bytes.set(json, MAGIC.length + 5);
  return bytes;
}

/** Writes one entry. `sinceMs` counts from the entry before. */
export function encodeEntry(
  sinceMs: number,
  kind: number,
  payload: Uint8Array,
): Uint8Array<ArrayBuffer> {
  const head = [...varint(sinceMs), kind, ...varint(payload.length)];
  const bytes = new Uint8Array(head.length + payload.length);
  bytes.set(head);
  bytes.set(payload, head.length);
  return bytes;
}

function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = Math.min(2 ** 28 - 1, Math.max(0, Math.round(value)));
  for (; rest >= 0x80; rest >>>= 7) bytes.push((rest & 0x7f) | 0x80);
  return [...bytes, rest];
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    // Whatever it is, it is none of ours.
    return null;
  }
}

function decodeHeader(value: unknown): RecordingHeader | null {
  if (!isRecord(value) || !Array.isArray(value.people)) return null;
  const [first, second] = value.people.map(decodePerson);
  const { startedAtMs, durationMs } = value;
  if (!first || !second || !isTime(startedAtMs) || !isTime(durationMs)) return null;
  const other = value.with === "character" ? "character" : "person";
  return { startedAtMs, durationMs, with: other, people: [first, second] };
}

function decodePerson(value: unknown): RecordedPerson | null {
  if (!isRecord(value)) return null;
  const { name, face, background } = value;
  return {
    name: typeof name === "string" ? clean(name).replace(/\n/g, " ").slice(0, MAX_NAME) : "",
    face: typeof face === "string" && face.length <= MAX_SPEC ? face : "",
    background: BACKGROUNDS.find((one) => one === background) ?? "art",
  };
}

function decodeEvent(value: unknown): RecordedEvent | null {
  if (!isRecord(value) || (value.side !== 0 && value.side !== 1)) return null;
  const { side, type, text, final, lang, person } = value;
  const said = typeof text === "string" ? clean(text) : null;
  if (type === "person") {
    const someone = decodePerson(person);
    return someone && { type, side, person: someone };
  }
  if (said === null) return null;
  if (type === "line") return { type, side, text: said.slice(0, MAX_CHAT) };
  if (type !== "caption") return null;
  const spoken = typeof lang === "string" && /^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*$/.test(lang);
  return {
    type,
    side,
    text: said.slice(0, MAX_CAPTION),
    final: final === true,
    lang: spoken ? lang : "und",
  };
}

function isTime(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value) && value >= 0 && value < 8.64e15;
}

/** Whole characters, and of those that control only the end of a line. */
function clean(text: string): string {
  return text.toWellFormed().replace(/[^\P{Cc}\n]/gu, "");
}
