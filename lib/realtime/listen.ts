/** Reads a topic along from the moment one begins to listen, for pages that grow with it. */
import type { Hub, LoggedEvent, TopicEvent } from "@/lib/realtime/model.ts";
import { within } from "@/lib/within.ts";

/** A silent connection says so often that it is still there, in milliseconds. */
const PULSE_MS = 15_000;

export interface Listening<E> {
  /** What came before it is to be read elsewhere. */
  cursor: string;
  /** What comes; null where nothing did for a while. Ends with the signal, and the listening with it. */
  follow(signal: AbortSignal, pulseMs?: number): AsyncGenerator<E | null>;
  close(): void;
}

/** Begins to listen. `E` is the only kind of event that the topic's log holds. */
export async function listen<E extends TopicEvent>(
  hub: Pick<Hub, "subscribe">,
  topic: string,
): Promise<Listening<E>> {
  const queue: E[] = [];
  let ring = Promise.withResolvers<true>();
  const subscription = await hub.subscribe(topic, {
    onEvents(events) {
      for (const { event } of events as readonly LoggedEvent<E>[]) queue.push(event);
      ring.resolve(true);
    },
  });
  const close = () => subscription.close();
  return {
    cursor: subscription.cursor,
    close,
    async *follow(signal, pulseMs = PULSE_MS) {
      const wake = () => ring.resolve(true);
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
}
