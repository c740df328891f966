/**
 * Owns how a portrait draws a mouth, and how it follows the expression. Pure and browser-safe.
 */
import { mix } from "@/lib/avatar/rig/color.ts";
import type { Look } from "@/lib/avatar/rig/look.ts";
import { MOUTH_MOODS, MOUTH_SHAPES, type MouthShape } from "@/lib/avatar/rig/mouth_shape.ts";
import {
  blob,
  CX,
  ellipse,
  fineBrush,
  type Knot,
  line,
  poly,
  rect,
  type RigPath,
} from "@/lib/avatar/rig/shape.ts";

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
    ...(fang
      ? [{
        d: poly([CX + w * 0.4, y + 6], [CX + w * 0.4 + 11, y + 6], [CX + w * 0.4 + 6, y + 19]),
        fill: "#FFFAF2",
      }]
      : []),
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
      d: poly([x + w * 0.36, y + curve * 0.36], [x + w * 0.36 + 10, y + curve * 0.36 - 1], [
        x + w * 0.36 + 6,
        y + curve * 0.36 + 10,
      ]),
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
