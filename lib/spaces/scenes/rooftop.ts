/** A rooftop above Seoul: a wooden bench, a string of bulbs, the tower on its hill. Dusk by day, small hours by night. Browser-safe. */
import { disc, line, n, shape } from "@/lib/drawing/pen.ts";
import {
  cup,
  glowGradient,
  persimmon,
  points,
  type Random,
  rect,
  type SceneLight,
  skyGradient,
  steam,
} from "@/lib/spaces/scenes/frame.ts";
import { ROOFTOP_INKS, type RooftopInks } from "@/lib/spaces/scenes/rooftop_inks.ts";

export function drawRooftopScene(light: SceneLight, random: Random): string {
  const inks = ROOFTOP_INKS[light];
  return [
    `<defs>${skyGradient("sky", inks.sky)}${glowGradient("bulb", inks.glow, 0.85)}` +
    `${glowGradient("halo", inks.moon, 0.4)}</defs>`,
    rect(0, 0, 1600, 640, "url(#sky)"),
    sky(light, random, inks),
    tower(inks),
    city(random, inks),
    roofTop(inks),
    rooftopRoom(inks),
    plants(inks),
    bench(inks),
    bulbs(inks),
  ].join("");
}

function sky(light: SceneLight, random: Random, { star, moon, sky }: RooftopInks): string {
  const night = light === "night";
  const count = night ? 90 : 22;
  return points(random, { count, x: 0, y: 0, width: 1600, height: 330, fill: star, size: 2.4 }) +
    points(random, {
      count: count / 3,
      x: 0,
      y: 0,
      width: 1600,
      height: 240,
      fill: star,
      size: 4,
    }) +
    disc(1010, 130, 170, "url(#halo)") +
    shape("M1016 84a47 47 0 1 0 38 66a40 40 0 0 1 -38 -66Z", moon) +
    (night ? "" : shape(
      "M-20 352h300a9 9 0 0 1 0 18H-20ZM420 306h300a8 8 0 0 1 0 16h-300a8 8 0 0 1 0 -16Z" +
        "M980 342h330a9 9 0 0 1 0 18h-330a9 9 0 0 1 0 -18Z",
      sky[3],
      `opacity=".4"`,
    ));
}

/** Namsan with its tower. */
function tower({ hill, hillNear, metal, window: [lit] }: RooftopInks): string {
  return shape(
    "M0 520Q120 440 250 452T520 400Q610 372 690 404T900 470T1180 452T1600 500V640H0Z",
    hill,
  ) +
    shape("M250 560Q420 452 560 426Q610 412 660 428Q800 470 960 560Z", hillNear) +
    `<g fill="${metal}"><path d="M598 424L604 300H616L622 424Z"/>` +
    `<path d="M584 300H636L630 270H590ZM590 262H630V246H590Z"/>` +
    `<path d="M604 246L608 120H612L616 246Z"/></g>` +
    line("M588 286H632", lit, 5) + line("M594 255H626", lit, 3) + disc(610, 118, 5, "#ff8a5c") +
    disc(610, 118, 22, "#ff8a5c", `opacity=".25"`);
}

/** Three rows of houses, the nearest darkest, a river between the first two, windows at random. */
function city(random: Random, inks: RooftopInks): string {
  const rows = [[474, 42, 60], [530, 52, 76], [590, 70, 100]] as const;
  const [far, middle, near] = rows.map(([foot, tall, wide], i) => {
    const color = inks.city[i]!;
    let houses = "";
    let windows = "";
    for (let x = -20 - random() * 30; x < 1600;) {
      const w = wide * (0.6 + random() * 0.8);
      const h = tall * (0.4 + random());
      houses += `M${n(x)} 700V${n(foot - h)}h${n(w)}V700Z`;
      if (random() < 0.3) houses += `M${n(x + w * 0.3)} ${n(foot - h)}v-14h${n(w * 0.3)}v14Z`;
      const step = 15 + i * 3;
      for (let wx = x + 9; wx < x + w - 9; wx += step) {
        for (let wy = foot - h + 14; wy < foot + 46; wy += step * 1.25) {
          if (random() < 0.3) windows += `M${n(wx)} ${n(wy)}h0`;
        }
      }
      x += w + (random() < 0.35 ? random() * 22 : 0);
    }
    return shape(houses, color) +
      `<path d="${windows}" fill="none" stroke="${inks.window[i]}" stroke-width="${5 + i}" ` +
      `stroke-linecap="square" opacity="${0.5 + i * 0.2}"/>`;
  });
  return far + river(inks) + middle + near;
}

/** The Han with a bridge, its lamps doubled in the water. */
function river({ river, riverLight, metal, window: [lit] }: RooftopInks): string {
  let lamps = "";
  let mirrored = "";
  for (let x = 1010; x < 1600; x += 46) {
    lamps += `M${x} 446h0`;
    mirrored += `M${x} 474v26`;
  }
  return shape("M900 466Q1200 452 1600 458V560H760Q800 480 900 466Z", river) +
    line(mirrored, riverLight, 4, `opacity=".45"`) +
    line("M980 456Q1290 446 1600 452", metal, 7) +
    line("M1040 458v22M1180 454v26M1320 452v28M1460 452v28", metal, 6) +
    line(lamps, riverLight, 6) +
    // The night bus, on its way home.
    rect(1142, 434, 40, 15, "#3a8a68", `rx="4"`) + rect(1146, 437, 30, 5, lit) +
    shape("M1182 440l34 -4v16l-34 -4Z", lit, `opacity=".4"`);
}

function roofTop(inks: RooftopInks): string {
  return rect(0, 612, 1600, 66, inks.parapet) + rect(0, 606, 1600, 14, inks.parapetDark) +
    rect(0, 660, 1600, 18, inks.parapetDark) + rect(0, 676, 1600, 224, inks.floor) +
    line("M0 730H1600M0 806H1600", inks.floorDark, 4, `opacity=".7"`) +
    line("M340 676L240 900M760 676L740 900M1180 676L1240 900", inks.floorDark, 4, `opacity=".5"`) +
    // The water tank on its frame.
    line("M104 690V600M236 690V600M104 690L236 610", inks.metal, 9) +
    rect(70, 470, 200, 140, inks.tank, `rx="22"`) +
    rect(196, 470, 74, 140, inks.tankDark, `rx="22"`) +
    line("M74 510H266M74 546H266M74 582H266", inks.tankDark, 4) +
    rect(138, 452, 64, 22, inks.tankDark, `rx="8"`);
}

/** The little house on top, somebody still awake in it, and the washing she forgot. */
function rooftopRoom(inks: RooftopInks): string {
  const { wall, wallDark, window: [, , lit], wire, foam, tank, pot, metal } = inks;
  return disc(1424, 520, 300, "url(#bulb)", `opacity=".55"`) +
    rect(1270, 380, 330, 320, wall) + rect(1270, 380, 330, 26, wallDark) +
    shape("M1244 352H1600V388H1256Z", metal) + rect(1270, 672, 330, 28, wallDark) +
    rect(1310, 452, 120, 110, lit) +
    line("M1370 452V562M1310 507H1430", wallDark, 6) +
    `<rect x="1310" y="452" width="120" height="110" fill="none" stroke="${wallDark}" stroke-width="10"/>` +
    // Her plant and her kettle stand in the window.
    shape("M1330 562v-18h20v18Z", pot) +
    line("M1340 544q-12 -18 -18 -16M1340 544q2 -22 12 -26", inks.plantDark, 5) +
    rect(1484, 440, 96, 260, inks.door) + rect(1498, 458, 68, 80, lit, `opacity=".9"`) +
    disc(1496, 580, 6, foam) +
    shape("M1484 430H1592V418H1472Z", wallDark) + disc(1460, 452, 9, inks.bulb) +
    disc(1460, 452, 70, "url(#bulb)") +
    // A dish for the television.
    line("M1330 352v-34", metal, 7) + shape("M1296 280a44 44 0 0 0 62 50Z", foam) +
    line("M1328 306l26 -20", metal, 4) +
    line("M270 508Q640 600 1290 440", wire, 2.6) +
    shape("M470 540l44 6v62l-44 -6Z", foam) +
    shape("M560 549h46l6 20l-12 4v44h-36v-44l-10 -4Z", tank) +
    shape("M652 549l46 -2l6 84h-18l-10 -58l-10 60h-18Z", pot) +
    shape("M742 544l34 -3v54l-34 3Z", foam) +
    line(
      "M480 540v-8M506 544v-8M566 549v-8M600 549v-8M660 549v-8M694 548v-8M748 543v-8M770 541v-8",
      wire,
      4,
    );
}

/** Lettuce and peppers in boxes, as on every rooftop of the city. */
function plants({ plant, plantDark, pot, foam, metal }: RooftopInks): string {
  const leafy = (x: number, y: number) =>
    shape(
      `M${x} ${y}q-34 -8 -34 -34q24 -2 32 20q-8 -30 10 -48q18 18 6 48q10 -24 34 -18q0 24 -34 32Z`,
      plant,
    ) + line(`M${x + 4} ${y}q-2 -20 2 -40`, plantDark, 3);
  const pepper = (x: number, y: number) =>
    line(
      `M${x} ${y}q-2 -50 2 -92M${x} ${y - 44}q-18 -10 -24 -26M${x + 1} ${y - 60}q18 -8 24 -24`,
      plantDark,
      4,
    ) +
    shape(
      `M${x - 24} ${y - 70}q-16 -2 -20 -16q18 -4 24 12ZM${x + 26} ${
        y - 84
      }q16 -4 18 -18q-18 0 -22 16Z` +
        `M${x + 2} ${y - 92}q-14 -8 -10 -24q16 4 14 22Z`,
      plant,
    ) + line(`M${x - 18} ${y - 62}v16M${x + 20} ${y - 70}v18M${x + 4} ${y - 84}v14`, pot, 6);
  return rect(0, 724, 300, 52, foam) + rect(0, 718, 300, 12, metal, `opacity=".35"`) +
    leafy(40, 728) + leafy(110, 732) + leafy(180, 728) + leafy(252, 732) +
    shape("M1224 760h92l-12 84h-68Z", pot) + rect(1216, 750, 108, 16, pot) + pepper(1254, 752) +
    pepper(1292, 752) + shape("M1356 786h66l-8 64h-50Z", metal) +
    shape("M1388 790q-60 -40 -44 -104q38 20 44 76q2 -70 40 -96q26 66 -40 124Z", plant) +
    line("M1388 790q-8 -50 -30 -80M1390 786q6 -54 26 -92", plantDark, 3);
}

/** A pyeongsang: shoes off, feet up, ramyeon from the pot. */
function bench(inks: RooftopInks): string {
  const { wood, woodDark, woodLight, shadow, metal, foam, pot } = inks;
  let slats = "";
  for (let i = 1; i < 9; i++) slats += `M${n(520 + i * 69)} 716L${n(440 + i * 86)} 800`;
  return shape("M420 842H1240L1190 872H390Z", shadow, `opacity=".4"`) +
    shape("M520 716H1138L1216 800H440Z", wood) + line(slats, woodDark, 3.4) +
    line("M524 719H1136", woodLight, 4) + rect(440, 800, 776, 24, woodLight) +
    rect(440, 818, 776, 10, woodDark) + rect(470, 828, 34, 44, woodDark) +
    rect(1152, 828, 34, 44, woodDark) + rect(812, 828, 30, 36, woodDark) +
    // The pot on its little stove.
    shape("M762 764h120l8 12H754Z", metal) +
    shape("M772 724h100q4 36 -18 42h-64q-22 -6 -18 -42Z", "#d9b24a") +
    `<ellipse cx="822" cy="724" rx="52" ry="12" fill="#b98f30"/>` +
    `<ellipse cx="822" cy="724" rx="44" ry="9" fill="${pot}"/>` +
    line("M796 722q12 -8 24 0t26 0M804 728q14 -6 34 0", "#f6d98a", 4) +
    line("M764 730h-16M880 730h16", woodDark, 8) + steam(816, 704, foam) + steam(842, 700, foam) +
    line("M854 712L906 668M860 716L914 676", woodLight, 4) +
    cup(676, 778, 0.8, foam, "#e9e2cf") + cup(970, 780, 0.8, foam, "#e9e2cf") +
    shape("M566 742h70l8 24h-88Z", foam) +
    [578, 602, 626].map((x, i) =>
      persimmon(x, 736 - (i === 1 ? 9 : 0), 15, {
        fruit: "#d8622e",
        light: "#f08f55",
        leaf: inks.plantDark,
      })
    ).join("") +
    // A blanket somebody brought up.
    shape(
      "M1016 748q60 -20 128 0l34 52q-2 34 -10 52q-20 -10 -34 2q-10 -20 -34 -6q-20 -14 -40 2Z",
      pot,
    ) +
    line("M1030 764q60 -16 128 2M1040 786q70 -14 138 4", foam, 5, `opacity=".75"`) +
    // Slippers, one of them on its way somewhere.
    shape("M600 868q-2 -14 12 -14h34q14 2 12 14ZM690 884q2 -14 16 -12l32 6q12 4 8 16Z", foam);
}

/** Bulbs on a wire from the tank to the roof of the room. */
function bulbs({ bulb, wire, metal }: RooftopInks): string {
  const lights: string[] = [];
  for (let i = 1; i < 13; i++) {
    const t = i / 13;
    const x = 150 + t * 1110;
    const y = 330 + t * 20 + 4 * 150 * t * (1 - t);
    lights.push(
      line(`M${n(x)} ${n(y)}v12`, wire, 4) + disc(x, y + 22, 46, "url(#bulb)") +
        disc(x, y + 22, 10, bulb),
    );
  }
  return line("M150 456V318", metal, 9) + line("M150 330Q705 640 1260 350", wire, 3.4) +
    lights.join("");
}
