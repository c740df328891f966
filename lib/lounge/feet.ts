/**
 * Walking without a picture: the same floor, the same ways and the same speed as in the drawn room, for readers of the
 * lists. Browser-safe.
 */
import type { Floor } from "@/lib/spaces/floor.ts";
import type { Place } from "@/lib/lounge/room.ts";
import {
  createReporter,
  createWalker,
  gesture,
  rise,
  stepReporter,
  stepWalker,
  walkTo,
  walkToSeat,
} from "@/lib/lounge/scene/walker.ts";

/** What one can do with one's own body, drawn or not. */
export interface Body {
  /** Walks up to somebody and turns to them; false where no way leads. */
  approach(body: string): boolean;
  walkTo(x: number, z: number): boolean;
  /** Takes the nearest seat that is free. */
  sit(): boolean;
  stand(): void;
  act(motion: "wave" | "dance" | "nod"): void;
  me(): Place | null;
}

export interface FeetDeps {
  floor: Floor;
  place: Place;
  /** Where somebody is right now. */
  placeOf(body: string): Place | null;
  /** Everybody's places, one's own not among them. */
  others(): Iterable<Place>;
  onMove(place: Place): void;
  after(ms: number, call: () => void): () => void;
}

const STEP_MS = 50;
/** How near one comes to somebody, in metres: an arm's length. */
const NEAR = 1.2;
/** A seat with somebody this near is taken. */
const TAKEN = 0.6;

export interface Feet extends Body {
  /** Stands somewhere else from now on: what the server says. */
  put(place: Place): void;
  dispose(): void;
}

export function createFeet({ floor, place, placeOf, others, onMove, after }: FeetDeps): Feet {
  let walker = createWalker(place);
  let reporter = createReporter(place);
  let stop: (() => void) | null = null;

  function step(): void {
    const dtS = STEP_MS / 1000;
    const push = { right: 0, forward: 0, run: false };
    stepWalker(walker, floor, { push, viewHeading: 0, dtS });
    const told = stepReporter(reporter, walker.place, dtS);
    if (told) onMove(told);
    const moving = walker.way.length > 0 || Math.hypot(walker.vx, walker.vz) > 0.01;
    // A dance goes on until one moves, and needs no steps; its beginning was told.
    const acting = walker.gestureS > 0 && walker.gestureS < Infinity;
    const untold = reporter.last === null || told !== null || !isTold();
    stop = moving || acting || untold ? after(STEP_MS, step) : null;
  }

  function isTold(): boolean {
    const { last } = reporter;
    return last !== null && last.motion === walker.place.motion &&
      Math.hypot(last.x - walker.place.x, last.z - walker.place.z) < 0.01;
  }

  function go(leads: boolean): boolean {
    if (leads) stop ??= after(0, step);
    return leads;
  }

  function freeSeats(): number[] {
    const taken = [...others()];
    const distance = (n: number) =>
      Math.hypot(floor.seats[n]!.x - walker.place.x, floor.seats[n]!.z - walker.place.z);
    return floor.seats.map((_, n) => n)
      .filter((n) =>
        !taken.some(({ x, z }) => Math.hypot(x - floor.seats[n]!.x, z - floor.seats[n]!.z) < TAKEN)
      )
      .sort((a, b) => distance(a) - distance(b));
  }

  return {
    approach(body) {
      const to = placeOf(body);
      if (!to) return false;
      const [dx, dz] = [walker.place.x - to.x, walker.place.z - to.z];
      const distance = Math.hypot(dx, dz);
      const share = distance > NEAR ? NEAR / distance : 1;
      const point = { x: to.x + dx * share, z: to.z + dz * share };
      return go(walkTo(walker, floor, point, to));
    },
    walkTo: (x, z) => go(walkTo(walker, floor, { x, z })),
    sit: () => freeSeats().some((seat) => go(walkToSeat(walker, floor, seat))),
    stand() {
      rise(walker, floor);
      go(true);
    },
    act(motion) {
      gesture(walker, floor, motion);
      go(true);
    },
    me: () => walker.place,
    put(next) {
      walker = createWalker(next);
      reporter = createReporter(next);
    },
    dispose() {
      stop?.();
      stop = null;
    },
  };
}
