/** The rooms that this instance has connections in: lets people in, passes on what is said, and sees them out. */
import type { Viewer } from "@/lib/accounts/model.ts";
import type { Services } from "@/lib/define.ts";
import { failure } from "@/lib/errors.ts";
import { Crowd } from "@/lib/realtime/door.ts";
import { seeOff } from "@/lib/realtime/farewell.ts";
import { createSocket, type RawSocket } from "@/lib/realtime/socket.ts";
import { type AnswerDeps } from "@/lib/rooms/answer.ts";
import { createBuckets, MAX_CONNECTIONS, SAY_RULE } from "@/lib/rooms/limits.ts";
import { Guest } from "@/lib/rooms/guest.ts";
import { ROOM_RULES } from "@/lib/rooms/protocol.ts";

export interface RoomVisit {
  roomId: string;
  viewer: Viewer | null;
  address: string;
  nickname: string;
  /** The last event that the client saw, where it comes back. */
  lastEventId: string | null;
}

export interface LiveRooms {
  /**
   * Opens the door for a connection.
   *
   * @returns Takes the socket over once it is open; `cancel` where it never opens.
   * @throws {HttpError} `rate_limited` where the address has too many connections, `store_down` while the server stops.
   */
  admit(visit: RoomVisit): { enter(raw: RawSocket): void; cancel(): void };
  /** Whether somebody may say one more thing now; counts it. */
  maySay(subject: string): { ok: true } | { ok: false; retryAfterS: number };
  /** Tells everybody to come back in a moment. Resolves once they are gone, or after a second. */
  dismiss(): Promise<void>;
}

export type RoomDeps = AnswerDeps & Pick<Services, "hub">;

/** Sockets are looked after this often. */
const LOOK_MS = 1_000;

export function createLiveRooms(deps: RoomDeps): LiveRooms {
  return new Rooms(deps);
}

class Rooms implements LiveRooms {
  readonly #deps: RoomDeps;
  readonly #guests = new Set<Guest>();
  readonly #crowd = new Crowd({ perAddress: MAX_CONNECTIONS });
  readonly #buckets = createBuckets(SAY_RULE);
  #looking: ReturnType<typeof setInterval> | null = null;
  #closed = false;

  constructor(deps: RoomDeps) {
    this.#deps = deps;
  }

  maySay(subject: string) {
    return this.#buckets(subject, this.#deps.now());
  }

  admit(visit: RoomVisit) {
    if (this.#closed) throw failure("store_down", { retryAfterS: 1 });
    const release = this.#crowd.add(visit.address);
    return { enter: (raw: RawSocket) => this.#enter(raw, visit, release), cancel: release };
  }

  #enter(raw: RawSocket, visit: RoomVisit, release: () => void): void {
    const guest = new Guest(this.#deps, visit, (subject) => this.maySay(subject));
    const socket = createSocket(raw, {
      rules: ROOM_RULES,
      now: this.#deps.now,
      onMessage: (message) => guest.take(message),
      onClose: () => {
        this.#guests.delete(guest);
        release();
        this.#lookWhileNeeded();
        // Who is only asked to come back does not leave.
        guest.leave({ tell: !this.#closed });
      },
    });
    this.#guests.add(guest);
    this.#lookWhileNeeded();
    if (this.#closed) return socket.close("restart");
    void guest.arrive(socket);
  }

  #lookWhileNeeded(): void {
    if (this.#guests.size === 0) {
      if (this.#looking !== null) clearInterval(this.#looking);
      this.#looking = null;
    } else {
      this.#looking ??= setInterval(() => {
        for (const { socket } of this.#guests) socket?.tick();
      }, LOOK_MS);
    }
  }

  async dismiss(): Promise<void> {
    this.#closed = true;
    const gone = [...this.#guests].flatMap(({ socket }) => {
      socket?.close("restart");
      return socket ? [socket.closed] : [];
    });
    await seeOff(gone);
  }
}
