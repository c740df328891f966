/**
 * A pose as integers, and those as bits: what a frame says, apart from how it refers to other frames.
 *
 * Precision: blendshapes 1/255, the head's turn 0.02°, its way 1/255 of the shoulders' width, other turns 0.3°, wrists
 * 1/255 of the shoulders' width, fingers 1/31. Pure and browser-safe.
 */
import type { BitReader, BitWriter } from "@/lib/avatar/pose/bits.ts";
import {
  type Emotion,
  type Gesture,
  GESTURES,
  type HandPose,
  NO_TURN,
  type Pose,
  type PoseSource,
  type Quaternion,
  SHAPE_COUNT,
  type Vector,
} from "@/lib/avatar/pose/pose.ts";
import { normalize } from "@/lib/avatar/pose/rotation.ts";

/** In the order of their numbers on the wire. New ones are added at the end. */
export const EMOTIONS = [
  "neutral",
  "smile",
  "laugh",
  "sad",
  "angry",
  "surprised",
  "shy",
  "thinking",
] as const satisfies readonly Emotion[];
const SOURCES = ["camera", "voice", "rest"] as const satisfies readonly PoseSource[];

const HEAD_BITS = 13;
const TURN_BITS = 9;
const SHIFT_BITS = 9;
const WRIST_BITS = 10;
const CURL_BITS = 5;
const SHIFT_LIMIT = 1;
const WRIST_LIMIT = 2;
/** No part of a unit quaternion but the largest is more than this. */
const PART_LIMIT = Math.SQRT1_2;

/**
 * The blendshapes of a pose as bytes. A value that has hardly moved since the last frame stays what it was, so that the
 * noise of a face at rest costs nothing.
 */
export function quantizeShapes(
  shapes: ArrayLike<number>,
  last: Uint8Array | null,
): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(SHAPE_COUNT);
  for (let i = 0; i < SHAPE_COUNT; i++) {
    const value = unit(shapes[i]) * 255;
    const before = last?.[i];
    const still = before !== undefined && Math.abs(value - before) < STILL;
    // Both ends are reached, however little is missing: an eye closes whole.
    bytes[i] = still && value > 0.5 && value < 254.5 ? before : Math.round(value);
  }
  return bytes;
}

/** In 1/255. */
const STILL = 1.2;

function unit(value: number | undefined): number {
  return value !== undefined && value > 0 ? Math.min(1, value) : 0;
}

const CODE = { small: 2, large: 3 } as const;

/** How many bits `writeShapes()` takes. */
export function shapeBits(shapes: Uint8Array, base: Uint8Array | null): number {
  if (!base) return SHAPE_COUNT * 8;
  let bits = 0;
  for (let i = 0; i < SHAPE_COUNT; i++) {
    const step = Math.abs(shapes[i]! - base[i]!);
    bits += step === 0 ? 1 : step <= 8 ? 6 : 10;
  }
  return bits;
}

/** Shapes as they differ from `base`: one bit where they do not, 6 for up to ±8, 10 for more. */
export function writeShapes(out: BitWriter, shapes: Uint8Array, base: Uint8Array | null): void {
  for (let i = 0; i < SHAPE_COUNT; i++) {
    const value = shapes[i]!;
    if (!base) {
      out.write(value, 8);
      continue;
    }
    const step = value - base[i]!;
    if (step === 0) out.write(0, 1);
    else if (Math.abs(step) <= 8) {
      out.write(CODE.small, 2);
      out.write(step > 0 ? step + 7 : step + 8, 4);
    } else {
      out.write(CODE.large, 2);
      out.write(value, 8);
    }
  }
}

export function readShapes(bits: BitReader, base: Uint8Array | null): Uint8Array<ArrayBuffer> {
  const shapes = new Uint8Array(SHAPE_COUNT);
  for (let i = 0; i < SHAPE_COUNT; i++) {
    if (!base || bits.read(1) === 1) {
      shapes[i] = !base || bits.read(1) === 1 ? bits.read(8) : stepped(base[i]!, bits.read(4));
    } else shapes[i] = base[i]!;
  }
  return shapes;
}

function stepped(base: number, code: number): number {
  const step = code >= 8 ? code - 7 : code - 8;
  return Math.max(0, Math.min(255, base + step));
}

/** Everything of a pose but its shapes and its time. */
export function writeRest(out: BitWriter, pose: Pose): void {
  out.write(SOURCES.indexOf(pose.source), 2);
  out.write(EMOTIONS.indexOf(pose.emotion), 4);
  out.write(pose.gesture === null ? 0 : GESTURES.indexOf(pose.gesture) + 1, 3);
  out.write(pose.torso ? 1 : 0, 1);
  out.write(pose.left ? 1 : 0, 1);
  out.write(pose.right ? 1 : 0, 1);
  writeTurn(out, pose.head, HEAD_BITS);
  writeVector(out, pose.shift, { limit: SHIFT_LIMIT, bits: SHIFT_BITS });
  if (pose.torso) writeTurn(out, pose.torso, TURN_BITS);
  for (const hand of [pose.left, pose.right]) if (hand) writeHand(out, hand);
}

/** Null where it says what this version does not know. */
export function readRest(bits: BitReader): Omit<Pose, "atMs" | "shapes"> | null {
  const source = SOURCES[bits.read(2)];
  const emotion = EMOTIONS[bits.read(4)];
  const gestureCode = bits.read(3);
  const gesture: Gesture | null | undefined = gestureCode === 0 ? null : GESTURES[gestureCode - 1];
  const has = { torso: bits.read(1) === 1, left: bits.read(1) === 1, right: bits.read(1) === 1 };
  const head = readTurn(bits, HEAD_BITS);
  const shift = readVector(bits, { limit: SHIFT_LIMIT, bits: SHIFT_BITS });
  const torso = has.torso ? readTurn(bits, TURN_BITS) : null;
  const left = has.left ? readHand(bits) : null;
  const right = has.right ? readHand(bits) : null;
  if (!source || !emotion || gesture === undefined) return null;
  return { source, emotion, gesture, head, shift, torso, left, right };
}

function writeHand(out: BitWriter, { wrist, turn, curls }: HandPose): void {
  writeVector(out, wrist, { limit: WRIST_LIMIT, bits: WRIST_BITS });
  writeTurn(out, turn, TURN_BITS);
  for (const curl of curls) out.write(Math.round(unit(curl) * (2 ** CURL_BITS - 1)), CURL_BITS);
}

function readHand(bits: BitReader): HandPose {
  const wrist = readVector(bits, { limit: WRIST_LIMIT, bits: WRIST_BITS });
  const turn = readTurn(bits, TURN_BITS);
  const curl = () => bits.read(CURL_BITS) / (2 ** CURL_BITS - 1);
  return { wrist, turn, curls: [curl(), curl(), curl(), curl(), curl()] };
}

/** The largest part of a unit quaternion follows from the other three; its place takes two bits. */
function writeTurn(out: BitWriter, turn: Quaternion, bits: number): void {
  const parts = normalize(turn);
  let largest = 0;
  for (let i = 1; i < 4; i++) {
    if (Math.abs(parts[i]!) > Math.abs(parts[largest]!)) largest = i;
  }
  const sign = parts[largest]! < 0 ? -1 : 1;
  out.write(largest, 2);
  for (let i = 0; i < 4; i++) {
    if (i !== largest) writeSigned(out, parts[i]! * sign, { limit: PART_LIMIT, bits });
  }
}

function readTurn(from: BitReader, bits: number): Quaternion {
  const largest = from.read(2);
  const parts: [number, number, number, number] = [...NO_TURN];
  let rest = 1;
  for (let i = 0; i < 4; i++) {
    if (i === largest) continue;
    const part = readSigned(from, { limit: PART_LIMIT, bits });
    parts[i] = part;
    rest -= part * part;
  }
  parts[largest] = Math.sqrt(Math.max(0, rest));
  return normalize(parts);
}

interface Range {
  limit: number;
  bits: number;
}

function writeVector(out: BitWriter, vector: Vector, range: Range): void {
  for (const part of vector) writeSigned(out, part, range);
}

function readVector(bits: BitReader, range: Range): Vector {
  return [readSigned(bits, range), readSigned(bits, range), readSigned(bits, range)];
}

/** An odd number of steps, so that nothing is exactly nothing. */
function writeSigned(out: BitWriter, value: number, { limit, bits }: Range): void {
  const most = 2 ** (bits - 1) - 1;
  const share = Number.isFinite(value) ? Math.max(-1, Math.min(1, value / limit)) : 0;
  out.write(Math.round(share * most) + most, bits);
}

function readSigned(from: BitReader, { limit, bits }: Range): number {
  const most = 2 ** (bits - 1) - 1;
  return Math.min(1, (from.read(bits) - most) / most) * limit;
}
