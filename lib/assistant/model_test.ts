import assert from "node:assert/strict";
import {
  type ChatSession,
  decideJoin,
  IDLE_MS,
  type JoinDecision,
  type Joiner,
  MAX_LINES,
} from "@/lib/assistant/model.ts";

const ID = "550e8400-e29b-41d4-a716-446655440000";
const NOW_MS = 1_800_000_000_000;
const GUEST: Joiner = { userId: "user-1", viewerId: null };

const session: ChatSession = {
  v: 1,
  id: ID,
  userId: "user-1",
  viewerId: null,
  locale: "ko",
  createdAtMs: NOW_MS,
  activeAtMs: NOW_MS,
  endedAtMs: null,
  lines: 2,
};

interface Row {
  name: string;
  stored: ChatSession | null;
  id?: string;
  joiner?: Joiner;
  afterMs?: number;
  decision: JoinDecision;
}

const ROWS: Row[] = [
  { name: "[CS1] an id of its own", stored: null, decision: "start" },
  { name: "[CS1] an id that can be guessed", stored: null, id: "my-chat", decision: "anew" },
  { name: "[CS2] its own session", stored: session, decision: "resume" },
  {
    name: "[CS2] another user's session",
    stored: session,
    joiner: { userId: "user-2", viewerId: null },
    decision: "refuse",
  },
  {
    name: "[CS2] an account's session, by somebody without one",
    stored: { ...session, viewerId: "ana" },
    decision: "refuse",
  },
  {
    name: "[CS2] an account's session, by another account",
    stored: { ...session, viewerId: "ana" },
    joiner: { userId: "user-1", viewerId: "bo" },
    decision: "refuse",
  },
  {
    name: "[CS2] an account's session, by that account under another name",
    stored: { ...session, viewerId: "ana" },
    joiner: { userId: "user-9", viewerId: "ana" },
    decision: "resume",
  },
  {
    name: "[CS3] a session a moment before half an hour is over",
    stored: session,
    afterMs: IDLE_MS - 1,
    decision: "resume",
  },
  {
    name: "[CS3] a session after half an hour",
    stored: session,
    afterMs: IDLE_MS,
    decision: "anew",
  },
  {
    name: "[CS3] a session that was ended",
    stored: { ...session, endedAtMs: NOW_MS },
    decision: "anew",
  },
  {
    name: "[CS3] another user's session that is over",
    stored: { ...session, endedAtMs: NOW_MS },
    joiner: { userId: "user-2", viewerId: null },
    decision: "refuse",
  },
  {
    name: "a session that is full",
    stored: { ...session, lines: MAX_LINES },
    decision: "anew",
  },
];

for (const { name, stored, id = ID, joiner = GUEST, afterMs = 0, decision } of ROWS) {
  Deno.test(`joining ${name} comes to "${decision}"`, () => {
    assert.equal(decideJoin(stored, { id, joiner, nowMs: NOW_MS + afterMs }), decision);
  });
}
