/**
 * Owns the order of a face's layers: one spec becomes named sheets with depth, bone and pivot. What changes with the
 * expression, and the ground, are drawn by whoever assembles it: a portrait draws them once, a live rig anew for every
 * moment. Pure and browser-safe.
 */
import type { AvatarSpec } from "@/lib/avatar/spec.ts";
import { crestPaths, glassesPaths, jewelPaths, necklacePaths } from "@/lib/avatar/rig/accessory.ts";
import { headwearOf } from "@/lib/avatar/rig/headwear.ts";
import { objectOf } from "@/lib/avatar/rig/object.ts";
import { nosePaths } from "@/lib/avatar/rig/nose.ts";
import { beardPaths } from "@/lib/avatar/rig/beard.ts";
import { agePaths, cheekPaths, markPaths } from "@/lib/avatar/rig/complexion.ts";
import { hairOf } from "@/lib/avatar/rig/hair.ts";
import { crownEarPaths, earPaths, facePaths, neckPaths } from "@/lib/avatar/rig/head.ts";
import { anchorsOf, type Look, lookOf } from "@/lib/avatar/rig/look.ts";
import { outfitOf } from "@/lib/avatar/rig/outfit.ts";
import type { Bone, Point, RigLayer, RigPath } from "@/lib/avatar/rig/shape.ts";

/** Draws what changes with the expression, and the ground; side −1 is at the viewer's left. */
export interface Features {
  backdrop(look: Look): readonly RigPath[];
  mouth(look: Look): readonly RigPath[];
  eye(look: Look, side: -1 | 1): readonly RigPath[];
  brow(look: Look, side: -1 | 1): readonly RigPath[];
}

/** A face ready to draw: layers far to near, in a frame of 640×800 units. */
export interface Rig {
  readonly width: 640;
  readonly height: 800;
  /** Named points that layers and a tracker share. */
  readonly anchors: Readonly<Record<string, Point>>;
  /** How far the head leans at rest, in degrees clockwise about the `neck` anchor. */
  readonly headTiltDeg: number;
  readonly layers: readonly RigLayer[];
}

const TILT_DEG: { readonly [K in AvatarSpec["expression"]]: number } = {
  neutral: -1,
  smile: -2,
  laugh: -3.5,
  sad: 3,
  angry: 0,
  surprised: 1,
  shy: 4.5,
  thinking: -4,
};

/** How far the head of an expression leans, in degrees clockwise. */
export function tiltOf(expression: AvatarSpec["expression"]): number {
  return TILT_DEG[expression];
}

/** Assembles the rig of a spec. Layers without paths are left out. */
export function assembleRig(spec: AvatarSpec, features: Features): Rig {
  const look = lookOf(spec);
  const anchors = anchorsOf(look);
  const hair = hairOf(look);
  const outfit = outfitOf(look);
  const headwear = headwearOf(look);
  const object = objectOf(look);
  const neck = anchors.neck ?? [320, 560];
  const layers: RigLayer[] = [];
  const add = (name: string, bone: Bone, paths: readonly RigPath[], pivot: Point = neck) => {
    if (paths.length > 0) layers.push({ name, bone, depth: layers.length, pivot, paths });
  };
  add("backdrop", "ground", features.backdrop(look));
  add("object_back", "body", object.back ?? []);
  add("headwear_back", "head", headwear.back ?? []);
  add("hair_back", "head", hair.back);
  add("outfit_back", "body", outfit.back ?? []);
  add("neck", "body", neckPaths(look));
  add("outfit", "body", outfit.front);
  add("necklace", "body", necklacePaths(look));
  add("hair_middle", "head", hair.middle);
  const addEars = () => {
    add("ear_left", "head", earPaths(look, -1));
    add("ear_right", "head", earPaths(look, 1));
  };
  const earsPoke = spec.ears === "elf" || spec.ears === "robot";
  if (hair.ears) addEars();
  add("face", "head", facePaths(look, hair.casts));
  add("age", "head", agePaths(look));
  add("cheeks", "head", cheekPaths(look));
  add("mark", "head", markPaths(look));
  add("nose", "head", nosePaths(look), anchors.nose);
  add("beard", "head", beardPaths(look), anchors.mouth);
  add("mouth", "head", features.mouth(look), anchors.mouth);
  add("eye_left", "head", features.eye(look, -1), anchors.eye_left);
  add("eye_right", "head", features.eye(look, 1), anchors.eye_right);
  add("brow_left", "head", features.brow(look, -1), anchors.brow_left);
  add("brow_right", "head", features.brow(look, 1), anchors.brow_right);
  add("glasses", "head", look.spec.glasses === "goggles" ? [] : glassesPaths(look));
  add("hair_front", "head", hair.front);
  if (!hair.ears && earsPoke) addEars();
  add("crown_ear_left", "head", crownEarPaths(look, -1), [240, 190]);
  add("crown_ear_right", "head", crownEarPaths(look, 1), [400, 190]);
  add("jewel", "head", jewelPaths(look, hair.ears));
  add("headwear", "head", headwear.front);
  add("goggles", "head", look.spec.glasses === "goggles" ? glassesPaths(look) : []);
  add("crest", "head", crestPaths(look), anchors.crown);
  add("object", "body", object.front, anchors.hand);
  return { width: 640, height: 800, anchors, headTiltDeg: tiltOf(spec.expression), layers };
}
