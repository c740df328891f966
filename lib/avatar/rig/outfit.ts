/**
 * Owns which outfit draws which clothes. Pure and browser-safe.
 */
import type { AvatarSpec } from "@/lib/avatar/model.ts";
import type { Outfit } from "@/lib/avatar/rig/cloth.ts";
import type { Look } from "@/lib/avatar/rig/look.ts";
import * as hanbok from "@/lib/avatar/rig/outfit_hanbok.ts";
import * as casual from "@/lib/avatar/rig/outfit_casual.ts";
import * as gear from "@/lib/avatar/rig/outfit_gear.ts";
import * as tailored from "@/lib/avatar/rig/outfit_tailored.ts";

const OUTFITS: { readonly [K in AvatarSpec["outfit"]]: (look: Look) => Outfit } = {
  ...hanbok,
  ...tailored,
  ...casual,
  ...gear,
};

/** Draws the clothes of a look. */
export function outfitOf(look: Look): Outfit {
  return OUTFITS[look.spec.outfit](look);
}
