/** The spaces that this instance has people in: opens a room for the first, lets people in, and closes it after the last. */
import type { Services } from "@/lib/define.ts";
import type { Viewer } from "@/lib/accounts/model.ts";
import { failure } from "@/lib/errors.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import { newId } from "@/lib/id.ts";
import { seeOff } from "@/lib/realtime/farewell.ts";
import { createSocket, type RawSocket } from "@/lib/realtime/socket.ts";
import { REFUSALS } from "@/lib/spaces/entry.ts";
import { handleInput, SPACE_RULES } from "@/lib/spaces/live/inputs.ts";
import { Member } from "@/lib/spaces/live/member.ts";
import { LiveRoom } from "@/lib/spaces/live/room.ts";
import { buildWelcome } from "@/lib/spaces/live/welcome.ts";
import { type Seat, type Space, spaceTopic } from "@/lib/spaces/model.ts";
import { FIRST_RESIDENT_SEAT, type SpaceEventFrame } from "@/lib/spaces/protocol.ts";
import {
  createDirector,
  type Director,
  type ResidentPort,
} from "@/lib/spaces/residents/director.ts";
import { dropConnection, takeSeat } from "@/lib/spaces/seats.ts";
import type { BodyPlace } from "@/lib/spaces/wire.ts";

export interface Visit {
  space: Space;
  viewer: Viewer;
  /** As `clientAddress` gives it. */
  address: string;
  locale: Locale;
  /** Whose looks the person wears; undefined keeps those they had. */
  characterId: string | undefined;
  inviteCode: string | null;
  /** The last event that the client saw, where it comes back. */
  lastEventId: string | null;
  binary: boolean;
  batch: boolean;
}

export interface LiveSpaces {
  /**
   * Takes a seat for somebody and opens the door for their socket.
   *
   * @returns Takes the socket over once it is open; `cancel` gives the seat up where it never opens.
   * @throws {HttpError} Why they do not get in.
   */
  admit(visit: Visit): Promise<{ enter(raw: RawSocket): void; cancel(): void }>;
  /** Where a body is just now; null where nobody on this instance follows the space. */
  placeOf(spaceId: string, seat: number): BodyPlace | null;
  /**
   * Tells everybody to come back in a moment, to this instance's successor or to another one; nobody gets in any more.
   * Resolves once they are gone, or after a second.
   */
  dismiss(): Promise<void>;
  /** Dismisses everybody, and lets residents end what they are saying. */
  close(): Promise<void>;
}

/** A room that is open, or being opened, and how many hold it. */
interface Held {
  opening: Promise<LiveRoom>;
  room: LiveRoom | null;
  holders: number;
}

/** What a live space stands on: everything else that a process has. */
export type LiveDeps = Omit<Services, "spaces">;

export function createLiveSpaces(services: LiveDeps): LiveSpaces {
  return new Spaces(services);
}

class Spaces implements LiveSpaces {
  readonly #services: LiveDeps;
  readonly #rooms = new Map<string, Held>();
  readonly #director: Director;
  #closed = false;

  constructor(services: LiveDeps) {
    this.#services = services;
    this.#director = createDirector(services);
  }

  async admit(visit: Visit) {
    if (this.#closed) throw failure("store_down", { retryAfterS: 1 });
    const { space, viewer, characterId, inviteCode } = visit;
    const connectionId = newId();
    const outcome = await takeSeat(this.#services, {
      space,
      person: { userId: viewer.id, nickname: viewer.nickname },
      characterId,
      connectionId,
      inviteCode,
    });
    if (!outcome.ok) throw failure(REFUSALS[outcome.reason]);
    const drop = () => this.#drop({ spaceId: space.id, userId: viewer.id, connectionId });
    let room: LiveRoom;
    try {
      room = await this.#hold(space);
    } catch (error) {
      drop();
      throw error;
    }
    return {
      enter: (raw: RawSocket) =>
        void this.#enter(raw, { room, visit, connectionId, seat: outcome.seat }),
      cancel: () => {
        drop();
        this.#release(room);
      },
    };
  }

  async #enter(
    raw: RawSocket,
    { room, visit, connectionId, seat }: {
      room: LiveRoom;
      visit: Visit;
      connectionId: string;
      seat: Seat;
    },
  ): Promise<void> {
    const { now, hub, log } = this.#services;
    const { viewer, locale, lastEventId, binary, batch } = visit;
    const socket = createSocket(raw, {
      rules: SPACE_RULES,
      now,
      onMessage: (message) =>
        void handleInput(this.#services, { room, member, message })
          .catch((error) => log.error("space_input_failed", error, { space: room.id })),
      onClose: () => {
        room.remove(member);
        this.#release(room);
        // A server that goes away leaves the seats as they are: their holders are on their way to the next one.
        if (this.#closed) return;
        this.#drop({ spaceId: room.id, userId: viewer.id, connectionId });
      },
    });
    const member = new Member(socket, {
      connectionId,
      userId: viewer.id,
      nickname: viewer.nickname,
      payer: { kind: viewer.kind, address: visit.address },
      locale,
      sessionId: viewer.sessionId,
      seat: seat.n,
      binary,
      batch,
    });
    room.add(member);
    try {
      const subscription = await hub.subscribe(spaceTopic(room.id), member, {
        after: lastEventId,
      });
      member.follow(subscription);
      const { cursor, missed } = subscription;
      const welcome = await buildWelcome(this.#services, room, {
        newcomer: { userId: viewer.id, nickname: viewer.nickname, seat: seat.n, locale },
        cursor,
        resumed: missed !== null,
      });
      member.welcome(JSON.stringify(welcome), missed ?? []);
    } catch (error) {
      log.error("space_welcome_failed", error, { space: room.id });
      socket.close("failed");
    }
  }

  #drop(connection: { spaceId: string; userId: string; connectionId: string }): void {
    dropConnection(this.#services, connection).catch((error) => {
      // The seat frees itself in time.
      if (!this.#closed) this.#services.log.error("space_drop_failed", error);
    });
  }

  async #hold(space: Space): Promise<LiveRoom> {
    let held = this.#rooms.get(space.id);
    if (!held) {
      const opening = LiveRoom.open(this.#services, space);
      const made: Held = { opening, room: null, holders: 0 };
      held = made;
      this.#rooms.set(space.id, made);
      opening.then(
        (room) => {
          made.room = room;
          this.#director.enter(space, this.#portOf(room));
        },
        () => this.#rooms.delete(space.id),
      );
    }
    held.holders++;
    return await held.opening;
  }

  #release(room: LiveRoom): void {
    const held = this.#rooms.get(room.id);
    if (!held || --held.holders > 0) return;
    this.#rooms.delete(room.id);
    this.#director.leave(room.id);
    room.close();
  }

  /** The hands and eyes of those who live in a room. */
  #portOf(room: LiveRoom): ResidentPort {
    const { hub, now, log } = this.#services;
    return {
      act(characterId, input) {
        const n = room.space.residentIds.indexOf(characterId);
        if (n < 0) return;
        const seat = FIRST_RESIDENT_SEAT + n;
        if (input.type === "move") room.move(seat, input);
        else if (input.type === "typing") room.typing(seat, input.is_typing);
        else {
          const sign: SpaceEventFrame = {
            type: "emote",
            user_id: null,
            character_id: characterId,
            emote: input.emote,
          };
          void hub.append(spaceTopic(room.id), [sign]).catch((error) =>
            log.error("resident_emote_failed", error)
          );
        }
      },
      people: () =>
        room.people.all().map(({ user_id: userId, seat }) => {
          const { x, y, z, heading } = room.plan.placeOf(seat, now());
          return { userId, position: { x, y, z }, heading };
        }),
      residents: () =>
        room.space.residentIds.map((characterId, n) => {
          const { x, y, z, heading, motion } = room.plan.placeOf(FIRST_RESIDENT_SEAT + n, now());
          return { characterId, position: { x, y, z }, heading, motion };
        }),
      onEvents: (listener) => room.listen(listener),
    };
  }

  placeOf(spaceId: string, seat: number): BodyPlace | null {
    const room = this.#rooms.get(spaceId)?.room;
    if (!room) return null;
    const { x, y, z, heading, motion } = room.plan.placeOf(seat, this.#services.now());
    return { position: { x, y, z }, heading, motion };
  }

  async dismiss(): Promise<void> {
    this.#closed = true;
    const rooms = await Promise.allSettled([...this.#rooms.values()].map(({ opening }) => opening));
    const gone: Promise<void>[] = [];
    for (const opened of rooms) {
      if (opened.status === "rejected") continue;
      for (const { socket } of [...opened.value.members]) {
        socket.close("restart");
        gone.push(socket.closed);
      }
    }
    await seeOff(gone);
  }

  async close(): Promise<void> {
    await this.dismiss();
    await this.#director.close();
  }
}
