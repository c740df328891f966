/** A branch with the last persimmons, left for the magpie. Browser-safe. */
import { disc, line, n, shape } from "@/lib/drawing/pen.ts";
import type { Inks } from "@/lib/stories/cover_inks.ts";
import { hills, type Random } from "@/lib/stories/motifs/pen.ts";

export function drawPersimmon(inks: Inks, random: Random): string {
  const sway = random() * 24;
  return [
    disc(352, 430, 172, inks.shape, `opacity=".94"`),
    hills(random, { y: 742, height: 54, fill: inks.far }),
    hills(random, { y: 790, height: 36, fill: inks.deep }),
    line("M620 190C548 236 512 300 436 322S300 330 232 392", inks.deep, 19),
    line("M436 322C410 372 414 430 372 486M520 262C540 330 534 400 560 452", inks.deep, 11),
    line("M300 338C290 300 262 282 246 250M372 486q-16 26 -46 34", inks.deep, 7),
    leaf(246, 252, -2.2, 74, inks),
    leaf(232, 392, 2.5, 84, inks),
    leaf(408, 420, 0.5, 70, inks),
    leaf(540, 340, 2.6, 66, inks),
    fruit(326, 560 + sway, 62, inks),
    fruit(254, 448 + sway / 2, 44, inks),
    fruit(500, 500 + sway / 3, 50, inks),
    magpie(412, 304, inks),
  ].join("");
}

/** Hangs by its calyx at (x, y − r). */
function fruit(x: number, y: number, r: number, { accent, ember, glow, deep }: Inks): string {
  const k = r * 0.56;
  const body = `M${n(x)} ${n(y - r * 0.86)}c${n(k)} ${n(-r * 0.1)} ${n(r)} ${n(r * 0.2)} ${n(r)} ` +
    `${n(r * 0.82)}c0 ${n(r * 0.62)} ${n(-r * 0.5)} ${n(r * 0.94)} ${n(-r)} ${n(r * 0.94)}` +
    `s${n(-r)} ${n(-r * 0.32)} ${n(-r)} ${n(-r * 0.94)}c0 ${n(-r * 0.62)} ${n(r - k)} ` +
    `${n(-r * 0.92)} ${n(r)} ${n(-r * 0.82)}Z`;
  const petal = (dx: number, dy: number) =>
    `M${n(x)} ${n(y - r * 0.84)}q${n(dx * 0.2)} ${n(dy - r * 0.1)} ${n(dx)} ${n(dy)}` +
    `q${n(-dx * 0.5)} ${n(r * 0.14)} ${n(-dx)} ${n(-dy)}Z`;
  return line(`M${n(x)} ${n(y - r * 0.8)}v${n(-r * 0.42)}`, deep, 6) +
    shape(body, accent) +
    shape(
      `M${n(x + r * 0.34)} ${n(y + r * 0.84)}q${n(r * 0.72)} ${n(-r * 0.4)} ${n(r * 0.6)} ` +
        `${n(-r * 1.08)}q${n(r * 0.2)} ${n(r * 0.9)} ${n(-r * 0.6)} ${n(r * 1.08)}Z`,
      ember,
    ) +
    line(
      `M${n(x - r * 0.72)} ${n(y - r * 0.04)}q${n(r * 0.04)} ${n(-r * 0.34)} ${n(r * 0.3)} ` +
        n(-r * 0.46),
      glow,
      r * 0.1,
    ) +
    shape(
      petal(r * 0.62, r * 0.16) + petal(-r * 0.62, r * 0.16) + petal(r * 0.34, r * 0.38) +
        petal(-r * 0.34, r * 0.38),
      deep,
    );
}

/** A leaf of `length` from (x, y) into the direction `angle`, radians clockwise from the right. */
function leaf(x: number, y: number, angle: number, length: number, inks: Inks): string {
  const turn = `rotate(${n(angle * 180 / Math.PI)} ${x} ${y})`;
  const w = length * 0.34;
  return `<g transform="${turn}">` +
    shape(
      `M${x} ${y}c${n(length * 0.3)} ${n(-w)} ${n(length * 0.7)} ${n(-w)} ${length} 0` +
        `c${n(-length * 0.3)} ${n(w)} ${n(-length * 0.7)} ${n(w)} ${-length} 0Z`,
      inks.mist,
    ) +
    line(`M${x + 6} ${y}h${n(length * 0.72)}`, inks.deep, 2.4) + "</g>";
}

/** Sits with its feet at (x, y), looking to the left. */
function magpie(x: number, y: number, { deep, shape: white, mist, accent }: Inks): string {
  return `<g transform="translate(${x} ${y})">` +
    shape("M28 -40L150 34L132 44L20 -6Z", mist) +
    shape(
      "M-58 -74c4 -20 34 -26 48 -8c34 6 66 34 74 62c-24 22 -64 26 -90 6c-20 -16 -20 -34 -20 -48Z",
      deep,
    ) +
    shape("M-24 -24c14 22 50 28 78 14c-22 18 -66 16 -78 -14Z", white) +
    shape("M4 -48c24 0 50 18 62 44c-30 2 -56 -14 -62 -44Z", mist) +
    shape("M-56 -76l-26 10l28 4Z", mist) + disc(-40, -72, 3.4, white) +
    line("M4 -2v10M18 0v8", accent, 4) + "</g>";
}
