/** Sun, moon and five peaks, after the screen behind a Joseon throne. Browser-safe. */
import { disc, line, n, shape } from "@/lib/drawing/pen.ts";
import type { Inks } from "@/lib/stories/cover_inks.ts";
import { pine, type Random } from "@/lib/stories/motifs/pen.ts";

/** Foot x, half width, top y: the outer peaks first, the middle one nearest. */
const PEAKS = [[20, 150, 520], [585, 150, 505], [150, 150, 456], [465, 150, 448], [
  308,
  170,
  372,
]] as const;
const SHORE = 690;

export function drawMountain(inks: Inks, random: Random): string {
  const drift = random() * 24;
  return [
    disc(468, 276 + drift, 54, inks.accent),
    disc(212, 318 - drift, 44, inks.shape),
    ...PEAKS.map(([x, half, top], n) => peak(x, half, top, n, inks)),
    fall(216, 598, inks),
    fall(402, 592, inks),
    shape(`M0 ${SHORE}H600V840H0Z`, inks.deep),
    `<defs><g id="w">${
      line("M-40 0A40 40 0 0 1 40 0M-26 0A26 26 0 0 1 26 0M-12 0A12 12 0 0 1 12 0", inks.pale, 4)
    }</g></defs>`,
    sea(),
    pine(70, 726, { height: 190, lean: 52, trunk: inks.ember, needles: inks.deep }),
    pine(520, 730, { height: 220, lean: -56, trunk: inks.ember, needles: inks.deep }),
    shape(
      "M0 716q60 -30 130 6q20 10 26 28H0ZM600 716q-70 -36 -136 4q-22 12 -30 30H600Z",
      inks.mist,
    ),
  ].join("");
}

function peak(x: number, half: number, top: number, order: number, inks: Inks): string {
  const outline = (inset: number) => {
    const w = half - inset * 1.25;
    const y = top + inset * 1.7;
    return `M${n(x - w)} ${SHORE}C${n(x - w * 0.72)} ${n(y + (SHORE - y) * 0.42)} ` +
      `${n(x - w * 0.36)} ${n(y)} ${n(x)} ${n(y)}S${n(x + w * 0.72)} ` +
      `${n(y + (SHORE - y) * 0.42)} ${n(x + w)} ${SHORE}`;
  };
  const fill = order === 4 ? inks.pale : order > 1 ? inks.mist : inks.far;
  return shape(`${outline(0)}Z`, fill) + line(outline(0), inks.deep, 5) +
    line(outline(22) + outline(46), inks.deep, 2.6, `opacity=".5"`) +
    line(outline(34), inks.accent, 3, `opacity=".8"`);
}

function fall(x: number, y: number, { paper, mist }: Inks): string {
  const d = `M${x - 9} ${y}q9 -14 18 0l7 ${SHORE - y + 8}h-32Z`;
  return shape(d, paper) + line(
    `M${x - 3} ${y + 8}l-2 ${SHORE - y}M${x + 4} ${y + 8}l2 ${SHORE - y}`,
    mist,
    2.4,
  );
}

function sea(): string {
  let uses = "";
  for (let row = 0; row < 6; row++) {
    for (let x = row % 2 ? 40 : 0; x <= 600; x += 80) {
      uses += `<use href="#w" x="${x}" y="${728 + row * 26}"/>`;
    }
  }
  return uses;
}
