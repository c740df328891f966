import assert from "node:assert/strict";
import fc from "fast-check";
import { type BucketRule, drawToken, returnDrawn } from "@/lib/http/bucket.ts";

const RULE: BucketRule = { burst: 5, windowMs: 60_000 };
const START_MS = Date.UTC(2026, 0, 1);

/** Draws as often as the bucket lets; returns how often that was, and its state after. */
function drain(rule: BucketRule, fullAtMs: number | null, nowMs: number) {
  for (let taken = 0;; taken++) {
    const draw = drawToken(rule, fullAtMs, nowMs);
    if (!draw.ok) return { taken, fullAtMs, retryAfterS: draw.retryAfterS };
    fullAtMs = draw.fullAtMs;
  }
}

Deno.test("drawToken() gives a burst, then says when the next token comes", () => {
  const { taken, retryAfterS } = drain(RULE, null, START_MS);
  assert.equal(taken, 5);
  assert.equal(retryAfterS, 12);
});

Deno.test("drawToken() refills evenly and never past the burst", () => {
  const { fullAtMs } = drain(RULE, null, START_MS);
  assert.equal(drain(RULE, fullAtMs, START_MS + 11_999).taken, 0);
  assert.equal(drain(RULE, fullAtMs, START_MS + 12_000).taken, 1);
  assert.equal(drain(RULE, fullAtMs, START_MS + 36_000).taken, 3);
  assert.equal(drain(RULE, fullAtMs, START_MS + 3_600_000).taken, 5);
});

Deno.test("drawToken() takes nothing from those who ask too early", () => {
  let { fullAtMs } = drain(RULE, null, START_MS);
  for (let ms = 0; ms < 12_000; ms += 100) {
    assert.equal(drawToken(RULE, fullAtMs, START_MS + ms).ok, false);
  }
  const draw = drawToken(RULE, fullAtMs, START_MS + 12_000);
  assert(draw.ok);
  fullAtMs = draw.fullAtMs;
  assert.equal(drawToken(RULE, fullAtMs, START_MS + 12_000).ok, false);
});

Deno.test("drawToken() waits no longer than a window when the clock goes back", () => {
  const { fullAtMs } = drain(RULE, null, START_MS);
  const dayBeforeMs = START_MS - 24 * 60 * 60 * 1000;
  const { taken, retryAfterS } = drain(RULE, fullAtMs, dayBeforeMs);
  assert.equal(taken, 0);
  assert.equal(retryAfterS, 12);
});

Deno.test("returnDrawn() gives back exactly one", () => {
  const { fullAtMs } = drain(RULE, null, START_MS);
  assert(fullAtMs !== null);
  assert.equal(drain(RULE, returnDrawn(RULE, fullAtMs), START_MS).taken, 1);
});

Deno.test("returnDrawn() never fills a bucket past its burst", () => {
  const draw = drawToken(RULE, null, START_MS);
  assert(draw.ok);
  const twice = returnDrawn(RULE, returnDrawn(RULE, draw.fullAtMs));
  assert.equal(drain(RULE, twice, START_MS).taken, 5);
});

Deno.test("a bucket of any rule gives its burst, keeps its promise, and is full after its window", () => {
  const rules = fc.record({
    burst: fc.integer({ min: 1, max: 2000 }),
    windowMs: fc.integer({ min: 2000, max: 3_600_000 }),
  });
  fc.assert(fc.property(rules, (rule) => {
    const { taken, fullAtMs, retryAfterS } = drain(rule, null, START_MS);
    // Whole milliseconds for a token may leave room for a few more, never for fewer.
    const tokenMs = Math.max(1, Math.floor(rule.windowMs / rule.burst));
    assert.equal(taken, Math.floor(rule.windowMs / tokenMs));
    assert(taken >= rule.burst);
    assert(drawToken(rule, fullAtMs, START_MS + retryAfterS * 1000).ok);
    assert.equal(drain(rule, fullAtMs, START_MS + rule.windowMs).taken, taken);
  }));
});
