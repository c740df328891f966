/** How loud somebody is: by distance, by the reader's own choice, and whether that is speech. Pure. Browser-safe. */
import { HEAR_UNTIL_M } from "@/lib/lounge/voice/mesh.ts";

/** As near as this, a voice is as loud as it gets. */
const FULL_M = 1.5;
/** Highest volume that a reader can give somebody; 1 is as it comes. */
export const MOST_VOLUME = 1.5;

/** Loudness at a distance, 1 to 0: it reaches nothing where links end, so that nobody breaks off in a word. */
export function gainAt(distanceM: number): number {
  const t = (distanceM - FULL_M) / (HEAR_UNTIL_M - FULL_M);
  return t <= 0 ? 1 : t >= 1 ? 0 : (1 - t) ** 2;
}

/** The gain of a volume slider; ears hear the square as an even rise. */
export function volumeGain(volume: number): number {
  return Math.min(MOST_VOLUME, Math.max(0, volume)) ** 2;
}

/** Which way somebody looks, as WebAudio wants it. Heading 0 faces +z, turning left adds. */
export function forwardOf(heading: number): { x: number; z: number } {
  return { x: Math.sin(heading), z: Math.cos(heading) };
}

/** Root mean square of samples between −1 and 1. */
export function levelOf(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return samples.length === 0 ? 0 : Math.sqrt(sum / samples.length);
}

/** Samples that are one sound to an ear: 10 ms at 48 kHz. */
const MOMENT = 512;

/** Level of the loudest moment of some samples, so that a short sound counts however long the time looked at. */
export function loudestOf(samples: Float32Array): number {
  let loudest = 0;
  for (let from = 0; from < samples.length; from += MOMENT) {
    loudest = Math.max(loudest, levelOf(samples.subarray(from, from + MOMENT)));
  }
  return loudest;
}

/** Height of a meter for a level, 0 to 1: from −60 to −10 dB. */
export function meterOf(level: number): number {
  if (level <= 0) return 0;
  return Math.min(1, Math.max(0, (20 * Math.log10(level) + 60) / 50));
}

/** Speech begins at −40 dB and ends below −46 dB; a breath in between is still speech. */
const SPEECH_FROM = 0.01;
const SPEECH_UNTIL = 0.005;
const BREATH_MS = 400;

export interface Speech {
  speaking: boolean;
  /** When it was last loud enough, in milliseconds. */
  loudAtMs: number;
}

export const SILENCE: Speech = { speaking: false, loudAtMs: -Infinity };

/** Whether somebody speaks, after one more look at the level. */
export function listen(was: Speech, level: number, nowMs: number): Speech {
  const loud = level >= (was.speaking ? SPEECH_UNTIL : SPEECH_FROM);
  const loudAtMs = loud ? nowMs : was.loudAtMs;
  return { speaking: loud || (was.speaking && nowMs - loudAtMs < BREATH_MS), loudAtMs };
}
