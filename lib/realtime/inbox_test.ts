import assert from "node:assert/strict";
import { z } from "zod";
import { EMPTY_INBOX, type Inbox, MAX_FRAME, receive } from "@/lib/realtime/inbox.ts";

const RULES = {
  schema: z.discriminatedUnion("type", [
    z.object({ type: z.literal("say"), text: z.string().max(20_000) }),
    z.object({ type: z.literal("move"), x: z.number() }),
  ]),
  limits: {
    say: { burst: 2, windowMs: 1_000 },
    move: { burst: 2, windowMs: 1_000, silent: true },
  },
};

function take(inbox: Inbox, data: unknown, nowMs = 0) {
  return receive(RULES, inbox, { data, nowMs });
}

Deno.test("receive() hands over what is right", () => {
  const { received } = take(EMPTY_INBOX, '{"type":"say","text":"hi","extra":1}');
  assert.deepEqual(received, { type: "message", message: { type: "say", text: "hi" } });
});

const BAD: [name: string, data: unknown, why: RegExp][] = [
  ["no JSON", "{", /not JSON/],
  ["bytes", new ArrayBuffer(4), /not text/],
  ["an unknown type", '{"type":"dance"}', /type/],
  ["a wrong field", '{"type":"move","x":"1"}', /x/],
  ["a number that is none", '{"type":"move","x":null}', /x/],
  ["a list", "[]", /frame/],
  ["null", "null", /frame/],
  ["too much", JSON.stringify({ type: "say", text: "x".repeat(MAX_FRAME) }), /more than/],
];
for (const [name, data, why] of BAD) {
  Deno.test(`receive() refuses ${name} and counts it`, () => {
    const { inbox, received } = take(EMPTY_INBOX, data);
    assert.ok(received.type === "refuse" && received.code === "bad_frame");
    assert.match(received.message, why);
    assert.equal(inbox.badAtMs.length, 1);
  });
}

Deno.test("receive() closes at the tenth bad frame within a minute", () => {
  let inbox = EMPTY_INBOX;
  for (let n = 1; n <= 10; n++) {
    const taken = take(inbox, "{", n * 1_000);
    inbox = taken.inbox;
    assert.equal(taken.received.type, n < 10 ? "refuse" : "close");
  }
});

Deno.test("receive() forgives bad frames after a minute", () => {
  let inbox = EMPTY_INBOX;
  for (let n = 0; n < 40; n++) {
    const taken = take(inbox, "{", n * 7_000);
    inbox = taken.inbox;
    assert.equal(taken.received.type, "refuse");
  }
});

Deno.test("receive() limits each type by itself, and says when to come again", () => {
  let inbox = EMPTY_INBOX;
  const kinds: string[] = [];
  for (let n = 0; n < 3; n++) {
    const said = take(inbox, '{"type":"say","text":"a"}');
    const moved = take(said.inbox, '{"type":"move","x":1}');
    inbox = moved.inbox;
    kinds.push(said.received.type, moved.received.type);
    if (n === 2) {
      assert.ok(said.received.type === "refuse");
      assert.deepEqual([said.received.code, said.received.retryAfterS], ["rate_limited", 1]);
    }
  }
  assert.deepEqual(kinds, ["message", "message", "message", "message", "refuse", "ignore"]);
  assert.equal(take(inbox, '{"type":"say","text":"a"}', 1_000).received.type, "message");
  // Too often is no bad frame.
  assert.equal(inbox.badAtMs.length, 0);
});
