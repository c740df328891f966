/** A house open to its courtyard: the wooden floor, the jars by the wall, the persimmon tree. Browser-safe. */
import { disc, line, n, shape } from "@/lib/drawing/pen.ts";
import {
  cup,
  cushion,
  glowGradient,
  lattice,
  persimmon,
  points,
  type Random,
  rect,
  type SceneLight,
  skyGradient,
} from "@/lib/spaces/scenes/frame.ts";
import { MARU_INKS, type MaruInks } from "@/lib/spaces/scenes/maru_inks.ts";

export function drawMaruScene(light: SceneLight, random: Random): string {
  const inks = MARU_INKS[light];
  return [
    `<defs>${skyGradient("sky", inks.sky)}${glowGradient("halo", inks.halo, 0.8)}` +
    `${glowGradient("lamp", "#ffcf86", 0.75)}` +
    `<linearGradient id="near" x2="0" y2="1"><stop stop-color="${inks.groundNear}" ` +
    `stop-opacity="0"/><stop offset="1" stop-color="${inks.groundNear}"/></linearGradient></defs>`,
    rect(0, 0, 1600, 620, "url(#sky)"),
    light === "night"
      ? points(random, {
        count: 70,
        x: 0,
        y: 0,
        width: 1600,
        height: 380,
        fill: "#f3e9d2",
        size: 3,
      })
      : "",
    disc(150, 210, 300, "url(#halo)"),
    disc(150, 210, 62, inks.orb),
    landscape(inks),
    courtyard(inks),
    house(inks),
    onTheFloor(inks),
    light === "night" ? lamps() : sunbeams(),
    tree(inks),
    fallen(random, inks),
  ].join("");
}

function landscape({ hills: [far, middle, near] }: MaruInks): string {
  return shape("M0 440Q130 372 270 410T560 402T860 430V640H0Z", far) +
    shape("M0 486Q160 430 330 462T700 458V640H0Z", middle) +
    shape("M0 524Q120 488 260 506T640 512V640H0Z", near);
}

/** The wall with its tiled cap, the ground, and the jars that stand before it. */
function courtyard(inks: MaruInks): string {
  let ends = "";
  for (let x = 8; x < 640; x += 26) ends += `M${x} 553h0`;
  let blocks = "";
  for (let row = 0; row < 3; row++) {
    for (let x = row % 2 ? 10 : -30; x < 620; x += 92) {
      blocks += `M${x + (row * 37 % 21)} ${580 + row * 22}h${44 + (x * 7 + row * 13) % 26}`;
    }
  }
  const jar = (x: number, y: number, w: number, h: number) =>
    shape(
      `M${n(x - w * 0.62)} ${n(y - h)}C${n(x - w * 1.1)} ${n(y - h * 0.72)} ${n(x - w * 0.94)} ` +
        `${n(y - h * 0.2)} ${n(x - w * 0.56)} ${n(y)}H${n(x + w * 0.56)}C${n(x + w * 0.94)} ` +
        `${n(y - h * 0.2)} ${n(x + w * 1.1)} ${n(y - h * 0.72)} ${n(x + w * 0.62)} ${n(y - h)}Z`,
      inks.jar,
    ) +
    shape(
      `M${n(x - w * 0.7)} ${n(y - h * 0.74)}q${n(-w * 0.12)} ${n(h * 0.26)} ${n(w * 0.14)} ` +
        `${n(h * 0.52)}q${n(-w * 0.02)} ${n(-h * 0.26)} ${n(w * 0.08)} ${n(-h * 0.56)}Z`,
      inks.jarLight,
    ) + rect(x - w * 0.74, y - h - 11, w * 1.48, 13, inks.jarLight, `rx="6"`) +
    rect(x - 9, y - h - 19, 18, 9, inks.jar, `rx="4"`);
  return rect(0, 560, 640, 92, inks.plaster) + line(blocks, inks.stones, 15) +
    shape("M0 524H640V552H0Z", inks.tile) + rect(0, 516, 640, 12, inks.tileDark) +
    line(ends, inks.tileDark, 17) +
    rect(0, 644, 1600, 256, inks.ground) + rect(0, 700, 1600, 200, "url(#near)") +
    shape("M0 660H330L372 706H0Z", inks.rock) + shape("M0 706H372V722H0Z", inks.rockDark) +
    jar(310, 690, 36, 66) + jar(70, 684, 52, 104) + jar(168, 692, 44, 86) + jar(240, 698, 34, 60) +
    jar(18, 700, 38, 70);
}

function house(inks: MaruInks): string {
  return shape("M470 812H1600V900H430Z", inks.shadow, `opacity=".16"`) +
    // The stone base, in courses.
    rect(500, 772, 1100, 44, inks.rock) +
    line(
      "M500 794H1600M596 772v22M742 772v22M936 772v22M1128 772v22M1322 772v22M1500 772v22" +
        "M660 794v22M840 794v22M1030 794v22M1226 794v22M1410 794v22",
      inks.rockDark,
      3,
    ) +
    rect(560, 380, 1040, 300, inks.inside) +
    openBays(inks) + rooms(inks) + floor(inks) + columns(inks) + roof(inks);
}

/** Two bays without doors: one sees through the house into the garden behind. */
function openBays(inks: MaruInks): string {
  const folding = [0, 1, 2, 3].map((i) =>
    rect(872 + i * 50, 500, 46, 150, i % 2 ? inks.paper : inks.plaster) +
    line(`M${878 + i * 50} 622q16 -30 34 -36M${890 + i * 50} 600q-2 -34 12 -58`, inks.bark, 3) +
    disc(884 + i * 50, 566 - i * 6, 5, inks.fruit) + disc(904 + i * 50, 548 + i * 4, 4, inks.fruit)
  ).join("");
  return rect(640, 452, 140, 198, inks.insideFar) +
    shape("M640 600q40 -40 76 -18t64 -12v80H640Z", inks.leaf, `opacity=".7"`) +
    line("M664 650V470M690 650V456M748 650V462", inks.leaf, 7) +
    `<rect x="640" y="452" width="140" height="198" fill="none" stroke="${inks.woodDark}" ` +
    `stroke-width="12"/>` +
    rect(866, 494, 208, 160, inks.woodDark) + folding +
    // The doors of the open bays are lifted and hang below the beam.
    lattice({
      x: 622,
      y: 398,
      width: 210,
      height: 34,
      columns: 10,
      rows: 2,
      paper: inks.paper,
      wood: inks.woodDark,
    }) + lattice({
      x: 882,
      y: 398,
      width: 210,
      height: 34,
      columns: 10,
      rows: 2,
      paper: inks.paper,
      wood: inks.woodDark,
    });
}

/** Two bays with papered doors. */
function rooms(inks: MaruInks): string {
  const door = (x: number) =>
    lattice({
      x,
      y: 424,
      width: 104,
      height: 222,
      columns: 5,
      rows: 11,
      paper: inks.paper,
      wood: inks.wood,
    }) + rect(x + 4, 596, 96, 48, inks.woodLight) +
    `<rect x="${x + 14}" y="606" width="76" height="28" fill="none" stroke="${inks.woodDark}" ` +
    `stroke-width="3"/>` + disc(x + 94, 548, 5, inks.woodDark);
  return rect(1126, 392, 474, 262, inks.plaster) + door(1142) + door(1248) + door(1404) +
    door(1510) + rect(1126, 392, 474, 22, inks.wood);
}

function floor(inks: MaruInks): string {
  let seams = "";
  for (let i = 0; i <= 22; i++) {
    const x = 566 + i * 48;
    seams += `M${x} 650L${n(x - 26 + i * 1.2)} 702`;
  }
  return shape("M560 650H1600V704H532Z", inks.plank) + line(seams, inks.wood, 2.4) +
    line("M552 668H1600M544 686H1600", inks.wood, 1.4, `opacity=".5"`) +
    rect(528, 702, 1072, 26, inks.woodLight) + rect(528, 724, 1072, 10, inks.wood) +
    rect(548, 734, 1052, 38, inks.shadow, `opacity=".72"`) +
    [572, 838, 1098, 1360].map((x) => rect(x, 734, 34, 40, inks.woodDark)).join("") +
    // The stepping stone, and who left her shoes on it.
    shape("M690 786h170l14 34H676Z", inks.rock) + shape("M676 820h198v22H676Z", inks.rockDark) +
    shoe(742, 794, inks) + shoe(784, 796, inks);
}

function shoe(x: number, y: number, { paper, shadow }: MaruInks): string {
  return shape(
    `M${x - 13} ${y + 12}q-5 -26 2 -32q10 -8 21 0q6 8 2 32q-12 9 -25 0Z`,
    paper,
  ) +
    shape(
      `M${x - 7} ${y + 8}q-3 -20 2 -24q5 -3 10 0q4 6 1 24q-6 4 -13 0Z`,
      shadow,
      `opacity=".55"`,
    );
}

function columns(inks: MaruInks): string {
  return [572, 838, 1098, 1360].map((x) =>
    rect(x, 384, 32, 318, inks.wood) + rect(x, 384, 10, 318, inks.woodLight) +
    rect(x - 6, 690, 44, 16, inks.rock)
  ).join("");
}

/** The eaves sweep up at the corner; tiles run down in rows and end in discs. */
function roof(inks: MaruInks): string {
  let rows = "";
  let ends = "";
  let rafters = "";
  for (let i = 0; i <= 34; i++) {
    const eaveX = 452 + i * 34.5;
    const eaveY = i < 8 ? 312 - (8 - i) ** 2 * 0.75 + i * 2 : 328;
    const ridgeX = 640 + i * 29;
    rows += `M${n(ridgeX)} 118Q${n(ridgeX - (34 - i) * 1.2)} ${n(eaveY - 92)} ${n(eaveX)} ${
      n(eaveY)
    }`;
    ends += `M${n(eaveX)} ${n(eaveY + 6)}h0`;
    if (i > 2) rafters += `M${n(eaveX + 16)} ${n(eaveY + 30)}h0`;
  }
  return shape(
    "M452 300C520 336 560 362 600 388H1600V330H560C520 328 486 320 452 300Z",
    inks.woodDark,
  ) +
    line(rafters, inks.woodLight, 22) + line(rafters, inks.wood, 12) +
    rect(560, 366, 1040, 26, inks.wood) + rect(560, 366, 1040, 7, inks.woodLight) +
    shape(
      "M636 112H1600V334H560C516 332 470 314 428 262C524 256 600 196 636 112Z",
      inks.tile,
    ) + line(rows, inks.tileDark, 9) + line(rows, inks.tileLight, 2.4, `opacity=".8"`) +
    line(ends, inks.tileDark, 25) + line(ends, inks.tileLight, 13) +
    shape("M612 84q14 18 40 18H1600v26H630q-22 -14 -18 -44Z", inks.tileDark) +
    line("M640 110H1600M640 119H1600", inks.tileLight, 2.2, `opacity=".7"`) +
    // The slope's own ridge, down to the corner.
    line("M434 258C526 252 600 194 634 112", inks.tileDark, 24) +
    line("M438 250C524 244 594 188 628 112", inks.tileLight, 3, `opacity=".8"`);
}

/** What the afternoon is spent with: tea, tangerines, an inkstone, and the cat. */
function onTheFloor(inks: MaruInks): string {
  return cushion(912, 664, 92, inks.fruit, inks.woodDark) +
    cushion(1056, 668, 92, inks.indigo, inks.woodDark) +
    shape("M946 652h86l10 10H936Z", inks.woodLight) + rect(936, 662, 106, 8, inks.woodDark) +
    rect(944, 670, 8, 18, inks.woodDark) + rect(1026, 670, 8, 18, inks.woodDark) +
    cup(966, 656, 0.5, inks.celadon, inks.wood) + cup(1010, 657, 0.5, inks.celadon, inks.wood) +
    shape("M1178 692h84l-8 22h-68Z", inks.wood) +
    line("M1182 700h76M1186 707h68", inks.woodDark, 2) +
    [1192, 1214, 1238].map((x, i) =>
      persimmon(x, 684 - (i === 1 ? 10 : 0), 13, {
        fruit: inks.fruit,
        light: inks.fruitLight,
        leaf: inks.leaf,
      })
    ).join("") +
    // The cat sleeps where the sun was last.
    shape("M664 694c-6 -26 20 -40 46 -36c24 2 38 20 34 36c-26 8 -58 8 -80 0Z", inks.paper) +
    shape("M664 680l-4 -20l14 8l12 -8l2 18Z", inks.paper) +
    shape(
      "M704 658c24 0 40 18 40 36c-10 3 -20 4 -30 5c14 -12 10 -32 -10 -41Z",
      inks.fruitLight,
      `opacity=".8"`,
    ) +
    line("M668 680q4 3 8 0M678 698q30 6 62 -4", inks.bark, 2.2);
}

/** Late sun from the left, through everything. */
function sunbeams(): string {
  return shape(
    "M560 414L1126 392L1300 704H700ZM1160 414L1330 404L1470 704H1300ZM540 734L900 734L1250 900H620Z",
    "#fff1cc",
    `opacity=".2"`,
  );
}

/** A silk lantern below the eaves, and the doors' glow on the floor. */
function lamps(): string {
  return shape("M1120 702H1600V816H1060Z", "#ffcf86", `opacity=".13"`) +
    shape("M600 652H1100L1150 704H560Z", "#ffcf86", `opacity=".16"`) +
    disc(836, 482, 200, "url(#lamp)") +
    line("M852 392V430", "#171a24", 4) +
    shape("M832 436h40q10 30 0 64h-40q-10 -34 0 -64Z", "#ffe3ad") +
    shape("M832 436h40q7 20 5 34h-50q-2 -14 5 -34Z", "#e2673a") +
    rect(834, 428, 36, 8, "#171a24") + rect(834, 500, 36, 7, "#171a24") +
    line("M852 507v26", "#e2673a", 5) + disc(1370, 540, 280, "url(#lamp)", `opacity=".55"`);
}

function tree(inks: MaruInks): string {
  const hang = (x: number, y: number, r: number) =>
    line(`M${x} ${n(y - r * 1.7)}V${n(y - r * 0.6)}`, inks.bark, 3) +
    persimmon(x, y, r, { fruit: inks.fruit, light: inks.fruitLight, leaf: inks.leaf });
  const leaf = (x: number, y: number, turn: number) =>
    `<g transform="translate(${x} ${y}) rotate(${turn})">` +
    shape("M0 0c10 -14 30 -14 42 0c-12 12 -32 12 -42 0Z", inks.leafDry) +
    line("M4 0h28", inks.bark, 1.4) + "</g>";
  return shape("M150 838Q330 800 560 850Q380 876 150 838Z", inks.shadow, `opacity=".2"`) +
    shape(
      "M278 846C322 820 330 740 326 660C322 560 352 500 350 420L382 416C386 500 372 560 374 660" +
        "C376 750 386 812 430 842Q352 862 278 846Z",
      inks.bark,
    ) +
    line("M366 470C356 380 300 330 214 286S90 220 34 214", inks.bark, 20) +
    line("M364 440C380 340 420 270 404 168S330 30 300 -20", inks.bark, 22) +
    line(
      "M394 250C440 214 470 196 520 190M240 300C190 320 140 318 92 352M392 140C440 96 470 60 480 -10",
      inks.bark,
      11,
    ) +
    line(
      "M120 240C90 200 86 170 60 140M330 400C290 402 262 420 236 452M404 190C360 160 310 150 262 166",
      inks.bark,
      8,
    ) +
    line("M340 800C352 740 344 690 344 620", inks.jarLight, 4, `opacity=".7"`) +
    [
      leaf(520, 188, -18),
      leaf(230, 450, 120),
      leaf(60, 142, -140),
      leaf(264, 166, 170),
      leaf(452, 94, -30),
      leaf(150, 322, 160),
      leaf(330, 70, 190),
    ].join("") +
    hang(92, 394, 25) + hang(182, 357, 22) + hang(34, 255, 24) + hang(302, 377, 23) +
    hang(236, 490, 22) + hang(428, 266, 23) + hang(496, 230, 21) + hang(468, 84, 22) +
    hang(330, 194, 21) + hang(128, 276, 20);
}

/** Leaves on the ground, and one fruit nobody has picked up. */
function fallen(random: Random, inks: MaruInks): string {
  let d = "";
  for (let i = 0; i < 26; i++) {
    const x = 40 + random() * 1100;
    const y = 842 + random() * 44;
    d += `M${n(x)} ${n(y)}q8 -9 20 -3q-8 8 -20 3`;
  }
  return shape(d, inks.leafDry, `opacity=".85"`) +
    persimmon(508, 858, 17, { fruit: inks.fruit, light: inks.fruitLight, leaf: inks.leaf });
}
