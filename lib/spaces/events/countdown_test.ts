/** Countdowns never promise less than there is. */
import assert from "node:assert/strict";
import { clockClasses, formatSpan, refreshAfterS } from "@/lib/spaces/events/countdown.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const SPANS: readonly [number, string, string][] = [
  [2 * HOUR + 14 * MINUTE, "2 hours 14 minutes", "2시간 14분"],
  [2 * HOUR + 14 * MINUTE + 59_999, "2 hours 14 minutes", "2시간 14분"],
  [HOUR, "1 hour", "1시간"],
  [3 * DAY + 4 * HOUR + 5 * MINUTE, "3 days 4 hours", "3일 4시간"],
  [DAY + 5 * MINUTE, "1 day", "1일"],
  [MINUTE, "1 minute", "1분"],
  [MINUTE - 1, "less than a minute", "1분도 안 되는 시간"],
  [-5, "less than a minute", "1분도 안 되는 시간"],
];
for (const [ms, en, ko] of SPANS) {
  Deno.test(`formatSpan(${ms}) is ${en}`, () => {
    assert.deepEqual([formatSpan(ms, "en"), formatSpan(ms, "ko")], [en, ko]);
  });
}

const CLOCKS: readonly [number, string | null][] = [
  [10 * MINUTE + 1, null],
  [10 * MINUTE, "clock is-m10 is-s0"],
  [9 * MINUTE + 37_000, "clock is-m9 is-s37"],
  [1, "clock is-m0 is-s1"],
  [0, null],
  [-MINUTE, null],
];
for (const [ms, expected] of CLOCKS) {
  Deno.test(`clockClasses(${ms}) is ${expected}`, () => {
    assert.equal(clockClasses(ms), expected);
  });
}

Deno.test("events.css knows every class that a clock may begin with", async () => {
  const css = await Deno.readTextFile(new URL("../../../static/events.css", import.meta.url));
  for (let seconds = 1; seconds <= 600; seconds++) {
    for (const name of clockClasses(seconds * 1000)!.split(" ")) {
      assert.ok(css.includes(`.${name} `) || css.includes(`.${name},`), name);
    }
  }
});

Deno.test("refreshAfterS() looks again just after the moment, and holds no page open for long", () => {
  assert.equal(refreshAfterS(1500), 3);
  assert.equal(refreshAfterS(10 * MINUTE), 601);
  assert.equal(refreshAfterS(10 * MINUTE + 1), null);
  assert.equal(refreshAfterS(0), null);
});
