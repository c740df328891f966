/**
 * A mouth that follows a voice: by the words' own times where the browser tells nothing, drawn to each boundary that it
 * does tell. Pure and browser-safe.
 */
import { SHAPE_COUNT, shapeIndex } from "@/lib/avatar/pose/pose.ts";
import type { SpokenEvent } from "@/lib/speech/speaker.ts";
import {
  MOUTH_AT_REST,
  type MouthShape,
  type MouthTrack,
  mouthTrack,
} from "@/lib/speech/visemes.ts";

/** A mouth is this far off at most before it jumps to where the voice is, in milliseconds. */
const JUMP_MS = 400;
/** How much of a smaller error is made good at once, and how much a measured pace counts. */
const CATCH_UP = 0.5;
const TRUST = 0.4;
/** A voice that stops lets the mouth fall shut within this time. */
const FALL_MS = 120;

export interface Mouth {
  /** A voice begins to say this. */
  start(text: string, options: { lang: string; rate: number; nowMs: number }): void;
  /** The voice is at this character now. */
  boundary(charIndex: number, nowMs: number): void;
  /** The voice is silent. */
  end(nowMs: number): void;
  /** How the mouth is at a time. */
  sample(nowMs: number): MouthShape;
}

/** Makes a mouth that is at rest. Times are milliseconds of any one clock. */
export function createMouth(): Mouth {
  let track: MouthTrack | null = null;
  /** At `anchor.nowMs` the voice was at `anchor.trackMs`, and goes on by `pace`. */
  let anchor = { nowMs: 0, trackMs: 0 };
  let pace = 1;
  let wishedPace = 1;
  let heard: { nowMs: number; trackMs: number } | null = null;
  let fall: { fromMs: number; from: MouthShape } | null = null;

  const trackMsAt = (nowMs: number) => anchor.trackMs + Math.max(0, nowMs - anchor.nowMs) * pace;

  function sample(nowMs: number): MouthShape {
    if (fall) return mix(fall.from, MOUTH_AT_REST, (nowMs - fall.fromMs) / FALL_MS);
    return track ? shapeAt(track, trackMsAt(nowMs)) : MOUTH_AT_REST;
  }

  return {
    start(text, { lang, rate, nowMs }) {
      track = mouthTrack(text, lang);
      pace = wishedPace = rate > 0 ? rate : 1;
      anchor = { nowMs, trackMs: 0 };
      heard = null;
      fall = null;
    },
    boundary(charIndex, nowMs) {
      if (!track || fall) return;
      const last = track.startMs.length - 1;
      const trackMs = track.startMs[Math.min(Math.max(0, Math.trunc(charIndex)), last)]!;
      if (heard && nowMs > heard.nowMs && trackMs > heard.trackMs) {
        const measured = (trackMs - heard.trackMs) / (nowMs - heard.nowMs);
        const bounded = Math.min(2 * wishedPace, Math.max(wishedPace / 2, measured));
        pace += TRUST * (bounded - pace);
      }
      const error = trackMs - trackMsAt(nowMs);
      const share = Math.abs(error) > JUMP_MS ? 1 : CATCH_UP;
      anchor = { nowMs, trackMs: trackMsAt(nowMs) + share * error };
      heard = { nowMs, trackMs };
    },
    end(nowMs) {
      if (!track || fall) return;
      fall = { fromMs: nowMs, from: sample(nowMs) };
      track = null;
    },
    sample,
  };
}

/** Lets a mouth follow what a speaker says; returns how to end that. Its times are the speaker's. */
export function followSpeaker(
  mouth: Mouth,
  speaker: { on(listener: (event: SpokenEvent) => void): () => void },
): () => void {
  let from = 0;
  return speaker.on((event) => {
    const { piece, atMs } = event;
    if (event.type === "boundary") return mouth.boundary(event.charIndex - from, atMs);
    if (event.type === "silent") return mouth.end(atMs);
    from = event.from;
    mouth.start(piece.text.slice(from), { lang: piece.lang, rate: piece.rate, nowMs: atMs });
  });
}

/** The shape at a time of a track: on the way from the last to the next. */
export function shapeAt({ shapes }: MouthTrack, atMs: number): MouthShape {
  let low = 0;
  let high = shapes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (shapes[middle]!.atMs <= atMs) low = middle + 1;
    else high = middle;
  }
  const before = shapes[low - 1];
  const after = shapes[low];
  if (!after) return MOUTH_AT_REST;
  const fromMs = before?.atMs ?? 0;
  return mix(before ?? MOUTH_AT_REST, after, (atMs - fromMs) / (after.atMs - fromMs));
}

/** Between two shapes, slow at both ends. */
function mix(from: MouthShape, to: MouthShape, share: number): MouthShape {
  const s = Number.isFinite(share) ? Math.min(1, Math.max(0, share)) : 1;
  const t = s * s * (3 - 2 * s);
  return {
    jawOpen: from.jawOpen + t * (to.jawOpen - from.jawOpen),
    pucker: from.pucker + t * (to.pucker - from.pucker),
    funnel: from.funnel + t * (to.funnel - from.funnel),
    stretch: from.stretch + t * (to.stretch - from.stretch),
    close: from.close + t * (to.close - from.close),
    tuck: from.tuck + t * (to.tuck - from.tuck),
  };
}

/**
 * Writes a mouth into the blendshapes of a pose, leaving all that is no mouth.
 *
 * @throws {RangeError} If `shapes` does not hold {@link SHAPE_COUNT} numbers.
 */
export function writeMouth(shapes: Float32Array, mouth: MouthShape): void {
  if (shapes.length !== SHAPE_COUNT) {
    throw new RangeError(`Cannot write a mouth into ${shapes.length} of ${SHAPE_COUNT} shapes`);
  }
  // Lips that are pressed are together whatever the jaw does.
  shapes[shapeIndex.jawOpen] = mouth.jawOpen * (1 - mouth.close);
  shapes[shapeIndex.mouthPucker] = mouth.pucker;
  shapes[shapeIndex.mouthFunnel] = mouth.funnel;
  shapes[shapeIndex.mouthStretchLeft] = mouth.stretch;
  shapes[shapeIndex.mouthStretchRight] = mouth.stretch;
  shapes[shapeIndex.mouthPressLeft] = 0.6 * mouth.close;
  shapes[shapeIndex.mouthPressRight] = 0.6 * mouth.close;
  shapes[shapeIndex.mouthRollUpper] = 0.3 * mouth.close;
  shapes[shapeIndex.mouthRollLower] = Math.min(1, 0.3 * mouth.close + mouth.tuck);
}
