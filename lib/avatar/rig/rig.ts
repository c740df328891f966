/**
 * Owns the rig of a portrait: a spec's layers with the features of its expression, which `svg.ts` writes out. Pure and
 * browser-safe.
 */
import type { AvatarSpec } from "@/lib/avatar/spec.ts";
import { assembleRig, type Features, type Rig } from "@/lib/avatar/rig/assemble.ts";
import { backdropPaths } from "@/lib/avatar/rig/backdrop.ts";
import { browPaths, eyePaths } from "@/lib/avatar/rig/eyes.ts";
import { mouthPaths } from "@/lib/avatar/rig/mouth.ts";

const PORTRAIT: Features = {
  backdrop: backdropPaths,
  mouth: mouthPaths,
  eye: eyePaths,
  brow: browPaths,
};

/** Builds the rig of a spec. Layers without paths are left out. */
export function buildRig(spec: AvatarSpec): Rig {
  return assembleRig(spec, PORTRAIT);
}
