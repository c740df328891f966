import assert from "node:assert/strict";
import { answerGrowing, cutAt, markFor, toBytes } from "@/lib/http/document.ts";

async function* sayTwice(): AsyncGenerator<string> {
  for (const piece of ["하나", "", "둘"]) yield await Promise.resolve(piece);
}

Deno.test("a page is cut at its marks, in their order", () => {
  const [one, two] = [markFor("one"), markFor("two")];
  assert.deepEqual(cutAt(`a${one}b${two}c`, [one, two]), ["a", "b", "c"]);
  assert.throws(() => cutAt(`a${two}b${one}c`, [one, two]), /without a place/);
  assert.throws(() => cutAt("abc", [one]), /without a place/);
});

Deno.test("a growing document has the page's head, no length, and is kept by nobody", async () => {
  const rendered = new Response("page", {
    status: 422,
    headers: { "content-length": "4", "content-type": "text/html", "cache-control": "max-age=9" },
  });
  const left = new AbortController();
  const answer = answerGrowing({ rendered, pieces: sayTwice(), left });
  assert.equal(answer.status, 422);
  assert.deepEqual(Object.fromEntries(answer.headers), {
    "cache-control": "private, no-store",
    "content-type": "text/html",
    "x-accel-buffering": "no",
  });
  assert.equal(await answer.text(), "하나둘");
});

Deno.test("an empty piece makes no chunk, which would end the answer", async () => {
  const chunks = await Array.fromAsync(toBytes(sayTwice(), new AbortController()));
  assert.deepEqual(chunks.map((chunk) => new TextDecoder().decode(chunk)), ["하나", "둘"]);
});

Deno.test("whoever writes is told that the reader has gone, while it waits for more", async () => {
  const left = new AbortController();
  const gone = Promise.withResolvers<void>();
  left.signal.addEventListener("abort", () => gone.resolve());
  let ended = false;
  async function* wait(): AsyncGenerator<string> {
    try {
      yield "first";
      await gone.promise;
      yield "unread";
    } finally {
      ended = true;
    }
  }
  const reader = toBytes(wait(), left).getReader();
  await reader.read();
  await reader.cancel();
  assert.ok(left.signal.aborted && ended);
});
