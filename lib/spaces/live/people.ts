/** Who is in a space, as the log tells it: a pure fold of events over a list of seats. */
import {
  FIRST_RESIDENT_SEAT,
  type Participant,
  type SpaceEventFrame,
} from "@/lib/spaces/protocol.ts";

export class People {
  readonly #bySeat = new Map<number, Participant>();
  readonly #byUser = new Map<string, Participant>();

  constructor(participants: Iterable<Participant>) {
    for (const participant of participants) this.#put(participant);
  }

  get size(): number {
    return this.#bySeat.size;
  }

  bySeat(seat: number): Participant | undefined {
    return this.#bySeat.get(seat);
  }

  byUser(userId: string): Participant | undefined {
    return this.#byUser.get(userId);
  }

  all(): Participant[] {
    return [...this.#bySeat.values()];
  }

  /** Takes an event in. Returns the seat that it made free, if it did. */
  take(event: SpaceEventFrame): number | null {
    switch (event.type) {
      case "participant_joined":
      case "participant_changed":
        this.#put(event.participant);
        return null;
      case "participant_left":
        return this.#remove(event.user_id);
      default:
        return null;
    }
  }

  #put(participant: Participant): void {
    this.#remove(participant.user_id);
    this.#bySeat.set(participant.seat, participant);
    this.#byUser.set(participant.user_id, participant);
  }

  #remove(userId: string): number | null {
    const before = this.#byUser.get(userId);
    if (!before) return null;
    this.#byUser.delete(userId);
    if (this.#bySeat.get(before.seat) === before) this.#bySeat.delete(before.seat);
    return before.seat;
  }
}

/** Whether a seat is a resident's. */
export function isResidentSeat(seat: number): boolean {
  return seat >= FIRST_RESIDENT_SEAT;
}
