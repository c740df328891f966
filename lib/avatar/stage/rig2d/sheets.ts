/**
 * Owns how each layer of the rig moves: what it belongs to, how far it stands out, where it hangs. Pure.
 */
import type { Look } from "@/lib/avatar/rig/look.ts";
import type { Sheet } from "@/lib/avatar/stage/rig2d/surface.ts";

/** Hair that lies on the shoulders hangs; what frames the face is stiff. */
const LOOSE_HAIR = [452, 760] as const;

/** Layers that move in one way whatever the look is. */
const SHEETS: { readonly [layer: string]: Sheet } = {
  hair_back: { flesh: "behind", lift: 0, hang: [430, 800] },
  hair_middle: { flesh: "behind", lift: 10, hang: [500, 780] },
  headwear_back: { flesh: "behind", lift: 26, hang: [400, 700] },
  neck: { flesh: "neck", lift: 0 },
  ear_left: { flesh: "ear", lift: -6 },
  ear_right: { flesh: "ear", lift: -6 },
  face: { flesh: "skin", lift: 0 },
  age: { flesh: "skin", lift: 0 },
  cheeks: { flesh: "skin", lift: 2 },
  mark: { flesh: "skin", lift: 2 },
  nose: { flesh: "skin", lift: 2, nose: true },
  beard: { flesh: "skin", lift: 6 },
  mouth: { flesh: "shell", lift: 4 },
  eye: { flesh: "shell", lift: 0 },
  brow: { flesh: "shell", lift: 5 },
  glasses: { flesh: "shell", lift: 13 },
  hair_front: { flesh: "shell", lift: 11, hang: LOOSE_HAIR },
  jewel: { flesh: "ear", lift: 2, swing: { by: "trinkets", from: 446, free: 500 } },
  headwear: { flesh: "hat", lift: 12 },
  goggles: { flesh: "hat", lift: 20 },
  crest: { flesh: "shell", lift: 0, swing: { by: "crest", from: 176, free: 84 } },
};

const BODY: Sheet = { flesh: "body", lift: 0 };

/** How the layer of this name moves. */
export function sheetOf(layer: string, look: Look): Sheet {
  if (layer === "crown_ear_left" || layer === "crown_ear_right") {
    const root = look.spec.ears === "bear" ? 210 : 205;
    return { flesh: "shell", lift: 0, swing: { by: "ears", from: root, free: root - 120 } };
  }
  // A knot is tied to its cloth; everything else behind the head is behind it.
  if (layer === "headwear_back" && look.spec.headwear === "bandana") {
    return { flesh: "hat", lift: -6 };
  }
  if (layer === "jewel" && look.spec.jewel === "hairpin") return { flesh: "shell", lift: 14 };
  return SHEETS[layer] ?? BODY;
}
