/** The reader's own body among the others: where it walks and sits, and what is told of it. Browser-safe. */
import type { Floor } from "@/lib/spaces/floor.ts";
import type { Crowd } from "@/lib/lounge/scene/crowd.ts";
import { nearestSeat, type Point } from "@/lib/lounge/scene/ground.ts";
import type { BodyPlace } from "@/lib/lounge/scene/model.ts";
import {
  createReporter,
  createWalker,
  gesture,
  type Push,
  rise,
  stepReporter,
  stepWalker,
  type Walker,
  walkTo,
  walkToSeat,
} from "@/lib/lounge/scene/walker.ts";

/** A tap this near to a seat means it, in metres. */
const SEAT_TAP = 0.6;
/** How near one walks up to somebody, in metres. */
const TALKING_DISTANCE = 1.35;
/** The nearest seat is looked for this far, in metres. */
const SEAT_SEARCH = 30;
/** Somebody who sits this near to a seat has it, in metres. */
const SEAT_TAKEN = 0.5;

export class OwnBody {
  readonly #floor: Floor;
  readonly #crowd: Crowd;
  #id: string | null = null;
  #walker: Walker | null = null;
  #reporter = createReporter(null);

  constructor(floor: Floor, crowd: Crowd) {
    this.#floor = floor;
    this.#crowd = crowd;
  }

  /** Whose body it is; null for somebody who only looks on. */
  get id(): string | null {
    return this.#id;
  }

  /** Where it stands, as it goes on moving; null while it is nowhere. */
  get place(): Readonly<BodyPlace> | null {
    return this.#walker && this.#walker.place;
  }

  /** In metres per second. */
  get speed(): number {
    return this.#walker ? Math.hypot(this.#walker.vx, this.#walker.vz) : 0;
  }

  /**
   * Takes a body of the crowd for the reader's own, or none.
   *
   * @param place Where it stands; else where the crowd has it. One's own body that is named again without it stays.
   * @returns Where it was put; null where it was not.
   */
  become(id: string | null, place?: BodyPlace): BodyPlace | null {
    const moved = id !== this.#id || place !== undefined;
    this.#id = id;
    if (!moved) return null;
    const from = place ?? (id === null ? undefined : this.#crowd.bodies.get(id)?.info.place);
    this.#walker = from && id !== null ? createWalker(from) : null;
    // What the server told is no news to it.
    this.#reporter = createReporter(from ?? null);
    this.#crowd.setMe(id, this.#walker?.place ?? null);
    return from ?? null;
  }

  /** Whether a way leads there. */
  walkTo({ x, z }: Point): boolean {
    return this.#walker !== null && walkTo(this.#walker, this.#floor, { x, z });
  }

  /** Sits down where the point is that of a free seat, else walks there. */
  goTo(point: Point): void {
    if (!this.#walker) return;
    const seat = this.#nearestSeat(point, SEAT_TAP);
    if (seat < 0 || !walkToSeat(this.#walker, this.#floor, seat)) this.walkTo(point);
  }

  /** Walks up to somebody, to talk with them. */
  approach(id: string): boolean {
    const [other, walker] = [this.#crowd.bodies.get(id), this.#walker];
    if (!other || !walker || id === this.#id) return false;
    const { x, z } = other.seen;
    const [dx, dz] = [walker.place.x - x, walker.place.z - z];
    const gap = Math.hypot(dx, dz) || 1;
    const share = Math.min(1, TALKING_DISTANCE / gap);
    return walkTo(walker, this.#floor, { x: x + dx * share, z: z + dz * share }, { x, z });
  }

  sit(seat: number | "nearest"): boolean {
    const walker = this.#walker;
    if (!walker) return false;
    const chosen = seat === "nearest"
      ? this.#nearestSeat(walker.place, SEAT_SEARCH)
      : this.#isTaken(seat)
      ? -1
      : seat;
    return walkToSeat(walker, this.#floor, chosen);
  }

  #nearestSeat(point: Point, within: number): number {
    return nearestSeat(this.#floor, point, { within, isTaken: (index) => this.#isTaken(index) });
  }

  /** Whether somebody else sits there. */
  #isTaken(index: number): boolean {
    const spot = this.#floor.seats[index];
    if (!spot) return true;
    for (const { info, seen } of this.#crowd.bodies.values()) {
      if (info.id === this.#id || seen.motion !== "sit") continue;
      if (Math.hypot(seen.x - spot.x, seen.z - spot.z) < SEAT_TAKEN) return true;
    }
    return false;
  }

  stand(): void {
    if (this.#walker) rise(this.#walker, this.#floor);
  }

  act(motion: "wave" | "dance" | "nod"): void {
    if (this.#walker) gesture(this.#walker, this.#floor, motion);
  }

  /** Goes no further on its way. */
  stop(): void {
    if (this.#walker) this.#walker.way = [];
  }

  /**
   * Moves on by `dtS` seconds.
   *
   * @returns The place to tell now, or null.
   */
  step(how: { push: Push; viewHeading: number; dtS: number }): BodyPlace | null {
    if (!this.#walker) return null;
    stepWalker(this.#walker, this.#floor, how);
    return stepReporter(this.#reporter, this.#walker.place, how.dtS);
  }
}
