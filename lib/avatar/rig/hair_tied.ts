/**
 * Owns the hair styles that are tied, plaited or pinned. Pure and browser-safe.
 */
import { bun, h, hs, plait, strandsOf } from "@/lib/avatar/rig/hair_shape.ts";
import { behind, folds, type Style, TIED_SIDES } from "@/lib/avatar/rig/hair_style.ts";
import { blob, brush, CX, ellipse, type Knot, rect, type RigPath } from "@/lib/avatar/rig/shape.ts";

function ribbon(x: number, y: number, fill: string, shade: string): RigPath[] {
  return [
    { d: rect(CX + x - 17, y - 8, 34, 16, 5), fill },
    {
      d: blob(
        h(x - 4, y),
        h(x - 26, y + 34),
        h(x - 30, y + 78, 1),
        h(x - 12, y + 68, 1),
        h(x + 2, y + 30),
      ),
      fill: shade,
    },
    {
      d: blob(
        h(x + 3, y),
        h(x + 22, y + 30),
        h(x + 30, y + 70, 1),
        h(x + 12, y + 76, 1),
        h(x - 2, y + 30),
      ),
      fill,
    },
  ];
}

export const ponytail: Style = ({ hair, cloth, covered }) => ({
  crown: { top: 148, side: 146, lean: 14, right: TIED_SIDES },
  ears: true,
  back: covered
    ? behind(hair, [90, 300], [178, 380], [204, 500], [176, 640], [150, 700, 1], [120, 560])
    : [
      ...behind(
        hair,
        [60, 190],
        [120, 128],
        [206, 150],
        [246, 270],
        [232, 400],
        [246, 500],
        [206, 612, 1],
        [190, 520],
        [162, 420],
        [150, 300],
        [110, 230],
      ),
      folds(hair, [[130, 160], [206, 220], [206, 340], [208, 520]], [[110, 190], [176, 260], [
        182,
        380,
      ]]),
      {
        d: brush(hs([112, 148], [176, 142], [222, 220]), [2, 12, 1]),
        fill: hair.light,
        opacity: 0.7,
      },
      { d: blob(h(76, 148), h(104, 138), h(124, 176), h(98, 196)), fill: cloth.base },
    ],
});

export const twin_tails: Style = ({ hair, accent }) => {
  const tail = (
    s: 1 | -1,
  ): Knot[] => [
    [s * 140, 300],
    [s * 186, 270],
    [s * 236, 340],
    [s * 240, 460],
    [s * 262, 560],
    [s * 218, 660, 1],
    [s * 214, 570],
    [s * 184, 470],
    [s * 166, 380],
  ];
  return {
    crown: { top: 146, side: 156, right: [[154, 340], [146, 420, 1], [132, 400]] },
    ears: true,
    back: [
      ...behind(hair, ...tail(-1)),
      ...behind(hair, ...tail(1)),
      folds(hair, [[190, 320], [214, 430], [228, 580]], [[-190, 320], [-214, 430], [-228, 580]]),
    ],
    extra: [-1, 1].flatMap((s): RigPath[] => [
      { d: ellipse(CX + s * 160, 302, 17, 21), fill: accent.base },
      { d: ellipse(CX + s * 160 - 4, 296, 6, 8), fill: accent.light },
    ]),
  };
};

export const braid: Style = ({ hair }) => ({
  crown: { top: 150, side: 145, right: TIED_SIDES },
  ears: true,
  back: behind(hair, [0, 220], [-136, 330], [-126, 480], [0, 560], [128, 480], [138, 330]),
  middle: [
    ...plait(
      [[-104, 520], [-122, 560], [-130, 602], [-132, 644], [-130, 684], [-126, 722]],
      58,
      hair,
    ),
    ...ribbon(-124, 742, "#B5332E", "#8E2426"),
  ],
});

export const side_braid: Style = ({ hair, accent }) => ({
  crown: {
    top: 144,
    side: 158,
    lean: 10,
    right: [[166, 380], [160, 430, 1], [136, 424]],
    left: [[-130, 430], [-120, 500], [-108, 560, 1], [-152, 548], [-178, 470], [-170, 384]],
  },
  back: behind(hair, [0, 190], [-150, 260], [-178, 430], [-150, 570], [0, 560], [130, 500], [
    150,
    300,
  ]),
  middle: [
    ...plait([[-128, 530], [-140, 576], [-146, 620], [-146, 664], [-142, 706]], 74, hair),
    { d: rect(CX - 158, 728, 32, 14, 6), fill: accent.base },
    {
      d: blob(h(-156, 740), h(-128, 740), h(-118, 786), h(-140, 812, 1), h(-162, 784)),
      fill: hair.base,
    },
  ],
});

export const chignon: Style = ({ hair }) => ({
  crown: { top: 154, side: 145, right: TIED_SIDES },
  ears: true,
  back: [
    ...bun(0, 520, 106, hair),
    { d: brush(hs([-178, 546], [0, 528], [178, 508]), [9, 9, 9]), fill: "#D8B45A" },
    { d: ellipse(CX - 184, 547, 15), fill: "#2F7F6B" },
    { d: ellipse(CX - 188, 542, 5), fill: "#A9D8C6" },
    { d: ellipse(CX + 182, 507, 9), fill: "#D8B45A" },
  ],
});

export const topknot: Style = ({ hair, covered }) => ({
  crown: { top: 154, side: 145, right: TIED_SIDES },
  ears: true,
  fringe: "open",
  back: covered ? [] : [
    ...strandsOf(
      blob(...hs([-20, 170], [-27, 120], [-16, 88], [12, 84], [29, 112], [22, 170])),
      hair,
    ),
    { d: rect(CX - 25, 140, 52, 14, 6), fill: "#B5332E" },
    { d: brush(hs([-46, 118], [0, 112], [50, 104]), [5, 6, 5]), fill: "#D8B45A" },
  ],
  // The manggeon, the horsehair band that every sangtu was worn with.
  extra: [
    {
      d: blob(
        ...hs(
          [-125, 318],
          [-98, 272],
          [-52, 249],
          [0, 244],
          [52, 249],
          [98, 272],
          [125, 318],
          [122, 296],
          [98, 254],
          [52, 229],
          [0, 224],
          [-52, 229],
          [-98, 254],
          [-122, 296],
        ),
      ),
      fill: "#1F1A1C",
      opacity: 0.85,
    },
  ],
});

export const bunStyle: Style = ({ hair, accent, covered }) => ({
  crown: { top: 150, side: 145, lean: 6, right: TIED_SIDES },
  ears: true,
  back: covered ? [] : [...bun(14, 122, 56, hair), {
    d: blob(h(-30, 152), h(14, 142), h(58, 150), h(50, 170), h(-22, 172)),
    fill: accent.base,
  }],
  extra: [{
    d: brush(hs([-134, 388], [-144, 430], [-136, 474]), [9, 6, 0.6]) +
      brush(hs([134, 388], [146, 428], [142, 462]), [9, 5, 0.6]),
    fill: hair.base,
  }],
});

export const space_buns: Style = ({ hair, accent, covered }) => ({
  crown: { top: 148, side: 154, right: [[156, 340], [150, 420, 1], [134, 400]] },
  back: covered ? [] : [
    ...bun(-118, 150, 52, hair),
    ...bun(122, 146, 50, hair),
    {
      d: brush(hs([-142, 196], [-104, 186], [-82, 164]), [10, 12, 10]) +
        brush(hs([86, 160], [108, 184], [146, 192]), [10, 12, 10]),
      fill: accent.base,
    },
  ],
});
