import assert from "node:assert/strict";
import { readEvents } from "@/lib/ai/event_stream.ts";

/** A body that comes in pieces of so many bytes. */
function bodyOf(text: string, size: number): ReadableStream<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      if (at >= bytes.length) return controller.close();
      controller.enqueue(bytes.slice(at, at += size));
    },
  });
}

for (const [name, end] of [["LF", "\n"], ["CR LF", "\r\n"], ["CR", "\r"]] as const) {
  Deno.test(`events are read whole however they were cut, with lines that end in ${name}`, async () => {
    const lines = ["data: 마루", "", ": a comment", "event: x", "data:two", "data:lines", "", ""];
    for (let size = 1; size < 24; size++) {
      const events = await Array.fromAsync(readEvents(bodyOf(lines.join(end), size)));
      assert.deepEqual(events, ["마루", "two\nlines"], `in pieces of ${size}`);
    }
  });
}

Deno.test("an event that the body breaks off in is left out", async () => {
  assert.deepEqual(await Array.fromAsync(readEvents(bodyOf("data: a\n\ndata: b", 5))), ["a"]);
  assert.deepEqual(await Array.fromAsync(readEvents(bodyOf("", 5))), []);
});

Deno.test("a body that fails fails its reader, after what came before", async () => {
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(new TextEncoder().encode("data: a\n\n")),
    pull: (controller) => controller.error(new Error("cut")),
  });
  const events = readEvents(body);
  assert.equal((await events.next()).value, "a");
  await assert.rejects(() => events.next(), /cut/);
});

Deno.test("leaving early cancels the body", async () => {
  let cancelled = false;
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(new TextEncoder().encode("data: a\n\ndata: b\n\n")),
    cancel: () => void (cancelled = true),
  });
  for await (const data of readEvents(body)) {
    assert.equal(data, "a");
    break;
  }
  assert(cancelled);
});
