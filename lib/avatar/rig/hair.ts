/**
 * Owns the hair styles: what hangs behind the body, what lies on the shoulders, what one sees over the
 * face. Pure and browser-safe.
 */
import type { AvatarSpec } from "@/lib/avatar/model.ts";
import { mix } from "@/lib/avatar/rig/color.ts";
import {
  bun,
  cap,
  type Crown,
  flow,
  gloss,
  h,
  hs,
  plait,
  strands,
  strandsOf,
} from "@/lib/avatar/rig/hair_shape.ts";
import type { Look } from "@/lib/avatar/rig/look.ts";
import {
  blob,
  brush,
  CX,
  dots,
  ellipse,
  type Knot,
  type Point,
  rect,
  type RigPath,
  scallops,
} from "@/lib/avatar/rig/shape.ts";

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

interface Cut {
  readonly crown: Crown;
  readonly back?: readonly RigPath[];
  readonly middle?: readonly RigPath[];
  /** Drawn over the cap. */
  readonly extra?: readonly RigPath[];
  readonly ears?: boolean;
  readonly fringe?: AvatarSpec["fringe"];
  readonly plain?: true;
}

type Style = (look: Look) => Cut;

/** Sideburns that end beside the ear. */
const SHORT_SIDES: readonly Knot[] = [[148, 350], [138, 402, 1]];
/** Hair drawn back behind the ears. */
const TIED_SIDES: readonly Knot[] = [[143, 336], [136, 372, 1]];

function behind(hair: Look["hair"], ...knots: Knot[]): RigPath[] {
  const d = blob(...hs(...knots));
  return [{ d, fill: hair.base }, { d, fill: hair.shade, shift: [7, 6], clip: d }];
}

function folds(hair: Look["hair"], ...lines: readonly (readonly Knot[])[]): RigPath {
  const d = lines.map((knots) =>
    brush(hs(...knots), knots.map((_, i) => i === 0 || i === knots.length - 1 ? 0.6 : 5))
  ).join("");
  return { d, fill: hair.deep, opacity: 0.55 };
}

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

const long: Style = ({ hair }) => ({
  crown: {
    top: 146,
    side: 160,
    lean: -6,
    right: [[170, 392], [172, 480], [164, 566], [146, 600, 1], [140, 520], [138, 440]],
    left: [[-136, 440], [-132, 530], [-142, 640], [-158, 742, 1], [-188, 660], [-184, 540], [
      -172,
      400,
    ]],
  },
  back: [
    ...behind(
      hair,
      [0, 170],
      [-150, 230],
      [-184, 400],
      [-192, 600],
      [-186, 790],
      [0, 810],
      [186, 790],
      [196, 600],
      [184, 400],
      [150, 230],
    ),
    folds(hair, [[150, 480], [168, 620], [162, 780]], [[-150, 500], [-160, 640], [-150, 780]], [
      [110, 560],
      [124, 680],
      [112, 800],
    ]),
  ],
});

const waves: Style = ({ hair }) => ({
  crown: {
    top: 142,
    side: 164,
    lean: 8,
    right: [
      [176, 380],
      [166, 452],
      [190, 530],
      [170, 612],
      [188, 690],
      [150, 748, 1],
      [158, 676],
      [132, 610],
      [150, 530],
      [132, 452],
    ],
    left: [[-132, 440], [-150, 510], [-130, 572], [-146, 622, 1], [-178, 590], [-192, 520], [
      -168,
      450,
    ], [-178, 380]],
  },
  back: [
    ...behind(
      hair,
      [0, 168],
      [-156, 230],
      [-196, 400],
      [-188, 480],
      [-214, 570],
      [-196, 660],
      [-214, 750],
      [-150, 800],
      [150, 800],
      [218, 740],
      [200, 650],
      [220, 560],
      [194, 470],
      [198, 390],
      [156, 230],
    ),
    folds(hair, [[170, 470], [192, 560], [172, 650], [190, 740]], [[-168, 470], [-190, 560], [
      -170,
      650,
    ], [-188, 740]]),
  ],
});

const bob: Style = ({ hair }) => ({
  crown: {
    top: 144,
    side: 162,
    lean: -8,
    right: [[176, 392], [184, 468], [170, 536], [118, 556, 1], [128, 506], [132, 440]],
    left: [[-132, 440], [-126, 510], [-112, 566, 1], [-172, 548], [-188, 470], [-178, 392]],
  },
  back: behind(
    hair,
    [0, 176],
    [-158, 250],
    [-182, 420],
    [-168, 548],
    [-60, 566],
    [60, 562],
    [168, 540],
    [182, 420],
    [158, 250],
  ),
});

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

const curly: Style = ({ hair, covered }) => ({
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

const afro: Style = ({ hair, covered }) => ({
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

const perm: Style = ({ hair, covered }) => ({
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

const ponytail: Style = ({ hair, cloth, covered }) => ({
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

const twin_tails: Style = ({ hair, accent }) => {
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

const braid: Style = ({ hair }) => ({
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

const side_braid: Style = ({ hair, accent }) => ({
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

const chignon: Style = ({ hair }) => ({
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

const topknot: Style = ({ hair, covered }) => ({
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

const short: Style = () => ({
  crown: {
    top: 138,
    side: 154,
    lean: 22,
    right: SHORT_SIDES,
    over: [[-152, 306], [-150, 236], [-112, 176], [-50, 152], [6, 132], [70, 134], [124, 168], [
      152,
      226,
    ], [154, 302]],
  },
  ears: true,
});

const undercut: Style = () => ({
  crown: {
    top: 122,
    side: 140,
    right: [[136, 300, 1], [126, 290]],
    over: [[-140, 276], [-150, 222], [-118, 158], [-56, 136], [10, 112], [84, 118], [140, 158], [
      154,
      222,
    ], [140, 276]],
  },
  ears: true,
});

const buzz: Style = () => ({
  crown: { top: 164, side: 143, right: [[143, 340], [137, 398, 1]] },
  ears: true,
  fringe: "open",
  plain: true,
});

const pixie: Style = () => ({
  crown: {
    top: 138,
    side: 156,
    lean: -16,
    right: [[160, 372], [156, 420], [132, 452, 1], [136, 410]],
    left: [[-134, 414], [-128, 458, 1], [-156, 424], [-164, 372]],
    over: [
      [-158, 306],
      [-152, 228],
      [-100, 160],
      [-64, 152],
      [-28, 128],
      [14, 144],
      [64, 140],
      [118, 172],
      [150, 230],
      [158, 302],
    ],
  },
  ears: true,
});

const bunStyle: Style = ({ hair, accent, covered }) => ({
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

const space_buns: Style = ({ hair, accent, covered }) => ({
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

const wolf: Style = ({ hair }) => ({
  crown: {
    top: 134,
    side: 160,
    lean: -10,
    right: [[170, 372], [188, 428, 1], [164, 430], [180, 504, 1], [154, 500], [150, 574, 1], [
      132,
      500,
    ], [134, 430]],
    left: [[-134, 430], [-130, 500], [-140, 586, 1], [-158, 510], [-186, 516, 1], [-168, 436], [
      -192,
      434,
      1,
    ], [-172, 372]],
    over: [
      [-164, 310],
      [-162, 236],
      [-128, 172],
      [-92, 166],
      [-58, 130],
      [-14, 146],
      [36, 128],
      [82, 152],
      [128, 172],
      [158, 232],
      [164, 306],
    ],
  },
  back: behind(
    hair,
    [0, 190],
    [-156, 260],
    [-170, 440],
    [-150, 560],
    [-158, 650, 1],
    [-110, 600],
    [-84, 668, 1],
    [-40, 604],
    [40, 604],
    [84, 672, 1],
    [112, 600],
    [164, 648, 1],
    [152, 556],
    [172, 440],
    [156, 260],
  ),
});

const spiky: Style = () => ({
  crown: {
    top: 110,
    side: 158,
    right: [[160, 356], [150, 420, 1], [136, 396]],
    over: [
      [-154, 316],
      [-186, 268, 1],
      [-158, 250],
      [-176, 182, 1],
      [-128, 184],
      [-118, 112, 1],
      [-72, 146],
      [-32, 84, 1],
      [0, 130],
      [52, 78, 1],
      [72, 136],
      [132, 110, 1],
      [126, 176],
      [184, 180, 1],
      [158, 244],
      [188, 262, 1],
      [156, 312],
    ],
  },
  ears: true,
});

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
