/** Where the camera stands so that somebody's head and shoulders fill the picture well. Pure. Browser-safe. */

/** A portrait lens: as wide as this, upright, in degrees. */
export const LENS_DEG = 20;

/** What of a body matters for its picture, in metres, in the avatar's axes. */
export interface Bust {
  /** Highest point of head and hair, and the lowest of all that is seen. */
  readonly top: number;
  readonly bottom: number;
  readonly head: { readonly x: number; readonly y: number; readonly z: number };
  /** Height of the shoulders. */
  readonly shoulder: number;
  /** Width between the shoulders. */
  readonly width: number;
}

export interface Framing {
  readonly x: number;
  /** Height of the camera and of what it looks at. */
  readonly y: number;
  /** Before the avatar. */
  readonly distance: number;
}

/** Frames a bust for a picture of `aspect` (width ÷ height). */
export function frame({ top, bottom, head, shoulder, width }: Bust, aspect: number): Framing {
  // Hair and hats may be high, but what is far above the head is no head.
  const crown = Math.min(Math.max(top, head.y + 0.12), head.y + Math.max(0.5, width * 1.6));
  // A bust is cut off somewhere: its edge stays out of the picture, unless there would be no shoulders in it.
  const edge = Math.min(bottom + width * 0.1, shoulder);
  const low = Math.max(shoulder - width * 0.62, edge);
  const bust = Math.max(0.1, crown - low);
  // A ninth of air above the head; shoulders whole in an upright picture, arms too in a wide one.
  const height = Math.max(bust * 1.14, width * 1.62 / aspect);
  const isNarrow = height > bust * 1.14;
  // Where the width decides, the face is kept a little above the middle.
  const y = isNarrow ? (crown + low) / 2 - height * 0.04 : crown + bust * 0.11 - height / 2;
  return {
    x: head.x,
    y: Math.max(y, edge + height / 2),
    distance: height / 2 / Math.tan(LENS_DEG / 2 * Math.PI / 180) + Math.max(0, head.z),
  };
}
