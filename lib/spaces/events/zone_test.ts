/** Zones: clocks that jump, dates that are none, and the way there and back. */
import assert from "node:assert/strict";
import fc from "fast-check";
import {
  formatLocal,
  formatLocalEnd,
  isZone,
  readLocal,
  writeLocal,
  zoneName,
  ZONES,
} from "@/lib/spaces/events/zone.ts";

const READ: readonly [string, string, string, string | null][] = [
  ["Seoul is nine hours ahead", "2026-08-01T19:00", "Asia/Seoul", "2026-08-01T10:00:00.000Z"],
  ["a space may stand for the T", "2026-08-01 19:00", "Asia/Seoul", "2026-08-01T10:00:00.000Z"],
  ["seconds are left out", "2026-08-01T19:00:42.5", "Asia/Seoul", "2026-08-01T10:00:00.000Z"],
  ["the next day in UTC", "2026-08-01T22:30", "America/New_York", "2026-08-02T02:30:00.000Z"],
  ["half hours", "2026-08-01T12:00", "Asia/Kolkata", "2026-08-01T06:30:00.000Z"],
  ["quarters of an hour", "2026-08-01T12:00", "Asia/Kathmandu", "2026-08-01T06:15:00.000Z"],
  [
    "a skipped hour is an hour later",
    "2026-03-29T02:30",
    "Europe/Berlin",
    "2026-03-29T01:30:00.000Z",
  ],
  ["before the jump", "2026-03-29T01:59", "Europe/Berlin", "2026-03-29T00:59:00.000Z"],
  ["after the jump", "2026-03-29T03:00", "Europe/Berlin", "2026-03-29T01:00:00.000Z"],
  [
    "an hour shown twice is the first",
    "2026-10-25T02:30",
    "Europe/Berlin",
    "2026-10-25T00:30:00.000Z",
  ],
  ["half an hour skipped", "2026-10-04T02:15", "Australia/Lord_Howe", "2026-10-03T15:45:00.000Z"],
  ["a whole day skipped", "2011-12-30T12:00", "Pacific/Apia", "2011-12-30T22:00:00.000Z"],
  ["leap day", "2028-02-29T00:00", "UTC", "2028-02-29T00:00:00.000Z"],
  ["no leap day", "2026-02-29T00:00", "UTC", null],
  ["no thirteenth month", "2026-13-01T00:00", "UTC", null],
  ["no hour 24", "2026-12-01T24:00", "UTC", null],
  ["a date alone", "2026-12-01", "UTC", null],
  ["nothing", "", "UTC", null],
  ["a zone that is none", "2026-12-01T10:00", "Mars/Olympus", null],
  ["a zone that tries to be a path", "2026-12-01T10:00", "../etc", null],
];
for (const [name, text, zone, expected] of READ) {
  Deno.test(`readLocal(): ${name}`, () => {
    const ms = readLocal(text, zone);
    assert.equal(ms === null ? null : new Date(ms).toISOString(), expected);
  });
}

Deno.test("writeLocal() undoes readLocal() in every zone, but in the second of a doubled hour", () => {
  const ms = fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2035, 0) })
    .map((ms) => ms - ms % 60_000);
  fc.assert(fc.property(ms, fc.constantFrom(...ZONES), (ms, zone) => {
    const text = writeLocal(ms, zone);
    assert.match(text, /^\d{4}-\d\d-\d\dT\d\d:\d\d$/);
    const back = readLocal(text, zone)!;
    // The first of two moments with the same face: never later, and the same to look at.
    assert.ok(back <= ms && ms - back <= 3 * 3_600_000);
    assert.equal(writeLocal(back, zone), text);
  }));
});

Deno.test("ZONES begins at home, holds nothing twice, and each of them can be written", () => {
  assert.equal(ZONES[0], "Asia/Seoul");
  assert.equal(new Set(ZONES).size, ZONES.length);
  for (const zone of ZONES) assert.ok(writeLocal(0, zone));
  assert.ok(isZone("UTC") && isZone("Asia/Calcutta") && isZone("Asia/Kolkata"));
  for (const none of ["", null, "+09:00", "Asia/Atlantis", "x".repeat(5000)]) {
    assert.ok(!isZone(none), String(none));
  }
});

Deno.test("times are told in the words of both languages", () => {
  const ms = Date.UTC(2026, 7, 1, 10);
  const plain = (text: string) => text.replaceAll("\u202f", " ");
  assert.equal(formatLocal(ms, "Asia/Seoul", "ko"), "2026년 8월 1일 토요일 오후 7:00");
  assert.equal(plain(formatLocal(ms, "Asia/Seoul", "en")), "Saturday, August 1, 2026 at 7:00 PM");
  assert.equal(zoneName(ms, "Asia/Seoul", "ko"), "한국 표준시");
  assert.equal(zoneName(ms, "Europe/Berlin", "en"), "Central European Time");
  const event = { startsAtMs: ms, endsAtMs: ms + 3 * 3_600_000 };
  assert.equal(formatLocalEnd(event, "Asia/Seoul", "ko"), "오후 10:00");
  // The same evening ends on the next day further east.
  assert.match(formatLocalEnd(event, "Pacific/Auckland", "ko"), /^2026년 8월 2일/);
});
