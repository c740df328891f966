/** The poses of one person in a recording, at any moment of it. Pure and browser-safe. */
import { PoseDecoder } from "@/lib/avatar/pose/codec.ts";
import { type Pose, restPose } from "@/lib/avatar/pose/pose.ts";
import { between } from "@/lib/avatar/tracking/source_blend.ts";
import type { PoseEntry } from "@/lib/calls/recording/container.ts";

/** A face is held for so long after its last pose, and then rests. Milliseconds. */
const HOLD_MS = 1_000;

interface Known {
  atMs: number;
  pose: Pose;
}

export class PoseTrack {
  readonly #entries: readonly PoseEntry[];
  /** Where those stand that one can begin at. */
  readonly #keys: readonly number[];
  #decoder = new PoseDecoder();
  /** The next entry that is read. */
  #next = 0;
  #before: Known | null = null;
  #after: Known | null = null;

  constructor(entries: readonly PoseEntry[]) {
    this.#entries = entries;
    this.#keys = entries.flatMap(({ key }, n) => (key ? [n] : []));
  }

  /** The pose at a moment since the beginning; at rest where nothing is known. */
  sample(atMs: number): Pose {
    this.#seek(atMs);
    const { pose: from, atMs: fromMs } = this.#before ?? { pose: null, atMs: 0 };
    if (!from || atMs - fromMs > HOLD_MS) return restPose(atMs);
    const after = this.#after;
    if (!after || after.atMs <= fromMs || after.atMs - fromMs > HOLD_MS) return { ...from, atMs };
    const share = Math.min(1, Math.max(0, (atMs - fromMs) / (after.atMs - fromMs)));
    const { emotion, gesture, source } = from;
    // What cannot be in between is as it was last.
    return { ...between(from, after.pose, share), emotion, gesture, source, atMs };
  }

  #seek(atMs: number): void {
    const key = this.#keyBefore(atMs);
    // Back, or so far on that a later beginning is nearer.
    const isBack = this.#before !== null && atMs < this.#before.atMs;
    if (isBack || key > this.#next) this.#beginAt(Math.max(0, key));
    while (this.#after === null || this.#after.atMs <= atMs) {
      const entry = this.#entries[this.#next];
      if (!entry) {
        if (this.#after) this.#before = this.#after;
        this.#after = null;
        return;
      }
      this.#next++;
      if (entry.key) this.#decoder = new PoseDecoder();
      const pose = this.#decoder.decode(entry.bytes)?.pose;
      if (!pose) continue;
      this.#before = this.#after ?? this.#before;
      this.#after = { atMs: entry.atMs, pose };
      if (entry.atMs > atMs) return;
    }
  }

  #beginAt(entry: number): void {
    this.#next = entry;
    this.#before = null;
    this.#after = null;
    this.#decoder = new PoseDecoder();
  }

  /** The last place before a moment that one can begin at; -1 for none. */
  #keyBefore(atMs: number): number {
    let low = 0;
    let high = this.#keys.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#entries[this.#keys[middle]!]!.atMs <= atMs) low = middle + 1;
      else high = middle;
    }
    return this.#keys[low - 1] ?? -1;
  }
}
