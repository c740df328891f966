/**
 * The binary form of poses on a channel that loses, doubles and reorders: `binary1`.
 *
 * ```
 * bits  what
 *    8  0x11 a pose, 0x12 an acknowledgement alone
 *   16  sequence number; wraps                                     (a pose alone)
 *    7  how many frames ago its base was sent; 0 is a key frame    (a pose alone)
 *    1  whether an acknowledgement follows
 *   16  the newest frame of the other side that is known here      (where one follows)
 *   32  the sender's clock in milliseconds; wraps                  (a pose alone, as all below)
 *    …  source, emotion, gesture, head, shift, torso, hands        (`packed_pose.ts`)
 *    …  52 blendshapes: bytes in a key frame, else differences from the base
 * ```
 *
 * - [PC1] A base is a frame that the receiver has said it knows. So a lost frame harms no other frame.
 * - [PC2] A receiver that knows nothing, as it began anew, says so by acknowledging nothing; then key frames come.
 * - [PC3] No bytes make the decoder throw, or tell of a pose that is none.
 *
 * Browser-safe.
 */
import { BitReader, BitWriter } from "@/lib/avatar/pose/bits.ts";
import {
  quantizeShapes,
  readRest,
  readShapes,
  shapeBits,
  writeRest,
  writeShapes,
} from "@/lib/avatar/pose/packed_pose.ts";
import type { Pose } from "@/lib/avatar/pose/pose.ts";

/** What two sides call this form when they agree on it. */
export const POSE_FORM = "binary1";

/** No frame is longer, in bytes: a key frame with torso and both hands has 97. */
export const MAX_POSE_BYTES = 128;

const POSE = 0x11;
const ACK = 0x12;
/** Frames that both sides remember; a base is at most so many frames old. */
const MEMORY = 127;
const SEQS = 0x10000;
const CLOCK = 0x100000000;
/** A frame that seems older than this is of a sender that began anew. */
const LATE = 256;

/** How many frames `a` is ahead of `b`, from -32,768 to 32,767. */
function ahead(a: number, b: number): number {
  return ((a - b + SEQS + SEQS / 2) % SEQS) - SEQS / 2;
}

/** The shapes of the last frames, by sequence number. */
class Frames {
  readonly #slots = new Map<number, Uint8Array>();

  put(seq: number, shapes: Uint8Array): void {
    this.#slots.set(seq, shapes);
    if (this.#slots.size <= MEMORY) return;
    const [oldest] = this.#slots.keys();
    this.#slots.delete(oldest!);
  }

  get(seq: number): Uint8Array | null {
    return this.#slots.get(seq) ?? null;
  }

  clear(): void {
    this.#slots.clear();
  }
}

/** The sending side of one connection. */
export class PoseEncoder {
  readonly #sent = new Frames();
  #seq: number;
  #last: Uint8Array | null = null;
  #acked: number | null = null;

  /** @param firstSeq The number of the first frame. */
  constructor(firstSeq = 0) {
    this.#seq = firstSeq % SEQS;
  }

  /**
   * @param ack What the decoder of the same side has acknowledged, for the other side.
   */
  encode(pose: Pose, ack: number | null): Uint8Array<ArrayBuffer> {
    const shapes = quantizeShapes(pose.shapes, this.#last);
    const base = this.#base(shapes);
    const out = new BitWriter(MAX_POSE_BYTES);
    out.write(POSE, 8);
    out.write(this.#seq, 16);
    out.write(base ? ahead(this.#seq, base.seq) : 0, 7);
    writeAck(out, ack);
    out.write(clock(pose.atMs), 32);
    writeRest(out, pose);
    writeShapes(out, shapes, base ? base.shapes : null);
    this.#sent.put(this.#seq, shapes);
    this.#last = shapes;
    this.#seq = (this.#seq + 1) % SEQS;
    return out.finish();
  }

  /** Takes what the other side says it knows; null where it knows nothing [PC2]. */
  acknowledge(seq: number | null): void {
    if (seq === null) this.#acked = null;
    // An older acknowledgement that comes late is worth nothing, and so is one of a frame that was never sent.
    else if (this.#sent.get(seq) && (this.#acked === null || ahead(seq, this.#acked) > 0)) {
      this.#acked = seq;
    }
  }

  /** [PC1] Null where a key frame is due, or is shorter: when a whole face moves at once. */
  #base(shapes: Uint8Array): { seq: number; shapes: Uint8Array } | null {
    const seq = this.#acked;
    if (seq === null || ahead(this.#seq, seq) > MEMORY) return null;
    const base = this.#sent.get(seq);
    if (!base || shapeBits(shapes, base) >= shapeBits(shapes, null)) return null;
    return { seq, shapes: base };
  }
}

export interface DecodedPose {
  /** Null in an acknowledgement alone. */
  pose: Pose | null;
  /** What the other side knows of ours, for `PoseEncoder.acknowledge()`. */
  ack: number | null;
}

/** The receiving side of one connection. */
export class PoseDecoder {
  readonly #known = new Frames();
  #newest: number | null = null;
  #atMs = 0;

  /** The newest frame that is known here, to be told to the other side; null for none. */
  get acked(): number | null {
    return this.#newest;
  }

  /** Frames that were lost or came too late, since the beginning. */
  lost = 0;

  /** Null for what is no frame, comes after a newer one, or stands on one that is not known. [PC3] */
  decode(bytes: Uint8Array): DecodedPose | null {
    if (bytes.length > MAX_POSE_BYTES) return null;
    const bits = new BitReader(bytes);
    const kind = bits.read(8);
    if (kind === ACK) {
      const ack = readAck(bits);
      return bits.ended() ? { pose: null, ack } : null;
    }
    if (kind !== POSE) return null;
    const seq = bits.read(16);
    const back = bits.read(7);
    const ack = readAck(bits);
    const time = bits.read(32);
    const rest = readRest(bits);
    const base = back === 0 ? null : this.#known.get((seq - back + SEQS) % SEQS);
    if (back !== 0 && !base) return null;
    const shapes = readShapes(bits, base);
    if (!rest || !bits.ended()) return null;
    if (!this.#advance(seq, time, back === 0)) return null;
    this.#known.put(seq, shapes);
    return { pose: { ...rest, atMs: this.#atMs, shapes: Float32Array.from(shapes, share) }, ack };
  }

  /** Moves on to a newer frame; false for an older one. */
  #advance(seq: number, time: number, isKey: boolean): boolean {
    if (this.#newest === null) {
      this.#atMs = time;
    } else {
      const step = ahead(seq, this.#newest);
      if (step <= 0 && step > -LATE) return false;
      const sinceMs = (time - (this.#atMs % CLOCK) + CLOCK) % CLOCK;
      if (step < 0 || sinceMs > CLOCK / 2) {
        if (!isKey) return false;
        this.#known.clear();
        this.#atMs = time;
      } else {
        this.lost += step - 1;
        this.#atMs += sinceMs;
      }
    }
    this.#newest = seq;
    return true;
  }
}

/** What a side says that sends no pose of its own. */
export function encodeAck(ack: number | null): Uint8Array<ArrayBuffer> {
  const out = new BitWriter(4);
  out.write(ACK, 8);
  writeAck(out, ack);
  return out.finish();
}

function writeAck(out: BitWriter, ack: number | null): void {
  out.write(ack === null ? 0 : 1, 1);
  if (ack !== null) out.write(ack, 16);
}

function readAck(bits: BitReader): number | null {
  return bits.read(1) === 1 ? bits.read(16) : null;
}

function clock(atMs: number): number {
  const whole = Number.isFinite(atMs) ? Math.round(atMs) : 0;
  return ((whole % CLOCK) + CLOCK) % CLOCK;
}

function share(byte: number): number {
  return byte / 255;
}
