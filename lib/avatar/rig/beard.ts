/**
 * Owns the beards, in the colour of the hair. Pure and browser-safe.
 */
import { luma } from "@/lib/avatar/rig/color.ts";
import type { Look } from "@/lib/avatar/rig/look.ts";
import { blob, CX, ellipse, fineBrush, type RigPath } from "@/lib/avatar/rig/shape.ts";

function moustache(y: number): string {
  const half = (s: number) =>
    blob([CX, y - 17, 1], [CX + s * 20, y - 19], [CX + s * 42, y - 6], [CX + s * 52, y + 2, 1], [
      CX + s * 30,
      y - 2,
    ], [CX + s * 6, y - 6]);
  return half(-1) + half(1);
}

/** Draws the beard in the colour of the hair. */
export function beardPaths(look: Look): RigPath[] {
  const { beard, hair: style } = look.spec;
  const { mouthY: y, jaw, chinY, cheek } = look.m;
  const bald = style === "bald" && luma(look.hair.base) > 0.9;
  const fill = bald ? "#D9D3CB" : look.hair.base;
  const shade = look.hair.shade;
  switch (beard) {
    case "none":
      return [];
    case "stubble":
      return [{
        d: blob(
          [CX - cheek, 446],
          [CX - jaw + 26, y - 34],
          [CX - 50, y - 24],
          [CX, y - 26],
          [CX + 50, y - 24],
          [CX + jaw - 26, y - 34],
          [CX + cheek, 446],
          [CX + jaw + 10, y + 10],
          [CX, chinY + 10],
          [CX - jaw - 10, y + 10],
        ),
        fill: look.hair.base,
        opacity: 0.17,
        clip: look.head,
      }];
    case "moustache":
      return [{ d: moustache(y), fill }, {
        d: moustache(y),
        fill: shade,
        shift: [4, 4],
        clip: moustache(y),
      }];
    case "goatee":
      return [
        { d: moustache(y), fill, opacity: 0.95 },
        {
          d: blob([CX - 22, y + 20, 1], [CX, y + 24], [CX + 22, y + 20, 1], [CX + 26, chinY - 10], [
            CX,
            chinY + 20,
          ], [CX - 26, chinY - 10]),
          fill,
        },
      ];
    case "full": {
      const d = blob(
        [CX - cheek - 2, 420, 1],
        [CX - jaw + 10, y - 26],
        [CX - 46, y - 20],
        [CX, y - 16],
        [CX + 46, y - 20],
        [CX + jaw - 10, y - 26],
        [CX + cheek + 2, 420, 1],
        [CX + jaw + 10, y + 16],
        [CX + 62, chinY + 26],
        [CX, chinY + 44],
        [CX - 62, chinY + 26],
        [CX - jaw - 10, y + 16],
      );
      return [
        { d, fill: look.hair.light },
        { d, fill, shift: [5, 6], clip: d },
        { d: ellipse(CX, y + 3, 40, 13), fill: look.skin.base },
        {
          d: fineBrush([[CX - 60, y + 30], [CX - 44, chinY + 4], [CX - 26, chinY + 24]], [
            1,
            5,
            1,
          ]) +
            fineBrush([[CX + 62, y + 30], [CX + 44, chinY + 6], [CX + 22, chinY + 26]], [1, 5, 1]),
          fill: shade,
        },
        { d: moustache(y), fill },
      ];
    }
    case "scholar":
      return [
        { d: moustache(y), fill },
        {
          d: blob(
            [CX - 16, y + 20, 1],
            [CX, y + 22],
            [CX + 16, y + 20, 1],
            [CX + 20, chinY],
            [CX + 12, chinY + 62],
            [CX + 2, chinY + 92, 1],
            [CX - 14, chinY + 58],
            [CX - 22, chinY],
          ),
          fill,
        },
        {
          d: fineBrush([[CX + 4, y + 40], [CX + 6, chinY + 20], [CX + 2, chinY + 74]], [1, 5, 1]),
          fill: shade,
        },
      ];
  }
}
