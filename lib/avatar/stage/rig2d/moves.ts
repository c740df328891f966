/**
 * Owns how a pose becomes the moves of a drawn face: what the lids, brows, mouth, jaw and cheeks do, with the
 * emotion laid over what is tracked. Pairs are in the viewer's order: the avatar's right comes first. Pure and
 * browser-safe.
 */
import {
  type Emotion,
  type Pose,
  type Shape,
  SHAPE_COUNT,
  shapeIndex,
} from "@/lib/avatar/pose/pose.ts";

/** A value at the viewer's left and one at the viewer's right. */
export type Pair = [left: number, right: number];

/** What a face does. All from 0 to 1 unless said otherwise. */
export interface Moves {
  /** 1 is closed. */
  readonly blink: Pair;
  readonly squint: Pair;
  readonly wide: Pair;
  /** How much closed lids curve up, as in a laugh. */
  readonly happy: Pair;
  /** −1 to 1: to the viewer's right, and down. */
  readonly gazeX: Pair;
  readonly gazeY: Pair;
  /** Drops of the brows' ends in units; negative lifts. */
  readonly browInner: Pair;
  readonly browOuter: Pair;
  readonly sneer: Pair;
  readonly cheek: Pair;
  readonly smile: Pair;
  readonly frown: Pair;
  readonly stretch: Pair;
  readonly press: Pair;
  readonly upperUp: Pair;
  readonly lowerDown: Pair;
  jaw: number;
  /** −1 to 1, to the viewer's right. */
  jawSide: number;
  mouthSide: number;
  pucker: number;
  funnel: number;
  rollUpper: number;
  rollLower: number;
  shrugUpper: number;
  shrugLower: number;
  close: number;
  tongue: number;
  puff: number;
  blush: number;
  /** How much of the face that this portrait wears at rest is left beside what somebody feels. */
  calm: number;
}

/** A face that does nothing. */
export function noMoves(): Moves {
  return {
    blink: [0, 0],
    squint: [0, 0],
    wide: [0, 0],
    happy: [0, 0],
    gazeX: [0, 0],
    gazeY: [0, 0],
    browInner: [0, 0],
    browOuter: [0, 0],
    sneer: [0, 0],
    cheek: [0, 0],
    smile: [0, 0],
    frown: [0, 0],
    stretch: [0, 0],
    press: [0, 0],
    upperUp: [0, 0],
    lowerDown: [0, 0],
    jaw: 0,
    jawSide: 0,
    mouthSide: 0,
    pucker: 0,
    funnel: 0,
    rollUpper: 0,
    rollLower: 0,
    shrugUpper: 0,
    shrugLower: 0,
    close: 0,
    tongue: 0,
    puff: 0,
    blush: 0,
    calm: 1,
  };
}

/** A shape's name, or what two sides have in common. */
type Part = Shape | (Shape extends infer S ? S extends `${infer P}Left` ? P : never : never);

/** What an emotion adds to a face; never more than 0.6, so that what is tracked stays visible. */
const OVERLAYS: {
  readonly [E in Emotion]: { readonly blush?: number } & { readonly [P in Part]?: number };
} = {
  neutral: {},
  smile: { mouthSmile: 0.5, cheekSquint: 0.25, browInnerUp: 0.1, blush: 0.15 },
  laugh: {
    mouthSmile: 0.6,
    cheekSquint: 0.6,
    eyeSquint: 0.5,
    jawOpen: 0.3,
    browOuterUp: 0.3,
    blush: 0.25,
  },
  sad: { mouthFrown: 0.5, browInnerUp: 0.6, eyeLookDown: 0.3, mouthShrugLower: 0.3 },
  angry: {
    browDown: 0.6,
    mouthFrown: 0.4,
    noseSneer: 0.4,
    mouthPress: 0.3,
    eyeSquint: 0.2,
    blush: 0.1,
  },
  surprised: { browInnerUp: 0.6, browOuterUp: 0.6, eyeWide: 0.6, jawOpen: 0.28, mouthFunnel: 0.3 },
  shy: {
    browInnerUp: 0.4,
    eyeLookDown: 0.4,
    eyeLookInLeft: 0.35,
    eyeLookOutRight: 0.35,
    mouthSmile: 0.25,
    mouthPress: 0.2,
    blush: 0.6,
  },
  thinking: {
    eyeLookUp: 0.45,
    eyeLookOutLeft: 0.4,
    eyeLookInRight: 0.4,
    browOuterUpLeft: 0.5,
    browDownRight: 0.15,
    mouthLeft: 0.25,
    mouthPucker: 0.15,
  },
};

const EMOTIONS = Object.keys(OVERLAYS) as Emotion[];

/** Where each shape that an emotion adds to stands, and how much it adds. */
const ADDED = new Map(EMOTIONS.map((emotion) => {
  const index: { readonly [name: string]: number } = shapeIndex;
  const parts: { readonly [part: string]: number } = OVERLAYS[emotion];
  return [
    emotion,
    Object.entries(parts).flatMap(([part, amount]) =>
      [part, `${part}Left`, `${part}Right`].flatMap((name) => {
        const i = index[name];
        return i === undefined ? [] : [{ i, amount }];
      })
    ),
  ];
}));

/** How strongly each emotion shows at the moment; they fade into one another. */
export type Feelings = { [E in Emotion]: number };

export function noFeelings(): Feelings {
  return { neutral: 0, smile: 0, laugh: 0, sad: 0, angry: 0, surprised: 0, shy: 0, thinking: 0 };
}

const _shapes = new Float32Array(SHAPE_COUNT);

/** Lays the feelings over the shapes: each adds a share of what is left up to 1. Returns the blush. */
function overlay(shapes: Float32Array, feelings: Feelings): number {
  _shapes.set(shapes);
  let blush = 0;
  for (const emotion of EMOTIONS) {
    const weight = feelings[emotion];
    if (weight < 0.004) continue;
    blush = Math.max(blush, (OVERLAYS[emotion].blush ?? 0) * weight);
    for (const { i, amount } of ADDED.get(emotion) ?? []) {
      const now = _shapes[i] ?? 0;
      _shapes[i] = now + (1 - now) * amount * weight;
    }
  }
  return blush;
}

const at = (shape: Shape): number => _shapes[shapeIndex[shape]] ?? 0;

function clamp(value: number): number {
  return Math.min(1, Math.max(0, value));
}

/** Writes the avatar's right and left into the viewer's left and right. */
function set(pair: Pair, right: number, left: number): void {
  pair[0] = right;
  pair[1] = left;
}

/** Below this an eye is open and above that closed: a tracker seldom says 0 or 1. */
const BLINK = { open: 0.06, closed: 0.82 } as const;

function closure(blink: number): number {
  return clamp((blink - BLINK.open) / (BLINK.closed - BLINK.open));
}

/**
 * Reads a pose.
 *
 * @param feelings What the emotion adds, already faded in.
 * @param out Written to and returned.
 */
export function readMoves(pose: Pose, feelings: Feelings, out: Moves): Moves {
  out.blush = overlay(pose.shapes, feelings);
  const { sad, angry, surprised, shy, thinking } = feelings;
  out.calm = 1 - 0.9 * clamp(sad + angry + surprised + 0.5 * (shy + thinking));
  readEyes(out);
  readMouth(out);
  return out;
}

function readEyes(out: Moves): void {
  set(out.blink, closure(at("eyeBlinkRight")), closure(at("eyeBlinkLeft")));
  set(out.wide, at("eyeWideRight"), at("eyeWideLeft"));
  set(out.cheek, at("cheekSquintRight"), at("cheekSquintLeft"));
  set(out.smile, at("mouthSmileRight"), at("mouthSmileLeft"));
  set(out.sneer, at("noseSneerRight"), at("noseSneerLeft"));
  const [squintR, squintL] = [at("eyeSquintRight"), at("eyeSquintLeft")];
  for (const i of [0, 1] as const) {
    const squint = i === 0 ? squintR : squintL;
    out.squint[i] = clamp(Math.max(squint * 0.75, out.smile[i] * 0.45, out.cheek[i] * 0.7));
    out.happy[i] = clamp(out.smile[i] * 0.9 + out.cheek[i] * 0.6 - 0.25);
  }
  // The viewer's right is where the avatar's left eye looks out and its right eye in.
  const left = at("eyeLookOutLeft") - at("eyeLookInLeft");
  const right = at("eyeLookInRight") - at("eyeLookOutRight");
  const leftY = at("eyeLookDownLeft") - at("eyeLookUpLeft");
  const rightY = at("eyeLookDownRight") - at("eyeLookUpRight");
  // Two eyes that are tracked apart squint; mostly they look at one thing.
  const together = (own: number, other: number) => own * 0.65 + other * 0.35;
  set(out.gazeX, together(right, left), together(left, right));
  set(out.gazeY, together(rightY, leftY), together(leftY, rightY));
  const inner = at("browInnerUp");
  const brow = (i: 0 | 1, down: number, outer: number) => {
    out.browInner[i] = 13 * down - 15 * inner - 6 * outer - 2 * out.smile[i];
    out.browOuter[i] = 3 * down - 3 * inner - 14 * outer;
  };
  brow(0, at("browDownRight"), at("browOuterUpRight"));
  brow(1, at("browDownLeft"), at("browOuterUpLeft"));
}

function readMouth(out: Moves): void {
  set(out.frown, at("mouthFrownRight"), at("mouthFrownLeft"));
  set(
    out.stretch,
    clamp(at("mouthStretchRight") + at("mouthDimpleRight") * 0.4),
    clamp(at("mouthStretchLeft") + at("mouthDimpleLeft") * 0.4),
  );
  set(out.press, at("mouthPressRight"), at("mouthPressLeft"));
  set(out.upperUp, at("mouthUpperUpRight"), at("mouthUpperUpLeft"));
  set(out.lowerDown, at("mouthLowerDownRight"), at("mouthLowerDownLeft"));
  out.jaw = clamp(at("jawOpen") * 1.15);
  out.jawSide = at("jawLeft") - at("jawRight");
  out.mouthSide = at("mouthLeft") - at("mouthRight") + out.jawSide * 0.6;
  out.pucker = at("mouthPucker");
  out.funnel = at("mouthFunnel");
  out.rollUpper = at("mouthRollUpper");
  out.rollLower = at("mouthRollLower");
  out.shrugUpper = at("mouthShrugUpper");
  out.shrugLower = at("mouthShrugLower");
  out.close = at("mouthClose");
  out.tongue = at("tongueOut");
  out.puff = at("cheekPuff");
}
