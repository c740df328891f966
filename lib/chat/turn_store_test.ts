import assert from "node:assert/strict";
import { HttpError } from "fresh";
import { deleteMessage } from "@/lib/chat/branches.ts";
import { MAX_REPLY_CHARS, MAX_SWIPES, type Message } from "@/lib/chat/model.ts";
import {
  createConversation,
  editMessage,
  readPath,
  requireConversation,
} from "@/lib/chat/store.ts";
import { beginAnother, beginContinuation, beginReplyTo } from "@/lib/chat/turn_begin.ts";
import {
  appendToTurn,
  getTurn,
  type HeldTurn,
  holdTurn,
  LEASE_MS,
  settleIfLost,
  settleLostTurns,
  settleTurn,
} from "@/lib/chat/turn_store.ts";
import { getUsage } from "@/lib/chat/usage.ts";
import { newId } from "@/lib/id.ts";
import { keys } from "@/lib/store/keys.ts";

const ownerId = "me";
const writer = (nowMs: number) => ({ instance: "a", madeBy: "test/model", nowMs });

async function openTurn(kv: Deno.Kv): Promise<{ id: string; held: HeldTurn }> {
  const { id } = await createConversation(kv, {
    ownerId,
    character: { id: "haru", name: "하루" },
    greetings: ["hello"],
    nowMs: 1000,
  });
  const turn = await beginReplyTo(kv, id, {
    ownerId,
    sentAs: newId(),
    content: "hi",
    writer: writer(2000),
  });
  return { id, held: (await holdTurn(kv, turn!))! };
}

async function write(kv: Deno.Kv, held: HeldTurn, ...pieces: string[]): Promise<HeldTurn> {
  let now: HeldTurn = held;
  for (const text of pieces) {
    now = (await appendToTurn(kv, now, { text, emotion: null, nowMs: 2500 }))!;
  }
  return now;
}

async function shown(kv: Deno.Kv, id: string): Promise<string[]> {
  const { leaf } = await requireConversation(kv, id, ownerId);
  return (await readPath(kv, id, { leaf, limit: 50 })).messages
    .map(({ message }) => message.content);
}

const isConflict = (error: unknown) => error instanceof HttpError && error.status === 409;

Deno.test("the same message sent twice is one message with one reply", async () => {
  using kv = await Deno.openKv(":memory:");
  const { id, held } = await openTurn(kv);
  const said = keys.message(id, held.turn.target.depth - 1, held.turn.parentId);
  const { sentAs = "" } = (await kv.get<Message>(said)).value!;
  const twice = { ownerId, sentAs, content: "hi", writer: writer(2100) };
  assert.equal(await beginReplyTo(kv, id, twice), null);
  await write(kv, held, "well");
  await settleTurn(kv, { conversationId: id, turnId: held.turn.id }, {
    finish: "stop",
    nowMs: 3000,
  });
  assert.equal(await beginReplyTo(kv, id, twice), null);
  assert.deepEqual(await shown(kv, id), ["hello", "hi", "well"]);
});

Deno.test("a form of long ago that is sent again is a message of its own", async () => {
  using kv = await Deno.openKv(":memory:");
  const { id, held } = await openTurn(kv);
  const say = async (sentAs: string, content: string, nowMs: number) => {
    const turn = await beginReplyTo(kv, id, { ownerId, sentAs, content, writer: writer(nowMs) });
    await write(kv, (await holdTurn(kv, turn!))!, `to ${content}`);
    await settleTurn(kv, { conversationId: id, turnId: turn!.id }, { finish: "stop", nowMs });
  };
  await settleTurn(kv, { conversationId: id, turnId: held.turn.id }, {
    finish: "stopped",
    nowMs: 2600,
  });
  await say("first-form", "a", 3000);
  await say("second-form", "b", 4000);
  await say("first-form", "c", 5000);
  assert.deepEqual(await shown(kv, id), ["hello", "hi", "a", "to a", "b", "to b", "c", "to c"]);
});

Deno.test("a form that is sent again after its message was deleted loses nothing", async () => {
  using kv = await Deno.openKv(":memory:");
  const { id, held } = await openTurn(kv);
  const { parentId, target } = held.turn;
  const said = (await kv.get<Message>(keys.message(id, target.depth - 1, parentId))).value!;
  const ended = { finish: "stopped", nowMs: 2600 } as const;
  await settleTurn(kv, { conversationId: id, turnId: held.turn.id }, ended);
  await deleteMessage(kv, id, { ownerId, place: said });
  const form = { ownerId, sentAs: said.sentAs!, content: "hi again" };
  const turn = await beginReplyTo(kv, id, { ...form, writer: writer(3000) });
  await settleTurn(kv, { conversationId: id, turnId: turn!.id }, { ...ended, nowMs: 3100 });
  assert.deepEqual(await shown(kv, id), ["hello", "hi again"]);
});

Deno.test("a message has no more versions than are shown, neither replies nor other words", async () => {
  using kv = await Deno.openKv(":memory:");
  const { id, held } = await openTurn(kv);
  const { parentId, target } = held.turn;
  const said = { id: parentId, depth: target.depth - 1 };
  const settle = (turnId: string) =>
    settleTurn(kv, { conversationId: id, turnId }, { finish: "stop", nowMs: 3000 });
  await write(kv, held, "first");
  await settle(held.turn.id);
  const another = async () => {
    const turn = await beginAnother(kv, id, { ownerId, writer: writer(3000) });
    await write(kv, (await holdTurn(kv, turn!))!, "again");
    await settle(turn!.id);
  };
  for (let n = 1; n < MAX_SWIPES; n++) await another();
  await assert.rejects(another(), isConflict);
  const reword = async () => {
    const { messages } = await readPath(kv, id, {
      leaf: (await requireConversation(kv, id, ownerId)).leaf,
      limit: 10,
    });
    const replace = messages[said.depth]!.message;
    const form = { ownerId, sentAs: newId(), content: "hi", replace, writer: writer(3000) };
    await settle((await beginReplyTo(kv, id, form))!.id);
  };
  for (let n = 1; n < MAX_SWIPES; n++) await reword();
  await assert.rejects(reword(), isConflict);
});

Deno.test("a reply that goes on while its beginning is edited stays within what can be stored", async () => {
  using kv = await Deno.openKv(":memory:");
  const { id, held } = await openTurn(kv);
  await write(kv, held, "well");
  const settle = (turnId: string) =>
    settleTurn(kv, { conversationId: id, turnId }, { finish: "stop", nowMs: 3000 });
  const place = (await settle(held.turn.id))!;
  const turn = await beginContinuation(kv, id, { ownerId, writer: writer(3000) });
  const long = "가".repeat(2_500);
  await write(kv, (await holdTurn(kv, turn!))!, ...Array<string>(7).fill(long));
  const content = "나".repeat(MAX_REPLY_CHARS);
  await editMessage(kv, id, { ownerId, place, content, nowMs: 3100 });
  assert.equal((await settle(turn!.id))!.content, content);
});

Deno.test("of many at once, one begins a reply and the others hear of a conflict", async () => {
  using kv = await Deno.openKv(":memory:");
  const { id, held } = await openTurn(kv);
  await settleTurn(kv, { conversationId: id, turnId: held.turn.id }, {
    finish: "stopped",
    nowMs: 2600,
  });
  const tries = await Promise.allSettled(
    Array.from({ length: 8 }, () => beginAnother(kv, id, { ownerId, writer: writer(2700) })),
  );
  const begun = tries.filter(({ status }) => status === "fulfilled");
  assert.equal(begun.length, 1);
  for (const tried of tries) if (tried.status === "rejected") assert(isConflict(tried.reason));
});

Deno.test("a second message while a reply is being written is a conflict", async () => {
  using kv = await Deno.openKv(":memory:");
  const { id } = await openTurn(kv);
  const other = { ownerId, sentAs: newId(), content: "and?", writer: writer(2100) };
  await assert.rejects(beginReplyTo(kv, id, other), isConflict);
});

Deno.test("parts become one message, its tokens are counted, and no part stays", async () => {
  using kv = await Deno.openKv(":memory:");
  const { id, held } = await openTurn(kv);
  await write(kv, held, "We", "ll, ", "hello.  \n");
  const message = await settleTurn(kv, { conversationId: id, turnId: held.turn.id }, {
    finish: "stop",
    usage: { promptTokens: 20, outputTokens: 5, madeBy: "claude/claude-haiku-5-5" },
    nowMs: 3000,
  });
  assert.equal(message!.content, "Well, hello.");
  assert.equal(message!.id, held.turn.target.id);
  assert.equal(await getTurn(kv, id), null);
  for await (const { key } of kv.list({ prefix: keys.anyTurnParts() })) assert.fail(String(key));
  assert.deepEqual(await getUsage(kv, ownerId, 3000), {
    v: 2,
    models: {
      "claude/claude-haiku-5-5": {
        replies: 1,
        unpriced: 0,
        promptTokens: 20,
        outputTokens: 5,
        cachedTokens: 0,
        costNano: 20 * 100 + 5 * 500,
      },
    },
  });
});

Deno.test("a turn that somebody settled takes no more text", async () => {
  using kv = await Deno.openKv(":memory:");
  const { id, held } = await openTurn(kv);
  const now = await write(kv, held, "half");
  await settleTurn(kv, { conversationId: id, turnId: held.turn.id }, {
    finish: "stopped",
    nowMs: 2600,
  });
  assert.equal(await appendToTurn(kv, now, { text: "more", emotion: null, nowMs: 2700 }), null);
  const again = await settleTurn(kv, { conversationId: id, turnId: held.turn.id }, {
    finish: "failed",
    nowMs: 2800,
  });
  assert.equal(again, null);
  assert.deepEqual(await shown(kv, id), ["hello", "hi", "half"]);
});

Deno.test("a reply without any text leaves the trouble to show, and the conversation as it was", async () => {
  using kv = await Deno.openKv(":memory:");
  const { id, held } = await openTurn(kv);
  await settleTurn(kv, { conversationId: id, turnId: held.turn.id }, {
    finish: "failed",
    trouble: { failure: "quota", retryAfterS: 12 },
    nowMs: 2600,
  });
  const { trouble } = await requireConversation(kv, id, ownerId);
  assert.deepEqual(trouble, { failure: "quota", retryAfterS: 12, atMs: 2600 });
  assert.deepEqual(await shown(kv, id), ["hello", "hi"]);
  const retry = await beginAnother(kv, id, { ownerId, writer: writer(3000) });
  assert.equal(retry!.parentId, held.turn.parentId);
  assert.equal((await requireConversation(kv, id, ownerId)).trouble, null);
});

Deno.test("another reply that fails without text leaves the first one in place", async () => {
  using kv = await Deno.openKv(":memory:");
  const { id, held } = await openTurn(kv);
  await write(kv, held, "one");
  const end = { finish: "stop", nowMs: 2600 } as const;
  await settleTurn(kv, { conversationId: id, turnId: held.turn.id }, end);
  const turn = await beginAnother(kv, id, { ownerId, writer: writer(3000) });
  await settleTurn(kv, { conversationId: id, turnId: turn!.id }, {
    finish: "failed",
    trouble: { failure: "network", retryAfterS: null },
    nowMs: 3100,
  });
  assert.deepEqual(await shown(kv, id), ["hello", "hi", "one"]);
});

Deno.test("going on adds to the same message", async () => {
  using kv = await Deno.openKv(":memory:");
  const { id, held } = await openTurn(kv);
  await write(kv, held, "Once upon");
  await settleTurn(kv, { conversationId: id, turnId: held.turn.id }, {
    finish: "length",
    nowMs: 2600,
  });
  const turn = await beginContinuation(kv, id, { ownerId, writer: writer(3000) });
  await write(kv, (await holdTurn(kv, turn!))!, " a time.");
  const message = await settleTurn(kv, { conversationId: id, turnId: turn!.id }, {
    finish: "stop",
    nowMs: 3100,
  });
  assert.equal(message!.content, "Once upon a time.");
  assert.equal(message!.finish, "stop");
  assert.deepEqual(await shown(kv, id), ["hello", "hi", "Once upon a time."]);
});

Deno.test("what the reader said last cannot be gone on with, and a greeting has no other reply", async () => {
  using kv = await Deno.openKv(":memory:");
  const { id, held } = await openTurn(kv);
  await settleTurn(kv, { conversationId: id, turnId: held.turn.id }, {
    finish: "stopped",
    nowMs: 2600,
  });
  await assert.rejects(beginContinuation(kv, id, { ownerId, writer: writer(3000) }), isConflict);
  const fresh = await createConversation(kv, {
    ownerId,
    character: { id: "haru", name: "하루" },
    greetings: ["hello"],
    nowMs: 1000,
  });
  await assert.rejects(beginAnother(kv, fresh.id, { ownerId, writer: writer(3000) }), isConflict);
});

Deno.test("a turn is lost when its lease ran out, not before, and keeps what it had", async () => {
  using kv = await Deno.openKv(":memory:");
  const { id, held } = await openTurn(kv);
  const { turn } = await write(kv, held, "half a");
  assert.equal(await settleIfLost(kv, turn, 2500 + LEASE_MS), false);
  assert.equal(await settleIfLost(kv, turn, 2501 + LEASE_MS), true);
  const { leaf } = await requireConversation(kv, id, ownerId);
  const { messages } = await readPath(kv, id, { leaf, limit: 1 });
  assert.equal(messages[0]!.message.content, "half a");
  assert.equal(messages[0]!.message.finish, "lost");
});

Deno.test("at the start, a store of one process settles every turn, a shared one only those lost", async () => {
  using kv = await Deno.openKv(":memory:");
  const { id, held } = await openTurn(kv);
  await write(kv, held, "half");
  await settleLostTurns(kv, { nowMs: 2600, soleUser: false });
  assert.equal((await getTurn(kv, id))!.id, held.turn.id);
  await settleLostTurns(kv, { nowMs: 2600, soleUser: true });
  assert.equal(await getTurn(kv, id), null);
  assert.deepEqual(await shown(kv, id), ["hello", "hi", "half"]);
  assert.equal((await requireConversation(kv, id, ownerId)).updatedAtMs, 2600);
});
