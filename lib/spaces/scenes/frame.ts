/** The format of a room's picture, and the strokes that several rooms share. Browser-safe. */
import { disc, line, n, shape } from "@/lib/drawing/pen.ts";

export const SCENE_WIDTH = 1600;
export const SCENE_HEIGHT = 900;

/** The two lights a room is drawn in, after the reader's own scheme. */
export const SCENE_LIGHTS = ["day", "night"] as const;
export type SceneLight = typeof SCENE_LIGHTS[number];

/** Numbers in [0, 1). */
export type Random = () => number;

export function rect(
  x: number,
  y: number,
  width: number,
  height: number,
  fill: string,
  more = "",
): string {
  return `<rect x="${n(x)}" y="${n(y)}" width="${n(width)}" height="${n(height)}" fill="${fill}"` +
    `${more && ` ${more}`}/>`;
}

/** A gradient from top to bottom; `stops` are evenly spread colours. */
export function skyGradient(id: string, stops: readonly string[]): string {
  return `<linearGradient id="${id}" x2="0" y2="1">${
    stops.map((color, i) => `<stop offset="${n(i / (stops.length - 1))}" stop-color="${color}"/>`)
      .join("")
  }</linearGradient>`;
}

/** A light that fades outwards. */
export function glowGradient(id: string, color: string, opacity: number): string {
  return `<radialGradient id="${id}"><stop stop-color="${color}" stop-opacity="${opacity}"/>` +
    `<stop offset=".45" stop-color="${color}" stop-opacity="${(opacity * 0.4).toFixed(2)}"/>` +
    `<stop offset="1" stop-color="${color}" stop-opacity="0"/></radialGradient>`;
}

/** Papered lattice: hanji behind a grid of bars, as many columns and rows of panes as asked. */
export function lattice(
  { x, y, width, height, columns, rows, paper, wood, bar = 3 }: {
    x: number;
    y: number;
    width: number;
    height: number;
    columns: number;
    rows: number;
    paper: string;
    wood: string;
    bar?: number;
  },
): string {
  let bars = "";
  for (let i = 1; i < columns; i++) bars += `M${n(x + width * i / columns)} ${y}v${height}`;
  for (let i = 1; i < rows; i++) bars += `M${x} ${n(y + height * i / rows)}h${width}`;
  return rect(x, y, width, height, paper) + line(bars, wood, bar) +
    `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="none" stroke="${wood}" ` +
    `stroke-width="9"/>`;
}

/** Small points of light: lines without length, of which the round ends are seen. */
export function points(
  random: Random,
  { count, x, y, width, height, fill, size }: {
    count: number;
    x: number;
    y: number;
    width: number;
    height: number;
    fill: string;
    size: number;
  },
): string {
  let d = "";
  for (let i = 0; i < count; i++) {
    d += `M${Math.round(x + random() * width)} ${Math.round(y + random() * height)}h0`;
  }
  return line(d, fill, size);
}

/** Steam over a cup whose rim is at (x, y). */
export function steam(x: number, y: number, color: string): string {
  return line(
    `M${x - 7} ${y}c-12 -16 10 -24 0 -44M${x + 9} ${y - 6}c-10 -14 9 -20 0 -36`,
    color,
    3.4,
    `opacity=".55"`,
  );
}

/** A round persimmon whose middle is at (x, y). */
export function persimmon(
  x: number,
  y: number,
  r: number,
  { fruit, light, leaf }: { fruit: string; light: string; leaf: string },
): string {
  return shape(
    `M${n(x - r)} ${n(y)}a${n(r)} ${n(r * 0.9)} 0 0 1 ${n(2 * r)} 0a${n(r)} ${n(r * 0.94)} 0 0 1 ` +
      `${n(-2 * r)} 0`,
    fruit,
  ) +
    shape(
      `M${n(x - r * 0.66)} ${n(y - r * 0.1)}q${n(r * 0.06)} ${n(-r * 0.46)} ${n(r * 0.56)} ` +
        `${n(-r * 0.5)}q${n(-r * 0.4)} ${n(r * 0.16)} ${n(-r * 0.56)} ${n(r * 0.5)}`,
      light,
    ) +
    shape(
      `M${n(x)} ${n(y - r * 0.62)}l${n(-r * 0.6)} ${n(-r * 0.14)}l${n(r * 0.36)} ${n(-r * 0.24)}` +
        `l${n(r * 0.24)} ${n(-r * 0.26)}l${n(r * 0.24)} ${n(r * 0.26)}l${n(r * 0.36)} ` +
        `${n(r * 0.24)}Z`,
      leaf,
    );
}

/** A cup of tea or makgeolli, its foot at (x, y). */
export function cup(x: number, y: number, size: number, glaze: string, tea: string): string {
  return `<g transform="translate(${x} ${y}) scale(${size})">` +
    shape("M-24 -30h48c0 18 -8 30 -15 30h-18c-7 0 -15 -12 -15 -30Z", glaze) +
    `<ellipse cy="-30" rx="24" ry="6" fill="${glaze}"/><ellipse cy="-29" rx="20" ry="4" ` +
    `fill="${tea}"/></g>`;
}

/** A cushion seen from a little above, its middle at (x, y). */
export function cushion(x: number, y: number, width: number, fill: string, edge: string): string {
  const w = width / 2;
  return shape(
    `M${n(x - w)} ${n(y + 4)}q${n(w * 0.1)} -26 ${n(w * 0.3)} -26h${n(w * 1.4)}` +
      `q${n(w * 0.2)} 0 ${n(w * 0.3)} 26q0 16 -16 16h${n(32 - 2 * w)}q-16 0 -16 -16Z`,
    edge,
  ) +
    shape(
      `M${n(x - w + 4)} ${n(y)}q${n(w * 0.1)} -22 ${n(w * 0.27)} -22h${n(w * 1.36)}` +
        `q${n(w * 0.17)} 0 ${n(w * 0.27)} 22q0 10 -14 10h${n(28 - 2 * w + 8)}q-14 0 -14 -10Z`,
      fill,
    ) + disc(x, y - 6, 4, edge);
}
