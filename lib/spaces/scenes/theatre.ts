/** A small theatre seen from its back rows: the curtain is up, and five peaks stand under sun and moon. Browser-safe. */
import { disc, line, n, shape } from "@/lib/drawing/pen.ts";
import {
  glowGradient,
  points,
  type Random,
  rect,
  type SceneLight,
  skyGradient,
} from "@/lib/spaces/scenes/frame.ts";
import { THEATRE_INKS, type TheatreInks } from "@/lib/spaces/scenes/theatre_inks.ts";

/** The opening of the stage. */
const LEFT = 352;
const RIGHT = 1248;
const TOP = 150;
/** Where the back wall meets the boards, and where these end. */
const BOARDS = 560;
const EDGE = 640;

export function drawTheatreScene(light: SceneLight, random: Random): string {
  const inks = THEATRE_INKS[light];
  return [
    `<defs>${skyGradient("sky", inks.backdrop)}${
      glowGradient("lamp", inks.glow, inks.glowOpacity)
    }` +
    `${glowGradient("pool", inks.pool, 0.9)}` +
    `<clipPath id="stage"><path d="M${LEFT} ${TOP}H${RIGHT}V${EDGE}H${LEFT}Z"/></clipPath></defs>`,
    house(inks),
    `<g clip-path="url(#stage)">`,
    backdrop(random, inks),
    boards(inks),
    "</g>",
    drapes(inks),
    arch(inks),
    apron(inks),
    spotlights(inks),
    lanterns(inks, light),
    seats(random, inks),
  ].join("");
}

function house(inks: TheatreInks): string {
  const panel = (x: number) =>
    rect(x, 200, 96, 300, inks.panel) +
    `<rect x="${
      x + 10
    }" y="210" width="76" height="280" fill="none" stroke="${inks.goldDark}" stroke-width="3"/>` +
    line(
      `M${x + 48} 300q-26 30 0 60q26 -30 0 -60M${x + 48} 360v60M${x + 30} 420h36`,
      inks.goldDark,
      3,
      `opacity=".8"`,
    );
  return rect(0, 0, 1600, 900, inks.wall) + rect(0, 0, 1600, 96, inks.wallDark) +
    panel(40) + panel(170) + panel(1334) + panel(1464) +
    rect(0, 540, 1600, 120, inks.wallDark) + rect(0, 534, 1600, 8, inks.goldDark);
}

/** Five peaks, two waterfalls, two pines, sun and moon, as they stood behind the king's seat. */
function backdrop(random: Random, inks: TheatreInks): string {
  const [far, middle, near] = inks.peaks;
  const peak = (x: number, y: number, w: number, fill: string) =>
    shape(
      `M${x - w} ${BOARDS}Q${n(x - w * 0.72)} ${n(y + 90)} ${n(x - w * 0.3)} ${n(y + 46)}` +
        `Q${n(x - w * 0.16)} ${y} ${x} ${y}Q${n(x + w * 0.18)} ${y} ${n(x + w * 0.32)} ${
          n(y + 50)
        }` +
        `Q${n(x + w * 0.74)} ${n(y + 96)} ${x + w} ${BOARDS}Z`,
      fill,
    ) +
    line(
      `M${n(x - w * 0.3)} ${n(y + 60)}Q${n(x - w * 0.14)} ${n(y + 12)} ${n(x - 4)} ${n(y + 10)}`,
      inks.peakLight,
      6,
      `opacity=".8"`,
    ) +
    line(
      `M${n(x + w * 0.1)} ${n(y + 40)}q12 40 -4 80M${n(x - w * 0.2)} ${n(y + 90)}q8 30 -2 60`,
      inks.peakLight,
      3,
      `opacity=".45"`,
    );
  const fall = (x: number, y: number) =>
    shape(`M${x - 12} ${y}h24l10 150h-40Z`, inks.foam, `opacity=".85"`) +
    line(`M${x - 4} ${y + 6}l-4 138M${x + 6} ${y + 10}l5 132`, inks.water, 2.4);
  return rect(LEFT, TOP, RIGHT - LEFT, 420, "url(#sky)") +
    points(random, {
      count: 26,
      x: LEFT,
      y: TOP + 60,
      width: RIGHT - LEFT,
      height: 110,
      fill: inks.white,
      size: 2.2,
    }) +
    disc(566, 286, 34, inks.moon) + disc(1034, 286, 34, inks.sun) +
    peak(520, 370, 150, far) + peak(1080, 370, 150, far) +
    peak(660, 320, 150, middle) + peak(940, 320, 150, middle) +
    peak(800, 262, 180, near) + fall(708, 404) + fall(892, 404) +
    waves(inks) + pine(506, 1, inks) + pine(1094, -1, inks);
}

function waves({ water, foam }: TheatreInks): string {
  let scales = "";
  for (let row = 0; row < 4; row++) {
    for (let x = LEFT - 20 + (row % 2) * 30; x < RIGHT + 40; x += 60) {
      const y = 512 + row * 18;
      scales += `M${x} ${y}a30 24 0 0 1 60 0M${x + 12} ${y}a18 14 0 0 1 36 0`;
    }
  }
  return rect(LEFT, 496, RIGHT - LEFT, 70, water) + line(scales, foam, 3, `opacity=".75"`);
}

function pine(x: number, side: 1 | -1, { trunk, pine: green, pineDark }: TheatreInks): string {
  const cloud = (dx: number, y: number, w: number) =>
    shape(
      `M${n(dx - w)} ${y}q${n(w * 0.1)} -20 ${n(w * 0.5)} -20q${n(w * 0.2)} -18 ${n(w * 0.5)} -16` +
        `q${n(w * 0.4)} -4 ${n(w * 0.5)} 16q${n(w * 0.4)} 0 ${n(w * 0.5)} 20Z`,
      green,
    ) +
    line(`M${n(dx - w + 6)} ${y}h${n(2 * w - 12)}`, pineDark, 6);
  return `<g transform="translate(${x} 0) scale(${side} 1)">` +
    line("M-4 566Q-30 500 0 450T-10 340M0 450Q30 430 52 428M-6 400Q-40 384 -50 380", trunk, 15) +
    cloud(-14, 344, 62) + cloud(58, 428, 50) + cloud(-54, 386, 44) + cloud(10, 296, 44) + "</g>";
}

function boards(inks: TheatreInks): string {
  let seams = "";
  for (let i = -10; i <= 10; i++) {
    seams += `M${800 + i * 46} ${BOARDS}L${800 + i * 62} ${EDGE}`;
  }
  return rect(LEFT, BOARDS, RIGHT - LEFT, EDGE - BOARDS, inks.stage) +
    line(seams, inks.wood, 2.4, `opacity=".5"`) +
    rect(LEFT, BOARDS, RIGHT - LEFT, 8, inks.shadow, `opacity=".3"`) +
    `<ellipse cx="800" cy="606" rx="300" ry="44" fill="url(#pool)"/>` +
    // Two chairs and a small table with a flower: somebody is expected.
    chair(716, 612, 1, inks) + chair(884, 612, -1, inks) +
    shape("M776 566H824L830 574H770Z", inks.woodLight) +
    line("M800 574V614M784 618H816", inks.woodDark, 5) +
    shape("M794 566Q790 552 796 546H804Q810 552 806 566Z", inks.white) +
    line("M800 546Q798 530 790 522M800 546Q804 528 812 520", inks.pine, 3) +
    disc(789, 519, 6, inks.sun) + disc(813, 517, 6, inks.gold) + disc(801, 524, 5, inks.moon);
}

function chair(x: number, y: number, side: 1 | -1, inks: TheatreInks): string {
  return `<g transform="translate(${x} ${y}) scale(${side} 1)">` +
    line("M-26 0V-30M26 0V-30M-22 8V-20M30 6V-20", inks.woodDark, 5) +
    shape("M-30 -38H32L34 -26H-32Z", inks.drapes[0]) +
    shape("M-34 -92Q-30 -102 -16 -98L-12 -34H-30Z", inks.drapes[1]) +
    line("M-30 -96L-30 -34", inks.gold, 4) + "</g>";
}

function drapes(inks: TheatreInks): string {
  const [base, dark, lit, deep] = inks.drapes;
  const side = (flip: 1 | -1) => {
    let folds = "";
    let lights = "";
    for (let i = 0; i < 5; i++) {
      const x = 18 + i * 32;
      folds += `M${x} 0Q${x + 12} 240 ${x - 18 - i * 10} 330`;
      lights += `M${x + 14} 0Q${x + 24} 230 ${x - 6 - i * 10} 320`;
    }
    const x = flip === 1 ? LEFT : RIGHT;
    return `<g transform="translate(${x} ${TOP}) scale(${flip} 1)">` +
      shape("M-10 -20H178Q186 210 84 334Q52 356 30 344Q110 440 96 496H-10Z", base) +
      line(folds, dark, 12) + line(lights, lit, 5, `opacity=".8"`) +
      shape("M-10 348H34Q104 436 96 496H-10Z", dark) +
      line("M10 362Q26 430 16 494M36 366Q70 430 56 494M60 400Q86 450 80 494", deep, 8) +
      line("M-8 342Q40 362 92 328", inks.fringe, 13) + line("M-8 336Q40 354 90 322", inks.gold, 4) +
      shape("M36 350l-12 44h30l-8 -44Z", inks.fringe) +
      line("M30 372v22M38 372v22M46 372v22", inks.goldDark, 2.4) + "</g>";
  };
  return side(1) + side(-1);
}

/** The gilded frame, and the valance that hangs from it in swags. */
function arch(inks: TheatreInks): string {
  const [base, dark, lit] = inks.drapes;
  let swags = "";
  const width = (RIGHT - LEFT) / 5;
  for (let i = 0; i < 5; i++) {
    const x = LEFT + i * width;
    swags += shape(
      `M${n(x)} ${TOP - 8}h${n(width)}q-6 78 ${n(-width / 2)} 88q${n(-width / 2 + 6)} -10 ` +
        `${n(-width / 2)} -88Z`,
      i % 2 ? base : dark,
    ) +
      line(
        `M${n(x + 20)} ${TOP}q${n(width / 2 - 20)} 64 ${n(width - 40)} 0M${n(x + 44)} ${TOP}` +
          `q${n(width / 2 - 44)} 36 ${n(width - 88)} 0`,
        lit,
        4,
        `opacity=".7"`,
      ) +
      line(
        `M${n(x + 2)} ${TOP + 8}q${n(width / 2 - 2)} 146 ${n(width - 4)} 0`,
        inks.fringe,
        9,
      );
  }
  const post = (x: number) =>
    rect(x, TOP - 30, 46, EDGE - TOP + 30, inks.gold) +
    rect(x + 32, TOP - 30, 14, EDGE - TOP + 30, inks.goldDark) +
    rect(x + 10, TOP + 20, 14, EDGE - TOP - 60, inks.wall);
  return swags + post(LEFT - 46) + post(RIGHT) +
    rect(LEFT - 60, TOP - 52, RIGHT - LEFT + 120, 50, inks.gold) +
    rect(LEFT - 60, TOP - 14, RIGHT - LEFT + 120, 12, inks.goldDark) +
    rect(LEFT - 30, TOP - 42, RIGHT - LEFT + 60, 20, inks.wallDark) +
    crest(inks);
}

/** A moon between two clouds, above the middle of the stage. */
function crest(inks: TheatreInks): string {
  const cloud = (side: 1 | -1) =>
    `<g transform="translate(800 96) scale(${side} 1)">` +
    line(
      "M52 12q26 -30 50 -8q24 -12 32 10q22 -2 24 16h-96M70 10q14 -12 24 2",
      inks.gold,
      7,
    ) + "</g>";
  return disc(800, 84, 52, inks.gold) + disc(800, 84, 43, inks.wallDark) +
    disc(800, 84, 36, inks.moon) +
    disc(786, 76, 6, inks.goldDark, `opacity=".35"`) +
    disc(812, 94, 9, inks.goldDark, `opacity=".3"`) +
    cloud(1) + cloud(-1);
}

function apron(inks: TheatreInks): string {
  let slats = "";
  for (let x = LEFT - 40; x < RIGHT + 60; x += 44) slats += `M${x} ${EDGE + 16}v58`;
  let feet = "";
  for (let x = LEFT + 44; x < RIGHT; x += 101) {
    feet += disc(x, EDGE + 2, 46, "url(#lamp)") +
      shape(`M${x - 15} ${EDGE + 14}a15 15 0 0 1 30 0Z`, inks.lamp);
  }
  return shape(
    `M${LEFT - 60} ${EDGE}H${RIGHT + 60}L${RIGHT + 76} ${EDGE + 16}H${LEFT - 76}Z`,
    inks.stageLight,
  ) +
    rect(LEFT - 76, EDGE + 16, RIGHT - LEFT + 152, 66, inks.stageFront) +
    line(slats, inks.woodDark, 4, `opacity=".6"`) + feet +
    rect(0, EDGE + 82, 1600, 180, inks.wallDark) +
    shape(`M560 ${EDGE + 82}H1040L1180 900H420Z`, inks.seatDark, `opacity=".55"`);
}

function spotlights(inks: TheatreInks): string {
  const opacity = `opacity="${inks.beamOpacity}"`;
  const can = (x: number, turn: number) =>
    `<g transform="translate(${x} 28) rotate(${turn})">` +
    rect(-17, -16, 34, 46, inks.iron, `rx="6"`) +
    `<ellipse cy="30" rx="16" ry="6" fill="${inks.lamp}"/></g>`;
  return shape("M300 46L330 40L900 632H640Z", inks.beam, opacity) +
    shape("M1300 46L1270 40L700 632H960Z", inks.beam, opacity) +
    rect(120, 6, 1360, 10, inks.iron, `rx="5"`) + can(312, -34) + can(1288, 34) + can(520, -16) +
    can(1080, 16);
}

function lanterns(inks: TheatreInks, light: SceneLight): string {
  return [88, 218, 1382, 1512].map((x) =>
    disc(x, 168, light === "night" ? 190 : 130, "url(#lamp)") +
    line(`M${x} 96V132`, inks.iron, 4) +
    shape(`M${x - 24} 136h48q14 30 0 64h-48q-14 -34 0 -64Z`, inks.lamp) +
    line(`M${x - 29} 156h58M${x - 30} 176h60`, inks.gold, 2.6, `opacity=".75"`) +
    rect(x - 20, 130, 40, 8, inks.woodDark, `rx="3"`) +
    rect(x - 20, 199, 40, 8, inks.woodDark, `rx="3"`) + line(`M${x} 206v22`, inks.sun, 4)
  ).join("");
}

/** Three rows from behind, some of their seats taken; an aisle leads through the middle. */
function seats(random: Random, inks: TheatreInks): string {
  return [0, 1, 2].map((row) => {
    const y = 742 + row * 62;
    const width = 92 + row * 22;
    const aisle = 84 + row * 30;
    const cells: string[] = [];
    for (const side of [-1, 1]) {
      for (let i = 0; i < 8; i++) {
        const x = 800 + side * (aisle + width / 2 + i * (width + 8));
        if (x < -width || x > 1600 + width) continue;
        if (random() < 0.42) cells.push(guest(x, y, width, random, inks));
        cells.push(seat(x, y, width, inks));
      }
    }
    return rect(0, y + 30, 1600, 62, inks.seatDark, `opacity=".85"`) + cells.join("");
  }).join("");
}

function seat(x: number, y: number, width: number, inks: TheatreInks): string {
  const w = width / 2;
  return shape(
    `M${n(x - w)} ${y + 74}V${n(y + 14)}q0 -26 26 -26h${n(width - 52)}q26 0 26 26V${y + 74}Z`,
    inks.seat,
  ) +
    line(`M${n(x - w + 8)} ${y + 16}q0 -20 20 -20h${n(width - 56)}`, inks.seatLight, 5) +
    line(`M${n(x - w * 0.34)} ${y + 4}v64M${n(x + w * 0.34)} ${y + 4}v64`, inks.seatDark, 3) +
    disc(x, y + 12, 3.4, inks.goldDark);
}

/** Somebody from behind: shoulders, hair, and perhaps a bun or a cap. */
function guest(x: number, y: number, width: number, random: Random, inks: TheatreInks): string {
  const pick = (from: readonly string[]) => from[Math.floor(random() * from.length)]!;
  const [hair, cloth] = [pick(inks.hair), pick(inks.cloth)];
  const r = width * 0.2;
  const kind = random();
  const lean = (random() - 0.5) * 8;
  const at = x + lean;
  const more = kind < 0.3
    ? disc(at, y - 52 - r, r * 0.5, hair)
    : kind < 0.55
    ? shape(`M${n(at - r)} ${n(y - 44)}q${n(r)} ${n(r * 3)} ${n(2 * r)} 0v34h${n(-2 * r)}Z`, hair)
    : kind < 0.68
    ? line(`M${n(at - r * 1.1)} ${n(y - 46)}h${n(r * 2.2)}`, cloth, 7)
    : "";
  return shape(
    `M${n(at - width * 0.36)} ${y + 20}q4 -44 ${n(width * 0.24)} -46h${n(width * 0.24)}` +
      `q${n(width * 0.2)} 2 ${n(width * 0.24)} 46Z`,
    cloth,
  ) + disc(at, y - 42, r, hair) + more;
}
