import assert from "node:assert/strict";
import { waitAt } from "@/lib/store/doorbell.ts";

const KEY = ["record", "a"];
const LONG_MS = 60_000;

/** What came, without versions. */
async function next(rings: AsyncGenerator<Deno.KvEntryMaybe<number> | null>) {
  const { done, value } = await rings.next();
  return done ? "end" : value && value.value;
}

Deno.test("waitAt() tells the record as it is, and each time that it was written since", async () => {
  using kv = await Deno.openKv(":memory:");
  const stop = new AbortController();
  const rings = waitAt<number>(kv, KEY, { signal: stop.signal, pulseMs: LONG_MS });
  assert.equal(await next(rings), null);
  await kv.set(KEY, 1);
  assert.equal(await next(rings), 1);
  await kv.set(["record", "b"], 2);
  await kv.delete(KEY);
  assert.equal(await next(rings), null);
  const last = next(rings);
  stop.abort();
  assert.equal(await last, "end");
});

Deno.test("waitAt() tells null where nothing was written for a while", async () => {
  using kv = await Deno.openKv(":memory:");
  await kv.set(KEY, 1);
  const stop = new AbortController();
  const rings = waitAt<number>(kv, KEY, { signal: stop.signal, pulseMs: 5 });
  assert.equal((await rings.next()).value?.value, 1);
  assert.deepEqual(await rings.next(), { done: false, value: null });
  await kv.set(KEY, 2);
  let heard: number | null = null;
  while (heard === null) heard = (await rings.next()).value?.value ?? null;
  assert.equal(heard, 2);
  await rings.return(undefined);
});

Deno.test("waitAt() does not begin for somebody who has gone", async () => {
  using kv = await Deno.openKv(":memory:");
  const rings = waitAt(kv, KEY, { signal: AbortSignal.abort(), pulseMs: LONG_MS });
  assert.deepEqual(await rings.next(), { done: true, value: undefined });
});
