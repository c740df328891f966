import assert from "node:assert/strict";
import { gatherText } from "@/lib/ai/gather.ts";

/** A stream whose pieces come when the test says so. */
function pieces() {
  const { readable, writable } = new TransformStream<string, string>(undefined, {
    highWaterMark: 100,
  }, { highWaterMark: 100 });
  const writer = writable.getWriter();
  return { stream: readable, add: (text: string) => void writer.write(text), writer };
}

Deno.test("gatherText() gives the first piece at once, and joins those that come while it may not give more", async () => {
  const { stream, add, writer } = pieces();
  add("하나");
  add(" 둘");
  add(" 셋");
  const gathered = gatherText(stream, 60_000);
  assert.deepEqual(await gathered.next(), { value: "하나", done: false });
  void writer.close();
  assert.deepEqual(await Array.fromAsync(gathered), [" 둘 셋"]);
});

Deno.test("gatherText() holds nothing back longer than it was told to", async () => {
  const { stream, add } = pieces();
  add("하나");
  add(" 둘");
  const gathered = gatherText(stream, 5);
  await gathered.next();
  // The stream stays silent: only the clock brings this.
  assert.deepEqual(await gathered.next(), { value: " 둘", done: false });
  await gathered.return(undefined);
});

Deno.test("gatherText() gives what it holds before an error", async () => {
  const broken = (async function* () {
    yield "하나";
    yield " 둘";
    throw new Error("gone");
  })();
  const seen: string[] = [];
  await assert.rejects(async () => {
    for await (const text of gatherText(broken, 60_000)) seen.push(text);
  }, /gone/);
  assert.deepEqual(seen, ["하나", " 둘"]);
});

Deno.test("gatherText() closes its source when nobody reads on", async () => {
  const closed = Promise.withResolvers<void>();
  const source = (async function* () {
    try {
      yield "하나";
      yield "둘";
    } finally {
      closed.resolve();
    }
  })();
  for await (const _ of gatherText(source, 60_000)) break;
  await closed.promise;
});
