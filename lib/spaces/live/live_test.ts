import assert from "node:assert/strict";
import { FloorPlan } from "@/lib/spaces/live/floor_plan.ts";
import { Member } from "@/lib/spaces/live/member.ts";
import { People } from "@/lib/spaces/live/people.ts";
import type { LoggedEvent } from "@/lib/realtime/model.ts";
import type { ClientSocket } from "@/lib/realtime/socket.ts";
import { decodePositions } from "@/lib/spaces/position_frame.ts";
import {
  FIRST_RESIDENT_SEAT,
  type Participant,
  type SpaceEventFrame,
} from "@/lib/spaces/protocol.ts";

function person(seat: number, userId = `u${seat}`): Participant {
  return {
    user_id: userId,
    nickname: userId,
    character_id: null,
    position: { x: 0, y: 0, z: 0 },
    heading: 0,
    motion: "idle",
    seat,
    role: "guest",
    joined_at: "2026-01-01T00:00:00.000Z",
    connected: true,
  };
}

function logged(id: string, event: SpaceEventFrame): LoggedEvent<SpaceEventFrame> {
  return { id, event, frame: JSON.stringify({ ...event, event_id: id }) };
}

const emote = (id: string) =>
  logged(id, { type: "emote", user_id: "u1", character_id: null, emote: "wave" });
const signal = (id: string, to: string) =>
  logged(id, { type: "signal", from: "u9", to, signal: {} });

function memberOf({ batch = false, behind = false } = {}) {
  const sent: unknown[] = [];
  const socket: ClientSocket = {
    behind,
    send: (frame) => void sent.push(JSON.parse(frame)),
    sendState: (_, frame) => void sent.push(frame),
    tick: () => {},
    close: () => {},
    closed: Promise.resolve(),
  };
  const member = new Member(socket, {
    connectionId: "k",
    userId: "u1",
    nickname: "u1",
    payer: { kind: "full", address: "local" },
    locale: "ko",
    sessionId: "s",
    seat: 1,
    binary: true,
    batch,
  });
  const ids = () =>
    sent.flat().map((frame) => (frame as { event_id?: string }).event_id ?? "welcome");
  return { member, sent, ids };
}

Deno.test("[SP2] a member gets the welcome first, then what it missed, then what came meanwhile, once", () => {
  const { member, ids } = memberOf();
  member.onEvents([emote("03"), emote("04")]);
  assert.deepEqual(ids(), []);
  member.welcome("{}", [emote("02"), emote("03")]);
  member.onEvents([emote("05")]);
  assert.deepEqual(ids(), ["welcome", "02", "03", "04", "05"]);
});

Deno.test("a member gets the signals that are for it, and nobody else's", () => {
  const { member, ids } = memberOf({ batch: true });
  member.welcome("{}", []);
  member.onEvents([signal("01", "u2"), emote("02"), signal("03", "u1"), signal("04", "u3")]);
  assert.deepEqual(ids(), ["welcome", "02", "03"]);
});

Deno.test("a member that takes batches gets several frames of one moment as one", () => {
  const { member, sent } = memberOf({ batch: true });
  member.welcome("{}", []);
  const events = [emote("01"), emote("02")];
  member.onEvents(events);
  member.onEvents([emote("03")]);
  assert.deepEqual(sent.slice(1).map((frame) => Array.isArray(frame)), [true, false]);
});

Deno.test("a member that is behind is to be told of everybody later, not of what has changed since", () => {
  const { member, sent } = memberOf({ behind: true });
  member.welcome("{}", []);
  member.zone = 7;
  member.sendPositions(new Uint8Array(4));
  assert.equal(member.zone, null);
  assert.equal(sent.length, 1);
});

Deno.test("people follow the log: who moved to another seat frees the first", () => {
  const people = new People([person(0), person(1)]);
  people.take({ type: "participant_joined", participant: person(5, "u1") });
  assert.deepEqual(people.all().map(({ seat }) => seat).sort(), [0, 5]);
  assert.equal(people.bySeat(1), undefined);
  assert.equal(people.take({ type: "participant_left", user_id: "u0", nickname: "u0" }), 0);
  assert.equal(people.take({ type: "participant_left", user_id: "u0", nickname: "u0" }), null);
  assert.equal(people.size, 1);
});

Deno.test("people who leave late do not free a seat that somebody else has by then", () => {
  const people = new People([person(0, "old")]);
  people.take({ type: "participant_joined", participant: person(0, "new") });
  people.take({ type: "participant_left", user_id: "old", nickname: "old" });
  assert.equal(people.bySeat(0)?.user_id, "new");
});

Deno.test("a floor plan tells other instances of its own bodies alone", () => {
  const [here, there] = [new FloorPlan("maru"), new FloorPlan("maru")];
  here.move(1, { position: { x: 1, y: 0, z: 8 } }, 1_000);
  there.move(2, { position: { x: 2, y: 0, z: 8 } }, 1_000);
  assert.deepEqual(there.takeState(here.ownState()!, 1_000).map(({ seat }) => seat), [1]);
  assert.deepEqual(decodePositions(there.ownState()!)!.map(({ seat }) => seat), [2]);
  // Nothing new, nothing to tell.
  assert.deepEqual(there.takeState(here.ownState()!, 1_100), []);
});

Deno.test("a floor plan believes nobody else about a body that it moves itself", () => {
  const [here, there] = [new FloorPlan("maru"), new FloorPlan("maru")];
  here.move(1, { position: { x: 1, y: 0, z: 8 } }, 1_000);
  there.move(1, { position: { x: -1, y: 0, z: 8 } }, 1_000);
  assert.deepEqual(there.takeState(here.ownState()!, 1_000), []);
});

Deno.test("a resident is moved by whoever moved it last", () => {
  const seat = FIRST_RESIDENT_SEAT;
  const [here, there] = [new FloorPlan("maru"), new FloorPlan("maru")];
  here.move(seat, { position: { x: -5, y: 0, z: -5 } }, 1_000);
  there.takeState(here.ownState()!, 1_000);
  there.move(seat, { position: { x: -4.5, y: 0, z: -5 } }, 2_000);
  here.takeState(there.ownState()!, 2_000);
  assert.equal(here.ownState(), null);
  assert.ok(Math.abs(here.placeOf(seat, 0).x - there.placeOf(seat, 0).x) < 0.01);
});

Deno.test("a floor plan takes no nonsense for a state", () => {
  assert.deepEqual(new FloorPlan("maru").takeState(new Uint8Array([9, 9, 9]), 0), []);
});

Deno.test("typing is news once", () => {
  const plan = new FloorPlan("maru");
  assert.deepEqual([plan.setTyping(1, true, 0), plan.setTyping(1, true, 0), plan.isTyping(1)], [
    true,
    false,
    true,
  ]);
});
