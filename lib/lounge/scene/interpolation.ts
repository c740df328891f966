/**
 * Where to draw somebody whose places come ten times a second, late and unevenly: 150 ms behind, between two known
 * places, a little beyond the last one where the next is late. Pure. Browser-safe.
 */
import type { Motion } from "@/lib/spaces/motion.ts";
import { turnBetween } from "@/lib/lounge/scene/ground.ts";

/** How far behind what was last heard others are drawn: one and a half intervals of 100 ms. */
export const DELAY_MS = 150;
/** Longest that a body goes on by itself when the next place is late. */
export const EXTRAPOLATION_MS = 100;
/** Senders are quiet while they stand. After such a pause the next step began just now, not back then. */
const PAUSE_MS = 250;
const STEP_MS = 100;
/** Faster than this nobody runs: it is a jump to elsewhere. Metres a second, and metres at least. */
const TELEPORT_SPEED = 12;
const TELEPORT_DISTANCE = 3;
const KEPT = 3;

/** A place at a time, in milliseconds of this page's clock. */
export interface Sample {
  atMs: number;
  x: number;
  z: number;
  heading: number;
  motion: Motion;
}

/** The last three places of one body. */
export interface Track {
  readonly samples: Sample[];
}

export function createTrack(first: Sample): Track {
  return { samples: [{ ...first }] };
}

/** Takes a new place. One that is older than the last is late news and is dropped. */
export function addSample(track: Track, sample: Sample): void {
  const { samples } = track;
  const last = samples.at(-1);
  if (last) {
    if (sample.atMs <= last.atMs) {
      // Two places of one frame: the later in line counts.
      if (sample.atMs === last.atMs) samples[samples.length - 1] = { ...sample };
      return;
    }
    if (sample.atMs - last.atMs > PAUSE_MS) {
      samples.push({ ...last, atMs: sample.atMs - STEP_MS });
    }
    if (isJump(samples.at(-1)!, sample)) samples.length = 0;
  }
  samples.push({ ...sample });
  if (samples.length > KEPT) samples.splice(0, samples.length - KEPT);
}

function isJump(from: Sample, to: Sample): boolean {
  const distance = Math.hypot(to.x - from.x, to.z - from.z);
  const seconds = Math.max(to.atMs - from.atMs, STEP_MS) / 1000;
  return distance > TELEPORT_DISTANCE && distance / seconds > TELEPORT_SPEED;
}

/** Writes into `out` where the body is seen at `nowMs`. */
export function readTrack(track: Track, nowMs: number, out: Sample): Sample {
  const { samples } = track;
  const at = nowMs - DELAY_MS;
  const last = samples[samples.length - 1]!;
  out.atMs = at;
  if (at >= last.atMs) {
    const before = samples[samples.length - 2];
    const ahead = Math.min(at - last.atMs, EXTRAPOLATION_MS);
    const moving = before !== undefined && (last.motion === "walk" || last.motion === "run");
    const share = moving ? ahead / Math.max(1, last.atMs - before.atMs) : 0;
    out.x = last.x + (moving ? (last.x - before.x) * share : 0);
    out.z = last.z + (moving ? (last.z - before.z) * share : 0);
    out.heading = last.heading;
    out.motion = last.motion;
    return out;
  }
  let next = samples.length - 1;
  while (next > 0 && samples[next - 1]!.atMs > at) next--;
  const to = samples[next]!;
  const from = samples[next - 1] ?? to;
  const share = to === from ? 1 : (at - from.atMs) / (to.atMs - from.atMs);
  out.x = from.x + (to.x - from.x) * share;
  out.z = from.z + (to.z - from.z) * share;
  out.heading = from.heading + turnBetween(from.heading, to.heading) * share;
  out.motion = from.motion;
  return out;
}
