/** Where everybody in a space is, on this instance: takes moves, and says what to tell whom at each tick. */
import {
  allRows,
  type Crowd,
  emptyCrowd,
  endTick,
  placeBody,
  removeBody,
  type Zone,
  zoneOf,
} from "@/lib/spaces/crowd.ts";
import { type Floor, floorOf } from "@/lib/spaces/floor.ts";
import { isResidentSeat } from "@/lib/spaces/live/people.ts";
import { hauntOf, move, type MoveRequest, type Place, spawnOf } from "@/lib/spaces/movement.ts";
import { decodePositions, encodePositions, type Placed } from "@/lib/spaces/position_frame.ts";
import { FIRST_RESIDENT_SEAT } from "@/lib/spaces/protocol.ts";

export class FloorPlan {
  #floor: Floor;
  readonly #crowd: Crowd = emptyCrowd();
  /** Seats whose bodies are moved on this instance. */
  readonly #own = new Set<number>();

  constructor(theme: string) {
    this.#floor = floorOf(theme);
  }

  /** Rebuilds the room around those who are in it. */
  setTheme(theme: string): void {
    this.#floor = floorOf(theme);
  }

  placeOf(seat: number, nowMs: number): Place {
    const known = this.#crowd.bodies.get(seat)?.place;
    if (known) return known;
    const spot = isResidentSeat(seat)
      ? hauntOf(this.#floor, seat - FIRST_RESIDENT_SEAT)
      : spawnOf(this.#floor, seat);
    return { ...spot, y: 0, motion: "idle", atMs: nowMs };
  }

  zoneOf(seat: number): Zone {
    return zoneOf(this.placeOf(seat, 0));
  }

  isTyping(seat: number): boolean {
    return this.#crowd.bodies.get(seat)?.typing ?? false;
  }

  move(seat: number, request: MoveRequest, nowMs: number): void {
    const from = this.placeOf(seat, nowMs - 1000);
    this.#put(seat, move(this.#floor, from, request, nowMs), this.isTyping(seat));
  }

  /** @returns Whether that is news. */
  setTyping(seat: number, typing: boolean, nowMs: number): boolean {
    if (this.isTyping(seat) === typing) return false;
    this.#put(seat, this.placeOf(seat, nowMs), typing);
    return true;
  }

  #put(seat: number, place: Place, typing: boolean): void {
    this.#own.add(seat);
    placeBody(this.#crowd, seat, { place, typing });
  }

  /** Somebody's body is no longer moved here: they left, or their connection is gone. */
  disown(seat: number): void {
    this.#own.delete(seat);
  }

  remove(seat: number): void {
    this.#own.delete(seat);
    removeBody(this.#crowd, seat);
  }

  /** What other instances are told; null where there is nobody to tell of. */
  ownState(): Uint8Array<ArrayBuffer> | null {
    const rows = allRows(this.#crowd, (seat) => this.#own.has(seat));
    return rows.length === 0 ? null : encodePositions(rows);
  }

  /** Takes in what another instance tells. Returns the rows that were news. */
  takeState(bytes: Uint8Array, nowMs: number): Placed[] {
    const rows = decodePositions(bytes) ?? [];
    return rows.filter((row) => {
      const { seat, typing, ...place } = row;
      // A resident is moved by one instance at a time: whoever moves it now.
      if (isResidentSeat(seat)) this.#own.delete(seat);
      else if (this.#own.has(seat)) return false;
      return placeBody(this.#crowd, seat, { place: { ...place, atMs: nowMs }, typing });
    });
  }

  /** Everybody who has moved since they came. */
  everybody(): Placed[] {
    return allRows(this.#crowd, () => true);
  }

  endTick(zones: ReadonlySet<Zone>) {
    return endTick(this.#crowd, zones);
  }
}
