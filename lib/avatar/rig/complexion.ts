/**
 * Owns what lies on the skin: cheeks, freckles, marks and the lines of age. Pure and browser-safe.
 */
import { mix } from "@/lib/avatar/rig/color.ts";
import type { Look } from "@/lib/avatar/rig/look.ts";
import {
  blob,
  CX,
  dots,
  ellipse,
  fineBrush,
  type Gradient,
  line,
  type Point,
  poly,
  type RigPath,
} from "@/lib/avatar/rig/shape.ts";

function glow(cx: number, cy: number, r: number, color: string, opacity: number): Gradient {
  return {
    x1: cx,
    y1: cy,
    r,
    stops: [[0.15, color, opacity], [1, color, 0]],
  };
}

function freckles(look: Look): RigPath {
  const { eyeX, eyeY } = look.m;
  const spots: readonly Point[] = [[-24, 37], [-11, 43], [3, 38], [16, 44], [-16, 51], [7, 52]];
  const both = [-1, 1].flatMap((side) =>
    spots.map(([x, y]): Point => [CX + side * (eyeX + 4 + x), eyeY + y])
  );
  return {
    d: dots(...both, [315, eyeY + 36], [327, eyeY + 40]),
    stroke: mix(look.skin.line, "#A5562E", 0.4),
    width: 4.6,
    opacity: 0.5,
  };
}

/** Draws cheeks: a breath of red that grows with feeling, freckles, or the bride's red dots. */
export function cheekPaths(look: Look): RigPath[] {
  const { cheeks, expression } = look.spec;
  const { eyeX, eyeY } = look.m;
  const rosy = cheeks === "blush" || cheeks === "rosy";
  const feeling = expression === "shy"
    ? 0.5
    : expression === "laugh" || expression === "smile"
    ? 0.16
    : 0;
  const strength = Math.min(0.85, (rosy ? 0.5 : 0.16) + feeling);
  const [dx, y] = [eyeX + 22, eyeY + 49];
  const left: RigPath = {
    d: ellipse(CX - dx, y, 38, 26),
    fill: glow(CX - dx, y, 36, look.skin.blush, strength),
    clip: look.head,
  };
  const paths: RigPath[] = [left, { ...left, mirror: true }];
  if (expression === "shy") {
    const dash = [-1, 1].flatMap((side) =>
      [-10, 0, 10].map((x) =>
        line([CX + side * dx + x + 3, y - 6], [CX + side * dx + x - 3, y + 5])
      )
    );
    paths.push({ d: dash.join(""), stroke: look.skin.blush, width: 2.6, opacity: 0.8 });
  }
  if (cheeks === "freckles" || cheeks === "rosy") paths.push(freckles(look));
  if (cheeks === "yeonji") {
    paths.push({
      d: ellipse(CX - dx, y, 11) + ellipse(CX + dx, y, 11),
      fill: "#C8453C",
      opacity: 0.85,
    });
  }
  return paths;
}

/** Draws what makes a face one's own: moles, a scar, a plaster, painted or built-in marks. */
export function markPaths(look: Look): RigPath[] {
  const { eyeX, eyeY, mouthY, chinY, cheek } = look.m;
  const { skin, ink } = look;
  switch (look.spec.mark) {
    case "none":
      return [];
    case "mole_eye":
      return [{ d: ellipse(CX + eyeX + 20, eyeY + 31, 3.4), fill: ink }];
    case "mole_lip":
      return [{ d: ellipse(CX - 36, mouthY + 15, 3.2), fill: ink }];
    case "scar":
      return [{
        d: fineBrush([
          [CX + eyeX + 16, eyeY - 76],
          [CX + eyeX + 24, eyeY - 44],
          [CX + eyeX + 21, eyeY - 4],
          [CX + eyeX + 28, eyeY + 58],
        ], [0.6, 6, 6, 0.6]),
        fill: mix(skin.deep, skin.blush, 0.4),
      }];
    case "plaster": {
      const [x, y] = [CX + eyeX + 22, eyeY + 56];
      const strip = blob([x - 31, y + 8], [x - 27, y - 6], [x + 22, y - 17], [x + 31, y - 8], [
        x + 28,
        y + 5,
      ], [x - 22, y + 17]);
      return [
        { d: strip, fill: "#B98557", opacity: 0.5, shift: [2, 3] },
        { d: strip, fill: "#F2D3A4" },
        {
          d: poly([x - 9, y - 9], [x + 7, y - 12], [x + 10, y + 8], [x - 6, y + 12]),
          fill: "#FFF1D8",
        },
      ];
    }
    case "gonji":
      return [{ d: ellipse(CX, look.m.browY - 24, 8), fill: "#C8453C" }];
    case "whiskers":
      return [{
        d: [-1, 1].flatMap((s) =>
          [-9, 3, 15].map((y, i) =>
            fineBrush([[CX + s * (cheek - 58), eyeY + 56 + y * 0.8], [
              CX + s * (cheek - 38),
              eyeY + 55 + y,
            ], [CX + s * (cheek - 14), eyeY + 50 + y * 1.5 + i]], [0.6, 4, 0.8])
          )
        ).join(""),
        fill: mix(skin.line, "#A4473B", 0.45),
        opacity: 0.85,
      }];
    case "seams":
      return [
        {
          d: line([CX - cheek + 6, eyeY + 18], [CX - 84, eyeY + 58], [CX - 74, mouthY + 26], [
            CX - 60,
            chinY - 16,
          ]) +
            line([CX + cheek - 6, eyeY + 18], [CX + 84, eyeY + 58], [CX + 74, mouthY + 26], [
              CX + 60,
              chinY - 16,
            ]),
          stroke: skin.line,
          width: 2.4,
          opacity: 0.5,
        },
        {
          d: ellipse(CX - 92, eyeY + 66, 3) + ellipse(CX + 92, eyeY + 66, 3),
          fill: skin.line,
          opacity: 0.6,
        },
      ];
  }
}

/** Draws the lines of age; nothing for the young. */
export function agePaths(look: Look): RigPath[] {
  const { eyeX, eyeY, mouthY, cheek } = look.m;
  const { skin, spec } = look;
  if (spec.age !== "elder" && spec.age !== "adult") return [];
  const fold = [-1, 1].map((s) =>
    fineBrush(
      [[CX + s * 33, look.m.noseY + 2], [CX + s * 47, mouthY - 17], [CX + s * 53, mouthY + 6]],
      [0.6, 3, 0.6],
    )
  ).join("");
  if (spec.age === "adult") return [{ d: fold, fill: skin.shade, opacity: 0.75 }];
  const crow = [-1, 1].flatMap((s) =>
    [[-7, -5], [2, 2], [10, 10]].map(([y0, y1]) =>
      fineBrush([[CX + s * (eyeX + 38), eyeY + (y0 ?? 0) * 0.7], [
        CX + s * (cheek - 22),
        eyeY + (y1 ?? 0),
      ]], [2.6, 0.6])
    )
  ).join("");
  const bags = [-1, 1].map((s) =>
    fineBrush([[CX + s * (eyeX - 26), eyeY + 24], [CX + s * eyeX, eyeY + 31], [
      CX + s * (eyeX + 24),
      eyeY + 22,
    ]], [0.6, 2.8, 0.6])
  ).join("");
  const forehead = fineBrush([[CX - 62, 304], [CX, 298], [CX + 58, 305]], [0.6, 2.8, 0.6]) +
    fineBrush([[CX - 44, 283], [CX + 4, 278], [CX + 46, 284]], [0.6, 2.4, 0.6]);
  return [
    { d: fold + crow + bags, fill: skin.line, opacity: 0.36 },
    { d: forehead, fill: skin.line, opacity: 0.26 },
  ];
}
