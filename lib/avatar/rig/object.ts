/**
 * Owns the hands and which object is drawn by whom. The things themselves are in `object_held.ts` and
 * `object_near.ts`. Pure and browser-safe.
 */
import type { AvatarSpec } from "@/lib/avatar/model.ts";
import type { Look } from "@/lib/avatar/rig/look.ts";
import * as held from "@/lib/avatar/rig/object_held.ts";
import * as near from "@/lib/avatar/rig/object_near.ts";
import type { RigPath } from "@/lib/avatar/rig/shape.ts";

/** A thing, sheet by sheet: behind the body, and in front of everything. */
export interface Thing {
  readonly back?: readonly RigPath[];
  readonly front: readonly RigPath[];
}

type Draw = (look: Look) => Thing;

const OBJECTS: { readonly [K in AvatarSpec["object"]]: Draw } = {
  none: () => ({ front: [] }),
  ...held,
  ...near,
};

/** Draws the object of a look. */
export function objectOf(look: Look): Thing {
  return OBJECTS[look.spec.object](look);
}
