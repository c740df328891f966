/** A small sail on a patterned sea. Browser-safe. */
import { disc, line, n, shape } from "@/lib/drawing/pen.ts";
import type { Inks } from "@/lib/stories/cover_inks.ts";
import { cloud, type Random } from "@/lib/stories/motifs/pen.ts";

/** Half the width of one scale of the sea. */
const SCALE = 60;

export function drawWave(inks: Inks, random: Random): string {
  const sun = 400 + random() * 60;
  const boat = 250 + random() * 130;
  const { ground, shape: foam, accent } = inks;
  return [
    disc(sun, 366, 118, accent),
    cloud(sun - 200, 392, 230, inks.mist),
    cloud(sun - 20, 320, 190, inks.pale, 0.9),
    `<defs><g id="w">${disc(0, 0, SCALE, foam)}${disc(0, 0, 55.5, ground)}` +
    `<g fill="none" stroke="${inks.mist}" stroke-width="6"><circle r="43"/><circle r="28"/></g>` +
    `${disc(0, 0, 14, inks.mist)}</g></defs>`,
    shape("M0 590H600V840H0Z", ground),
    rows(0, 2),
    sail(boat, 598, inks),
    rows(2, 8),
    gulls(sun - 60, 520, inks),
  ].join("");
}

/** The scales, each row lower and half a step aside; a lower row covers the one behind it. */
function rows(from: number, to: number): string {
  let uses = "";
  for (let row = from; row < to; row++) {
    for (let x = row % 2 ? 0 : SCALE; x <= 600 + SCALE; x += 2 * SCALE) {
      const swell = 12 * Math.sin(x / 120 + row);
      uses += `<use href="#w" x="${x}" y="${n(636 + row * 34 + swell)}"/>`;
    }
  }
  return uses;
}

function sail(x: number, y: number, { deep, paper, pale, accent }: Inks): string {
  return `<g transform="translate(${n(x)} ${y}) rotate(-4)">` +
    line("M0 0V-172", deep, 7) +
    shape("M6 -166C70 -150 96 -96 92 -30L6 -22Z", paper) +
    shape("M-6 -150C-46 -130 -64 -86 -66 -34L-6 -24Z", pale) +
    line("M8 -130q44 4 72 22M8 -94q52 0 80 12M8 -58q54 -2 84 4", pale, 3) +
    shape("M0 -172l34 -12l-34 -12Z", accent) +
    shape("M-96 -18Q0 6 118 -26Q104 30 60 38H-54Q-88 22 -96 -18Z", deep) + "</g>";
}

function gulls(x: number, y: number, { shape: white }: Inks): string {
  const gull = (dx: number, dy: number, w: number) =>
    `M${n(x + dx - w)} ${n(y + dy)}q${n(w * 0.6)} ${n(-w * 0.6)} ${w} 0q${n(w * 0.4)} ` +
    `${n(-w * 0.6)} ${w} 0`;
  return line(gull(0, 0, 26) + gull(64, 34, 19) + gull(18, 62, 14), white, 4);
}
