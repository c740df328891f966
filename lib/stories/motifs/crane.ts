/** A crane that flies before the sun. Browser-safe. */
import { disc, line, n, shape } from "@/lib/drawing/pen.ts";
import type { Inks } from "@/lib/stories/cover_inks.ts";
import { cloud, hills, pine, type Random } from "@/lib/stories/motifs/pen.ts";

export function drawCrane(inks: Inks, random: Random): string {
  const drift = random() * 30;
  return [
    disc(372, 404 + drift, 158, inks.accent),
    cloud(60, 560 + drift, 260, inks.mist),
    cloud(392, 268, 190, inks.mist, 0.92),
    crane(372, 500 + drift, inks),
    cloud(330, 604 + drift, 240, inks.pale, 0.94),
    hills(random, { y: 742, height: 60, fill: inks.far }),
    hills(random, { y: 792, height: 34, fill: inks.deep }),
    pine(96, 812, { height: 170, lean: 44, trunk: inks.ember, needles: inks.deep }),
  ].join("");
}

/** Its shoulder stands at (x, y); it flies to the left. */
function crane(x: number, y: number, inks: Inks): string {
  const { paper, ink, pale, accent } = inks;
  const body =
    "M-74 -14C-40 -44 40 -40 96 4C120 24 150 36 176 40C140 62 60 62 8 48C-40 34 -70 14 -74 -14Z";
  return `<g transform="translate(${n(x)} ${n(y)}) rotate(-7) scale(.9)">` +
    line("M120 44L244 92M124 38L250 74", ink, 5) +
    wing([-30, -16], { from: -0.95, to: -0.1, length: 214, count: 8, dark: 4 }, inks, pale) +
    shape("M96 10Q150 24 190 60Q140 66 92 48Z", ink) +
    line("M-58 -6C-96 -22 -104 -58 -136 -76", paper, 17) +
    line("M-84 -26C-104 -44 -112 -66 -136 -76", ink, 14) +
    shape(body, paper) +
    wing([8, 0], { from: -0.42, to: 0.72, length: 248, count: 11, dark: 6 }, inks, paper) +
    disc(-142, -80, 13, paper) + shape("M-152 -90Q-142 -100 -130 -90Q-140 -84 -152 -90Z", accent) +
    shape("M-152 -82L-206 -92L-152 -74Z", inks.glow) + disc(-146, -82, 2.6, ink) + "</g>";
}

interface Fan {
  /** Directions of the first and the last feather, radians clockwise from straight up. */
  from: number;
  to: number;
  length: number;
  count: number;
  /** So many of the outermost feathers are dark. */
  dark: number;
}

/** Feathers spread from a joint, the longest in the middle, with a row of coverts over their quills. */
function wing(
  [x, y]: readonly [number, number],
  { from, to, length, count, dark }: Fan,
  { ink, pale }: Inks,
  white: string,
): string {
  const feather = (at: number, long: number, wide: number) => {
    const angle = from + (to - from) * at;
    const [dx, dy] = [Math.sin(angle) * long, -Math.cos(angle) * long];
    const [sx, sy] = [Math.cos(angle) * wide, Math.sin(angle) * wide];
    return `M${n(x)} ${n(y)}Q${n(x + dx * 0.6 - sx)} ${n(y + dy * 0.6 - sy)} ${n(x + dx)} ` +
      `${n(y + dy)}Q${n(x + dx * 0.7 + sx)} ${n(y + dy * 0.7 + sy)} ${n(x)} ${n(y)}Z`;
  };
  let tips = "";
  let vanes = "";
  let coverts = "";
  for (let i = 0; i < count; i++) {
    const at = i / (count - 1);
    const long = length * (0.72 + 0.28 * Math.sin(Math.PI * (at * 0.8 + 0.12)));
    if (i < dark) tips += feather(at, long, 17);
    vanes += feather(at, i < dark ? long * 0.74 : long * 0.86, 18);
    coverts += feather(at, long * 0.44, 15);
  }
  return shape(tips, ink) + shape(vanes, white) +
    `<path d="${vanes}" fill="none" stroke="${pale}" stroke-width="1.6"/>` +
    shape(coverts, white) +
    `<path d="${coverts}" fill="none" stroke="${pale}" stroke-width="1.2"/>`;
}
