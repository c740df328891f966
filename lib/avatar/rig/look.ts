/**
 * Owns what every part of one face shares: its colours, its measures and the outline of its head.
 * Pure and browser-safe.
 */
import type { AvatarSpec } from "@/lib/avatar/model.ts";
import { swatchOf } from "@/lib/avatar/swatches.ts";
import { clothRamp, hairRamp, mix, type Ramp, skinRamp } from "@/lib/avatar/rig/color.ts";
import { CX, type Knot, type Point, symmetric } from "@/lib/avatar/rig/shape.ts";

/** Where things sit on this head, in portrait units. */
export interface Measures {
  readonly skullTop: number;
  readonly temple: number;
  readonly cheek: number;
  readonly jaw: number;
  readonly chinY: number;
  readonly browY: number;
  readonly eyeY: number;
  /** Half the distance between the eyes' centres. */
  readonly eyeX: number;
  readonly eyeScale: number;
  readonly noseY: number;
  readonly mouthY: number;
  readonly neck: number;
  /** Half width of the shoulders. */
  readonly shoulder: number;
}

/** Everything a part needs to draw itself. */
export interface Look {
  readonly spec: AvatarSpec;
  readonly m: Measures;
  readonly skin: ReturnType<typeof skinRamp>;
  readonly hair: Ramp;
  readonly cloth: Ramp;
  readonly accent: Ramp;
  /** Lines of the face: lids, nose, mouth. */
  readonly ink: string;
  /** Path data of the bare head. */
  readonly head: string;
  /** True where headwear hides the top of the hair. */
  readonly covered: boolean;
}

type FaceRow = readonly [
  temple: number,
  cheek: number,
  jaw: number,
  jawY: number,
  chin: number,
  chinY: number,
];

const FACE_SHAPES: { readonly [K in AvatarSpec["face"]]: FaceRow } = {
  oval: [136, 136, 112, 464, 58, 548],
  round: [141, 146, 126, 462, 74, 540],
  heart: [144, 142, 106, 460, 46, 552],
  square: [138, 139, 126, 474, 76, 546],
  long: [130, 131, 111, 482, 60, 568],
  soft: [138, 147, 137, 470, 86, 544],
};

const COVERING: readonly AvatarSpec["headwear"][] = [
  "gat",
  "bokgeon",
  "jobawi",
  "bandana",
  "beanie",
  "cap",
  "beret",
  "straw",
  "hood",
];

function measure(spec: AvatarSpec): Measures {
  const [temple, cheek, jaw, , , chinY] = FACE_SHAPES[spec.face];
  const child = spec.age === "child";
  const dropped = spec.expression === "surprised" || spec.expression === "laugh" ? 5 : 0;
  const chin = chinY + dropped - (child ? 14 : 0);
  return {
    skullTop: 176,
    temple,
    cheek,
    jaw,
    chinY: chin,
    browY: child ? 352 : 342,
    eyeY: child ? 406 : 397,
    eyeX: child ? 68 : spec.face === "long" ? 62 : 66,
    eyeScale: child ? 1.3 : spec.age === "elder" ? 1.02 : spec.age === "adult" ? 1.1 : 1.2,
    noseY: child ? 452 : 456,
    mouthY: (child ? 486 : 498) + (spec.face === "long" ? 6 : 0),
    neck: child ? 40 : 49,
    shoulder: child ? 178 : spec.age === "elder" ? 208 : 220,
  };
}

function headOutline(spec: AvatarSpec, m: Measures): string {
  const [, , , jawY, chin] = FACE_SHAPES[spec.face];
  const drop = m.chinY - FACE_SHAPES[spec.face][5];
  const right: Knot[] = [
    [CX, m.skullTop],
    [CX + 84, m.skullTop + 22],
    [CX + m.temple - 3, 282],
    [CX + m.cheek, 384],
    [CX + m.jaw, jawY + drop * 0.6],
    [CX + chin, m.chinY - 25],
    [CX, m.chinY],
  ];
  return symmetric(...right);
}

/** Works out the colours and measures of one face. */
export function lookOf(spec: AvatarSpec): Look {
  const m = measure(spec);
  const skin = skinRamp(swatchOf(spec, "skin"));
  const hair = hairRamp(swatchOf(spec, "hair_color"));
  return {
    spec,
    m,
    skin,
    hair,
    cloth: clothRamp(swatchOf(spec, "outfit_color")),
    accent: clothRamp(swatchOf(spec, "accent_color")),
    ink: mix(skin.line, "#241416", 0.55),
    head: headOutline(spec, m),
    covered: COVERING.includes(spec.headwear),
  };
}

/** Points that other layers, and later a tracker, hold on to. */
export function anchorsOf({ m }: Look): Readonly<Record<string, Point>> {
  return {
    neck: [CX, 560],
    head: [CX, 400],
    eye_left: [CX - m.eyeX, m.eyeY],
    eye_right: [CX + m.eyeX, m.eyeY],
    brow_left: [CX - m.eyeX, m.browY],
    brow_right: [CX + m.eyeX, m.browY],
    nose: [CX, m.noseY],
    mouth: [CX, m.mouthY],
    chin: [CX, m.chinY],
    crown: [CX, m.skullTop],
    chest: [CX, 720],
    hand: [482, 690],
  };
}
