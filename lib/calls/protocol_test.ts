import assert from "node:assert/strict";
import { CALL_RULES, ClientMessage } from "@/lib/calls/protocol.ts";
import { CHROME_OFFER } from "@/lib/calls/sdp_for_tests.ts";
import { EMPTY_INBOX, MAX_FRAME, receive } from "@/lib/realtime/inbox.ts";

const NOW = Date.UTC(2026, 3, 1);
const KEY = "k".repeat(43);
const AVATAR = {
  spec: "v=1&hair=bob",
  name: "감나무",
  vrm: { hash: "0f".repeat(32), bytes: 12_345_678 },
  background: "maru",
};
const CANDIDATE = { candidate: "candidate:1 1 udp 1 192.0.2.1 9 typ host", sdpMid: "0" };
/** The first system's parameters of a face. */
const FACE = {
  headRotation: [0.1, -0.05, 0],
  eyeBlinkLeft: 0.32,
  eyeBlinkRight: 0.3,
  mouthOpen: 0.61,
  smile: 0.44,
  timestamp: 123456789,
};

const take = (frame: unknown) =>
  receive(CALL_RULES, EMPTY_INBOX, { data: JSON.stringify(frame), nowMs: NOW }).received.type;

const TAKEN: Readonly<Record<string, unknown>> = {
  "a join with a name of an avatar": { type: "join", avatar: "fox" },
  "a join with ours": { type: "join", avatar: AVATAR, key: KEY },
  "a join without looks": { type: "join" },
  "an offer": { type: "offer", sdp: CHROME_OFFER },
  "an answer to somebody": { type: "answer", to: "abc", sdp: CHROME_OFFER },
  "a numbered offer": { type: "offer", to: "abc", sdp: CHROME_OFFER, epoch: 1, n: 2, re: 0 },
  "a candidate": {
    type: "ice",
    candidate: { ...CANDIDATE, sdpMLineIndex: 0, usernameFragment: "4ZcD" },
  },
  "a candidate as a text": { type: "ice", candidate: CANDIDATE.candidate },
  "a candidate with nulls": {
    type: "ice",
    to: null,
    candidate: { ...CANDIDATE, sdpMid: null, sdpMLineIndex: null, usernameFragment: null },
  },
  "the end of candidates": { type: "ice", candidate: null },
  "the end of candidates as an empty one": {
    type: "ice",
    candidate: { candidate: "", sdpMid: "0" },
  },
  "a farewell": { type: "leave" },
  "a ping": { type: "ping" },
};
for (const [name, frame] of Object.entries(TAKEN)) {
  Deno.test(`[CP6] ${name} is taken`, () => assert.equal(take(frame), "message"));
}

const REFUSED: Readonly<Record<string, unknown>> = {
  "a face": FACE,
  "a face that calls itself a pose": { type: "pose", ...FACE },
  "a face in a join": { type: "join", avatar: "fox", ...FACE },
  "a face in an avatar": { type: "join", avatar: { ...AVATAR, pose: FACE } },
  "a face as an avatar": { type: "join", avatar: FACE },
  "a face in an offer": { type: "offer", sdp: CHROME_OFFER, pose: FACE },
  "a face in a candidate": { type: "ice", candidate: { ...CANDIDATE, ...FACE } },
  "a face in a farewell": { type: "leave", ...FACE },
  "a face in a ping": { type: "ping", t: FACE },
  "a moving avatar": { type: "avatar", avatar: "fox" },
  "a chat": { type: "chat", message: "안녕" },
  "a join with a long name of an avatar": { type: "join", avatar: "x".repeat(513) },
  "a join with a list": { type: "join", avatar: [AVATAR] },
  "a join with a background of nowhere": { type: "join", avatar: { ...AVATAR, background: "x" } },
  "a join with a long spec": { type: "join", avatar: { ...AVATAR, spec: "x".repeat(1_501) } },
  "a join with more bytes than characters": {
    type: "join",
    avatar: { ...AVATAR, spec: "가".repeat(700) },
  },
  "a join with half of a character": { type: "join", avatar: { ...AVATAR, name: "\ud83d" } },
  "a join with a file of no hash": {
    type: "join",
    avatar: { ...AVATAR, vrm: { hash: "x", bytes: 1 } },
  },
  "a join with a file of no size": {
    type: "join",
    avatar: { ...AVATAR, vrm: { ...AVATAR.vrm, bytes: 0 } },
  },
  "a join with a short key": { type: "join", avatar: "fox", key: "secret" },
  "an offer without a description": { type: "offer" },
  "an offer with an object": { type: "offer", sdp: { type: "offer", sdp: CHROME_OFFER } },
  "an offer of video": {
    type: "offer",
    sdp: `${CHROME_OFFER}m=video 9 UDP/TLS/RTP/SAVPF 96\r\n`,
  },
  "an answer of video": {
    type: "answer",
    sdp: CHROME_OFFER.replace("m=audio", "m=video"),
  },
  "an offer in fractions": { type: "offer", sdp: CHROME_OFFER, epoch: 0.5 },
  "an offer that counts down": { type: "offer", sdp: CHROME_OFFER, n: -1 },
  "a candidate that is none": { type: "ice", candidate: "smile=0.4" },
  "a candidate with a list of sections": {
    type: "ice",
    candidate: { ...CANDIDATE, sdpMid: ["0"] },
  },
  "an ice without a candidate": { type: "ice" },
  "a list": [{ type: "ping" }],
  "nothing": null,
  "a frame of no kind": {},
};
for (const [name, frame] of Object.entries(REFUSED)) {
  Deno.test(`[CP6] ${name} is refused`, () => assert.equal(take(frame), "refuse"));
}

Deno.test("an offer of sound and data fits into a frame more than once over", () => {
  const frame = JSON.stringify({ type: "offer", to: "x".repeat(20), sdp: CHROME_OFFER });
  assert(frame.length < MAX_FRAME / 4, `${frame.length}`);
});

Deno.test("the tenth bad frame within a minute closes the connection", () => {
  let inbox = EMPTY_INBOX;
  const kinds: string[] = [];
  for (let n = 0; n < 10; n++) {
    const data = JSON.stringify({ type: "pose", ...FACE });
    const taken = receive(CALL_RULES, inbox, { data, nowMs: NOW + n * 5_000 });
    inbox = taken.inbox;
    kinds.push(taken.received.type);
  }
  assert.deepEqual(kinds, [...Array(9).fill("refuse"), "close"]);
});

Deno.test("what is read has no keys but those of its kind", () => {
  const read = ClientMessage.parse(JSON.parse('{"type":"leave"}'));
  assert.deepEqual(Object.keys(read), ["type"]);
  assert(
    ClientMessage.safeParse(JSON.parse('{"type":"leave","__proto__":{"x":1}}')).success === false,
  );
});
