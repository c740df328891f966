/** A tea house with its doors open to a garden in the rain. Browser-safe. */
import { disc, line, n, shape } from "@/lib/drawing/pen.ts";
import {
  cup,
  cushion,
  glowGradient,
  lattice,
  persimmon,
  type Random,
  rect,
  type SceneLight,
  skyGradient,
  steam,
} from "@/lib/spaces/scenes/frame.ts";
import { TEAHOUSE_INKS, type TeahouseInks } from "@/lib/spaces/scenes/teahouse_inks.ts";

/** The opening between the doors. */
const LEFT = 270;
const RIGHT = 1290;
const TOP = 96;
const SILL = 604;

export function drawTeahouseScene(light: SceneLight, random: Random): string {
  const inks = TEAHOUSE_INKS[light];
  return [
    `<defs>${skyGradient("sky", inks.sky)}${glowGradient("lamp", inks.glow, inks.glowOpacity)}` +
    `<clipPath id="out"><path d="M${LEFT} ${TOP}H${RIGHT}V${SILL}H${LEFT}Z"/></clipPath></defs>`,
    rect(0, 0, 1600, 900, inks.wall),
    `<g clip-path="url(#out)">`,
    garden(inks),
    bamboo(random, inks),
    rain(random, inks),
    eaves(random, inks),
    "</g>",
    walls(inks),
    floor(inks),
    shelf(inks),
    brazier(inks),
    table(inks),
    lamp(inks, light),
  ].join("");
}

function garden(inks: TeahouseInks): string {
  const { hills: [far, middle, near], rock, rockDark } = inks;
  const ripple = (x: number, y: number, r: number) =>
    `M${x - r} ${y}a${r} ${n(r * 0.28)} 0 1 0 ${2 * r} 0a${r} ${n(r * 0.28)} 0 1 0 ${-2 * r} 0`;
  const stone = (x: number, y: number, w: number) =>
    shape(
      `M${x - w} ${y}q${n(w * 0.2)} ${n(-w * 0.42)} ${w} ${n(-w * 0.4)}t${w} ${n(w * 0.4)}Z`,
      rock,
    ) +
    rect(x - w, y - 1, 2 * w, 7, rockDark, `rx="3"`);
  return rect(LEFT, TOP, RIGHT - LEFT, 520, "url(#sky)") +
    shape("M260 350Q420 262 600 322T940 288T1310 340V620H260Z", far) +
    shape("M260 410Q460 340 680 396T1310 380V620H260Z", middle) +
    shape("M260 452Q520 410 760 446T1310 436V620H260Z", near) +
    shape("M260 488Q600 462 900 482T1310 476V620H260Z", inks.moss) +
    // The pond, with its rings.
    shape(
      "M620 560C640 516 760 502 900 506S1180 516 1250 556C1220 592 1100 604 920 604S600 600 620 560Z",
      inks.mossDark,
    ) +
    shape(
      "M640 560C664 524 770 512 900 515S1164 524 1230 556C1200 584 1090 596 920 596S624 590 640 560Z",
      inks.water,
    ) +
    line(
      ripple(760, 548, 40) + ripple(760, 548, 22) + ripple(930, 574, 52) + ripple(930, 574, 28) +
        ripple(1090, 542, 36) + ripple(1090, 542, 16) + ripple(860, 530, 18),
      inks.ripple,
      2.2,
      `opacity=".75"`,
    ) +
    stone(646, 572, 40) + stone(1210, 560, 58) + stone(1146, 584, 30) + stone(470, 578, 34) +
    stone(382, 592, 40) + lantern(1196, 512, inks);
}

/** A stone lantern, its light lit. */
function lantern(x: number, y: number, { rock, rockDark, glow }: TeahouseInks): string {
  return `<g transform="translate(${x} ${y})">` +
    disc(0, -86, 96, "url(#lamp)", `opacity=".7"`) +
    shape("M-16 20V-46H16V20Z", rock) + shape("M2 20V-46H16V20Z", rockDark) +
    shape("M-40 -46H40L30 -60H-30ZM-28 -60H28V-106H-28Z", rock) +
    rect(-15, -98, 30, 30, glow, `rx="4"`) +
    shape("M-58 -102Q-30 -118 -14 -140H14Q30 -118 58 -102Z", rockDark) + disc(0, -146, 10, rock) +
    shape("M-34 20H34L42 40H-42Z", rock) + "</g>";
}

function bamboo(random: Random, { bamboo: [stem, dark, fresh] }: TeahouseInks): string {
  const stalks: string[] = [];
  let leaves = "";
  for (const x of [300, 338, 366, 424, 462, 540]) {
    const lean = (random() - 0.5) * 26;
    const width = 8 + random() * 8;
    stalks.push(line(`M${x} 610L${n(x + lean)} 80`, x % 4 ? stem : dark, width));
    for (let y = 140; y < 590; y += 76 + random() * 20) {
      const at = x + lean * (610 - y) / 530;
      stalks.push(line(`M${n(at - width / 2)} ${n(y)}h${n(width)}`, fresh, 3));
      if (random() < 0.62) leaves += spray(at, y, random);
    }
  }
  for (let i = 0; i < 9; i++) leaves += spray(300 + i * 34, 96 + random() * 60, random);
  return stalks.join("") + shape(leaves, dark) +
    `<g transform="translate(26 -18)">${shape(leaves, fresh, `opacity=".55"`)}</g>`;
}

/** Three or four narrow leaves that hang with the rain. */
function spray(x: number, y: number, random: Random): string {
  let d = "";
  const side = random() < 0.5 ? -1 : 1;
  for (let i = 0; i < 4; i++) {
    const angle = 0.35 + i * 0.34 + random() * 0.12;
    const length = 52 + random() * 30;
    const [dx, dy] = [side * Math.cos(angle) * length, Math.sin(angle) * length];
    d +=
      `M${n(x)} ${n(y)}q${n(dx * 0.5 - dy * 0.14)} ${n(dy * 0.5 + dx * 0.14)} ${n(dx)} ${n(dy)}` +
      `q${n(-dx * 0.5 + dy * 0.14)} ${n(-dy * 0.5 - dx * 0.14)} ${n(-dx)} ${n(-dy)}`;
  }
  return d;
}

function rain(random: Random, { rain: color }: TeahouseInks): string {
  let [far, near] = ["", ""];
  for (let i = 0; i < 170; i++) {
    const streak = `M${Math.round(LEFT + random() * 1060)} ${Math.round(90 + random() * 480)}`;
    if (random() < 0.6) far += `${streak}l-4 22`;
    else near += `${streak}l-8 44`;
  }
  return line(far, color, 1.3, `opacity=".55"`) + line(near, color, 2, `opacity=".6"`);
}

/** Tile ends along the eaves, each letting its water go. */
function eaves(random: Random, { tile, tileLight, rain: water }: TeahouseInks): string {
  let ends = "";
  let drops = "";
  for (let x = LEFT + 10; x < RIGHT; x += 34) {
    ends += `M${x} 118h0`;
    const start = 140 + random() * 30;
    drops += `M${x} ${n(start)}v${n(30 + random() * 60)}M${x} ${n(start + 120 + random() * 40)}v` +
      n(14 + random() * 50);
    if (random() < 0.5) drops += `M${x} ${n(360 + random() * 120)}v${n(10 + random() * 22)}`;
  }
  return rect(LEFT, TOP, RIGHT - LEFT, 22, tile) + line(ends, tile, 28) +
    line(ends, tileLight, 14) + line(drops, water, 2.6, `opacity=".8"`);
}

function walls(inks: TeahouseInks): string {
  const door = (x: number) =>
    lattice({
      x,
      y: TOP + 8,
      width: 172,
      height: SILL - TOP - 92,
      columns: 5,
      rows: 9,
      paper: inks.paper,
      wood: inks.wood,
      bar: 4,
    }) + rect(x - 4, SILL - 86, 180, 84, inks.woodLight) +
    `<rect x="${x + 14}" y="${SILL - 72}" width="144" height="54" fill="none" ` +
    `stroke="${inks.wood}" stroke-width="4"/>`;
  return rect(0, 0, 1600, TOP - 24, inks.wallDark) + rect(0, TOP - 40, 1600, 40, inks.wood) +
    rect(0, TOP - 40, 1600, 8, inks.woodLight) +
    [180, 520, 860, 1200, 1540].map((x) => rect(x, 0, 46, TOP - 40, inks.woodDark)).join("") +
    door(100) + door(1288) +
    rect(62, TOP, 34, SILL - TOP, inks.wood) + rect(1466, TOP, 34, SILL - TOP, inks.wood) +
    rect(62, TOP, 9, SILL - TOP, inks.woodLight) + rect(1466, TOP, 9, SILL - TOP, inks.woodLight) +
    rect(0, SILL - 6, 1600, 22, inks.woodDark) + rect(0, SILL - 6, 1600, 6, inks.woodLight);
}

function floor(inks: TeahouseInks): string {
  let seams = "";
  for (let i = -9; i <= 25; i++) {
    seams += `M${n(800 + (i - 8) * 74)} 618L${n(800 + (i - 8) * 148)} 900`;
  }
  return rect(0, 616, 1600, 284, inks.plank) + line(seams, inks.wood, 2.6, `opacity=".55"`) +
    line("M0 664H1600M0 736H1600M0 834H1600", inks.wood, 1.6, `opacity=".3"`) +
    // What light comes in lies on the boards.
    shape("M270 618H1290L1480 900H60Z", inks.plankLight, `opacity=".42"`);
}

function shelf(inks: TeahouseInks): string {
  const jar = (x: number, y: number, w: number, h: number, fill: string) =>
    shape(
      `M${x} ${y}h${w}q8 ${n(-h * 0.5)} 0 ${n(-h * 0.8)}h${-w}q-8 ${n(h * 0.3)} 0 ${n(h * 0.8)}Z`,
      fill,
    ) +
    rect(x + 3, y - h, w - 6, h * 0.22, inks.woodDark, `rx="3"`);
  const book = (x: number, y: number, h: number, fill: string) =>
    rect(x, y - h, 13, h, fill) + rect(x + 2, y - h + 8, 9, 3, inks.paper);
  return rect(1516, 210, 84, 8, inks.woodDark) + rect(1516, 306, 84, 8, inks.woodDark) +
    rect(1516, 402, 84, 8, inks.woodDark) + rect(1516, 498, 84, 8, inks.woodDark) +
    jar(1526, 210, 30, 50, inks.celadon) + jar(1568, 210, 26, 40, inks.madder) +
    book(1526, 306, 60, inks.indigo) + book(1541, 306, 66, inks.madder) +
    book(1556, 306, 54, inks.ochre) + book(1571, 306, 62, inks.celadonDark) +
    jar(1530, 402, 36, 56, inks.ochre) + jar(1574, 402, 26, 46, inks.celadonDark) +
    book(1526, 498, 58, inks.madder) + book(1541, 498, 64, inks.celadonDark) +
    book(1556, 498, 58, inks.indigo) + book(1571, 498, 50, inks.ochre) +
    // A hanging scroll on the other side: an orchid in five strokes.
    rect(10, 176, 40, 250, inks.paper) + rect(4, 168, 52, 10, inks.woodDark, `rx="5"`) +
    rect(4, 424, 52, 10, inks.woodDark, `rx="5"`) +
    line(
      "M30 380q-14 -60 -4 -120M30 380q-4 -70 14 -104M30 380q-20 -26 -16 -70M30 380q10 -40 4 -80",
      inks.iron,
      2.6,
    ) +
    disc(26, 244, 4, inks.madder) + disc(34, 236, 3, inks.madder);
}

/** The kettle sings on its coals. */
function brazier(inks: TeahouseInks): string {
  return shape("M130 836Q250 806 372 836Q250 872 130 836Z", inks.shadow, `opacity=".35"`) +
    shape("M164 752H336C336 806 312 838 290 842H210C188 838 164 806 164 752Z", inks.rock) +
    shape("M262 842H290C312 838 336 806 336 752H298C300 800 284 832 262 842Z", inks.rockDark) +
    `<ellipse cx="250" cy="752" rx="86" ry="17" fill="${inks.rockDark}"/>` +
    `<ellipse cx="250" cy="752" rx="70" ry="12" fill="${inks.ember}"/>` +
    disc(250, 750, 130, "url(#lamp)", `opacity=".55"`) +
    shape("M184 740C176 690 206 664 250 664S324 690 316 740Q250 758 184 740Z", inks.iron) +
    shape("M314 700q34 -6 46 -34l12 6q-10 44 -56 52Z", inks.iron) +
    line("M200 672Q250 590 300 672", inks.iron, 8) +
    rect(226, 654, 48, 12, inks.rockDark, `rx="6"`) +
    disc(250, 650, 8, inks.iron) +
    line("M206 700q8 -20 24 -24", inks.rock, 4, `opacity=".7"`) + steam(376, 650, inks.rain);
}

function table(inks: TeahouseInks): string {
  return cushion(566, 800, 190, inks.madder, inks.woodDark) +
    cushion(1206, 806, 190, inks.indigo, inks.woodDark) +
    shape("M560 862H1220L1262 890H520Z", inks.shadow, `opacity=".38"`) +
    shape("M640 744H1140L1206 806H574Z", inks.woodLight) +
    line("M622 762H1160M606 780H1178", inks.wood, 2, `opacity=".6"`) +
    rect(574, 806, 632, 20, inks.wood) + rect(600, 826, 34, 50, inks.woodDark) +
    rect(1146, 826, 34, 50, inks.woodDark) +
    teapot(884, 790, inks) +
    cup(720, 792, 0.95, inks.celadonLight, inks.tea) + steam(720, 752, inks.rain) +
    cup(1124, 798, 0.95, inks.celadonLight, inks.tea) + steam(1124, 758, inks.rain) +
    cup(800, 764, 0.74, inks.celadonLight, inks.tea) +
    `<ellipse cx="1002" cy="770" rx="52" ry="9" fill="${inks.celadonDark}"/>` +
    [978, 1004, 1028].map((x, i) =>
      persimmon(x, 758 - (i === 1 ? 8 : 0), 15, {
        fruit: inks.fruit,
        light: inks.fruitLight,
        leaf: inks.leaf,
      })
    ).join("");
}

function teapot(x: number, y: number, inks: TeahouseInks): string {
  const { celadon, celadonDark, celadonLight } = inks;
  return `<g transform="translate(${x} ${y})">` +
    shape(
      "M-70 -40C-70 -84 -34 -98 0 -98S70 -84 70 -40C70 -8 48 0 30 0H-30C-48 0 -70 -8 -70 -40Z",
      celadon,
    ) +
    shape("M30 0C48 0 70 -8 70 -40C70 -70 54 -88 34 -94C52 -60 50 -20 8 0Z", celadonDark) +
    shape("M-64 -52Q-104 -56 -114 -90L-98 -94Q-88 -74 -58 -74Z", celadon) +
    line("M66 -66q42 -4 40 22t-46 22", celadonDark, 11) +
    shape("M-32 -96Q0 -116 32 -96Q0 -86 -32 -96Z", celadonDark) + disc(0, -114, 9, celadon) +
    shape("M-52 -54q8 -26 30 -30q-16 14 -18 34q-8 4 -12 -4Z", celadonLight) +
    // A crane, inlaid.
    line("M-16 -44q14 -16 26 0m-6 -4l14 -12m-14 12l18 4", celadonLight, 3) + "</g>";
}

/** Paper and bamboo, hung low over the table. */
function lamp(inks: TeahouseInks, light: SceneLight): string {
  return disc(1120, 250, light === "night" ? 430 : 260, "url(#lamp)") +
    line("M1120 0V172", inks.iron, 5) +
    shape("M1072 178H1168Q1188 250 1166 318H1074Q1052 250 1072 178Z", inks.lamp) +
    line(
      "M1066 206H1174M1062 240H1178M1063 274H1177M1070 302H1170",
      inks.ochre,
      3,
      `opacity=".7"`,
    ) +
    rect(1080, 168, 80, 12, inks.woodDark, `rx="4"`) +
    rect(1082, 316, 76, 10, inks.woodDark, `rx="4"`);
}
