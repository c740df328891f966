/**
 * Owns the hair styles of curls: loose, tight and afro. Pure and browser-safe.
 */
import { hs } from "@/lib/avatar/rig/hair_shape.ts";
import type { Style } from "@/lib/avatar/rig/hair_style.ts";
import type { Look } from "@/lib/avatar/rig/look.ts";
import { brush, CX, dots, type Point, type RigPath, scallops } from "@/lib/avatar/rig/shape.ts";

/** Round curls along the silhouette; under a hat only those at the sides show. */
function curls(
  hair: Look["hair"],
  size: number,
  covered: boolean,
  points: readonly (readonly [number, number])[],
): RigPath[] {
  const d = dots(
    ...points.filter(([, y]) => !covered || y > 290).map(([x, y]): Point => [CX + x, y]),
  );
  return [
    { d, stroke: hair.light, width: size },
    { d, stroke: hair.base, width: size, shift: [size / 11, size / 11] },
  ];
}

/** Small arcs that tell where one curl lies over the next. */
function arcs(size: number, ...points: readonly (readonly [number, number])[]): string {
  const r = size / 2;
  return points.map(([x, y]) => `M${CX + x - r} ${y}a${r} ${r} 0 01${size} 2`).join("");
}

export const curly: Style = ({ hair, covered }) => ({
  crown: { top: 144, side: 160, right: [[170, 352], [160, 404, 1]] },
  back: [{
    d: scallops(CX, 360, 160, 160, { bumps: 13, swell: 0.12, phase: 0.2 }),
    fill: hair.shade,
  }],
  extra: [
    ...curls(hair, 76, covered, [
      [-152, 440],
      [-164, 378],
      [-168, 312],
      [-154, 250],
      [-122, 198],
      [-72, 164],
      [-12, 148],
      [48, 152],
      [102, 180],
      [142, 228],
      [160, 288],
      [166, 350],
      [156, 412],
      [140, 462],
    ]),
    {
      d: arcs(38, [-128, 250], [-150, 330], [-84, 208], [-24, 188], [40, 192], [98, 224], [
        136,
        280,
      ], [150, 350]),
      stroke: hair.shade,
      width: 5,
    },
    {
      d: arcs(26, [-132, 226], [-84, 184], [-26, 164]),
      stroke: hair.light,
      width: 5,
      opacity: 0.8,
    },
  ],
  plain: true,
});

export const afro: Style = ({ hair, covered }) => ({
  fringe: "open",
  crown: covered ? { top: 146, side: 172, right: [[192, 340], [176, 420], [142, 430, 1]] } : {
    top: 76,
    side: 200,
    right: [[214, 340], [196, 402], [150, 424, 1], [136, 396]],
    over: [
      [-216, 318],
      [-226, 260],
      [-206, 196],
      [-160, 134],
      [-86, 88],
      [0, 72],
      [90, 90],
      [160, 136],
      [208, 198],
      [226, 262],
      [216, 318],
    ],
  },
  back: [{
    d: scallops(CX, 290, covered ? 186 : 218, covered ? 176 : 212, { bumps: 26, swell: 0.045 }),
    fill: hair.base,
  }],
  extra: covered ? [] : [{
    d: brush(hs([-186, 250], [-152, 168], [-84, 118]), [2, 22, 2]) +
      brush(hs([-60, 106], [-24, 98], [4, 98]), [2, 12, 2]),
    fill: hair.light,
    opacity: 0.6,
  }],
  plain: true,
});

export const perm: Style = ({ hair, covered }) => ({
  fringe: "open",
  crown: { top: 142, side: 158, right: [[164, 350], [150, 402, 1]] },
  extra: [
    ...curls(hair, 54, covered, [
      [-154, 404],
      [-164, 364],
      [-168, 322],
      [-164, 280],
      [-150, 240],
      [-126, 204],
      [-94, 176],
      [-56, 156],
      [-14, 146],
      [30, 148],
      [70, 162],
      [106, 186],
      [134, 218],
      [154, 256],
      [164, 298],
      [166, 342],
      [160, 384],
      [148, 418],
      [-112, 262],
      [-76, 234],
      [-28, 220],
      [24, 220],
      [72, 236],
      [108, 264],
    ]),
    {
      d: arcs(
        28,
        [-128, 246],
        [-104, 212],
        [-58, 190],
        [-8, 180],
        [42, 188],
        [88, 208],
        [122, 240],
        [-146, 296],
        [146, 296],
        [-152, 348],
        [150, 350],
        [-34, 214],
        [18, 212],
      ),
      stroke: hair.shade,
      width: 4,
    },
    { d: arcs(20, [-128, 222], [-86, 182], [-36, 164]), stroke: hair.light, width: 4.5 },
  ],
  plain: true,
});
