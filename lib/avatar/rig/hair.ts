/**
 * Owns the hair of one head: what hangs behind the body, what lies on the shoulders, what one sees over
 * the face. Pure and browser-safe.
 */
import type { AvatarSpec } from "@/lib/avatar/model.ts";
import { mix } from "@/lib/avatar/rig/color.ts";
import {
  bob,
  buzz,
  long,
  pixie,
  short,
  spiky,
  undercut,
  waves,
  wolf,
} from "@/lib/avatar/rig/hair_loose.ts";
import { cap, flow, gloss, hs, strands, strandsOf } from "@/lib/avatar/rig/hair_shape.ts";
import type { Style } from "@/lib/avatar/rig/hair_style.ts";
import { afro, curly, perm } from "@/lib/avatar/rig/hair_textured.ts";
import {
  braid,
  bunStyle,
  chignon,
  ponytail,
  side_braid,
  space_buns,
  topknot,
  twin_tails,
} from "@/lib/avatar/rig/hair_tied.ts";
import type { Look } from "@/lib/avatar/rig/look.ts";
import { brush, type RigPath } from "@/lib/avatar/rig/shape.ts";

/** The hair of one head, sheet by sheet, far to near. */
export interface Hair {
  /** Behind the body. */
  readonly back: readonly RigPath[];
  /** Behind the head, over the shoulders. */
  readonly middle: readonly RigPath[];
  /** Over the face. */
  readonly front: readonly RigPath[];
  /** Path data that casts a shadow on the forehead; empty where none does. */
  readonly casts: string;
  /** True where the ears show. */
  readonly ears: boolean;
}

const STYLES: { readonly [K in Exclude<AvatarSpec["hair"], "bald">]: Style } = {
  bob,
  long,
  waves,
  curly,
  ponytail,
  twin_tails,
  braid,
  chignon,
  topknot,
  short,
  undercut,
  buzz,
  perm,
  pixie,
  bun: bunStyle,
  space_buns,
  afro,
  wolf,
  spiky,
  side_braid,
};

/** Shaved sides under a two-block cut, or the whole of a buzz cut, let the skin through. */
function shaved(look: Look): RigPath[] {
  if (look.spec.hair !== "undercut") return [];
  const d = cap({ top: 168, side: 145, right: [[145, 340], [138, 402, 1]] }, "open");
  return [{ d, fill: mix(look.hair.base, look.skin.shade, 0.34) }];
}

function bald(look: Look): Hair {
  const shine = brush(hs([-96, 262], [-76, 220], [-34, 198]), [1, 13, 1]);
  return {
    back: [],
    middle: [],
    front: [{ d: shine, fill: look.skin.light, opacity: 0.7 }],
    casts: "",
    ears: true,
  };
}

/** Draws the hair of a look. */
export function hairOf(look: Look): Hair {
  const { spec, hair, skin } = look;
  if (spec.hair === "bald") return bald(look);
  const cut = STYLES[spec.hair](look);
  const fringe = cut.fringe ?? spec.fringe;
  const crown = look.covered && cut.crown.over && cut.crown.top < 150
    ? { ...cut.crown, over: undefined, top: 150 }
    : cut.crown;
  const { over, ...bare } = crown;
  const d = cap(over ? { ...bare, over } : bare, fringe);
  const loose = strands(fringe);
  const buzzed = spec.hair === "buzz";
  const material = buzzed ? { ...hair, base: mix(hair.base, skin.shade, 0.22) } : hair;
  return {
    back: cut.back ?? [],
    middle: cut.middle ?? [],
    front: [
      ...shaved(look),
      ...strandsOf(d, material, buzzed ? [3, 3] : [6, 5]),
      ...(cut.plain ? [] : [
        { d: flow(fringe), fill: hair.shade, clip: d },
        {
          d: brush(
            hs([96, 176], [crown.side - 12, 270], [crown.side - 2, 400], [crown.side - 8, 560]),
            [6, 34, 44, 40],
          ),
          fill: hair.shade,
          opacity: 0.6,
          clip: d,
        },
        { d: gloss(crown.side), fill: hair.light, opacity: 0.72, clip: d },
      ]),
      ...(loose ? [{ d: loose, fill: hair.base }] : []),
      ...(cut.extra ?? []),
    ],
    casts: d + loose,
    ears: cut.ears ?? false,
  };
}
