/**
 * Reads `text/event-stream` from the body of an answer: unlike `EventSource` it can be let go by a signal, and tells why an
 * answer is none. Source: HTML Living Standard, 9.2.6. Browser-safe.
 */

export interface StreamEvent {
  type: string;
  data: string;
  /** The last `id` so far; null before the first. */
  id: string | null;
}

/** A block without an end is not gathered beyond this, in characters. */
const MAX_BLOCK = 256 * 1024;

/** Yields events as they come; comments are passed over. */
export async function* readEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<StreamEvent> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  let id: string | null = null;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      rest += decoder.decode(value, { stream: true }).replace(/\r\n?/g, "\n");
      for (let at = rest.indexOf("\n\n"); at >= 0; at = rest.indexOf("\n\n")) {
        const fields = readBlock(rest.slice(0, at));
        rest = rest.slice(at + 2);
        id = fields.id ?? id;
        if (fields.data !== null) yield { type: fields.event ?? "message", data: fields.data, id };
      }
      if (rest.length > MAX_BLOCK) throw new Error("Cannot read an event that does not end");
    }
  } finally {
    await reader.cancel().catch(() => {/* it is over already */});
  }
}

function readBlock(block: string) {
  const fields: { event: string | null; id: string | null; data: string | null } = {
    event: null,
    id: null,
    data: null,
  };
  for (const line of block.split("\n")) {
    const [, name, value = ""] = /^([^:]+)(?:: ?(.*))?$/.exec(line) ?? [];
    if (name === "data") fields.data = fields.data === null ? value : `${fields.data}\n${value}`;
    else if (name === "event" || name === "id") fields[name] = value;
  }
  return fields;
}
