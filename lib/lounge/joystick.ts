/** Where a thumb on the virtual joystick wants to go. Browser-safe. */

/** Below this part of the way to the rim nobody moves: thumbs rest. */
const REST = 0.16;

/**
 * Turns the thumb's distance from the middle, in pixels, into a direction: right and forward, together at most 1 long.
 * The screen's y grows downward, and down is back.
 */
export function readStick(
  { dx, dy, radius }: { dx: number; dy: number; radius: number },
): { right: number; forward: number } {
  const length = Math.hypot(dx, dy) / radius;
  if (!(length > REST)) return { right: 0, forward: 0 };
  const scale = Math.min(1, (length - REST) / (1 - REST)) / (length * radius);
  return { right: dx * scale, forward: -dy * scale };
}

/** Where the knob is drawn: under the thumb, and never outside the rim. */
export function knobAt(
  { dx, dy, radius }: { dx: number; dy: number; radius: number },
): { x: number; y: number } {
  const length = Math.hypot(dx, dy);
  const scale = length > radius ? radius / length : 1;
  return { x: dx * scale, y: dy * scale };
}
