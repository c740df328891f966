/**
 * Positions in bytes: what `positions=binary` clients are sent, and what instances tell each other.
 *
 * Big-endian. Header: 0 kind u8 (1) · 1 version u8 (1) · 2 count u16. Then for each body, 10 bytes: 0 seat u16 ·
 * 2 x i16 · 4 y i16 · 6 z i16, all in centimetres · 8 heading u8 (256 steps a turn) · 9 motion u8: its place in MOTIONS in
 * the low 7 bits, and whether the person is typing in the highest. Browser-safe.
 */
import { MOTIONS } from "@/lib/spaces/motion.ts";
import type { Motion } from "@/lib/spaces/motion.ts";

/** A body's place as the wire has it. */
export interface Placed {
  /** Of a person; from `FIRST_RESIDENT_SEAT` on, of a resident. */
  seat: number;
  /** Metres. */
  x: number;
  y: number;
  z: number;
  /** Radians, 0 to 2π. */
  heading: number;
  motion: Motion;
  typing: boolean;
}

export const HEADER_BYTES = 4;
export const ROW_BYTES = 10;
const KIND = 1;
const VERSION = 1;
const TYPING = 0x80;
const TURN = 2 * Math.PI;
const STEPS = 256;

/** Packs places; at most 65,535 of them. */
export function encodePositions(rows: readonly Placed[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(HEADER_BYTES + rows.length * ROW_BYTES);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, KIND);
  view.setUint8(1, VERSION);
  view.setUint16(2, rows.length);
  rows.forEach((row, n) => encodeRow(view, HEADER_BYTES + n * ROW_BYTES, row));
  return bytes;
}

function encodeRow(view: DataView, at: number, row: Placed): void {
  view.setUint16(at, row.seat);
  view.setInt16(at + 2, toCentimetres(row.x));
  view.setInt16(at + 4, toCentimetres(row.y));
  view.setInt16(at + 6, toCentimetres(row.z));
  view.setUint8(at + 8, Math.round(row.heading / TURN * STEPS) & 0xff);
  view.setUint8(at + 9, MOTIONS.indexOf(row.motion) | (row.typing ? TYPING : 0));
}

function toCentimetres(metres: number): number {
  return Math.max(-0x8000, Math.min(0x7fff, Math.round(metres * 100)));
}

/** Reads places; null for bytes that are no such frame, or of another version. */
export function decodePositions(bytes: Uint8Array): Placed[] | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < HEADER_BYTES || view.getUint8(0) !== KIND || view.getUint8(1) !== VERSION) {
    return null;
  }
  const count = view.getUint16(2);
  if (bytes.length !== HEADER_BYTES + count * ROW_BYTES) return null;
  return Array.from({ length: count }, (_, n) => decodeRow(view, HEADER_BYTES + n * ROW_BYTES));
}

function decodeRow(view: DataView, at: number): Placed {
  const motion = view.getUint8(at + 9);
  return {
    seat: view.getUint16(at),
    x: view.getInt16(at + 2) / 100,
    y: view.getInt16(at + 4) / 100,
    z: view.getInt16(at + 6) / 100,
    heading: view.getUint8(at + 8) / STEPS * TURN,
    // A motion of a later version is still a body that stands there.
    motion: MOTIONS[motion & ~TYPING] ?? "idle",
    typing: (motion & TYPING) !== 0,
  };
}
