/** Which body a tap on the picture means. Pure and browser-safe. */
import type { Body } from "@/lib/lounge/scene/crowd.ts";

/** A tap within this many pixels of a body means it. */
const PICK_PX = 22;

/** Where a point of the room is seen, in pixels; null behind the eye. */
export type OnScreen = (x: number, y: number, z: number) => { x: number; y: number } | null;

/** The first of the bodies, which come nearest first, that stands under a point of the screen. */
export function bodyAt(
  bodies: Iterable<Pick<Body, "info" | "y"> & { seen: Pick<Body["seen"], "x" | "z"> }>,
  { x, y, exceptId, onScreen }: {
    x: number;
    y: number;
    exceptId: string | null;
    onScreen: OnScreen;
  },
): string | null {
  for (const body of bodies) {
    if (body.info.id === exceptId) continue;
    const head = onScreen(body.seen.x, body.y + 1.5, body.seen.z);
    const feet = onScreen(body.seen.x, body.y + 0.2, body.seen.z);
    if (!head || !feet || y < head.y - PICK_PX || y > feet.y + PICK_PX / 2) continue;
    const reach = Math.max(PICK_PX, (feet.y - head.y) * 0.22);
    if (Math.abs(x - (head.x + feet.x) / 2) <= reach) return body.info.id;
  }
  return null;
}
