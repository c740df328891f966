import assert from "node:assert/strict";
import {
  formatAgo,
  formatCount,
  formatDay,
  formatMoment,
  formatNanoUsd,
} from "@/lib/i18n/format.ts";

Deno.test("formatCount() shortens from a thousand on, in each language's own steps", () => {
  assert.equal(formatCount(999, "en"), "999");
  assert.equal(formatCount(12_345, "en"), "12.3K");
  assert.equal(formatCount(12_345, "ko"), "1.2만");
});

Deno.test("formatAgo() takes the largest unit that fits, to both sides", () => {
  const now = Date.UTC(2026, 0, 1);
  assert.equal(formatAgo(now - 59_000, now, "en"), "now");
  assert.equal(formatAgo(now - 61_000, now, "en"), "1 minute ago");
  assert.equal(formatAgo(now - 3 * 3_600_000, now, "ko"), "3시간 전");
  assert.equal(formatAgo(now + 2 * 86_400_000, now, "en"), "in 2 days");
  assert.equal(formatAgo(now - 400 * 86_400_000, now, "en"), "last year");
});

Deno.test("formatDay() and formatMoment() write UTC, and the moment says so", () => {
  const ms = Date.UTC(2026, 9, 20, 23, 59);
  assert.equal(formatDay(ms, "ko"), "2026. 10. 20.");
  assert.match(formatMoment(ms, "en"), /^Oct 20, 2026, 11:59\sPM UTC$/);
});

Deno.test("formatNanoUsd() shows cents, and of less than one what means something", () => {
  assert.deepEqual(
    [0, 120_000, 9_900_000, 1_254_000_000].map((nano) => formatNanoUsd(nano, "en")),
    ["$0.00", "$0.00012", "$0.0099", "$1.25"],
  );
  assert.equal(formatNanoUsd(120_000, "ko"), "US$0.00012");
});
