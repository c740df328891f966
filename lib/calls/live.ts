/** The calls that this instance has connections in: lets people in, and looks after seats that nobody holds any more. */
import { nextLookMs, seatOf } from "@/lib/calls/call.ts";
import type { Call } from "@/lib/calls/model.ts";
import { JOIN_MS, MAX_CONNECTIONS } from "@/lib/calls/limits.ts";
import { type CallVisit, Participant, type ParticipantDeps } from "@/lib/calls/participant.ts";
import { CALL_RULES } from "@/lib/calls/protocol.ts";
import { listCalls, lookAfterCall } from "@/lib/calls/store.ts";
import { failure } from "@/lib/errors.ts";
import { Crowd } from "@/lib/realtime/door.ts";
import { seeOff } from "@/lib/realtime/farewell.ts";
import { createSocket, type RawSocket } from "@/lib/realtime/socket.ts";

export interface LiveCalls {
  /**
   * Opens the door for a connection.
   *
   * @returns Takes the socket over once it is open; `cancel` where it never opens.
   * @throws {HttpError} `rate_limited` where the address has too many connections, `store_down` while the server stops.
   */
  admit(visit: CallVisit): { enter(raw: RawSocket): void; cancel(): void };
  /** Looks after every call of the store: the instance that had people in it may have died. */
  adopt(): Promise<void>;
  /** Looks after the calls whose time has come; it does so by itself about once a second. */
  look(): Promise<void>;
  /** Tells everybody to come back in a moment, to seats that are kept for them. Resolves once they are gone. */
  dismiss(): Promise<void>;
}

const TICK_MS = 1_000;
/** Calls with people here are looked after this often: the peer's instance may have died. */
const LOOK_EVERY_MS = 10_000;

export function createLiveCalls(deps: ParticipantDeps): LiveCalls {
  return new Calls(deps);
}

class Calls implements LiveCalls {
  readonly #deps: ParticipantDeps;
  readonly #people = new Set<Participant>();
  readonly #crowd = new Crowd({ perAddress: MAX_CONNECTIONS });
  /** When each call is to be looked after next, in milliseconds. */
  readonly #dueAtMs = new Map<string, number>();
  readonly #departing = new Set<Promise<void>>();
  #ticking: ReturnType<typeof setInterval> | null = null;
  #looking: Promise<void> | null = null;
  #closed = false;

  constructor(deps: ParticipantDeps) {
    this.#deps = deps;
  }

  admit(visit: CallVisit) {
    if (this.#closed) throw failure("store_down", { retryAfterS: 1 });
    const release = this.#crowd.add(visit.address);
    return { enter: (raw: RawSocket) => this.#enter(raw, visit, release), cancel: release };
  }

  #enter(raw: RawSocket, visit: CallVisit, release: () => void): void {
    const { now, log } = this.#deps;
    const person = new Participant(this.#deps, visit);
    const socket = createSocket(raw, {
      rules: CALL_RULES,
      now,
      onMessage: (message) => person.take(message),
      onClose: () => {
        this.#people.delete(person);
        release();
        const departing = person.depart()
          // The seat frees itself in time.
          .catch((error) => log.error("call_departure_failed", error))
          .finally(() => {
            this.#departing.delete(departing);
            // The seat may be kept: when it is not any more, somebody has to see it.
            this.#dueAtMs.set(visit.roomId, now());
            this.#tickWhileNeeded();
          });
        this.#departing.add(departing);
      },
    });
    person.attach(socket);
    this.#people.add(person);
    this.#dueAtMs.set(visit.roomId, now() + LOOK_EVERY_MS);
    this.#tickWhileNeeded();
    if (this.#closed) person.close("restart");
  }

  async adopt(): Promise<void> {
    const nowMs = this.#deps.now();
    for (const { id, seats } of await listCalls(this.#deps.kv)) {
      if (seats.length > 0) this.#dueAtMs.set(id, nowMs);
    }
    this.#tickWhileNeeded();
  }

  #tickWhileNeeded(): void {
    const isNeeded = !this.#closed && (this.#people.size > 0 || this.#dueAtMs.size > 0);
    if (isNeeded) this.#ticking ??= setInterval(() => this.#tick(), TICK_MS);
    else if (this.#ticking !== null) {
      clearInterval(this.#ticking);
      this.#ticking = null;
    }
  }

  #tick(): void {
    const nowMs = this.#deps.now();
    for (const person of this.#people) {
      person.tick();
      if (person.peerId === null && nowMs - person.openedAtMs >= JOIN_MS) person.close("bye");
    }
    void this.look();
  }

  look(): Promise<void> {
    this.#looking ??= this.#lookAfterDue().finally(() => this.#looking = null);
    return this.#looking;
  }

  async #lookAfterDue(): Promise<void> {
    const { now, log } = this.#deps;
    for (const [id, dueAtMs] of [...this.#dueAtMs]) {
      if (this.#closed) return;
      if (dueAtMs > now()) continue;
      // A store that is away for a moment is asked again.
      this.#dueAtMs.set(id, now() + LOOK_EVERY_MS);
      try {
        await this.#lookAfter(id);
      } catch (error) {
        if (!this.#closed) log.error("call_look_failed", error);
      }
    }
    this.#tickWhileNeeded();
  }

  async #lookAfter(id: string): Promise<void> {
    const { now, hub } = this.#deps;
    // Who is joining is not looked at: the call may have been read before.
    const here = [...this.#people].filter(({ visit, peerId }) =>
      visit.roomId === id && peerId !== null
    );
    const { call } = await lookAfterCall(this.#deps, id);
    for (const person of here) if (person.peerId !== null) settle(person, call);
    const hasPeople = [...this.#people].some(({ visit }) => visit.roomId === id);
    const dueAtMs = call && nextLookMs(call, hub.instance, now());
    if (dueAtMs !== null) {
      const latestMs = now() + LOOK_EVERY_MS;
      this.#dueAtMs.set(id, hasPeople ? Math.min(dueAtMs, latestMs) : dueAtMs);
    } else if (!hasPeople) this.#dueAtMs.delete(id);
  }

  async dismiss(): Promise<void> {
    this.#closed = true;
    this.#tickWhileNeeded();
    const gone = [...this.#people].map((person) => {
      person.close("restart");
      return person.closed;
    });
    await seeOff(gone);
    // Seats that are given up are written before the store closes.
    await Promise.all([...this.#departing, this.#looking]);
  }
}

/** Lets go of somebody whose seat is not theirs any more. */
function settle(person: Participant, call: Call | null): void {
  if (call === null) return person.close("gone");
  if (seatOf(call, person.connectionId)) return;
  const seat = call.seats.find(({ peerId }) => peerId === person.peerId);
  // Somebody took this instance for dead; or another connection of the same person has the seat, and keeps it.
  person.close(seat?.connection ? "elsewhere" : "restart");
}
