/** A full moon over roofs, with one star that was not there yesterday. Browser-safe. */
import { disc, n, shape } from "@/lib/drawing/pen.ts";
import type { Inks } from "@/lib/stories/cover_inks.ts";
import { cloud, hills, type Random, roof, stars } from "@/lib/stories/motifs/pen.ts";

export function drawMoon(inks: Inks, random: Random): string {
  const x = 356 + random() * 50;
  const y = 372 + random() * 50;
  const starX = 452 + random() * 40;
  const starY = 150 + random() * 50;
  return [
    stars(random, 26, inks.shape),
    disc(x, y, 236, inks.shape, `opacity=".05"`),
    disc(x, y, 190, inks.shape, `opacity=".08"`),
    disc(x, y, 146, inks.shape),
    // A breath of shade at its lower edge.
    shape(
      `M${n(x - 118)} ${n(y + 86)}A146 146 0 0 0 ${n(x + 118)} ${n(y + 86)}` +
        `A190 190 0 0 1 ${n(x - 118)} ${n(y + 86)}Z`,
      inks.pale,
      `opacity=".34"`,
    ),
    guestStar(starX, starY, inks),
    cloud(x - 236, y + 46, 250, inks.mist),
    cloud(x + 36, y - 96, 200, inks.mist, 0.92),
    hills(random, { y: 640, height: 70, fill: inks.mist }),
    hills(random, { y: 690, height: 60, fill: inks.far }),
    roof({ y: 722, left: 150, right: 404, fill: inks.deep, tile: inks.far }),
  ].join("");
}

/** Eight rays, four of them long. */
function guestStar(x: number, y: number, { accent, glow }: Inks): string {
  let d = "";
  for (let i = 0; i < 16; i++) {
    const angle = i * Math.PI / 8;
    const r = i % 2 ? 6.5 : i % 4 ? 20 : 40;
    d += `${i ? "L" : "M"}${n(x + r * Math.sin(angle))} ${n(y - r * Math.cos(angle))}`;
  }
  return disc(x, y, 30, accent, `opacity=".22"`) + shape(`${d}Z`, accent) + disc(x, y, 5, glow);
}
