/**
 * Owns how one swatch becomes a small family of colours: base, soft shade, warm light and line.
 * Pure and browser-safe.
 */

/** The colours one material is drawn in, as CSS hex. */
export interface Ramp {
  readonly base: string;
  readonly shade: string;
  /** The deepest tone, for folds and what lies behind. */
  readonly deep: string;
  readonly light: string;
  readonly line: string;
}

/** Late-afternoon sun. */
export const SUN = "#FFEBC8";

/** The darkest warm tone of the drawing; nothing in it is pure black. */
export const UMBER = "#2C1A1C";

function channels(hex: string): [number, number, number] {
  const value = Number.parseInt(hex.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

function toHex(rgb: readonly number[]): string {
  const part = (v: number) =>
    Math.round(Math.min(255, Math.max(0, v))).toString(16).padStart(2, "0");
  return `#${rgb.map(part).join("")}`;
}

/** Blends `a` towards `b`; 0 is all `a`, 1 all `b`. Both are `#rrggbb`. */
export function mix(a: string, b: string, amount: number): string {
  const [from, to] = [channels(a), channels(b)];
  return toHex(from.map((v, i) => v + ((to[i] ?? 0) - v) * amount));
}

/** Multiplies two colours channel by channel, as a coloured shadow does. */
export function multiply(a: string, b: string): string {
  const [from, by] = [channels(a), channels(b)];
  return toHex(from.map((v, i) => v * (by[i] ?? 0) / 255));
}

/** Perceived lightness, 0 (black) to 1 (white); Rec. 601 luma. */
export function luma(hex: string): number {
  const [r, g, b] = channels(hex);
  return (0.299 * r + 0.587 * g + 0.114 * b) / 255;
}

/** Skin: shadows redden instead of greying. */
export function skinRamp(base: string): Ramp & { readonly blush: string; readonly lip: string } {
  const bright = luma(base);
  return {
    base,
    shade: mix(base, multiply(base, "#E59C88"), 0.62),
    deep: multiply(base, "#C9826F"),
    light: mix(base, "#FFF4DF", 0.3 + 0.35 * bright),
    line: mix(multiply(base, "#8A4038"), UMBER, 0.35),
    blush: mix(base, "#E0523F", bright > 0.6 ? 0.5 : 0.4),
    lip: mix(base, "#B5303A", bright > 0.6 ? 0.52 : 0.42),
  };
}

/** Hair: dark hair takes a clear warm highlight, pale hair a clear cool shadow. */
export function hairRamp(base: string): Ramp {
  const bright = luma(base);
  return {
    base,
    shade: mix(base, multiply(base, "#8C6F80"), 0.45 + 0.25 * (1 - bright)),
    deep: multiply(base, bright > 0.5 ? "#A9939E" : "#86707C"),
    light: mix(base, "#FFDDB0", 0.24 + 0.22 * bright),
    line: multiply(base, "#6B5560"),
  };
}

/** A colour deepened within its own hue, with a little warmth; `keep` is how much light stays. */
function deepen(base: string, keep: number): string {
  return multiply(base, mix(mix(base, "#FFFFFF", keep), "#EBC9BD", 0.35));
}

/** Cloth and things. */
export function clothRamp(base: string): Ramp {
  const bright = luma(base);
  return {
    base,
    shade: deepen(base, bright > 0.5 ? 0.55 : 0.68),
    deep: multiply(deepen(base, bright > 0.5 ? 0.3 : 0.5), "#DCC8C8"),
    light: mix(base, SUN, 0.3 + 0.2 * bright),
    line: mix(multiply(base, "#7C5A5C"), UMBER, 0.25),
  };
}
