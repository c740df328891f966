/** A pavilion with painted beams, open to the sea on every side. Browser-safe. */
import { disc, line, n, shape } from "@/lib/drawing/pen.ts";
import {
  cup,
  cushion,
  glowGradient,
  persimmon,
  points,
  type Random,
  rect,
  type SceneLight,
  skyGradient,
  steam,
} from "@/lib/spaces/scenes/frame.ts";
import { SEASIDE_INKS, type SeasideInks } from "@/lib/spaces/scenes/seaside_inks.ts";

/** Where sea and sky meet. */
const HORIZON = 416;
/** The outer edge of the floor. */
const SILL = 680;
/** Middles of the four pillars: those in front, and those further out. */
const NEAR = [128, 1472] as const;
const FAR = [508, 1092] as const;

export function drawSeasideScene(light: SceneLight, random: Random): string {
  const inks = SEASIDE_INKS[light];
  return [
    `<defs>${skyGradient("sky", inks.sky)}${skyGradient("sea", inks.sea)}` +
    `${glowGradient("orb", inks.orbGlow, inks.glowOpacity)}` +
    `<linearGradient id="beam"><stop stop-color="${inks.lamp}" stop-opacity=".4"/>` +
    `<stop offset="1" stop-color="${inks.lamp}" stop-opacity="0"/></linearGradient>` +
    `${glowGradient("lamp", inks.lampGlow, light === "night" ? 0.8 : 0.4)}</defs>`,
    sky(random, inks, light),
    sea(random, inks, light),
    isles(inks, light),
    boat(inks, light),
    shore(random, inks),
    rail(inks),
    farPillars(inks),
    floor(inks),
    roof(inks),
    nearPillars(inks),
    chime(344, 128, inks),
    lamp(inks, light),
    divingGear(inks),
    table(inks),
  ].join("");
}

function sky(random: Random, inks: SeasideInks, light: SceneLight): string {
  const cloud = (x: number, y: number, w: number, opacity: number) =>
    shape(
      `M${x} ${y}q${n(w * 0.12)} -18 ${n(w * 0.3)} -14q${n(w * 0.14)} -22 ${n(w * 0.34)} -6` +
        `q${n(w * 0.2)} -8 ${n(w * 0.36)} 20Z`,
      inks.cloud,
      `opacity="${opacity}"`,
    );
  const stars = light === "night"
    ? points(random, {
      count: 70,
      x: 0,
      y: 110,
      width: 1600,
      height: 230,
      fill: inks.white,
      size: 2.4,
    })
    : line(
      "M640 250q12 -12 22 0q10 -12 22 0M720 216q9 -9 17 0q8 -9 17 0M590 206q7 -7 13 0q6 -7 13 0",
      inks.iron,
      3,
      `opacity=".65"`,
    );
  const [x, y, r] = light === "night" ? [846, 214, 40] : [846, 336, 52];
  return rect(0, 0, 1600, HORIZON + 4, "url(#sky)") + stars +
    disc(x, y, 330, "url(#orb)") + disc(x, y, r, inks.orb) +
    cloud(180, 300, 260, 0.75) + cloud(1130, 262, 300, 0.7) + cloud(600, 380, 190, 0.6) +
    cloud(1010, 366, 150, 0.55);
}

function sea(random: Random, inks: SeasideInks, light: SceneLight): string {
  // The light lies on the water as a road that widens towards us.
  let road = "";
  for (let i = 0; i < 84; i++) {
    const t = random() ** 1.4;
    const y = HORIZON + 6 + t * 214;
    const spread = 26 + t * 170;
    const x = 846 + (random() - 0.5) * 2 * spread;
    road += `M${n(x)} ${n(y)}h${n(8 + t * 40 * random())}`;
  }
  let waves = "";
  for (let i = 0; i < 90; i++) {
    const t = random();
    const w = 12 + t * 46;
    waves += `M${Math.round(random() * 1600)} ${n(HORIZON + 14 + t * 220)}q${n(w / 2)} ` +
      `${n(-2 - t * 7)} ${n(w)} 0`;
  }
  const lights = light === "night"
    ? [220, 262, 330, 1210, 1262, 1290, 1384].map((x, i) =>
      disc(x, HORIZON - 3, 16 + (i % 3) * 6, "url(#lamp)") + disc(x, HORIZON - 3, 2.6, inks.lamp) +
      line(`M${x} ${HORIZON + 6}v${18 + (i % 3) * 12}`, inks.lamp, 2, `opacity=".4"`)
    ).join("")
    : "";
  return rect(0, HORIZON, 1600, 290, "url(#sea)") + lights +
    line(waves, inks.wave, 2.2, `opacity=".5"`) + line(road, inks.glitter, 3, `opacity=".8"`);
}

function isles(inks: SeasideInks, light: SceneLight): string {
  const [far, middle, near] = inks.isles;
  const beam = light === "night"
    ? shape("M276 330L860 236V322L276 344Z", "url(#beam)") +
      disc(276, 336, 46, "url(#lamp)")
    : "";
  return shape(`M1140 ${HORIZON}Q1220 372 1290 380T1420 366T1600 ${HORIZON}Z`, far) +
    shape(`M1300 ${HORIZON}Q1380 392 1450 394T1600 400V${HORIZON}Z`, middle) +
    shape(`M170 ${HORIZON + 4}Q210 386 262 378T350 392T440 ${HORIZON + 4}Z`, near) +
    // The lighthouse.
    shape("M262 380L267 342H285L290 380Z", inks.beacon) + rect(264, 358, 24, 8, inks.madder) +
    rect(262, 338, 28, 5, inks.iron) + rect(268, 326, 16, 13, inks.lamp) +
    shape("M264 327L276 316L288 327Z", inks.madder) + beam;
}

function boat(inks: SeasideInks, light: SceneLight): string {
  return `<g transform="translate(1010 452)">` +
    shape("M-46 0H50L36 22H-32Z", inks.woodDark) + rect(-40, -3, 88, 6, inks.madder) +
    line("M2 0V-66", inks.woodDark, 4) + shape("M6 -64Q46 -40 42 -8H6Z", inks.sail) +
    shape("M-2 -56Q-28 -32 -26 -8H-2Z", inks.sail, `opacity=".85"`) +
    line("M-34 28q20 6 36 0t36 0", inks.foam, 2.4, `opacity=".6"`) +
    (light === "night" ? disc(-20, -14, 40, "url(#lamp)") + disc(-20, -14, 3.4, inks.lamp) : "") +
    "</g>";
}

function shore(random: Random, inks: SeasideInks): string {
  const stone = (x: number, y: number, w: number, h: number) =>
    shape(
      `M${n(x - w)} ${y}q${n(w * 0.08)} ${n(-h * 0.8)} ${n(w * 0.5)} ${n(-h * 0.84)}` +
        `q${n(w * 0.4)} ${n(-h * 0.4)} ${n(w * 0.8)} ${n(-h * 0.06)}q${n(w * 0.6)} ${n(h * 0.1)} ` +
        `${n(w * 0.7)} ${n(h * 0.9)}Z`,
      inks.rock,
    ) +
    shape(
      `M${n(x - w * 0.1)} ${y}q${n(w * 0.7)} ${n(-h * 0.2)} ${n(w * 0.6)} ${n(-h * 0.84)}` +
        `q${n(w * 0.4)} ${n(h * 0.1)} ${n(w * 0.5)} ${n(h * 0.84)}Z`,
      inks.rockDark,
    ) +
    line(
      `M${n(x - w * 0.7)} ${n(y - h * 0.66)}q${n(w * 0.3)} ${n(-h * 0.3)} ${n(w * 0.7)} ${
        n(-h * 0.36)
      }`,
      inks.rockLight,
      3,
      `opacity=".7"`,
    );
  let spray = "";
  for (let i = 0; i < 40; i++) {
    spray += `M${Math.round(random() * 470)} ${Math.round(596 + random() * 34)}h0` +
      `M${Math.round(1140 + random() * 460)} ${Math.round(590 + random() * 40)}h0`;
  }
  return line(
    "M-10 640q40 -26 90 -10t96 -8t92 6t110 4t80 18M1100 644q50 -30 110 -12t100 -12t120 8t180 -6",
    inks.foam,
    9,
    `opacity=".75"`,
  ) + line(spray, inks.foam, 4, `opacity=".7"`) +
    stone(70, 690, 120, 104) + stone(270, 694, 90, 66) + stone(400, 692, 54, 40) +
    stone(1220, 694, 76, 54) + stone(1370, 690, 100, 92) + stone(1540, 692, 112, 122) +
    shape("M-10 610q40 -34 90 -18q-30 8 -50 26ZM1480 590q60 -40 130 -20v18Z", inks.grass) +
    rect(0, 672, 1600, 20, inks.rockDark);
}

function rail(inks: SeasideInks): string {
  let posts = "";
  for (let x = 164; x <= 1440; x += 58) {
    posts += `M${x} 690q-16 -34 4 -62`;
  }
  return line(posts, inks.woodDark, 12) + line(posts, inks.pillarLight, 6) +
    rect(120, 618, 1360, 15, inks.pillarLight, `rx="7"`) +
    rect(120, 626, 1360, 7, inks.pillarDark) +
    rect(120, 664, 1360, 10, inks.pillar);
}

function pillar(x: number, width: number, bottom: number, inks: SeasideInks): string {
  const left = x - width / 2;
  return rect(left, 70, width, bottom - 70, inks.pillar) +
    rect(left, 70, width * 0.22, bottom - 70, inks.pillarLight) +
    rect(left + width * 0.72, 70, width * 0.28, bottom - 70, inks.pillarDark);
}

/** The painted collar at a pillar's head: bands, and half a lotus. */
function collar(x: number, y: number, width: number, inks: SeasideInks): string {
  const left = x - width / 2;
  const petal = width / 6;
  return rect(left, y, width, width * 0.9, inks.beam) +
    rect(left, y + width * 0.9, width, 7, inks.white) +
    rect(left, y + width * 0.9 + 7, width, 7, inks.madder) +
    rect(left, y + width * 0.9 + 14, width, 6, inks.ochre) +
    [0, 1, 2].map((i) => disc(left + petal * (1 + i * 2), y + width * 0.66, petal, inks.madder))
      .join("") +
    [0, 1, 2].map((i) =>
      disc(left + petal * (1 + i * 2), y + width * 0.66, petal * 0.5, inks.white)
    )
      .join("") +
    rect(left, y + width * 0.7, width, width * 0.2, inks.indigo);
}

function farPillars(inks: SeasideInks): string {
  return FAR.map((x) =>
    pillar(x, 40, SILL + 12, inks) + collar(x, 112, 40, inks) +
    shape(`M${x - 32} 706l8 -26h48l8 26Z`, inks.rockLight) +
    rect(x - 32, 700, 64, 8, inks.rockDark)
  ).join("");
}

function nearPillars(inks: SeasideInks): string {
  return NEAR.map((x) =>
    pillar(x, 74, 812, inks) + collar(x, 104, 74, inks) +
    shape(`M${x - 58} 846l12 -46h92l12 46Z`, inks.rockLight) +
    shape(`M${x + 12} 800h34l12 46h-38Z`, inks.rock) + rect(x - 58, 838, 116, 10, inks.rockDark)
  ).join("");
}

function floor(inks: SeasideInks): string {
  let seams = "";
  for (let i = -10; i <= 26; i++) {
    seams += `M${n(800 + (i - 8) * 82)} 692L${n(800 + (i - 8) * 156)} 900`;
  }
  return rect(0, SILL + 10, 1600, 220, inks.plank) +
    shape("M620 690H1070L1290 900H400Z", inks.plankLight, `opacity=".6"`) +
    line(seams, inks.wood, 2.6, `opacity=".55"`) +
    line("M0 734H1600M0 800H1600M0 880H1600", inks.wood, 1.6, `opacity=".35"`) +
    rect(0, SILL - 4, 1600, 18, inks.woodDark) + rect(0, SILL - 4, 1600, 6, inks.woodLight) +
    // What the pillars keep from the boards.
    shape(
      "M528 692L640 692L520 900H300ZM1072 692H1120L1330 900H1200Z",
      inks.shadow,
      `opacity=".16"`,
    );
}

function roof(inks: SeasideInks): string {
  let ends = "";
  let flowers = "";
  let hearts = "";
  for (let x = 22; x < 1600; x += 54) {
    ends += `M${x} 106h0`;
    for (let i = 0; i < 5; i++) {
      const turn = i * Math.PI * 0.4 - Math.PI / 2;
      flowers += `M${n(x + 9 * Math.cos(turn))} ${n(106 + 9 * Math.sin(turn))}h0`;
    }
    hearts += `M${x} 106h0`;
  }
  return rect(0, 0, 1600, 92, inks.beamDark) + rect(0, 84, 1600, 10, inks.madder) +
    rect(0, 8, 1600, 62, inks.beam) + rect(0, 70, 1600, 5, inks.white) +
    rect(0, 75, 1600, 5, inks.ochre) + beamPaint(inks) +
    line(ends, inks.beamDark, 44) + line(ends, inks.beam, 36) + line(flowers, inks.white, 11) +
    line(hearts, inks.madder, 11);
}

/** The beam's painting: at each joint, lotuses in bands that run out to both sides. */
function beamPaint(inks: SeasideInks): string {
  return [...NEAR, ...FAR, 800].map((x) => {
    const bands: readonly [number, string][] = [
      [128, inks.indigo],
      [112, inks.white],
      [98, inks.madder],
      [78, inks.ochre],
      [64, inks.white],
      [56, inks.beamDark],
    ];
    return bands.map(([w, fill]) =>
      shape(`M${x - w} 8h${2 * w}l18 31l-18 31h${-2 * w}l-18 -31Z`, fill)
    ).join("") +
      [-30, 0, 30].map((dx) =>
        disc(x + dx, 39, 15, dx === 0 ? inks.madder : inks.ochre) +
        disc(x + dx, 39, 8, inks.white) +
        disc(x + dx, 39, 4, inks.indigo)
      ).join("");
  }).join("");
}

/** A wind bell with its fish. */
function chime(x: number, y: number, inks: SeasideInks): string {
  return `<g transform="translate(${x} ${y})">` + line("M0 0V34", inks.iron, 3) +
    shape("M-20 74C-20 44 -12 34 0 34S20 44 20 74Q24 80 26 82H-26Q-24 80 -20 74Z", inks.ochre) +
    rect(-26, 80, 52, 5, inks.woodDark) + line("M0 84V118", inks.iron, 2) +
    shape("M-22 132Q0 112 22 130L34 120L32 144L22 136Q0 152 -22 132Z", inks.beam) +
    disc(-12, 130, 2.4, inks.iron) + "</g>";
}

function lamp(inks: SeasideInks, light: SceneLight): string {
  const [x, y] = [1244, 236];
  return disc(x, y, light === "night" ? 360 : 170, "url(#lamp)") +
    line(`M${x} 118V${y - 52}`, inks.iron, 4) +
    shape(`M${x - 40} ${y - 46}h80q18 46 0 92h-80q-18 -46 0 -92Z`, inks.lamp) +
    line(
      `M${x - 47} ${y - 22}h94M${x - 49} ${y}h98M${x - 47} ${y + 22}h94`,
      inks.ochre,
      2.6,
      `opacity=".7"`,
    ) + rect(x - 34, y - 54, 68, 10, inks.woodDark, `rx="4"`) +
    rect(x - 34, y + 44, 68, 9, inks.woodDark, `rx="4"`) +
    line(`M${x} ${y + 52}v34`, inks.madder, 5);
}

/** What a diver sets down when she comes out of the water: her float with its net, and her goggles. */
function divingGear(inks: SeasideInks): string {
  const net: string[] = [];
  for (let i = 0; i < 6; i++) {
    net.push(`M${232 + i * 24} 838q${-20 + i * 6} 26 ${-10 + i * 2} 52`);
    net.push(`M${352 - i * 24} 838q${20 - i * 6} 26 ${10 - i * 2} 52`);
  }
  return shape("M176 884Q290 856 420 884Q300 908 176 884Z", inks.shadow, `opacity=".3"`) +
    shape("M226 834H358Q374 884 330 892H254Q210 884 226 834Z", inks.net, `opacity=".35"`) +
    line(net.join(""), inks.net, 3.4) + disc(292, 788, 62, inks.buoy) +
    shape("M292 850a62 62 0 0 0 44 -106q20 70 -60 104q8 2 16 2Z", inks.buoyDark) +
    line("M252 756q14 -24 40 -26", inks.fruitLight, 7, `opacity=".8"`) +
    `<ellipse cx="292" cy="838" rx="70" ry="13" fill="none" stroke="${inks.woodLight}" stroke-width="8"/>` +
    line("M246 752Q292 716 338 752M236 800Q292 832 348 800", inks.white, 3, `opacity=".75"`) +
    `<g transform="translate(420 868)">` +
    `<ellipse rx="30" ry="16" fill="${inks.iron}"/><ellipse rx="23" ry="11" fill="${inks.celadon}"/>` +
    line("M-10 -4q8 -6 18 -3", inks.white, 3, `opacity=".8"`) + "</g>";
}

function table(inks: SeasideInks): string {
  const round = (x: number, y: number, r: number) =>
    persimmon(x, y, r, { fruit: inks.fruit, light: inks.fruitLight, leaf: inks.leaf });
  return cushion(600, 830, 180, inks.indigo, inks.woodDark) +
    cushion(1130, 832, 180, inks.madder, inks.woodDark) +
    shape("M640 884H1100L1136 900H600Z", inks.shadow, `opacity=".35"`) +
    shape("M690 782H1044L1096 838H640Z", inks.woodLight) +
    line("M676 800H1060M660 820H1078", inks.wood, 2, `opacity=".55"`) +
    rect(640, 838, 456, 18, inks.wood) + rect(664, 856, 30, 40, inks.woodDark) +
    rect(1042, 856, 30, 40, inks.woodDark) +
    `<ellipse cx="868" cy="812" rx="78" ry="13" fill="${inks.celadon}"/>` +
    round(828, 800, 17) + round(866, 803, 18) + round(904, 800, 17) + round(848, 782, 16) +
    round(886, 782, 16) +
    cup(736, 828, 0.86, inks.celadon, inks.tea) + steam(736, 792, inks.foam) +
    cup(1010, 826, 0.86, inks.celadon, inks.tea) + steam(1010, 790, inks.foam);
}
