/**
 * Directs the residents of the spaces that people of this instance are in: makes them move, and lets them speak.
 *
 * Of all instances with people in a space, the one that holds its lease directs; the others look now and then whether it
 * still lives. Where nobody is, nothing runs and nothing is written.
 */
import type { LoggedEvent } from "@/lib/realtime/model.ts";
import type { Space } from "@/lib/spaces/model.ts";
import type { Motion } from "@/lib/spaces/motion.ts";
import type { SpaceEventFrame } from "@/lib/spaces/protocol.ts";
import type { BodyInput } from "@/lib/spaces/residents/body.ts";
import { DirectedRoom } from "@/lib/spaces/residents/directed_room.ts";
import type { QueueDeps } from "@/lib/spaces/residents/queue.ts";

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

/** Makes the director of an instance. */
export function createDirector(deps: QueueDeps, options: DirectorOptions = {}): Director {
  const rooms = new Map<string, DirectedRoom>();
  /** Rooms that were left, and still have something to say. */
  const leaving = new Set<Promise<void>>();
  const closing = new AbortController();
  const letGo = (room: DirectedRoom) => {
    const gone: Promise<void> = room.leave().finally(() => leaving.delete(gone));
    leaving.add(gone);
  };
  return {
    enter(space, port) {
      if (closing.signal.aborted || rooms.has(space.id)) return;
      const room = new DirectedRoom({ deps, options, space, port, closing: closing.signal });
      rooms.set(space.id, room);
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
