import assert from "node:assert/strict";
import { gatheringFor, gatherText } from "@/lib/ai/gather.ts";

/** Nothing but the first piece comes before the end. */
const SLOW = { enoughBytes: 1, enoughMs: 60_000, mostMs: 60_000 };

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
  const gathered = gatherText(stream, SLOW);
  assert.deepEqual(await gathered.next(), { value: "하나", done: false });
  void writer.close();
  assert.deepEqual(await Array.fromAsync(gathered), [" 둘 셋"]);
});

Deno.test("gatherText() holds nothing back longer than it was told to", async () => {
  const { stream, add } = pieces();
  add("하나");
  add(" 둘");
  const gathered = gatherText(stream, { enoughBytes: 1000, enoughMs: 0, mostMs: 5 });
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
    for await (const text of gatherText(broken, SLOW)) seen.push(text);
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
  for await (const _ of gatherText(source, SLOW)) break;
  await closed.promise;
});

Deno.test("gatherText() sends what is worth its frame, and lets small pieces wait for more", async () => {
  const { stream, add } = pieces();
  add("a");
  const gathered = gatherText(stream, { enoughBytes: 6, enoughMs: 0, mostMs: 60_000 });
  assert.deepEqual(await gathered.next(), { value: "a", done: false });
  for (const piece of ["b", "c", "다", "라"]) add(piece);
  // Hangul counts three bytes a letter: with the last but one it is not yet enough.
  assert.deepEqual(await gathered.next(), { value: "bc다라", done: false });
  await gathered.return(undefined);
});

for (const [lang, token] of [["English", " tree"], ["Korean", "나무"]] as const) {
  for (const bytesAround of [37, 90]) {
    Deno.test(`frames with ${bytesAround} bytes around are at most twice a ${lang} reply of 1,000 tokens`, async () => {
      const { enoughBytes } = gatheringFor(bytesAround);
      const text = token.repeat(1000);
      const tokens = (async function* () {
        for (let n = 0; n < 1000; n++) yield token;
      })();
      let frames = 0;
      let said = "";
      // However fast the tokens come: only their bytes let them go.
      for await (const piece of gatherText(tokens, { enoughBytes, enoughMs: 0, mostMs: 60_000 })) {
        frames++;
        said += piece;
      }
      assert.equal(said, text);
      const bytes = new TextEncoder().encode(text).length;
      const ratio = (bytes + frames * bytesAround) / bytes;
      assert(ratio <= 2, `${ratio}`);
      assert(frames > 20, "it streams all the same");
    });
  }
}
