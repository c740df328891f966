/**
 * The own body: walks by keys, stick or a way that a click set, slides along what is in the way, sits, stands up,
 * gestures. `stepWalker` changes the state in place, as it runs each frame. Pure. Browser-safe.
 */
import { type Floor, RUN_SPEED, WALK_SPEED } from "@/lib/spaces/floor.ts";
import type { Motion } from "@/lib/spaces/motion.ts";
import type { BodyPlace } from "@/lib/lounge/scene/model.ts";
import { findWay, type Point, settle, turnBetween } from "@/lib/lounge/scene/ground.ts";

/** How long a gesture plays before one stands still again, in seconds; dancing goes on until one moves. */
const GESTURE_S: Readonly<Record<"wave" | "nod" | "dance", number>> = {
  wave: 2.4,
  nod: 1.6,
  dance: Infinity,
};
/** Speeds change this fast, in metres a second squared, so that feet start and stop softly. */
const ACCELERATION = 18;
/** Radians a second. */
const TURN_SPEED = 10;
/** A corner of a way counts as reached this near; a seat is then sat on. Metres. */
const REACHED = 0.12;
/** A way further than this is run, in metres. */
const RUN_FROM = 7;
/** Blocked for this long, a way is given up. Seconds. */
const STUCK_S = 0.6;

/** What pushes the body this frame, as seen by the camera. Length up to 1; above half the stick runs. */
export interface Push {
  right: number;
  forward: number;
  run: boolean;
}

export interface Walker {
  place: BodyPlace;
  vx: number;
  vz: number;
  way: Point[];
  /** The seat at the end of the way, or the one that is sat on; -1 for none. */
  seat: number;
  /** Where to look at the end of the way; null for along it. */
  faceAtEnd: Point | null;
  gestureS: number;
  stuckS: number;
}

export function createWalker(place: BodyPlace): Walker {
  return {
    place: { ...place },
    vx: 0,
    vz: 0,
    way: [],
    seat: -1,
    faceAtEnd: null,
    gestureS: 0,
    stuckS: 0,
  };
}

/** Sets a way to a point; false where none leads there. */
export function walkTo(
  walker: Walker,
  floor: Floor,
  to: Point,
  face: Point | null = null,
): boolean {
  const way = findWay(floor, walker.place, to);
  if (way === null) return false;
  rise(walker, floor);
  walker.way = way;
  walker.faceAtEnd = face;
  walker.stuckS = 0;
  return true;
}

/** Sets a way to a seat, to sit down there. */
export function walkToSeat(walker: Walker, floor: Floor, seat: number): boolean {
  const spot = floor.seats[seat];
  if (!spot || !walkTo(walker, floor, spot)) return false;
  walker.seat = seat;
  return true;
}

/** Stands up, or forgets the seat that one was walking to. */
export function rise(walker: Walker, floor: Floor): void {
  if (walker.place.motion === "sit") {
    const seat = floor.seats[walker.seat];
    // Off the seat to its front, where feet find ground.
    if (seat) {
      walker.place.x = seat.x + Math.sin(seat.heading) * 0.55;
      walker.place.z = seat.z + Math.cos(seat.heading) * 0.55;
      settle(floor, walker.place);
    }
    walker.place.motion = "idle";
  }
  walker.seat = -1;
  walker.faceAtEnd = null;
}

/** Plays a gesture; ends a walk. Who sits may nod and wave, but not dance. */
export function gesture(walker: Walker, floor: Floor, motion: "wave" | "nod" | "dance"): void {
  if (walker.place.motion === "sit") rise(walker, floor);
  walker.way = [];
  walker.seat = -1;
  walker.place.motion = motion;
  walker.gestureS = GESTURE_S[motion];
}

/** Moves on by `dtS` seconds; `viewHeading` is where the camera looks. */
export function stepWalker(
  walker: Walker,
  floor: Floor,
  { push, viewHeading, dtS }: { push: Push; viewHeading: number; dtS: number },
): void {
  const { place } = walker;
  const pushed = Math.min(1, Math.hypot(push.right, push.forward));
  let heading = place.heading;
  let speed = 0;
  if (pushed > 0.08) {
    if (walker.way.length > 0 || place.motion === "sit") rise(walker, floor);
    walker.way = [];
    walker.seat = -1;
    // Right of the view is a turn to the right, which takes from the heading.
    heading = viewHeading + Math.atan2(-push.right, push.forward);
    speed = push.run ? RUN_SPEED * pushed : WALK_SPEED * pushed;
  } else if (walker.way.length > 0) {
    const next = walker.way[0]!;
    const [dx, dz] = [next.x - place.x, next.z - place.z];
    const last = walker.way.length === 1;
    const left = Math.hypot(dx, dz);
    heading = Math.atan2(dx, dz);
    const far = left > RUN_FROM || push.run || (walker.vx ** 2 + walker.vz ** 2 > 9 && left > 2);
    // Slower near the end, so that nobody overshoots at a low frame rate.
    speed = Math.min(far ? RUN_SPEED : WALK_SPEED, last ? Math.max(0.8, left * 5) : Infinity);
    speed = Math.min(speed, left / Math.max(dtS, 1e-3));
    if (left < REACHED) {
      arrive(walker, floor);
      // The heading of an arrival is chosen: a last step would turn it back.
      if (walker.way.length === 0) speed = 0;
    }
  }
  if (place.motion === "sit") {
    walker.vx = walker.vz = 0;
    return;
  }
  drive(walker, floor, { heading, speed, dtS });
  playOut(walker, dtS);
}

function drive(
  walker: Walker,
  floor: Floor,
  { heading, speed, dtS }: { heading: number; speed: number; dtS: number },
): void {
  const { place } = walker;
  const [wantX, wantZ] = [Math.sin(heading) * speed, Math.cos(heading) * speed];
  const most = ACCELERATION * dtS;
  const [ax, az] = [wantX - walker.vx, wantZ - walker.vz];
  const change = Math.hypot(ax, az);
  const share = change <= most ? 1 : most / change;
  walker.vx += ax * share;
  walker.vz += az * share;
  const [fromX, fromZ] = [place.x, place.z];
  place.x += walker.vx * dtS;
  place.z += walker.vz * dtS;
  settle(floor, place);
  const moved = dtS > 0 ? Math.hypot(place.x - fromX, place.z - fromZ) / dtS : 0;
  if (speed > 0) {
    const turn = turnBetween(place.heading, heading);
    const step = TURN_SPEED * dtS;
    place.heading = turnBetween(0, place.heading + Math.min(step, Math.max(-step, turn)));
    place.motion = speed > (WALK_SPEED + RUN_SPEED) / 2 ? "run" : "walk";
    walker.gestureS = 0;
    walker.stuckS = moved < 0.2 ? walker.stuckS + dtS : 0;
    if (walker.stuckS > STUCK_S && walker.way.length > 0) {
      walker.way = [];
      walker.seat = -1;
    }
  } else if (place.motion === "walk" || place.motion === "run") {
    place.motion = "idle";
  }
}

function arrive(walker: Walker, floor: Floor): void {
  const { place } = walker;
  walker.way.shift();
  if (walker.way.length > 0) return;
  const seat = floor.seats[walker.seat];
  if (seat) {
    Object.assign(place, { x: seat.x, z: seat.z, heading: seat.heading, motion: "sit" });
    walker.vx = walker.vz = 0;
  } else if (walker.faceAtEnd) {
    place.heading = Math.atan2(walker.faceAtEnd.x - place.x, walker.faceAtEnd.z - place.z);
  }
  walker.faceAtEnd = null;
}

function playOut(walker: Walker, dtS: number): void {
  if (walker.gestureS <= 0) return;
  walker.gestureS -= dtS;
  if (walker.gestureS <= 0) walker.place.motion = "idle";
}

/** The shortest time between two places that are told, in seconds: ten a second. */
export const REPORT_S = 0.1;

/** Tells places only while they change, never faster than ten times a second, and always the last one. */
export interface Reporter {
  last: BodyPlace | null;
  sinceS: number;
}

export function createReporter(known: BodyPlace | null): Reporter {
  return { last: known && { ...known }, sinceS: REPORT_S };
}

/** The place to tell now, or null. */
export function stepReporter(reporter: Reporter, place: BodyPlace, dtS: number): BodyPlace | null {
  reporter.sinceS += dtS;
  if (reporter.sinceS < REPORT_S || (reporter.last && isSame(reporter.last, place))) return null;
  reporter.sinceS = 0;
  reporter.last = { ...place };
  return { ...place };
}

function isSame(a: BodyPlace, b: BodyPlace): boolean {
  const motion: Motion = b.motion;
  return a.motion === motion && Math.abs(a.x - b.x) < 0.01 && Math.abs(a.z - b.z) < 0.01 &&
    Math.abs(turnBetween(a.heading, b.heading)) < 0.02;
}
