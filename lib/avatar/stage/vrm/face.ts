/**
 * Turns blendshapes into the expressions that a model has: one to one where it has them by name ("Perfect Sync"), by
 * mouth shapes, blinks and moods where it has not. What expressions do to each other is three-vrm's. Pure. Browser-safe.
 *
 * Source of the names: VRMC_vrm-1.0, "Expressions"; VRM 0.x ones are renamed by three-vrm.
 */
import { type Emotion, type Shape, shapeIndex, SHAPES } from "@/lib/avatar/pose/pose.ts";

/** An expression of a model; one that moves nothing is as good as none. */
export interface ModelExpression {
  readonly name: string;
  readonly moves: boolean;
}

/** Moods as VRM has them, 0 to 1. */
export interface Moods {
  happy: number;
  angry: number;
  sad: number;
  relaxed: number;
  surprised: number;
}
export type Mood = keyof Moods;
const MOODS: readonly Mood[] = ["happy", "angry", "sad", "relaxed", "surprised"];

export const NO_MOODS: Readonly<Moods> = { happy: 0, angry: 0, sad: 0, relaxed: 0, surprised: 0 };

/** A mood at full weight looks like a mask; more than this is never shown. */
export const MOST_MOOD = 0.7;

/** Emotions of the rig as moods. */
export const MOODS_OF: Readonly<Record<Emotion, Readonly<Moods>>> = {
  neutral: NO_MOODS,
  smile: { ...NO_MOODS, happy: 0.5 },
  laugh: { ...NO_MOODS, happy: MOST_MOOD },
  sad: { ...NO_MOODS, sad: MOST_MOOD },
  angry: { ...NO_MOODS, angry: MOST_MOOD },
  surprised: { ...NO_MOODS, surprised: MOST_MOOD },
  shy: { ...NO_MOODS, relaxed: 0.45, happy: 0.2 },
  thinking: { ...NO_MOODS, relaxed: 0.3, sad: 0.1 },
};

/** What a mood is in blendshapes, for models that have those and not the mood. */
const MOOD_SHAPES: Readonly<Record<Mood, Partial<Record<Shape, number>>>> = {
  happy: {
    mouthSmileLeft: 0.9,
    mouthSmileRight: 0.9,
    cheekSquintLeft: 0.5,
    cheekSquintRight: 0.5,
  },
  angry: { browDownLeft: 1, browDownRight: 1, noseSneerLeft: 0.4, noseSneerRight: 0.4 },
  sad: { browInnerUp: 0.9, mouthFrownLeft: 0.7, mouthFrownRight: 0.7 },
  relaxed: { mouthSmileLeft: 0.4, mouthSmileRight: 0.4, eyeSquintLeft: 0.4, eyeSquintRight: 0.4 },
  surprised: {
    browInnerUp: 1,
    browOuterUpLeft: 1,
    browOuterUpRight: 1,
    eyeWideLeft: 0.8,
    eyeWideRight: 0.8,
    jawOpen: 0.3,
  },
};

/** Shapes without sides, and others that makers of models put in place of the 52. */
const OTHER_NAMES: Readonly<Record<string, (f: Face) => number>> = {
  mouthsmile: (f) => mean(f.mouthSmileLeft, f.mouthSmileRight),
  mouthfrown: (f) => mean(f.mouthFrownLeft, f.mouthFrownRight),
  mouthprotrude: (f) => f.mouthFunnel,
  browdown: (f) => mean(f.browDownLeft, f.browDownRight),
  browupleft: (f) => Math.max(f.browOuterUpLeft, f.browInnerUp),
  browupright: (f) => Math.max(f.browOuterUpRight, f.browInnerUp),
  cheeksquint: (f) => mean(f.cheekSquintLeft, f.cheekSquintRight),
  nosesneer: (f) => mean(f.noseSneerLeft, f.noseSneerRight),
};

/** Blendshapes by name. */
type Face = Record<Shape, number>;

/** A name of a model's expression, and how to weigh it. */
interface Driver {
  readonly name: string;
  weigh(face: Face, moods: Readonly<Moods>): number;
}

export interface FacePlan {
  /** Of the 52, how many the model has by name. */
  readonly shapes: number;
  /** Its eyes are turned by expressions of their own, so that nothing else may turn them. */
  readonly turnsEyes: boolean;
  /** Calls back with each expression's weight, 0 to 1. */
  weigh(
    shapes: Float32Array,
    moods: Readonly<Moods>,
    set: (name: string, weight: number) => void,
  ): void;
}

const LOOKS = SHAPES.filter((name) => name.startsWith("eyeLook"));
/** Shapes that a mood moves too: both at once would be too much of it. */
const MOODY = /^(mouthSmile|mouthFrown|brow|cheekSquint|noseSneer|eyeWide)/;

/** Finds out how a model's face is moved. */
export function planFace(expressions: readonly ModelExpression[]): FacePlan {
  const names = new Map(
    expressions.filter((one) => one.moves).map((one) => [plain(one.name), one.name]),
  );
  const direct = SHAPES.filter((shape) => names.has(plain(shape)));
  const turnsEyes = LOOKS.every((shape) => direct.includes(shape));
  const drivers: Driver[] = [
    ...direct
      .filter((shape) => turnsEyes || !LOOKS.includes(shape))
      .map((shape) => shapeDriver(names.get(plain(shape))!, shape)),
    ...Object.entries(OTHER_NAMES)
      .filter(([name]) => names.has(name))
      .map(([name, weigh]) => ({
        name: names.get(name)!,
        weigh: (face: Face, moods: Readonly<Moods>) => weigh(face) * room(moods),
      })),
    ...reductions(names, direct),
  ];
  return {
    shapes: direct.length,
    turnsEyes,
    weigh(shapes, moods, set) {
      const face = faceOf(shapes, moods, names);
      for (const { name, weigh } of drivers) set(name, clamp(weigh(face, moods)));
    },
  };
}

function shapeDriver(name: string, shape: Shape): Driver {
  if (!MOODY.test(shape)) return { name, weigh: (face) => face[shape] };
  return { name, weigh: (face, moods) => face[shape] * room(moods) };
}

/** What a mood leaves to the face itself. */
function room(moods: Readonly<Moods>): number {
  return 1 - 0.6 * Math.min(1, MOODS.reduce((sum, mood) => sum + moods[mood], 0));
}

/** Blinks, mouth and moods, for what the model has no shapes of its own for. */
function reductions(names: ReadonlyMap<string, string>, direct: readonly Shape[]): Driver[] {
  const drivers: Driver[] = [];
  const add = (name: string, weigh: Driver["weigh"]) => {
    const found = names.get(name.toLowerCase());
    if (found !== undefined) drivers.push({ name: found, weigh });
  };
  const has = (...shapes: Shape[]) => shapes.every((shape) => direct.includes(shape));
  if (!has("eyeBlinkLeft", "eyeBlinkRight")) addBlinks(names, add);
  if (!has("jawOpen")) addMouth(add, has("mouthPucker"));
  else if (!has("mouthPucker")) add("ou", (f) => f.mouthPucker);
  const smiles = has("mouthSmileLeft", "mouthSmileRight") || names.has("mouthsmile");
  const frowns = has("mouthFrownLeft", "mouthFrownRight") || names.has("mouthfrown");
  const brows = has("browInnerUp") || names.has("browupleft");
  for (const mood of MOODS) {
    const own = {
      happy: !smiles,
      relaxed: !smiles,
      angry: !has("browDownLeft", "browDownRight") && !names.has("browdown"),
      sad: !frowns,
      surprised: !brows,
    }[mood];
    add(mood, (face, moods) => Math.max(moods[mood], own ? FROM_FACE[mood](face) : 0));
  }
  return drivers;
}

function addBlinks(
  names: ReadonlyMap<string, string>,
  add: (name: string, weigh: Driver["weigh"]) => void,
): void {
  if (names.has("blinkleft") && names.has("blinkright")) {
    add("blinkLeft", (f) => f.eyeBlinkLeft);
    add("blinkRight", (f) => f.eyeBlinkRight);
  } else add("blink", (f) => mean(f.eyeBlinkLeft, f.eyeBlinkRight));
}

function addMouth(
  add: (name: string, weigh: Driver["weigh"]) => void,
  hasPucker: boolean,
): void {
  add("aa", (f) => f.jawOpen - 0.6 * f.mouthFunnel - 0.6 * f.mouthPucker);
  if (!hasPucker) add("ou", (f) => f.mouthPucker);
  add("oh", (f) => f.mouthFunnel * Math.sqrt(f.jawOpen));
  add("ih", (f) => mean(f.mouthStretchLeft, f.mouthStretchRight) * (1 - f.jawOpen));
  // A mood has a mouth of its own.
  add("ee", (f, moods) => mean(f.mouthSmileLeft, f.mouthSmileRight) * f.jawOpen * room(moods));
}

/** Moods that a face shows by itself. */
const FROM_FACE: Readonly<Record<Mood, (face: Face) => number>> = {
  happy: (f) => {
    const smile = mean(f.mouthSmileLeft, f.mouthSmileRight);
    const cheeks = mean(f.cheekSquintLeft, f.cheekSquintRight);
    return Math.min(MOST_MOOD, smile * (0.6 + 0.4 * cheeks));
  },
  angry: (f) =>
    MOST_MOOD * mean(f.browDownLeft, f.browDownRight) *
    (1 - mean(f.mouthSmileLeft, f.mouthSmileRight)),
  sad: (f) =>
    MOST_MOOD * (mean(f.mouthFrownLeft, f.mouthFrownRight) * 0.6 + f.browInnerUp * 0.4) *
    (mean(f.mouthFrownLeft, f.mouthFrownRight) > 0.1 ? 1 : 0.4),
  relaxed: () => 0,
  surprised: (f) =>
    MOST_MOOD * f.browInnerUp * mean(f.eyeWideLeft, f.eyeWideRight) * Math.sqrt(f.jawOpen),
};

/** The face by name; moods that the model has no expression for go into its shapes. */
function faceOf(
  shapes: Float32Array,
  moods: Readonly<Moods>,
  names: ReadonlyMap<string, string>,
): Face {
  const face = scratch;
  for (const name of SHAPES) face[name] = shapes[shapeIndex[name]] ?? 0;
  for (const mood of MOODS) {
    if (moods[mood] === 0 || names.has(mood)) continue;
    for (const name of Object.keys(MOOD_SHAPES[mood])) {
      if (!isShape(name)) continue;
      face[name] = clamp(face[name] + moods[mood] * (MOOD_SHAPES[mood][name] ?? 0));
    }
  }
  return face;
}

// Sixty times a second for each face: written over instead of made anew.
const scratch = Object.fromEntries(SHAPES.map((name) => [name, 0])) as Face;

function isShape(name: string): name is Shape {
  return Object.hasOwn(shapeIndex, name);
}

/** How makers spell it does not matter: `BrowInnerUp`, `brow_inner_up`, `browInnerUp`. */
function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z]/g, "");
}

function mean(a: number, b: number): number {
  return (a + b) / 2;
}

function clamp(value: number): number {
  return value > 0 ? Math.min(1, value) : 0;
}

/** Eyes turn about this far at a shape's full weight, in degrees. */
const GAZE_YAW = 32;
const GAZE_PITCH = 24;

/** Where the eyes look from the head: `yaw` to the avatar's left, `pitch` down, in degrees as three-vrm has them. */
export function gazeOf(shapes: Float32Array): { yaw: number; pitch: number } {
  const at = (name: Shape) => shapes[shapeIndex[name]] ?? 0;
  const left = mean(at("eyeLookOutLeft"), at("eyeLookInRight"));
  const right = mean(at("eyeLookInLeft"), at("eyeLookOutRight"));
  const down = mean(at("eyeLookDownLeft"), at("eyeLookDownRight"));
  const up = mean(at("eyeLookUpLeft"), at("eyeLookUpRight"));
  return { yaw: GAZE_YAW * (left - right), pitch: GAZE_PITCH * (down - up) };
}

/** Goes from the moods of the moment towards those of an emotion. `moods` is changed in place. */
export function easeMoods(moods: Moods, emotion: Emotion, dtS: number): void {
  const towards = MOODS_OF[emotion];
  // From what is shown now, in about a third of a second, whatever the frame rate.
  const share = 1 - Math.exp(-dtS / 0.12);
  for (const mood of MOODS) moods[mood] += (towards[mood] - moods[mood]) * share;
}
