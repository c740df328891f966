/** The fields of an event: what is read from them, and each thing that can be wrong. */
import assert from "node:assert/strict";
import { EVENT, HOUR_MS, START_MS } from "@/lib/spaces/events/events_for_tests.ts";
import {
  checkEventForm,
  emptyEvent,
  type EventValues,
  eventValues,
  readEventForm,
} from "@/lib/spaces/events/form.ts";
import { checkEvent, EventInput, toSpaceEvent } from "@/lib/spaces/events/model.ts";
import type { SpaceEvent } from "@/lib/spaces/model.ts";

const NOW = START_MS - 24 * HOUR_MS;
const about = { nowMs: NOW, residentIds: ["haru"], locale: "en" } as const;

Deno.test("an event comes back from its form as it went in, in any zone", () => {
  for (const zone of ["Asia/Seoul", "America/New_York", "Asia/Kathmandu"]) {
    assert.deepEqual(checkEventForm(eventValues(EVENT, zone), about), { ok: true, event: EVENT });
  }
});

Deno.test("an empty form is tomorrow at the next hour, and acceptable as it is", () => {
  const values = emptyEvent(NOW + 1);
  assert.deepEqual([values.event_starts, values.event_ends], [
    "2026-08-01T20:00",
    "2026-08-01T21:00",
  ]);
  assert.ok(checkEventForm(values, about).ok);
});

Deno.test("times belong to the zone that was chosen", () => {
  const values = { ...eventValues(EVENT), event_zone: "Europe/Berlin" };
  const checked = checkEventForm(values, about);
  assert.ok(checked.ok);
  assert.equal(checked.event.startsAtMs, Date.UTC(2026, 7, 1, 17));
});

const WRONG: readonly [string, Partial<EventValues>, string, RegExp][] = [
  ["no start", { event_starts: "" }, "event_starts", /date and a time/],
  ["a date that is none", { event_ends: "2026-02-30T10:00" }, "event_ends", /date and a time/],
  ["a zone that is none", { event_zone: "Mars/Olympus" }, "event_zone", /zone/],
  ["a past start", { event_starts: "2026-07-01T10:00" }, "event_starts", /past/],
  ["a far start", { event_starts: "2028-07-01T10:00" }, "event_starts", /year/],
  ["an end before the start", { event_ends: "2026-08-01T18:00" }, "event_ends", /after the start/],
  ["the end at the start", { event_ends: "2026-08-01T19:00" }, "event_ends", /after the start/],
  ["two minutes", { event_ends: "2026-08-01T19:02" }, "event_ends", /5 minutes/],
  ["more than twelve hours", { event_ends: "2026-08-02T07:01" }, "event_ends", /12 hours/],
  ["an entry rule of its own", { event_entry: "money" }, "event_entry", /who gets in/],
  ["a host who lives elsewhere", { event_host: "bami" }, "event_host", /live in the space/],
  ["a turn without end", { event_turn_s: "1000000" }, "event_turn_s", /30 to 600/],
  ["a turn of no length", { event_turn_s: "0" }, "event_turn_s", /30 to 600/],
  ["a turn in words", { event_turn_s: "long" }, "event_turn_s", /30 to 600/],
];
for (const [name, change, path, message] of WRONG) {
  Deno.test(`checkEventForm() refuses ${name}, beside its field`, () => {
    const checked = checkEventForm({ ...eventValues(EVENT), ...change }, about);
    assert.ok(!checked.ok);
    const found = checked.errors.find((error) => error.path === path);
    assert.match(found?.message ?? "", message);
  });
}

Deno.test("twelve hours are allowed, over a change of the clock too", () => {
  const night = {
    ...eventValues(EVENT, "Europe/Berlin"),
    event_starts: "2026-10-24T20:00",
    // 11 hours on the clock's face, one of which it shows twice: 12.
    event_ends: "2026-10-25T07:00",
  };
  const checked = checkEventForm(night, about);
  assert.ok(checked.ok);
  assert.equal(checked.event.endsAtMs - checked.event.startsAtMs, 12 * HOUR_MS);
});

Deno.test("an event that has begun can be changed while its start stays", () => {
  const before: SpaceEvent = { ...EVENT, startsAtMs: START_MS + 12_345 };
  const later = { ...about, nowMs: START_MS + 20 * 60_000, before };
  const values = { ...eventValues(before), event_ends: "2026-08-01T21:00" };
  const checked = checkEventForm(values, later);
  assert.ok(checked.ok, JSON.stringify(checked));
  assert.equal(checked.event.startsAtMs, before.startsAtMs, "to the millisecond");
  const moved = checkEventForm({ ...values, event_starts: "2026-08-01T19:05" }, later);
  assert.ok(!moved.ok);
});

Deno.test("readEventForm() fills what was not sent", () => {
  assert.deepEqual(readEventForm({}), {
    event_starts: "",
    event_ends: "",
    event_zone: "Asia/Seoul",
    event_entry: "open",
    event_host: "",
    event_turn_s: "90",
  });
});

Deno.test("EventInput takes ISO 8601 with an offset, and fills in the rest", () => {
  const input = { starts_at: "2026-08-01T19:00:00+09:00", ends_at: "2026-08-01T11:00:00Z" };
  const event = toSpaceEvent(EventInput.parse(input));
  assert.deepEqual(event, { ...EVENT, hostCharacterId: null });
  assert.deepEqual(checkEvent(event, { nowMs: NOW, residentIds: [] }), []);
  for (const starts_at of ["2026-08-01T19:00:00", "tomorrow", "", null, 0]) {
    assert.ok(!EventInput.safeParse({ ...input, starts_at }).success, String(starts_at));
  }
  for (const turn_s of [0, 29, 601, 90.5]) {
    assert.ok(!EventInput.safeParse({ ...input, turn_s }).success, String(turn_s));
  }
});
