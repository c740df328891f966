/** Lays an emotion over a face that is tracked or idle, so that both are seen. Pure and browser-safe. */
import { type Emotion, type Shape, SHAPE_COUNT, shapeIndex } from "@/lib/avatar/pose/pose.ts";

/** An emotion at most: 1 looks like a mask. */
export const PRESET_CAP = 0.7;

type Shapes = Readonly<Partial<Record<Shape, number>>>;

/** Both sides of a shape. */
function both(stem: string, value: number): Shapes {
  return { [`${stem}Left`]: value, [`${stem}Right`]: value };
}

const PRESETS: Readonly<Record<Emotion, Shapes>> = {
  neutral: {},
  smile: { ...both("mouthSmile", 0.6), ...both("cheekSquint", 0.4), ...both("eyeSquint", 0.2) },
  laugh: {
    ...both("mouthSmile", 0.7),
    ...both("cheekSquint", 0.6),
    ...both("eyeSquint", 0.5),
    ...both("mouthUpperUp", 0.25),
    jawOpen: 0.3,
  },
  sad: {
    ...both("mouthFrown", 0.6),
    ...both("eyeLookDown", 0.25),
    browInnerUp: 0.6,
    mouthShrugLower: 0.3,
  },
  angry: {
    ...both("browDown", 0.7),
    ...both("noseSneer", 0.4),
    ...both("mouthFrown", 0.3),
    ...both("mouthPress", 0.3),
    ...both("eyeSquint", 0.25),
  },
  surprised: {
    ...both("browOuterUp", 0.6),
    ...both("eyeWide", 0.7),
    browInnerUp: 0.6,
    jawOpen: 0.25,
  },
  shy: {
    ...both("mouthSmile", 0.3),
    ...both("mouthPress", 0.2),
    ...both("eyeLookDown", 0.45),
    browInnerUp: 0.3,
  },
  thinking: {
    browDownLeft: 0.3,
    browOuterUpRight: 0.45,
    mouthLeft: 0.25,
    mouthPucker: 0.2,
    ...both("eyeLookUp", 0.35),
    eyeLookInLeft: 0.25,
    eyeLookOutRight: 0.25,
  },
};

/** What an emotion holds down, as it would fight it. */
const AGAINST: Readonly<Partial<Record<Emotion, readonly string[]>>> = {
  smile: ["mouthFrown", "browDown"],
  laugh: ["mouthFrown", "browDown"],
  sad: ["mouthSmile", "cheekSquint"],
  angry: ["mouthSmile", "browInnerUp", "browOuterUp"],
  surprised: ["browDown", "eyeSquint"],
  shy: ["eyeLookUp", "browDown"],
  thinking: ["eyeLookDown"],
};

function targetOf(emotion: Emotion): Float32Array {
  const target = new Float32Array(SHAPE_COUNT);
  for (const [name, value] of Object.entries(PRESETS[emotion])) {
    target[shapeIndex[name as Shape]] = Math.min(PRESET_CAP, value);
  }
  return target;
}

/** How fast an emotion comes and goes: this share of the way is left after a second. */
const LEFT_AFTER_1S = 0.003;

/** Emotions over time: each eases in from whatever shows. */
export class Presets {
  #emotion: Emotion = "neutral";
  readonly #now = new Float32Array(SHAPE_COUNT);
  readonly #held = new Float32Array(SHAPE_COUNT);
  #target: Float32Array = targetOf("neutral");
  #holds: Float32Array = new Float32Array(SHAPE_COUNT);

  get emotion(): Emotion {
    return this.#emotion;
  }

  set(emotion: Emotion): void {
    if (emotion === this.#emotion) return;
    this.#emotion = emotion;
    this.#target = targetOf(emotion);
    this.#holds = holdsOf(emotion);
  }

  /** Lays what shows by now over `shapes`. */
  over(shapes: Float32Array, dtS: number): Float32Array {
    const step = 1 - LEFT_AFTER_1S ** Math.max(0, dtS);
    return shapes.map((tracked, i) => {
      this.#now[i]! += (this.#target[i]! - this.#now[i]!) * step;
      this.#held[i]! += (this.#holds[i]! - this.#held[i]!) * step;
      // What is tracked keeps its place above: a mouth that speaks in a smile still speaks.
      const rest = tracked * (1 - this.#held[i]!);
      return rest + (1 - rest) * this.#now[i]!;
    });
  }
}

function holdsOf(emotion: Emotion): Float32Array {
  const holds = new Float32Array(SHAPE_COUNT);
  for (const stem of AGAINST[emotion] ?? []) {
    for (const name of [stem, `${stem}Left`, `${stem}Right`]) {
      const at = shapeIndex[name as Shape];
      if (at !== undefined) holds[at] = PRESET_CAP;
    }
  }
  return holds;
}
