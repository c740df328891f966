/** What the server lets a body do on a floor: where it comes in, how fast it goes, what it cannot walk through. Pure. */
import { type Floor, RUN_SPEED, type Spot } from "@/lib/spaces/floor.ts";
import type { Motion } from "@/lib/spaces/motion.ts";

/** Where a body is, and what the server heard of it last. */
export interface Place {
  x: number;
  y: number;
  z: number;
  /** Radians, 0 to 2π. */
  heading: number;
  motion: Motion;
  /** When it was there. */
  atMs: number;
}

export interface MoveRequest {
  position: { x: number; y: number; z: number };
  heading?: number | undefined;
  motion?: Motion | undefined;
}

/** Clocks, lost packets and corners: a client may be so much faster than one can run, for a moment. */
const SLACK = 1.4;
const SLACK_M = 0.6;
/** A pause of the sender's gives it no more than so much way to make up. */
const MAX_GAP_S = 1.5;
/** How high a body may be: steps, and a jump for joy. */
const MAX_HEIGHT = 3;
const TURN = 2 * Math.PI;
/** Golden angle: newcomers spread evenly around the entrance. Source: H. Vogel, 1979, on sunflower heads. */
const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));
const SPREAD_M = 0.55;

/** Where the holder of a seat stands who has not moved yet. The same on every instance and in every client. */
export function spawnOf(floor: Floor, seat: number): Spot {
  const { entrance } = floor;
  const radius = SPREAD_M * Math.sqrt(seat);
  const spot = {
    x: entrance.x + radius * Math.cos(seat * GOLDEN_ANGLE),
    z: entrance.z + radius * Math.sin(seat * GOLDEN_ANGLE),
  };
  return { ...keepOnFloor(floor, spot), heading: entrance.heading };
}

/** Where a resident stands who has not moved yet; `n` is its place among the residents. */
export function hauntOf(floor: Floor, n: number): Spot {
  return floor.haunts[n % floor.haunts.length] ?? floor.entrance;
}

/** Takes a body where it wants to go, or as far towards it as it can have come. */
export function move(
  floor: Floor,
  from: Place,
  { position, heading, motion }: MoveRequest,
  nowMs: number,
): Place {
  const gapS = Math.min(Math.max(0, nowMs - from.atMs) / 1000, MAX_GAP_S);
  const reach = RUN_SPEED * SLACK * gapS + SLACK_M;
  const [dx, dz] = [position.x - from.x, position.z - from.z];
  const distance = Math.hypot(dx, dz);
  const share = distance > reach ? reach / distance : 1;
  const spot = keepOnFloor(floor, { x: from.x + dx * share, z: from.z + dz * share });
  return {
    ...spot,
    y: Math.max(0, Math.min(MAX_HEIGHT, position.y)),
    heading: heading === undefined ? from.heading : wrap(heading),
    motion: motion ?? (distance > 0.01 ? "walk" : from.motion),
    atMs: nowMs,
  };
}

/** The nearest spot to `spot` where a body can be. */
export function keepOnFloor(
  { halfWidth, halfDepth, obstacles }: Floor,
  spot: { x: number; z: number },
): { x: number; z: number } {
  let x = clamp(spot.x, halfWidth);
  let z = clamp(spot.z, halfDepth);
  for (const obstacle of obstacles) {
    const [dx, dz] = [x - obstacle.x, z - obstacle.z];
    const distance = Math.hypot(dx, dz);
    if (distance >= obstacle.radius) continue;
    // From the very middle, any way out is as good.
    const [ux, uz] = distance < 1e-6 ? [0, 1] : [dx / distance, dz / distance];
    x = clamp(obstacle.x + ux * obstacle.radius, halfWidth);
    z = clamp(obstacle.z + uz * obstacle.radius, halfDepth);
  }
  return { x, z };
}

function clamp(value: number, half: number): number {
  return Math.max(-half, Math.min(half, value));
}

/** An angle within one turn: 0 to 2π. */
export function wrap(angle: number): number {
  return ((angle % TURN) + TURN) % TURN;
}
