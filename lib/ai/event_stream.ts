/** Owns reading server-sent events from the body of an answer. */
import { createParser } from "eventsource-parser";

/**
 * Iterates over the data of the events in a body. An event that the body breaks off in is left out, as the standard
 * (html.spec.whatwg.org, 9.2.6) has it. Fails as the body does; leaving early cancels the body.
 */
export function readEvents(body: ReadableStream<Uint8Array>): AsyncIterableIterator<string> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  const waiting: string[] = [];
  const parser = createParser({ onEvent: ({ data }) => void waiting.push(data) });
  // No generator, as a reply has hundreds of events, and each hop between promises makes them older.
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    async next() {
      while (waiting.length === 0) {
        const { done, value } = await reader.read();
        if (done) return { done, value: undefined };
        parser.feed(decoder.decode(value, { stream: true }));
      }
      return { done: false, value: waiting.shift()! };
    },
    async return() {
      await reader.cancel();
      return { done: true, value: undefined };
    },
  };
}
