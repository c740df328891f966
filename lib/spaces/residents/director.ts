/**
 * Directs the residents of the spaces that people of this instance are in: makes them move, and lets them speak.
 *
 * Of all instances with people in a space, the one that holds its lease directs; the others look now and then whether it
 * still lives. Where nobody is, nothing runs and nothing is written.
 */
import type { LoggedEvent } from "@/lib/realtime/model.ts";
import { floorOf } from "@/lib/spaces/floor.ts";
import { hashText } from "@/lib/ai/demo/random.ts";
import type { Space } from "@/lib/spaces/model.ts";
import type { Motion } from "@/lib/spaces/motion.ts";
import type { SpaceEventFrame } from "@/lib/spaces/protocol.ts";
import type { BodyInput } from "@/lib/spaces/residents/body.ts";
import { createCast } from "@/lib/spaces/residents/cast.ts";
import { dropLease, type HeldLease, isOurs, takeLease } from "@/lib/spaces/residents/lease.ts";
import { listPendings } from "@/lib/spaces/residents/pendings.ts";
import { type QueueDeps, workThrough } from "@/lib/spaces/residents/queue.ts";

/** How residents act in a room, and what they perceive of it: what a person's connection is to a person. */
export interface ResidentPort {
  act(characterId: string, input: BodyInput): void;
  people(): readonly {
    userId: string;
    position: { x: number; y: number; z: number };
    heading: number;
  }[];
  /** Where residents are now, as far as the room knows: whoever takes over goes on from there. */
  residents?(): readonly {
    characterId: string;
    position: { x: number; y: number; z: number };
    heading: number;
    motion: Motion;
  }[];
  /** @returns What ends the listening. */
  onEvents(listener: (events: readonly LoggedEvent<SpaceEventFrame>[]) => void): () => void;
}

export interface Director {
  /** The first person of this instance is in the space. */
  enter(space: Space, port: ResidentPort): void;
  /** The last one left. What is being said is said to its end. */
  leave(spaceId: string): void;
  /** Lets go of every space at once; what is being said is left to other instances. */
  close(): Promise<void>;
}

export interface DirectorOptions {
  random?: () => number;
  /** Time between two looks at the lease. */
  tendMs?: number;
  pauseMs?: number;
}

/** How often it is looked whether a space still has a director. */
const TEND_MS = 3_000;

/** Makes the director of an instance. */
export function createDirector(deps: QueueDeps, options: DirectorOptions = {}): Director {
  const rooms = new Map<string, Room>();
  /** Rooms that were left, and still have something to say. */
  const leaving = new Set<Promise<void>>();
  const closing = new AbortController();
  const letGo = (room: Room) => {
    const gone: Promise<void> = room.leave().finally(() => leaving.delete(gone));
    leaving.add(gone);
  };
  return {
    enter(space, port) {
      if (closing.signal.aborted || rooms.has(space.id)) return;
      rooms.set(space.id, openRoom({ deps, options, space, port, closing: closing.signal }));
    },
    leave(spaceId) {
      const room = rooms.get(spaceId);
      rooms.delete(spaceId);
      if (room) letGo(room);
    },
    async close() {
      closing.abort();
      for (const room of rooms.values()) letGo(room);
      rooms.clear();
      await Promise.all(leaving);
    },
  };
}

interface Room {
  leave(): Promise<void>;
}

interface RoomOptions {
  deps: QueueDeps;
  options: DirectorOptions;
  space: Space;
  port: ResidentPort;
  closing: AbortSignal;
}

function openRoom({ deps, options, space, port, closing }: RoomOptions): Room {
  const { kv, log, now } = deps;
  let residentIds: readonly string[] = space.residentIds;
  let held: HeldLease | null = null;
  let left = false;
  /** Questions of which this instance heard no answer yet. */
  const open = new Set<string>();
  let working: Promise<void> | null = null;
  let tending: Promise<void> | null = null;
  let again = false;
  const cast = createCast({
    floor: floorOf(space.theme),
    seed: hashText(space.id),
    port,
    now,
  });

  const work = async (lease: HeldLease) => {
    const done = await workThrough(deps, lease, {
      signal: closing,
      stage: cast.stage,
      ...(options.random ? { random: options.random } : {}),
      ...(options.pauseMs === undefined ? {} : { pauseMs: options.pauseMs }),
    });
    if (done === "empty") open.clear();
    if (done === "lost") loseLease();
  };
  const loseLease = () => {
    held = null;
    cast.rest();
  };
  const startWork = () => {
    const lease = held;
    if (!lease || working) {
      again = lease !== null;
      return;
    }
    again = false;
    working = work(lease)
      .catch((error) => log.error("space_replies_failed", error, { space: space.id }))
      .finally(() => {
        working = null;
        if (again && !closing.aborted) startWork();
      });
  };
  const look = async () => {
    if (held && !await isOurs(kv, held)) loseLease();
    if (left || closing.aborted) return;
    if (!held && (residentIds.length > 0 || open.size > 0)) held = await takeLease(deps, space.id);
    if (!held || left) return;
    cast.play(residentIds);
    startWork();
  };
  /** Looks after the lease; one look at a time. */
  const tend = () => {
    tending ??= look()
      .catch((error) => log.error("space_lease_failed", error, { space: space.id }))
      .finally(() => {
        tending = null;
      });
    return tending;
  };

  const onEvents = (events: readonly LoggedEvent<SpaceEventFrame>[]) => {
    for (const { event } of events) {
      if (event.type === "chat_pending") open.add(event.id);
      if (event.type === "chat_message" || event.type === "message_removed") open.delete(event.id);
      if (event.type === "space_changed") {
        residentIds = event.residents.map(({ character_id }) => character_id);
        cast.move(floorOf(event.space.theme));
        if (held) cast.play(residentIds);
      }
      if (held) cast.observe(event);
      if (event.type === "chat_pending") {
        if (held) startWork();
        else void tend();
      }
    }
  };

  const stopListening = port.onEvents(onEvents);
  const timer = setInterval(() => {
    // A room where nobody lives, and nobody waits, has nothing to look after.
    if (residentIds.length > 0 || open.size > 0 || held) void tend();
  }, options.tendMs ?? TEND_MS);
  void listPendings(kv, space.id)
    .then((waiting) => waiting.forEach(({ id }) => open.add(id)))
    .catch((error) => log.error("space_lease_failed", error, { space: space.id }))
    .then(tend);

  return {
    async leave() {
      left = true;
      clearInterval(timer);
      stopListening();
      cast.close();
      await tending;
      while (working) await working;
      if (held) {
        await dropLease(kv, held)
          .catch((error) => log.error("space_lease_failed", error, { space: space.id }));
      }
    },
  };
}
