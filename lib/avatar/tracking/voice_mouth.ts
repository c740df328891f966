/**
 * Moves a mouth by a voice, where no camera sees it: how loud it is opens the jaw, and where its strength lies among the
 * pitches rounds the lips or spreads them. Pure and browser-safe.
 */
import { SHAPE_COUNT, shapeIndex } from "@/lib/avatar/pose/pose.ts";

/** What is heard in a moment. */
export interface Voice {
  /** Root of the mean square of the samples, 0 to 1. */
  readonly level: number;
  /** Shares of the strength, together 1: 100–700 Hz, 700–1,700 Hz, 1,700–4,000 Hz, above. */
  readonly low: number;
  readonly mid: number;
  readonly high: number;
  readonly hiss: number;
}

export const SILENCE: Voice = { level: 0, low: 1, mid: 0, high: 0, hiss: 0 };

/** Upper ends of the bands in hertz. Vowels differ by them: u and o below, a in the second, i and e in the third. */
const BANDS_HZ = [700, 1700, 4000, 10_000] as const;
const LOWEST_HZ = 100;

/**
 * Reads a voice.
 *
 * @param samples The wave, -1 to 1.
 * @param decibels Its spectrum, as `AnalyserNode.getFloatFrequencyData()` gives it.
 */
export function hear(
  samples: ArrayLike<number>,
  decibels: ArrayLike<number>,
  sampleRate: number,
): Voice {
  let sum = 0;
  for (let i = 0; i < samples.length; i++) sum += samples[i]! * samples[i]!;
  const level = samples.length > 0 ? Math.sqrt(sum / samples.length) : 0;
  const bands = [0, 0, 0, 0];
  const binHz = sampleRate / 2 / Math.max(1, decibels.length);
  for (let i = 0; i < decibels.length; i++) {
    const hz = (i + 0.5) * binHz;
    const band = hz < LOWEST_HZ ? -1 : BANDS_HZ.findIndex((end) => hz < end);
    // Silence is -Infinity there.
    if (band >= 0) bands[band]! += 10 ** (Math.max(-120, decibels[i]!) / 10);
  }
  const total = bands.reduce((a, b) => a + b, 0);
  if (!(total > 0) || !Number.isFinite(level)) return SILENCE;
  const [low, mid, high, hiss] = bands.map((power) => power / total);
  return { level, low: low!, mid: mid!, high: high!, hiss: hiss! };
}

/** The quietest that counts as speech above the room, and how far above it a mouth is wide open; factors of level. */
const SPEECH = 2;
const LOUD = 12;

/** No room is quieter than this to us; a level of 1 is as loud as can be. */
const QUIETEST = 0.0025;

/** Time constants in seconds. */
const ROOM_SINKS_S = 0.5;
const ROOM_RISES_S = 12;
const OPENS_S = 0.035;
const CLOSES_S = 0.11;

/** A mouth over time. */
export class VoiceMouth {
  #room = QUIETEST;
  #open = 0;
  #rounded = 0;
  #spread = 0;
  #hiss = 0;

  /** How wide it speaks, 0 to 1. */
  get open(): number {
    return this.#open;
  }

  next(voice: Voice, dtS: number): Float32Array {
    const towards = (from: number, to: number, tauS: number) =>
      from + (to - from) * (1 - Math.exp(-dtS / tauS));
    const level = Math.max(QUIETEST, voice.level);
    this.#room = towards(this.#room, level, level < this.#room ? ROOM_SINKS_S : ROOM_RISES_S);
    // Ears hear loudness by its logarithm.
    const loud = Math.log(level / (this.#room * SPEECH)) / Math.log(LOUD / SPEECH);
    const open = Math.max(0, Math.min(1, loud));
    this.#open = towards(this.#open, open, open > this.#open ? OPENS_S : CLOSES_S);
    const speaks = open > 0 ? 1 : 0;
    this.#rounded = towards(this.#rounded, speaks * ramp(voice.low, 0.75, 0.97), CLOSES_S);
    this.#spread = towards(this.#spread, speaks * ramp(voice.high, 0.06, 0.35), CLOSES_S);
    this.#hiss = towards(this.#hiss, speaks * ramp(voice.hiss, 0.25, 0.6), OPENS_S);
    return this.#shapes();
  }

  #shapes(): Float32Array {
    const shapes = new Float32Array(SHAPE_COUNT);
    const set = (name: keyof typeof shapeIndex, value: number) => {
      shapes[shapeIndex[name]] = Math.max(0, Math.min(1, value));
    };
    const open = this.#open;
    // A hiss comes through teeth that are nearly shut, whatever its strength.
    set("jawOpen", open * (0.75 - 0.25 * this.#rounded - 0.3 * this.#spread - 0.5 * this.#hiss));
    set("mouthFunnel", 0.5 * open * this.#rounded);
    set("mouthPucker", 0.55 * open * this.#rounded);
    for (const side of ["Left", "Right"] as const) {
      set(`mouthStretch${side}`, 0.5 * open * Math.max(this.#spread, this.#hiss));
      set(`mouthSmile${side}`, 0.2 * open * this.#spread);
      set(`mouthLowerDown${side}`, 0.35 * open * (1 - this.#rounded));
      set(`mouthUpperUp${side}`, 0.2 * open * (1 - this.#rounded));
    }
    set("mouthClose", 0.15 * open * this.#hiss);
    set("browInnerUp", 0.12 * Math.max(0, open - 0.6));
    return shapes;
  }
}

const ramp = (x: number, from: number, to: number) =>
  Math.max(0, Math.min(1, (x - from) / (to - from)));
