/** Who gets into an event, row by row. */
import assert from "node:assert/strict";
import {
  DOORS_OPEN_MS,
  eventEntry,
  eventPhase,
  type EventVisitor,
} from "@/lib/spaces/events/entry.ts";
import type { EntryRule } from "@/lib/spaces/model.ts";

const START = Date.UTC(2026, 7, 1, 10);
const END = START + 3_600_000;
const MINUTE = 60_000;

function spaceWith(entry: EntryRule) {
  return {
    event: { startsAtMs: START, endsAtMs: END, entry, hostCharacterId: null, turnS: 90 },
  };
}

const guest: EventVisitor = { nowMs: START, role: "guest", invited: false, hasTicket: false };

const TABLE: readonly [string, EntryRule, Partial<EventVisitor>, ReturnType<typeof eventEntry>][] =
  [
    ["an open event lets anybody in while it is on", "open", {}, null],
    ["doors open ten minutes before the start", "open", { nowMs: START - DOORS_OPEN_MS }, null],
    [
      "a moment before that they are shut",
      "open",
      { nowMs: START - DOORS_OPEN_MS - 1 },
      "not_open",
    ],
    ["the last moment still lets people in", "open", { nowMs: END - 1 }, null],
    ["the end is the end", "open", { nowMs: END }, "over"],
    ["the guest list knows nobody who is not on it", "invited", {}, "invitation"],
    ["the guest list lets in whoever is on it", "invited", { invited: true }, null],
    ["being on the list opens no door early", "invited", {
      invited: true,
      nowMs: START - 30 * MINUTE,
    }, "not_open"],
    ["a ticket is no invitation", "invited", { hasTicket: true }, "invitation"],
    ["an invitation is no ticket", "ticket", { invited: true }, "ticket"],
    ["a ticket lets its holder in", "ticket", { hasTicket: true }, null],
    ["a missing ticket is told before the time is", "ticket", { nowMs: START - 1e9 }, "ticket"],
    ["after the end a missing ticket no longer matters", "ticket", { nowMs: END + 1 }, "over"],
    ["a moderator comes early", "ticket", { role: "moderator", nowMs: START - 1e9 }, null],
    ["the owner comes after the end", "invited", { role: "owner", nowMs: END + 1e9 }, null],
  ];

for (const [name, entry, visitor, expected] of TABLE) {
  Deno.test(`eventEntry(): ${name}`, () => {
    assert.deepEqual(eventEntry(spaceWith(entry), { ...guest, ...visitor }), expected);
  });
}

Deno.test("eventEntry() has no say in a space without an event", () => {
  assert.deepEqual(eventEntry({ event: null }, guest), null);
});

Deno.test("eventPhase() has four parts that meet without a gap", () => {
  const event = spaceWith("open").event;
  const phases = [
    START - DOORS_OPEN_MS - 1,
    START - DOORS_OPEN_MS,
    START - 1,
    START,
    END - 1,
    END,
  ].map((nowMs) => eventPhase(event, nowMs));
  assert.deepEqual(phases, ["before", "doors", "doors", "live", "live", "over"]);
});
