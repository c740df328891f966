/** A room's log as a page without a script follows it: what was said lately, and then what is. */
import type { Hub, LoggedEvent } from "@/lib/realtime/model.ts";
import { RECENT_MESSAGES, roomTopic } from "@/lib/rooms/model.ts";
import type { RoomEvent } from "@/lib/rooms/protocol.ts";
import { readRecent, type RecentMessage } from "@/lib/rooms/recent.ts";

/** A silent connection says so often that it is still there, in milliseconds. */
const PULSE_MS = 15_000;

export interface FollowedRoom {
  recent: readonly RecentMessage[];
  /** What is said from then on; null where nothing was for a while. Ends with the signal. */
  follow(signal: AbortSignal, pulseMs?: number): AsyncGenerator<RoomEvent | null>;
  close(): void;
}

/** Listens first and reads then, so that nothing falls in between. */
export async function followRoom(
  { kv, hub }: { kv: Deno.Kv; hub: Pick<Hub, "subscribe"> },
  roomId: string,
): Promise<FollowedRoom> {
  const topic = roomTopic(roomId);
  const queue: RoomEvent[] = [];
  let ring = Promise.withResolvers<void>();
  const subscription = await hub.subscribe(topic, {
    onEvents(events) {
      // The log of a room holds its own frames alone.
      for (const { event } of events as readonly LoggedEvent<RoomEvent>[]) queue.push(event);
      ring.resolve();
    },
  });
  const close = () => subscription.close();
  try {
    const { cursor: until } = subscription;
    const recent = await readRecent(kv, topic, { until, limit: RECENT_MESSAGES });
    return {
      recent,
      close,
      async *follow(signal, pulseMs = PULSE_MS) {
        const wake = () => ring.resolve();
        signal.addEventListener("abort", wake);
        try {
          while (!signal.aborted) {
            for (let next = queue.shift(); next; next = queue.shift()) yield next;
            if (await within(ring.promise, pulseMs)) ring = Promise.withResolvers();
            else yield null;
          }
        } finally {
          signal.removeEventListener("abort", wake);
          close();
        }
      },
    };
  } catch (error) {
    close();
    throw error;
  }
}

/** Whether the promise settles within that time. */
async function within(promise: Promise<void>, timeoutMs: number): Promise<boolean> {
  const { promise: late, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => resolve(false), timeoutMs);
  try {
    return await Promise.race([promise.then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
}
