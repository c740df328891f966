/**
 * Owns nose, mouth, cheeks, marks, wrinkles and beard. Pure and browser-safe.
 */
import type { AvatarSpec } from "@/lib/avatar/model.ts";
import { luma, mix } from "@/lib/avatar/rig/color.ts";
import type { Look } from "@/lib/avatar/rig/look.ts";
import {
  blob,
  CX,
  dots,
  ellipse,
  fineBrush,
  type Gradient,
  type Knot,
  line,
  type Point,
  poly,
  rect,
  type RigPath,
} from "@/lib/avatar/rig/shape.ts";

/** Draws the nose: an underside, a hint of shade away from the light, a touch of light on the tip. */
export function nosePaths(look: Look): RigPath[] {
  const { nose } = look.spec;
  const y = look.m.noseY + (nose === "long" ? 9 : nose === "button" ? -3 : 0);
  const { skin } = look;
  const under = {
    soft: () =>
      fineBrush([[308, y - 3], [313, y + 2], [320, y + 4], [328, y + 2], [333, y - 4]], [
        1,
        3,
        3.6,
        3,
        1,
      ]),
    button: () =>
      fineBrush([[305, y - 2], [311, y + 4], [320, y + 6], [330, y + 4], [336, y - 3]], [
        1,
        3.4,
        4,
        3.4,
        1,
      ]),
    straight: () =>
      fineBrush([[309, y - 1], [315, y + 3], [323, y + 3], [332, y - 3]], [1, 3.2, 3.4, 1]),
    broad: () =>
      fineBrush([
        [299, y - 6],
        [302, y + 2],
        [312, y + 1],
        [320, y + 5],
        [329, y + 1],
        [338, y + 2],
        [
          341,
          y - 6,
        ],
      ], [1, 3.4, 2.6, 3.6, 2.6, 3.4, 1]),
    pointed: () =>
      fineBrush([[311, y], [321, y + 5], [331, y - 2], [333, y - 8]], [1, 3.4, 3, 0.8]),
    long: () =>
      fineBrush([[307, y - 5], [312, y + 2], [320, y + 4], [329, y + 2], [335, y - 6]], [
        1,
        3,
        3.6,
        3,
        1,
      ]),
  }[nose]();
  const bridge: Record<AvatarSpec["nose"], readonly Knot[]> = {
    soft: [[325, y - 22], [334, y - 6], [326, y + 1]],
    button: [[327, y - 14], [337, y - 3], [326, y + 3]],
    straight: [[325, y - 52], [333, y - 6], [324, y + 1]],
    broad: [[328, y - 22], [342, y - 3], [327, y + 1]],
    pointed: [[324, y - 46], [334, y - 4], [322, y + 2]],
    long: [[326, y - 58], [336, y - 8], [325, y + 2]],
  };
  const [a, b, c] = bridge[nose];
  return [
    ...(a && b && c
      ? [{
        d: blob([...a.slice(0, 2) as [number, number], 1], b, [c[0], c[1], 1], [321, y - 14]),
        fill: skin.shade,
        opacity: 0.55,
      }]
      : []),
    { d: ellipse(316, y - 9, nose === "button" ? 5 : 3.6, 5.5), fill: skin.light, opacity: 0.6 },
    { d: under, fill: skin.line, opacity: 0.82 },
  ];
}

interface MouthShape {
  readonly w: number;
  readonly curve: number;
  readonly full: number;
}

const MOUTH_SHAPES: { readonly [K in AvatarSpec["mouth"]]: MouthShape } = {
  gentle: { w: 29, curve: 4, full: 0.8 },
  small: { w: 19, curve: 3, full: 0.9 },
  wide: { w: 41, curve: 5, full: 0.8 },
  full: { w: 30, curve: 2, full: 1.6 },
  thin: { w: 33, curve: 1.5, full: 0.35 },
  cat: { w: 27, curve: 5, full: 0.3 },
  crooked: { w: 31, curve: 3, full: 0.7 },
  fang: { w: 30, curve: 5, full: 0.6 },
};

interface MouthMood {
  readonly curve: number;
  readonly width: number;
  readonly dx: number;
}

const MOUTH_MOODS: { readonly [K in AvatarSpec["expression"]]: MouthMood } = {
  neutral: { curve: 0, width: 1, dx: 0 },
  smile: { curve: 8, width: 1.18, dx: 0 },
  laugh: { curve: 8, width: 1.2, dx: 0 },
  sad: { curve: -11, width: 0.9, dx: 0 },
  angry: { curve: -8, width: 0.95, dx: 0 },
  surprised: { curve: 0, width: 0.6, dx: 0 },
  shy: { curve: 4, width: 0.72, dx: 3 },
  thinking: { curve: -3, width: 0.7, dx: 7 },
};

function openMouth(look: Look, shape: MouthShape): RigPath[] {
  const y = look.m.mouthY - 6;
  const w = Math.max(30, shape.w * 1.16);
  const deep = 34;
  const d = blob(
    [CX - w, y - 3, 1],
    [CX - w * 0.4, y + 2],
    [CX + w * 0.4, y + 2],
    [CX + w, y - 3, 1],
    [CX + w * 0.72, y + deep * 0.72],
    [CX, y + deep],
    [CX - w * 0.72, y + deep * 0.72],
  );
  const fang = look.spec.mouth === "fang";
  return [
    { d, fill: "#6A2129" },
    { d: ellipse(CX, y + deep + 2, w * 0.6, 15), fill: "#DD766F", clip: d },
    { d: rect(CX - w, y - 12, 2 * w, 22, 9), fill: "#FFFAF2", clip: d },
    ...(fang ? [{ d: `M${CX + w * 0.4} ${y + 6}l11 0l-5 13z`, fill: "#FFFAF2" }] : []),
    {
      d: fineBrush([[CX - w - 4, y - 5], [CX - w * 0.4, y + 1], [CX + w * 0.4, y + 1], [
        CX + w + 4,
        y - 5,
      ]], [1.5, 4, 4, 1.5]),
      fill: look.ink,
    },
    {
      d: line([CX - 12, y + deep + 9], [CX, y + deep + 11], [CX + 12, y + deep + 9]),
      stroke: look.skin.line,
      width: 2.5,
      opacity: 0.3,
    },
  ];
}

function roundMouth(look: Look, shape: MouthShape): RigPath[] {
  const y = look.m.mouthY + 3;
  const rx = 9 + shape.w * 0.14;
  const d = ellipse(CX, y, rx, 16);
  return [
    { d: ellipse(CX, y, rx + 3.5, 19.5), fill: look.skin.lip },
    { d, fill: "#6A2129" },
    { d: ellipse(CX, y + 16, rx, 8), fill: "#DD766F", clip: d },
  ];
}

function lips(look: Look, shape: MouthShape, mouthLine: readonly Knot[]): RigPath[] {
  const first = mouthLine[0];
  const last = mouthLine.at(-1);
  const mid = mouthLine[2];
  if (!first || !last || !mid) return [];
  const f = shape.full;
  const half = (last[0] - first[0]) / 2;
  const { skin } = look;
  const upper = blob(
    [first[0] + 3, first[1], 1],
    [mid[0] - half * 0.28, mid[1] - 6.5 * f],
    [mid[0], mid[1] - 4.5 * f],
    [mid[0] + half * 0.28, mid[1] - 6.5 * f],
    [last[0] - 3, last[1], 1],
    [mid[0], mid[1] + 1],
  );
  const lower = blob(
    [mid[0] - half * 0.78, mid[1] - 0.5, 1],
    [mid[0], mid[1] + 1],
    [mid[0] + half * 0.78, mid[1] - 0.5, 1],
    [mid[0] + half * 0.36, mid[1] + 8.5 * f],
    [mid[0] - half * 0.36, mid[1] + 8.5 * f],
  );
  const soft = mix(skin.lip, skin.base, 0.28);
  return [
    { d: upper, fill: mix(skin.lip, skin.base, 0.1), opacity: 0.75 },
    { d: lower, fill: soft, opacity: 0.9 },
    {
      d: ellipse(mid[0] - half * 0.16, mid[1] + 4.2 * f, half * 0.2, 1.5 * f),
      fill: skin.light,
      opacity: 0.5,
    },
    {
      d: fineBrush([[mid[0] - half * 0.4, mid[1] + 8.5 * f + 6], [mid[0], mid[1] + 8.5 * f + 8], [
        mid[0] + half * 0.4,
        mid[1] + 8.5 * f + 6,
      ]], [0.6, 3, 0.6]),
      fill: skin.shade,
    },
  ];
}

/** Two round halves that meet under the nose. */
function catMouth(look: Look, x: number, y: number): RigPath[] {
  const w = look.spec.expression === "smile" ? 27 : 22;
  const half = (
    s: number,
  ): Knot[] => [[x, y - 3], [x + s * w * 0.22, y + 5], [x + s * w * 0.62, y + 6], [
    x + s * w,
    y - 4,
  ]];
  return [
    {
      d: line([x, y - 10], [x, y - 3]) + line(...half(-1)) + line(...half(1)),
      stroke: look.ink,
      width: 3.2,
      opacity: 0.9,
    },
    {
      d: fineBrush([[x - 8, y + 14], [x, y + 16], [x + 8, y + 14]], [0.6, 3, 0.6]),
      fill: look.skin.shade,
    },
  ];
}

function closedMouth(look: Look, shape: MouthShape): RigPath[] {
  const mood = MOUTH_MOODS[look.spec.expression];
  const { mouth } = look.spec;
  const curve = shape.curve + mood.curve;
  const w = shape.w * mood.width;
  const [x, y] = [CX + mood.dx, look.m.mouthY];
  const tilt = mouth === "crooked" ? 5 : 0;
  const cat = mouth === "cat" && curve > 0 ? 1 : 0;
  const knots: Knot[] = [
    [x - w, y - curve + tilt * 0.6],
    [x - w * 0.5, y + curve * 0.35 + tilt * 0.3],
    [x, y + curve * 0.5],
    [x + w * 0.5, y + curve * 0.35 - tilt * 0.4],
    [x + w, y - curve - tilt],
  ];
  const fang = mouth === "fang"
    ? [{
      d: `M${x + w * 0.36} ${y + curve * 0.36}l10 -1l-4 11z`,
      fill: "#FFFAF2",
      stroke: look.ink,
      width: 1,
    }]
    : [];
  const corners = look.spec.expression === "smile"
    ? [{
      d: line([x - w - 6, y - curve - 5], [x - w - 8, y - curve + 2]) +
        line([x + w + 6, y - curve - tilt - 5], [x + w + 8, y - curve - tilt + 2]),
      stroke: look.skin.line,
      width: 2.2,
      opacity: 0.4,
    }]
    : [];
  if (cat > 0) return [...catMouth(look, x, y), ...corners];
  return [
    ...lips(look, shape, knots),
    ...fang,
    { d: fineBrush(knots, [1, 3.4, 3, 3.4, 1]), fill: look.ink, opacity: 0.9 },
    ...corners,
  ];
}

/** Draws the mouth of the face's expression. */
export function mouthPaths(look: Look): RigPath[] {
  const shape = MOUTH_SHAPES[look.spec.mouth];
  if (look.spec.expression === "laugh") return openMouth(look, shape);
  if (look.spec.expression === "surprised") return roundMouth(look, shape);
  return closedMouth(look, shape);
}

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
  const paths: RigPath[] = [-1, 1].map((side) => ({
    d: ellipse(CX + side * dx, y, 38, 26),
    fill: glow(CX + side * dx, y, 36, look.skin.blush, strength),
    clip: look.head,
  }));
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
