/** Owns how a figure is framed on a canvas of any shape. Pure. */

/** Portrait units to pixels: `pixel = unit * scale + offset`. */
export interface Framing {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

/** The part of the portrait that is shown; as in its 4:5 picture. */
const VIEW = { top: 64, bottom: 799, axis: 320 } as const;
/** Between the shoulders' edges, which a narrow canvas may cut. */
const NARROWEST = 500;
/** A wide canvas comes nearer: what is gained at the sides would be empty. */
const WIDE_BOTTOM = 752;

/** Frames a figure on a canvas of `width`×`height` pixels: all of its height, standing on the lower edge. */
export function frameOf(width: number, height: number): Framing {
  const wide = Math.min(1, Math.max(0, width / height - 1));
  const bottom = VIEW.bottom + (WIDE_BOTTOM - VIEW.bottom) * wide;
  const scale = Math.min(height / (bottom - VIEW.top), width / NARROWEST);
  return { scale, x: width / 2 - VIEW.axis * scale, y: height - bottom * scale };
}
