import assert from "node:assert/strict";
import type { ServerMessage, SpaceEventFrame } from "@/lib/spaces/protocol.ts";
import { applySeatedPlaces, forgetTyping } from "@/lib/lounge/body_frames.ts";
import { applyFrame } from "@/lib/lounge/frames.ts";
import {
  isSilenced,
  MAX_LINES,
  nameOf,
  openRoom,
  type RoomState,
  TYPING_MS,
} from "@/lib/lounge/room.ts";
import type { RoomEffect } from "@/lib/lounge/step.ts";
import {
  eventId,
  message,
  NOW_MS,
  PENDING,
  person,
  RESIDENT,
  snapshot,
  SPACE,
  welcome,
} from "@/lib/lounge/room_for_tests.ts";

/** Sends frames of the log with growing ids, and gives the room and all effects. */
function play(
  frames: readonly (SpaceEventFrame | ServerMessage)[],
  start: RoomState = applyFrame(openRoom(snapshot()), welcome(), NOW_MS).state,
): { state: RoomState; effects: RoomEffect[] } {
  let state = start;
  const effects: RoomEffect[] = [];
  let n = parseInt(state.lastEventId ?? "0", 16);
  const loose = new Set(["welcome", "positions", "typing", "error", "pong"]);
  for (const frame of frames) {
    const sent = loose.has(frame.type) ? frame : { ...frame, event_id: eventId(++n) };
    const step = applyFrame(state, sent as ServerMessage, NOW_MS);
    state = step.state;
    effects.push(...step.effects);
  }
  return { state, effects };
}

Deno.test("openRoom() shows the people, the residents and the last words of a page", () => {
  const room = openRoom(
    snapshot({ messages: [message("m1")], pending: [{ ...PENDING, id: "m2" }] }),
  );
  assert.deepEqual([...room.people.keys()], ["ann"]);
  assert.equal(nameOf(room, "c:soha"), "Soha");
  assert.equal(nameOf(room, "u:nobody"), null);
  assert.deepEqual(room.lines.map(({ id, replying }) => [id, replying]), [["m1", false], [
    "m2",
    true,
  ]]);
  assert.deepEqual(room.places.get("c:soha"), { x: -3, z: -3, heading: 1, motion: "idle" });
});

Deno.test("a welcome says who one is, and where, and what time it is at the server", () => {
  const { state, effects } = applyFrame(openRoom(snapshot()), welcome(), NOW_MS);
  assert.deepEqual(state.me, {
    userId: "me",
    nickname: "ME",
    characterId: null,
    seat: 1,
    role: "guest",
    mutedUntilMs: null,
  });
  assert.equal(state.clockAheadMs, 500);
  assert.equal(state.lastEventId, eventId(0));
  assert.deepEqual(effects, [
    { type: "placed", place: { x: 0, z: 8, heading: 3, motion: "idle" } },
  ]);
});

Deno.test("a welcome that resumes keeps what is known; another replaces it [LO1]", () => {
  const { state } = play([message("m1"), {
    type: "participant_joined",
    participant: person("bo", 2),
  }]);
  const resumed = applyFrame(state, welcome({ resumed: true, participants: [] }), NOW_MS).state;
  assert.deepEqual(resumed.lines, state.lines);
  assert.equal(resumed.people.size, 3);
  assert.equal(resumed.lastEventId, state.lastEventId);
  const replaced = applyFrame(state, welcome({ messages: [message("m9")] }), NOW_MS).state;
  assert.deepEqual(replaced.lines.map(({ id }) => id), ["m9"]);
  assert.deepEqual([...replaced.people.keys()], ["ann", "me"]);
  assert.equal(replaced.hasEarlier, true);
});

Deno.test("a welcome keeps earlier lines that join it without a gap", () => {
  const known = openRoom(snapshot({ messages: ["m1", "m2", "m3"].map((id) => message(id)) }));
  const joint = applyFrame(known, welcome({ messages: [message("m2"), message("m4")] }), NOW_MS);
  assert.deepEqual(joint.state.lines.map(({ id }) => id), ["m1", "m2", "m4"]);
  assert.equal(joint.state.hasEarlier, false);
});

Deno.test("words of one's own leave the outbox with their nonce, in whichever frame [LO2]", () => {
  const start = play([]).state;
  const outbox = ["a", "b", "c", "d"].map((nonce) => ({
    nonce,
    text: nonce,
    to: null,
    atMs: NOW_MS,
    refused: null,
  }));
  const waiting = { ...start, outbox };
  const share = {
    type: "share",
    id: "s1",
    user_id: "me",
    nickname: "ME",
    share: { kind: "image", url: "/i", width: 1, height: 1, alt: "a leaf" },
    nonce: "c",
    timestamp: new Date(NOW_MS).toISOString(),
  } as const;
  const { state } = play(
    [message("m1", { nonce: "a" }), { ...PENDING, nonce: "b" }, share],
    waiting,
  );
  assert.deepEqual(state.outbox.map(({ nonce }) => nonce), ["d"]);
  assert.deepEqual(state.lines.at(-1)?.share, share.share);
  const again = welcome({
    messages: [message("m1", { nonce: "a" })],
    pending: [{ ...PENDING, nonce: "b" }],
  });
  assert.deepEqual(
    applyFrame(waiting, again, NOW_MS).state.outbox.map(({ nonce }) => nonce),
    ["c", "d"],
  );
});

Deno.test("a frame that was seen changes nothing [LO3]", () => {
  const { state } = play([message("m1")]);
  const step = applyFrame(state, { ...message("m2"), event_id: state.lastEventId! }, NOW_MS);
  assert.equal(step.state, state);
  assert.deepEqual(step.effects, []);
});

Deno.test("a reply grows in its line, over the head of who gives it, and ends whole with its emotion", () => {
  const { state, effects } = play([
    PENDING,
    { type: "character_chunk", id: "m1", character_id: "soha", content: "Wel" },
    { type: "character_chunk", id: "m1", character_id: "soha", content: "come" },
  ]);
  assert.equal(state.lines.length, 1);
  assert.deepEqual([state.lines[0]?.reply, state.lines[0]?.replying], ["Welcome", true]);
  assert.deepEqual(effects.at(-1), {
    type: "speech",
    body: "c:soha",
    text: "Welcome",
    key: "m1:reply",
  });
  const whole = play([
    message("m1", {
      message: "Soha?",
      character_id: "soha",
      character_name: "Soha",
      character_reply: "Welcome in.",
      emotion: "smile",
    }),
  ], state);
  assert.deepEqual([whole.state.lines[0]?.reply, whole.state.lines[0]?.replying], [
    "Welcome in.",
    false,
  ]);
  assert.equal(whole.state.residents.get("soha")?.emotion, "smile");
  assert.deepEqual(
    whole.effects.filter(({ type }) => type === "said"),
    [{ type: "said", name: "Soha", text: "Welcome in.", mine: false }],
    "the question was read out when it was asked",
  );
});

Deno.test("a chunk's face is shown at once, with words or without", () => {
  const chunk = { type: "character_chunk", id: "m1", character_id: "soha" } as const;
  const { state, effects } = play([
    PENDING,
    { ...chunk, content: "", emotion: "shy" },
    { ...chunk, content: "Oh." },
    { ...chunk, content: " You!", emotion: "laugh" },
  ]);
  assert.deepEqual(effects.slice(2), [
    { type: "emotion", body: "c:soha", emotion: "shy" },
    { type: "speech", body: "c:soha", text: "Oh.", key: "m1:reply" },
    { type: "emotion", body: "c:soha", emotion: "laugh" },
    { type: "speech", body: "c:soha", text: "Oh. You!", key: "m1:reply" },
  ]);
  assert.equal(state.residents.get("soha")?.emotion, "laugh");
  assert.equal(state.lines[0]?.emotion, "laugh");
});

Deno.test("a reply that begins anew loses what was written of it, and the question is said once [LO6]", () => {
  const chunk = { type: "character_chunk", id: "m1", character_id: "soha" } as const;
  const { state, effects } = play([
    PENDING,
    { ...chunk, content: "No, wa" },
    message("m2"),
    PENDING,
    { ...chunk, content: "Yes." },
  ]);
  assert.deepEqual(state.lines.map(({ id, reply }) => [id, reply]), [["m1", "Yes."], ["m2", null]]);
  assert.equal(effects.filter(({ type }) => type === "said").length, 2);
  assert.deepEqual(effects.slice(-2), [
    { type: "speech", body: "c:soha", text: null, key: "m1:reply" },
    { type: "speech", body: "c:soha", text: "Yes.", key: "m1:reply" },
  ]);
  const whole = play([message("m1", { character_id: "soha", character_reply: "Yes." }), PENDING]);
  assert.equal(whole.state.lines[0]?.reply, "Yes.", "what is whole stays whole");
});

Deno.test("a reply that came to nothing takes its bubble away", () => {
  const { state, effects } = play([
    PENDING,
    message("m1", { message: "Soha?", character_id: "soha" }),
  ]);
  assert.deepEqual([state.lines[0]?.reply, state.lines[0]?.replying], [null, false]);
  assert.deepEqual(effects.at(-1), { type: "speech", body: "c:soha", text: null, key: "m1:reply" });
});

Deno.test("chunks of a reply that nobody knows, or that was taken away, are let be", () => {
  const chunk = { type: "character_chunk", id: "m1", character_id: "soha", content: "!" } as const;
  assert.deepEqual(play([chunk]).effects, []);
  const { state } = play([PENDING, { type: "message_removed", id: "m1", by: "owner" }, chunk]);
  assert.deepEqual([state.lines[0]?.text, state.lines[0]?.reply, state.lines[0]?.removed], [
    "",
    null,
    true,
  ]);
});

Deno.test("people come, change and go; nobody is announced to themselves, or twice", () => {
  const { state, effects } = play([
    { type: "participant_joined", participant: person("bo", 2) },
    { type: "participant_joined", participant: person("bo", 2) },
    { type: "participant_joined", participant: person("me", 1) },
    { type: "participant_changed", participant: person("ann", 0, { connected: false }) },
    { type: "participant_left", user_id: "bo", nickname: "BO" },
    { type: "participant_left", user_id: "bo", nickname: "BO" },
  ]);
  assert.deepEqual(effects, [{ type: "came", name: "BO" }, { type: "went", name: "BO" }]);
  assert.equal(state.people.get("ann")?.connected, false);
  const walked = play([
    {
      type: "positions",
      positions: [{
        user_id: "ann",
        character_id: null,
        position: { x: 7, y: 0, z: 8 },
        heading: 0,
        motion: "walk",
      }],
    },
    { type: "participant_changed", participant: person("ann", 0, { character_id: "soha" }) },
  ]);
  assert.equal(walked.state.places.get("u:ann")?.x, 7, "new looks move nobody");
  assert.equal(state.places.has("u:bo"), false);
  assert.deepEqual([...state.seats], [[0, "u:ann"], [1, "u:me"], [0xf000, "c:soha"]]);
});

Deno.test("positions move those who are here, by id or by seat", () => {
  const row = { position: { x: 5, y: 0, z: 6 }, heading: 2, motion: "walk" } as const;
  const { state, effects } = play([{
    type: "positions",
    positions: [
      { user_id: "ann", character_id: null, ...row },
      { user_id: null, character_id: "soha", ...row },
      { user_id: "ghost", character_id: null, ...row },
    ],
  }]);
  assert.deepEqual(effects, [{ type: "moved", bodies: ["u:ann", "c:soha"] }]);
  assert.deepEqual(state.places.get("u:ann"), { x: 5, z: 6, heading: 2, motion: "walk" });
});

Deno.test("binary rows move bodies by their seats, and say who writes", () => {
  const { state } = play([]);
  const row = { x: 1, z: 1, heading: 0, motion: "sit" } as const;
  const step = applySeatedPlaces(state, [
    { seat: 0xf000, ...row, typing: true },
    { seat: 77, ...row, typing: false },
  ], NOW_MS);
  assert.deepEqual(step.effects, [{ type: "moved", bodies: ["c:soha"] }]);
  assert.deepEqual(step.state.places.get("c:soha"), row);
  assert.deepEqual([...step.state.typing], [["c:soha", NOW_MS + TYPING_MS]]);
  const after = applySeatedPlaces(step.state, [{ seat: 0xf000, ...row, typing: false }], NOW_MS);
  assert.equal(after.state.typing.size, 0);
  assert.equal(applySeatedPlaces(state, [], NOW_MS).state, state);
});

Deno.test("a change of the space moves nobody, and lets residents come and go", () => {
  const moved = play([{
    type: "positions",
    positions: [{
      user_id: "ann",
      character_id: null,
      position: { x: 5, y: 0, z: 6 },
      heading: 2,
      motion: "walk",
    }],
  }]).state;
  const bau = { ...RESIDENT, character_id: "bau", name: "Bau", seat: 0xf001 };
  const { state } = play([{
    type: "space_changed",
    space: { ...SPACE, name: "Another", locked: true },
    residents: [bau],
  }], moved);
  assert.equal(state.space.locked, true);
  assert.deepEqual([...state.residents.keys()], ["bau"]);
  assert.equal(state.places.get("u:ann")?.x, 5);
  assert.equal(state.places.has("c:soha"), false);
});

Deno.test("who writes is shown until they send, stop, go, or fall silent", () => {
  const writes = (user_id: string, is_typing = true) =>
    ({ type: "typing", user_id, character_id: null, is_typing }) as const;
  assert.deepEqual([...play([writes("ann")]).state.typing.keys()], ["u:ann"]);
  assert.equal(play([writes("ann"), writes("ann", false)]).state.typing.size, 0);
  assert.equal(play([writes("ann"), message("m1")]).state.typing.size, 0);
  assert.equal(
    play([writes("ann"), { type: "participant_left", user_id: "ann", nickname: "ANN" }]).state
      .typing
      .size,
    0,
  );
  const { state } = play([writes("ann")]);
  assert.equal(forgetTyping(state, NOW_MS + TYPING_MS - 1), state);
  assert.equal(forgetTyping(state, NOW_MS + TYPING_MS).typing.size, 0);
});

Deno.test("signs, applause and signals reach whom they are for", () => {
  const { effects } = play([
    { type: "emote", user_id: "ann", character_id: null, emote: "wave" },
    { type: "emote", user_id: null, character_id: "soha", emote: "nod" },
    { type: "reaction", user_id: "ann", reaction: "clap", count: 3 },
    { type: "signal", from: "ann", to: "me", signal: 1 },
    { type: "signal", from: "ann", to: "bo", signal: 2 },
  ]);
  assert.deepEqual(effects, [
    { type: "emote", body: "u:ann", emote: "wave" },
    { type: "emote", body: "c:soha", emote: "nod" },
    { type: "reaction", body: "u:ann", reaction: "clap", count: 3 },
    { type: "signal", from: "ann", signal: 1 },
  ]);
});

Deno.test("board and stage are as the last frame has them", () => {
  const stage = { current: null, queue: [{ user_id: "ann", nickname: "ANN" }], open: true };
  const { state } = play([{ type: "board", pins: [] }, { type: "stage", stage }]);
  assert.deepEqual([state.pins, state.stage], [[], stage]);
});

Deno.test("a kick ends it for oneself, and is a farewell of others", () => {
  const { state, effects } = play([{ type: "kicked", user_id: "ann", by: "owner" }]);
  assert.equal(state.people.has("ann"), false);
  assert.deepEqual(effects, [{ type: "went", name: "ANN" }]);
  assert.deepEqual(play([{ type: "kicked", user_id: "me", by: "owner" }]).effects, [
    { type: "ended", why: "kicked" },
  ]);
  assert.deepEqual(play([{ type: "space_closed", by: "owner" }]).effects, [
    { type: "ended", why: "closed" },
  ]);
});

Deno.test("a mute of others says who is silenced, and until when by the server's clock", () => {
  const until = new Date(NOW_MS + 60_000).toISOString();
  const { state } = play([{ type: "muted", user_id: "ann", until }]);
  assert.equal(state.me?.mutedUntilMs, null);
  // The server's clock is half a second ahead.
  assert.equal(isSilenced(state, "ann", NOW_MS + 59_000), true);
  assert.equal(isSilenced(state, "ann", NOW_MS + 59_500), false);
  assert.equal(isSilenced(state, "me", NOW_MS), false);
  const spoken = play([{ type: "muted", user_id: "ann", until: null }], state).state;
  assert.equal(isSilenced(spoken, "ann", NOW_MS), false);
  for (const resumed of [true, false]) {
    const told = welcome({ resumed, muted: [{ user_id: "bo", until }] });
    const after = applyFrame(state, told, NOW_MS).state;
    assert.deepEqual([...after.silenced.keys()], ["bo"]);
  }
});

Deno.test("a mute of one's own is told, and ends", () => {
  const until = new Date(NOW_MS + 60_000).toISOString();
  const { state } = play([{ type: "muted", user_id: "me", until }]);
  assert.equal(state.me?.mutedUntilMs, NOW_MS + 60_000);
  assert.equal(
    play([{ type: "muted", user_id: "me", until: null }], state).state.me?.mutedUntilMs,
    null,
  );
});

Deno.test("a refusal marks the words that it is about", () => {
  const start = play([]).state;
  const outbox = [{ nonce: "a", text: "hi", to: null, atMs: NOW_MS, refused: null }];
  const frame = {
    type: "error",
    code: "slow",
    message: "Slow",
    retry_after_s: 4,
    nonce: "a",
  } as const;
  const { state, effects } = play([frame], { ...start, outbox });
  assert.deepEqual(state.outbox[0]?.refused, { code: "slow", retryAfterS: 4 });
  assert.deepEqual(effects, [{ type: "refused", code: "slow", retryAfterS: 4 }]);
});

Deno.test("lines are bounded, and what was cut off can be loaded again", () => {
  const many = Array.from({ length: MAX_LINES + 5 }, (_, n) => message(`m${n}`));
  const { state } = play(many);
  assert.equal(state.lines.length, MAX_LINES);
  assert.equal(state.lines.at(-1)?.id, `m${MAX_LINES + 4}`);
  assert.equal(state.hasEarlier, true);
});

Deno.test("a frame of a newer server moves the cursor and nothing else", () => {
  const start = play([]).state;
  const frame = JSON.parse(`{"type":"fireworks","event_id":"${eventId(9)}"}`);
  const { state, effects } = applyFrame(start, frame, NOW_MS);
  assert.deepEqual(effects, []);
  assert.deepEqual(state, { ...start, lastEventId: eventId(9) });
});
