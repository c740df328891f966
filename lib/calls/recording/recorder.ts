/**
 * Writes a call down while it goes on: poses of both people, and what was said in writing. Pure and browser-safe.
 *
 * - [RR1] Every few seconds a pose stands for itself, so that one can begin there.
 * - [RR2] At its bounds it takes no more; what it has is a whole file.
 * - [RR3] What is dropped is gone: no file can be made of it any more.
 */
import { PoseEncoder } from "@/lib/avatar/pose/codec.ts";
import type { Pose } from "@/lib/avatar/pose/pose.ts";
import {
  encodeEntry,
  encodeHeader,
  KIND,
  MAX_EVENTS,
  MAX_FILE_BYTES,
  MAX_RECORDED_MS,
  type RecordedEvent,
  type RecordingHeader,
  type Side,
} from "@/lib/calls/recording/container.ts";

/** A pose stands for itself this often, and poses are written no more often than that. Milliseconds. */
const KEY_EVERY_MS = 4_000;
const POSE_EVERY_MS = 30;
/** Room for the header. */
const SLACK_BYTES = 32 * 1024;

interface Line {
  encoder: PoseEncoder;
  seq: number;
  keyMs: number;
  lastMs: number;
}

export class Recorder {
  readonly #startMs: number;
  readonly #lines: [Line, Line];
  #parts: Uint8Array<ArrayBuffer>[] = [];
  #bytes = 0;
  #events = 0;
  #lastMs = 0;
  #full = false;

  /** @param startMs The beginning, on the clock of all other times. */
  constructor(startMs: number) {
    this.#startMs = startMs;
    this.#lines = [newLine(), newLine()];
  }

  get bytes(): number {
    return this.#bytes;
  }

  get full(): boolean {
    return this.#full;
  }

  durationMs(nowMs: number): number {
    return Math.max(0, nowMs - this.#startMs);
  }

  /** Writes what somebody's face is at a moment; one that comes too soon after the last is left out. */
  pose(side: Side, pose: Pose, nowMs: number): void {
    const line = this.#lines[side];
    if (nowMs - line.lastMs < POSE_EVERY_MS) return;
    line.lastMs = nowMs;
    const isKey = nowMs - line.keyMs >= KEY_EVERY_MS;
    if (isKey) {
      line.encoder = new PoseEncoder();
      line.seq = 0;
      line.keyMs = nowMs;
    }
    const atMs = this.durationMs(nowMs);
    const frame = line.encoder.encode({ ...pose, atMs: Math.round(atMs) }, null);
    // What is written is known for sure: the next one stands on it.
    line.encoder.acknowledge(line.seq++);
    this.#write(atMs, (isKey ? KIND.key : KIND.pose) + side, frame);
  }

  note(event: RecordedEvent, nowMs: number): void {
    if (++this.#events > MAX_EVENTS) return;
    const payload = new TextEncoder().encode(JSON.stringify(event));
    this.#write(this.durationMs(nowMs), KIND.event, payload);
  }

  /** Makes the file of all that was written. */
  finish(header: Omit<RecordingHeader, "durationMs">): Blob {
    const durationMs = Math.round(this.#lastMs);
    return new Blob([encodeHeader({ ...header, durationMs }), ...this.#parts], {
      type: "application/octet-stream",
    });
  }

  /** [RR3] */
  drop(): void {
    this.#parts = [];
    this.#bytes = 0;
    this.#full = true;
  }

  /** [RR2] */
  #write(atMs: number, kind: number, payload: Uint8Array): void {
    if (this.#full) return;
    // Whole milliseconds, so that their sum is what it was.
    const roundedMs = Math.max(this.#lastMs, Math.round(atMs));
    const entry = encodeEntry(roundedMs - this.#lastMs, kind, payload);
    if (
      roundedMs > MAX_RECORDED_MS ||
      this.#bytes + entry.length + SLACK_BYTES > MAX_FILE_BYTES
    ) {
      this.#full = true;
      return;
    }
    this.#lastMs = roundedMs;
    this.#parts.push(entry);
    this.#bytes += entry.length;
  }
}

function newLine(): Line {
  return { encoder: new PoseEncoder(), seq: 0, keyMs: -Infinity, lastMs: -Infinity };
}
