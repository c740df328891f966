/** Colours of the rooms, in linear light as shaders want them. Pure. Browser-safe. */

/** Red, green and blue in linear light; 1 is white, more glows. */
export type Rgb = readonly [number, number, number];

function linear(byte: number): number {
  const s = byte / 255;
  return s <= 0.04045 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4;
}

/** Reads `#rrggbb`. What is none is grey. */
export function rgb(hex: string): Rgb {
  const value = /^#[0-9a-f]{6}$/i.test(hex) ? Number.parseInt(hex.slice(1), 16) : 0x808080;
  return [linear(value >> 16), linear((value >> 8) & 255), linear(value & 255)];
}

export function blend(a: Rgb, b: Rgb, share: number): Rgb {
  return [
    a[0] + (b[0] - a[0]) * share,
    a[1] + (b[1] - a[1]) * share,
    a[2] + (b[2] - a[2]) * share,
  ];
}

export function scale(color: Rgb, by: number): Rgb {
  return [color[0] * by, color[1] * by, color[2] * by];
}

/** What the house is made of: the tokens of the pages, and the dancheong that the lounge alone may use. */
export const INK = {
  paper: rgb("#FBF7F0"),
  hanji: rgb("#F4E9D3"),
  card: rgb("#F3ECE1"),
  ink: rgb("#211C18"),
  celadon: rgb("#2F6B5B"),
  celadonPale: rgb("#9CC3B2"),
  persimmon: rgb("#D9652B"),
  wood: rgb("#C9A27A"),
  oiled: rgb("#A87B4F"),
  bark: rgb("#6B4A33"),
  umber: rgb("#46301F"),
  tile: rgb("#4A4C50"),
  tilePale: rgb("#6A6C6E"),
  plaster: rgb("#EADFCB"),
  earth: rgb("#D9BE93"),
  stone: rgb("#B5AC9C"),
  stoneDark: rgb("#857E72"),
  onggi: rgb("#5B3524"),
  moss: rgb("#7E8F54"),
  leaf: rgb("#8B8A3C"),
  pine: rgb("#3F5A3C"),
  indigo: rgb("#2B3F6B"),
  ochre: rgb("#D7A13B"),
  jade: rgb("#3E8E7A"),
  madder: rgb("#A63A32"),
  white: rgb("#F7F3EA"),
} as const;
