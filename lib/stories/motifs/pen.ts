/** What several motifs are made of: hills, clouds, stars, roofs, pines. Browser-safe. */
import { line, n, shape } from "@/lib/drawing/pen.ts";
import { COVER_HEIGHT, COVER_WIDTH } from "@/lib/stories/cover_format.ts";

/** Numbers in [0, 1). */
export type Random = () => number;

/** A chain of soft hills from edge to edge, filled to the foot of the cover. */
export function hills(
  random: Random,
  { y, height, fill }: { y: number; height: number; fill: string },
): string {
  const step = 110 + random() * 50;
  let d = `M-40 ${COVER_HEIGHT}V${n(y)}`;
  let high = random() < 0.5;
  for (let x = -40; x < COVER_WIDTH + 40; x += step) {
    const rise = (high ? -1 : 1) * height * (0.35 + random() * 0.65);
    d += `q${n(step / 2)} ${n(rise)} ${n(step)} 0`;
    high = !high;
  }
  return shape(`${d}V${COVER_HEIGHT}Z`, fill);
}

/** A cloud of lying bars, as woodblock prints have it. `w` is its length. */
export function cloud(x: number, y: number, w: number, fill: string, opacity = 1): string {
  const bar = (dx: number, dy: number, length: number, h: number) =>
    `M${n(x + dx)} ${n(y + dy)}h${n(length)}a${h / 2} ${h / 2} 0 0 1 0 ${h}h${n(-length)}` +
    `a${h / 2} ${h / 2} 0 0 1 0 ${-h}Z`;
  const d = bar(w * 0.18, 0, w * 0.46, 16) + bar(0, 16, w * 0.78, 16) +
    bar(w * 0.3, 32, w * 0.7, 16);
  return shape(d, fill, opacity < 1 ? `opacity="${opacity}"` : "");
}

/** Small stars in the upper part of the sky, clear of the title. */
export function stars(random: Random, count: number, fill: string): string {
  // Lines without length: their round ends alone are seen.
  let [small, large] = ["", ""];
  for (let i = 0; i < count; i++) {
    const star = `M${Math.round(170 + random() * 360)} ${Math.round(50 + random() ** 1.3 * 420)}h0`;
    if (random() < 0.6) small += star;
    else large += star;
  }
  return line(small, fill, 2.6, `opacity=".8"`) + line(large, fill, 4.6, `opacity=".8"`);
}

/** A tiled roof seen along its eaves, at the foot of the cover. */
export function roof(
  { y, left, right, fill, tile }: {
    y: number;
    left: number;
    right: number;
    fill: string;
    tile: string;
  },
): string {
  const foot = y + 92;
  const body = `M${left} ${y}H${right}C${right + 24} ${y + 48} ${right + 76} ${y + 70} ` +
    `${right + 140} ${y + 66}L${right + 130} ${foot}H${left - 130}L${left - 140} ${y + 66}` +
    `C${left - 76} ${y + 70} ${left - 24} ${y + 48} ${left} ${y}Z`;
  let rows = "";
  for (let i = 1, count = Math.round((right - left) / 30); i < count; i++) {
    const x = left + (right - left) * i / count;
    const lean = (i / count - 0.5) * 90;
    rows += `M${n(x)} ${y + 8}q${n(lean * 0.2)} 44 ${n(lean)} 74`;
  }
  let ends = "";
  for (let x = left - 124; x <= right + 124; x += 24.8) {
    ends += `M${n(x)} ${foot - 4}h0`;
  }
  return shape(body, fill) + line(rows, tile, 2.4, `opacity=".75"`) +
    shape(`M${left - 12} ${y - 9}h${right - left + 24}v14h${left - right - 24}Z`, tile) +
    line(ends, tile, 16) +
    shape(`M0 ${foot + 4}H${COVER_WIDTH}V${COVER_HEIGHT}H0Z`, fill);
}

/** A pine: leaning trunk, needles in flat cushions. `lean` is how far its head stands to the right of its foot. */
export function pine(
  x: number,
  y: number,
  { height, lean, trunk, needles }: {
    height: number;
    lean: number;
    trunk: string;
    needles: string;
  },
): string {
  const headX = x + lean;
  const headY = y - height;
  const cushion = (cx: number, cy: number, w: number) =>
    `M${n(cx - w)} ${n(cy)}q${n(w * 0.1)} ${n(-w * 0.4)} ${n(w * 0.5)} ${n(-w * 0.36)}` +
    `q${n(w * 0.4)} ${n(-w * 0.44)} ${n(w * 0.9)} ${n(-w * 0.04)}` +
    `q${n(w * 0.5)} ${n(w * 0.04)} ${n(w * 0.6)} ${n(w * 0.4)}Z`;
  return line(
    `M${n(x)} ${n(y)}q${n(-lean * 0.5)} ${n(-height * 0.45)} ${n(lean * 0.45)} ${
      n(-height * 0.6)
    }` +
      `T${n(headX)} ${n(headY)}M${n(x + lean * 0.2)} ${n(y - height * 0.5)}` +
      `q${n(-height * 0.1)} ${n(-height * 0.12)} ${n(-height * 0.26)} ${n(-height * 0.1)}`,
    trunk,
    height * 0.07,
  ) + shape(
    cushion(headX, headY, height * 0.34) +
      cushion(headX + lean * 0.2 + height * 0.12, headY + height * 0.2, height * 0.28) +
      cushion(x - height * 0.26, y - height * 0.54, height * 0.24),
    needles,
  );
}
