import assert from "node:assert/strict";
import { type CallInput, type Joining, nextLookMs, seatOf, stepCall } from "@/lib/calls/call.ts";
import { type Call, GRACE_MS, LEASE_MS, newCall, UNUSED_MS } from "@/lib/calls/model.ts";
import type { SeatEvent } from "@/lib/calls/protocol.ts";

const NOW = Date.UTC(2026, 3, 1);
const EMPTY = newCall({ id: "c", avatar: null, nowMs: NOW });

const join = (name: string, more: Partial<Joining> = {}): Joining => ({
  type: "join",
  connection: { id: `${name}1`, instance: "i1" },
  keyHash: `key of ${name}`,
  avatar: name,
  peerId: `peer ${name}`,
  resumes: false,
  ...more,
});
const look = (...alive: string[]): CallInput => ({ type: "look", alive: new Set(alive) });

/** A call after some inputs, all of them at `nowMs`, and the events of the last one. */
function play(
  call: Call,
  inputs: readonly CallInput[],
  nowMs = NOW,
): { call: Call; events: SeatEvent[] } {
  let at: { call: Call; events: SeatEvent[] } = { call, events: [] };
  for (const input of inputs) {
    const { call: next, events } = stepCall(at.call, input, nowMs);
    assert(next, `over after ${JSON.stringify(input)}`);
    at = { call: next, events };
  }
  return at;
}
const roles = ({ seats }: Call) => seats.map(({ peerId, polite }) => [peerId, polite]);
const both = play(EMPTY, [join("a"), join("b")]).call;

Deno.test("[CA1] the third to come gets no seat, and nothing changes", () => {
  const { call, events } = stepCall(both, join("c"), NOW);
  assert.equal(call, both);
  assert.deepEqual(events, []);
});

Deno.test("[CA2] the second to come is polite, and is told to the first", () => {
  const { call, events } = play(EMPTY, [join("a"), join("b")]);
  assert.deepEqual(roles(call), [["peer a", false], ["peer b", true]]);
  assert.deepEqual(events, [{ type: "peer_joined", peer_id: "peer b", avatar: "b" }]);
});

Deno.test("[CA2] whoever meets somebody who stayed behind has the other role", () => {
  const { call } = play(both, [{ type: "leave", connectionId: "a1" }, join("c")]);
  assert.deepEqual(roles(call), [["peer b", true], ["peer c", false]]);
});

Deno.test("[CA3] the key brings somebody back to the same seat, and the older connection makes room", () => {
  const again = join("a", { connection: { id: "a2", instance: "i2" }, peerId: "unused" });
  const { call, events } = play(both, [again]);
  assert.deepEqual(roles(call), roles(both));
  assert.equal(seatOf(call, "a1"), undefined);
  assert.equal(seatOf(call, "a2")?.peerId, "peer a");
  assert.deepEqual(events, [
    { type: "seat", peer_id: "peer a", connection: "a2" },
    { type: "peer_joined", peer_id: "peer a", avatar: "a" },
  ]);
});

Deno.test("[CA3] nobody gets a seat for having no key either", () => {
  const { call } = play(EMPTY, [join("a", { keyHash: null }), join("b", { keyHash: null })]);
  assert.equal(call.seats.length, 2);
  const third = join("c", { keyHash: null });
  assert.equal(stepCall(call, third, NOW).call, call);
});

Deno.test("[CA4] a seat is kept for half a minute after its connection broke, and not longer", () => {
  const { call, events } = play(both, [{ type: "drop", connectionId: "b1" }]);
  assert.deepEqual(events, []);
  assert.equal(call.seats.length, 2);
  assert.equal(stepCall(call, join("c"), NOW + GRACE_MS - 1).call, call);
  const later = play(call, [join("c")], NOW + GRACE_MS);
  assert.deepEqual(roles(later.call), [["peer a", false], ["peer c", true]]);
  assert.deepEqual(later.events.map(({ type }) => type), ["peer_left", "peer_joined"]);
});

Deno.test("[CA4] without a key the seat is free at once, and the call waits", () => {
  const { call } = play(EMPTY, [join("a", { keyHash: null }), join("b", { keyHash: null })]);
  const one = play(call, [{ type: "drop", connectionId: "a1" }]);
  assert.deepEqual(one.events, [{ type: "peer_left", peer_id: "peer a" }]);
  const { call: none } = play(one.call, [{ type: "drop", connectionId: "b1" }]);
  assert.deepEqual([none.seats, none.expiresAtMs], [[], NOW + GRACE_MS]);
  assert.equal(nextLookMs(none, "i1", NOW), NOW + GRACE_MS);
  assert.equal(play(none, [join("a")], NOW + GRACE_MS - 1).call.seats.length, 1);
  assert.equal(stepCall(none, join("a"), NOW + GRACE_MS).call, null);
});

Deno.test("[CA5] a page that goes on is told to nobody", () => {
  const again = join("b", { connection: { id: "b2", instance: "i2" }, resumes: true });
  const { events } = play(both, [{ type: "drop", connectionId: "b1" }, again]);
  assert.deepEqual(events, []);
});

Deno.test("[CA5] a page that would go on but lost its seat is a new peer", () => {
  const { call } = play(both, [{ type: "leave", connectionId: "b1" }]);
  const { events } = play(call, [join("b", { peerId: "peer b again", resumes: true })]);
  assert.deepEqual(events, [{ type: "peer_joined", peer_id: "peer b again", avatar: "b" }]);
});

Deno.test("[CA6] a call is over once both have hung up, in whatever order", () => {
  for (const [first, second] of [["a1", "b1"], ["b1", "a1"]] as const) {
    const { call } = play(both, [{ type: "leave", connectionId: first }]);
    assert.deepEqual(stepCall(call, { type: "leave", connectionId: second }, NOW), {
      call: null,
      events: [],
    });
  }
});

Deno.test("[CA6] one who waits alone and goes leaves the link as it was", () => {
  const { call } = play(EMPTY, [join("a"), { type: "leave", connectionId: "a1" }]);
  assert.deepEqual(call, EMPTY);
  assert.equal(nextLookMs(call, "i1", NOW), null);
});

Deno.test("[CA6] a link nobody used for a day is worth nothing", () => {
  assert.equal(stepCall(EMPTY, join("a"), NOW + UNUSED_MS).call, null);
  assert.equal(play(EMPTY, [join("a")], NOW + UNUSED_MS - 1).call.seats.length, 1);
});

Deno.test("[CA6] a call both of whose connections broke is over when their seats are", () => {
  const { call } = play(both, [
    { type: "drop", connectionId: "a1" },
    { type: "drop", connectionId: "b1" },
  ]);
  assert.equal(call.seats.length, 2);
  assert.equal(stepCall(call, look("i1"), NOW + GRACE_MS).call, null);
});

Deno.test("the seats of an instance that died are kept for another while, then free", () => {
  const there = join("b", { connection: { id: "b1", instance: "i2" } });
  const { call } = play(EMPTY, [join("a"), there]);
  const later = NOW + GRACE_MS;
  assert.equal(stepCall(call, look("i1", "i2"), later).call, call);
  // It is not known to be dead while the seat is kept anyway.
  assert.equal(stepCall(call, look("i1"), later - 1).call, call);
  const dropped = play(call, [look("i1")], later);
  assert.deepEqual(dropped.events, []);
  assert.equal(dropped.call.seats[1]!.connection, null);
  assert.equal(nextLookMs(dropped.call, "i1", later), later + GRACE_MS);
  const { call: left, events } = play(dropped.call, [look("i1")], later + GRACE_MS);
  assert.deepEqual(roles(left), [["peer a", false]]);
  assert.deepEqual(events, [{ type: "peer_left", peer_id: "peer b" }]);
});

Deno.test("a call outlives its last look by minutes, and goes on for as long as it is looked after", () => {
  let call = both;
  for (let at = NOW; at <= NOW + 30 * 60_000; at += 10_000) {
    call = play(call, [look("i1")], at).call;
    assert(call.expiresAtMs - at >= LEASE_MS / 2 - 10_000);
  }
  assert.equal(stepCall(call, look("i1"), call.expiresAtMs).call, null);
});

Deno.test("a connection that has no seat changes nothing by going", () => {
  for (const type of ["drop", "leave"] as const) {
    assert.equal(stepCall(both, { type, connectionId: "x" }, NOW).call, both);
  }
});
