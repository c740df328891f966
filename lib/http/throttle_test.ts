import assert from "node:assert/strict";
import { refillBucket, returnToken, takeToken, type ThrottleRule } from "@/lib/http/throttle.ts";

const RULE: ThrottleRule = { name: "test", burst: 3, windowMs: 60_000 };
const NOW_MS = Date.UTC(2026, 0, 1);

Deno.test("takeToken() refuses what is over the burst and says when to come again", async () => {
  using kv = await Deno.openKv(":memory:");
  const take = (nowMs: number) => takeToken(kv, RULE, { subject: "a", nowMs });
  for (let n = 0; n < 3; n++) assert.deepEqual(await take(NOW_MS), { ok: true });
  assert.deepEqual(await take(NOW_MS), { ok: false, retryAfterS: 20 });
  assert.deepEqual(await take(NOW_MS + 5_000), { ok: false, retryAfterS: 15 });
  assert.deepEqual(await take(NOW_MS + 20_000), { ok: true });
  assert.equal((await take(NOW_MS + 20_000)).ok, false);
});

Deno.test("takeToken() keeps subjects and rules apart", async () => {
  using kv = await Deno.openKv(":memory:");
  const one = { ...RULE, burst: 1 };
  assert(await takeToken(kv, one, { subject: "a", nowMs: NOW_MS }).then(({ ok }) => ok));
  assert(await takeToken(kv, one, { subject: "b", nowMs: NOW_MS }).then(({ ok }) => ok));
  const other = { ...one, name: "other" };
  assert(await takeToken(kv, other, { subject: "a", nowMs: NOW_MS }).then(({ ok }) => ok));
  assert.equal((await takeToken(kv, one, { subject: "a", nowMs: NOW_MS })).ok, false);
});

Deno.test("takeToken() lets through exactly the burst of 50 who ask at once", async () => {
  using kv = await Deno.openKv(":memory:");
  const rule = { ...RULE, burst: 20 };
  const taken = await Promise.all(
    Array.from({ length: 50 }, () => takeToken(kv, rule, { subject: "a", nowMs: NOW_MS })),
  );
  assert.equal(taken.filter(({ ok }) => ok).length, 20);
});

Deno.test("returnToken() gives one back, and nothing to a bucket that is full", async () => {
  using kv = await Deno.openKv(":memory:");
  const take = () => takeToken(kv, RULE, { subject: "a", nowMs: NOW_MS });
  await returnToken(kv, RULE, "a");
  for (let n = 0; n < 3; n++) await take();
  assert.equal((await take()).ok, false);
  await returnToken(kv, RULE, "a");
  assert.equal((await take()).ok, true);
  assert.equal((await take()).ok, false);
});

Deno.test("returnToken() loses none of 20 that come back at once", async () => {
  using kv = await Deno.openKv(":memory:");
  const rule = { ...RULE, burst: 20 };
  const take = () => takeToken(kv, rule, { subject: "a", nowMs: NOW_MS });
  await Promise.all(Array.from({ length: 20 }, take));
  await Promise.all(Array.from({ length: 20 }, () => returnToken(kv, rule, "a")));
  const taken = await Promise.all(Array.from({ length: 30 }, take));
  assert.equal(taken.filter(({ ok }) => ok).length, 20);
});

Deno.test("refillBucket() starts anew", async () => {
  using kv = await Deno.openKv(":memory:");
  const take = () => takeToken(kv, RULE, { subject: "a", nowMs: NOW_MS });
  for (let n = 0; n < 3; n++) await take();
  await refillBucket(kv, RULE, "a");
  assert.equal((await take()).ok, true);
});
