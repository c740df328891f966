/** Lanterns of silk on their poles, the way a wedding or a night bus is waited for. Browser-safe. */
import { disc, line, n, shape } from "@/lib/drawing/pen.ts";
import type { Inks } from "@/lib/stories/cover_inks.ts";
import { hills, type Random, stars } from "@/lib/stories/motifs/pen.ts";

export function drawLantern(inks: Inks, random: Random): string {
  const x = 346 + random() * 40;
  const y = 398 + random() * 40;
  const others = random() < 0.5 ? [[494, 300, 0.42], [238, 588, 0.46]] : [[232, 300, 0.4], [
    506,
    590,
    0.46,
  ]];
  return [
    `<defs><radialGradient id="g"><stop stop-color="${inks.glow}" stop-opacity=".62"/>` +
    `<stop offset=".55" stop-color="${inks.accent}" stop-opacity=".16"/>` +
    `<stop offset="1" stop-color="${inks.accent}" stop-opacity="0"/></radialGradient>` +
    `<linearGradient id="s"><stop stop-color="${inks.deep}" stop-opacity=".42"/>` +
    `<stop offset=".38" stop-color="${inks.glow}" stop-opacity=".55"/>` +
    `<stop offset="1" stop-color="${inks.deep}" stop-opacity=".5"/></linearGradient>` +
    `<g id="l0">${silkLantern(inks)}</g></defs>`,
    stars(random, 20, inks.shape),
    hills(random, { y: 716, height: 64, fill: inks.far }),
    hills(random, { y: 776, height: 46, fill: inks.deep }),
    ...others.map(([ox = 0, oy = 0, size = 1]) => hang(ox, oy, size, inks)),
    hang(x, y, 1, inks),
    ...fireflies(random, inks),
  ].join("");
}

/** A lantern in full size, hung by its hook at (0, −100). */
function silkLantern({ accent, shape: silk, deep, glow }: Inks): string {
  const ribs = [-52, -27, 0, 27, 52].map((at) =>
    `M${n(at)} -60Q${n(at * 1.16)} 62 ${n(at * 0.9)} 188`
  ).join("");
  const body = "M-78 -62C-88 20 -88 116 -70 190H70C88 116 88 20 78 -62Z";
  return shape(body, silk) +
    shape("M-78 -62C-86 0 -87 50 -84 92C-40 106 40 106 84 92C87 50 86 0 78 -62Z", accent) +
    shape(body, "url(#s)") +
    line(ribs, deep, 2.2, `opacity=".45"`) +
    line("M-84 92C-40 106 40 106 84 92", glow, 4) +
    shape("M-60 -84H60L88 -56H-88ZM-76 186H76L58 210H-58Z", deep) +
    line("M-26 -84Q0 -124 26 -84", deep, 7) +
    line("M0 210V250", accent, 5) + shape("M-13 250H13L20 316H-20Z", accent) +
    line("M-7 262L-10 314M7 262L10 314M0 260V316", deep, 1.6, `opacity=".5"`) +
    disc(0, 250, 13, glow);
}

/** Hangs a lantern in its light by a cord that comes from above the cover. */
function hang(x: number, y: number, size: number, { deep }: Inks): string {
  return disc(x, y + 70 * size, size < 1 ? 80 : 300, "url(#g)") +
    line(`M${n(x)} 0V${n(y - 100 * size)}`, deep, 5 * Math.sqrt(size)) +
    `<use href="#l0" transform="translate(${n(x)} ${n(y)}) scale(${size})"/>`;
}

function fireflies(random: Random, { glow }: Inks): string[] {
  return Array.from(
    { length: 9 },
    () =>
      disc(70 + random() * 460, 600 + random() * 190, 2 + random() * 2.4, glow, `opacity=".85"`),
  );
}
