import assert from "node:assert/strict";
import fc from "fast-check";
import { HttpError } from "fresh";
import { chooseAlternative, deleteMessage, undoDelete } from "@/lib/chat/branches.ts";
import type { Message, Place } from "@/lib/chat/model.ts";
import { resumePurges } from "@/lib/chat/purge.ts";
import {
  createConversation,
  deleteConversation,
  editMessage,
  findConversationWith,
  listConversations,
  readPath,
  requireConversation,
} from "@/lib/chat/store.ts";
import { beginAnother, beginReplyTo } from "@/lib/chat/turn_begin.ts";
import { appendToTurn, holdTurn, settleTurn } from "@/lib/chat/turn_store.ts";
import { newId } from "@/lib/id.ts";
import { keys } from "@/lib/store/keys.ts";

const character = { id: "haru", name: "하루" };
const writer = (nowMs: number) => ({ instance: "a", madeBy: "test/model", nowMs });

async function openChat(kv: Deno.Kv, greetings = ["hello", "hi"]) {
  return await createConversation(kv, { ownerId: "me", character, greetings, nowMs: 1000 });
}

/** Says something and lets the reply be `reply`; empty: no reply comes. */
async function exchange(kv: Deno.Kv, id: string, said: string, reply: string, nowMs = 2000) {
  const turn = await beginReplyTo(kv, id, {
    ownerId: "me",
    sentAs: newId(),
    content: said,
    writer: writer(nowMs),
  });
  return await finish(kv, turn!, reply, nowMs);
}

async function again(kv: Deno.Kv, id: string, reply: string, nowMs = 3000) {
  const turn = await beginAnother(kv, id, { ownerId: "me", writer: writer(nowMs) });
  return await finish(kv, turn!, reply, nowMs);
}

async function finish(
  kv: Deno.Kv,
  turn: NonNullable<Awaited<ReturnType<typeof beginAnother>>>,
  reply: string,
  nowMs: number,
) {
  const held = await holdTurn(kv, turn);
  await appendToTurn(kv, held!, { text: reply, emotion: null, nowMs });
  return await settleTurn(kv, { conversationId: turn.conversationId, turnId: turn.id }, {
    finish: "stop",
    nowMs,
  });
}

async function shown(kv: Deno.Kv, id: string): Promise<string[]> {
  const { leaf } = await requireConversation(kv, id, "me");
  const { messages } = await readPath(kv, id, { leaf, limit: 50 });
  return messages.map(({ message }) => message.content);
}

const placeOf = ({ id, depth }: Message): Place => ({ id, depth });

Deno.test("a conversation begins with the first greeting, the others are its versions", async () => {
  using kv = await Deno.openKv(":memory:");
  const { id, leaf } = await openChat(kv);
  const { messages, before } = await readPath(kv, id, { leaf, limit: 10 });
  assert.equal(before, null);
  assert.deepEqual(messages.map(({ message }) => message.content), ["hello"]);
  assert.equal(messages[0]!.siblings.length, 2);
});

Deno.test("somebody else's conversation is not found", async () => {
  using kv = await Deno.openKv(":memory:");
  const { id } = await openChat(kv);
  await assert.rejects(
    requireConversation(kv, id, "you"),
    (error) => error instanceof HttpError && error.status === 404,
  );
});

Deno.test("an exchange adds both messages to the path and moves the conversation up the list", async () => {
  using kv = await Deno.openKv(":memory:");
  const first = await openChat(kv);
  const second = await createConversation(kv, {
    ownerId: "me",
    character: { id: "sol", name: "Sol" },
    greetings: ["hey"],
    nowMs: 1500,
  });
  await exchange(kv, first.id, "how are you", "well");
  assert.deepEqual(await shown(kv, first.id), ["hello", "how are you", "well"]);
  const { items } = await listConversations(kv, "me", { limit: 10 });
  assert.deepEqual(items.map(({ id }) => id), [first.id, second.id]);
  assert.deepEqual(items[0]!.preview, { role: "model", text: "well" });
  assert.equal((await findConversationWith(kv, "me", "haru"))!.id, first.id);
  assert.equal(await findConversationWith(kv, "you", "haru"), null);
});

Deno.test("another reply stands beside the first, and choosing goes back and forth", async () => {
  using kv = await Deno.openKv(":memory:");
  const { id } = await openChat(kv);
  const one = await exchange(kv, id, "hi", "one");
  const two = await again(kv, id, "two");
  assert.deepEqual(await shown(kv, id), ["hello", "hi", "two"]);
  await chooseAlternative(kv, id, { ownerId: "me", from: two!.id, to: placeOf(one!) });
  assert.deepEqual(await shown(kv, id), ["hello", "hi", "one"]);
  await exchange(kv, id, "go on", "deeper", 4000);
  await chooseAlternative(kv, id, { ownerId: "me", from: one!.id, to: placeOf(two!) });
  assert.deepEqual(await shown(kv, id), ["hello", "hi", "two"]);
  await chooseAlternative(kv, id, { ownerId: "me", from: two!.id, to: placeOf(one!) });
  assert.deepEqual(await shown(kv, id), ["hello", "hi", "one", "go on", "deeper"]);
});

Deno.test("chooseAlternative() refuses a message with another parent", async () => {
  using kv = await Deno.openKv(":memory:");
  const { id } = await openChat(kv);
  const one = await exchange(kv, id, "hi", "one");
  const deep = await exchange(kv, id, "more", "deep", 3000);
  await assert.rejects(
    chooseAlternative(kv, id, { ownerId: "me", from: deep!.id, to: placeOf(one!) }),
    (error) => error instanceof HttpError && error.status === 404,
  );
});

Deno.test("other words for a message branch off; both branches stay", async () => {
  using kv = await Deno.openKv(":memory:");
  const { id } = await openChat(kv);
  await exchange(kv, id, "hi", "one");
  const { leaf } = await requireConversation(kv, id, "me");
  const { messages } = await readPath(kv, id, { leaf, limit: 10 });
  const said = messages[1]!.message;
  const turn = await beginReplyTo(kv, id, {
    ownerId: "me",
    sentAs: newId(),
    content: "good evening",
    replace: placeOf(said),
    writer: writer(5000),
  });
  await finish(kv, turn!, "evening", 5000);
  assert.deepEqual(await shown(kv, id), ["hello", "good evening", "evening"]);
  await chooseAlternative(kv, id, { ownerId: "me", from: turn!.parentId, to: placeOf(said) });
  assert.deepEqual(await shown(kv, id), ["hello", "hi", "one"]);
});

Deno.test("editMessage() changes words in place, the preview with the last one", async () => {
  using kv = await Deno.openKv(":memory:");
  const { id } = await openChat(kv);
  const reply = await exchange(kv, id, "hi", "one");
  await editMessage(kv, id, { ownerId: "me", place: placeOf(reply!), content: "1", nowMs: 9 });
  assert.deepEqual(await shown(kv, id), ["hello", "hi", "1"]);
  assert.equal((await requireConversation(kv, id, "me")).preview.text, "1");
});

Deno.test("what is deleted can be brought back until the conversation goes on", async () => {
  using kv = await Deno.openKv(":memory:");
  const { id } = await openChat(kv);
  const one = await exchange(kv, id, "hi", "one");
  await exchange(kv, id, "more", "two", 3000);
  await deleteMessage(kv, id, { ownerId: "me", place: placeOf(one!) });
  assert.deepEqual(await shown(kv, id), ["hello", "hi"]);
  await undoDelete(kv, id, "me");
  assert.deepEqual(await shown(kv, id), ["hello", "hi", "one", "more", "two"]);
  await deleteMessage(kv, id, { ownerId: "me", place: placeOf(one!) });
  await again(kv, id, "fresh");
  assert.deepEqual(await shown(kv, id), ["hello", "hi", "fresh"]);
  await undoDelete(kv, id, "me");
  assert.deepEqual(await shown(kv, id), ["hello", "hi", "fresh"]);
  assert.deepEqual(await stored(kv, id), ["fresh", "hello", "hi", "hi"]);
});

Deno.test("deleting one of several versions shows its neighbour", async () => {
  using kv = await Deno.openKv(":memory:");
  const { id } = await openChat(kv);
  await exchange(kv, id, "hi", "one");
  const two = await again(kv, id, "two");
  await deleteMessage(kv, id, { ownerId: "me", place: placeOf(two!) });
  assert.deepEqual(await shown(kv, id), ["hello", "hi", "one"]);
});

Deno.test("the greeting cannot be deleted", async () => {
  using kv = await Deno.openKv(":memory:");
  const { id, leaf } = await openChat(kv);
  await assert.rejects(
    deleteMessage(kv, id, { ownerId: "me", place: leaf }),
    (error) => error instanceof HttpError && error.status === 422,
  );
});

Deno.test("a purge that was interrupted goes on at the next start", async () => {
  using kv = await Deno.openKv(":memory:");
  const { id } = await openChat(kv);
  await exchange(kv, id, "hi", "one");
  // As a crash leaves it: the record gone and the purge marked, nothing removed yet.
  const conversation = await requireConversation(kv, id, "me");
  await kv.atomic().delete(keys.conversation(id))
    .delete(keys.conversationByOwner("me", conversation.updatedAtMs, id))
    .delete(keys.conversationWith("me", "haru", id))
    .set(keys.purge(id, "*"), 0).commit();
  await resumePurges(kv);
  assert.deepEqual(await stored(kv, id), []);
  for await (const { key } of kv.list({ prefix: keys.purges() })) assert.fail(String(key));
});

Deno.test("deleteConversation() leaves nothing, also while a reply is being written", async () => {
  using kv = await Deno.openKv(":memory:");
  const { id } = await openChat(kv);
  const turn = await beginReplyTo(kv, id, {
    ownerId: "me",
    sentAs: newId(),
    content: "hi",
    writer: writer(2000),
  });
  const held = await holdTurn(kv, turn!);
  const next = await appendToTurn(kv, held!, { text: "half", emotion: null, nowMs: 2000 });
  await deleteConversation(kv, id, "me");
  assert.equal(await appendToTurn(kv, next!, { text: "more", emotion: null, nowMs: 2001 }), null);
  const left: string[] = [];
  for await (const { key } of kv.list({ prefix: [] })) left.push(key.join("/"));
  assert.deepEqual(left, []);
});

Deno.test("a long path pages upward, each page ending where the next begins", async () => {
  using kv = await Deno.openKv(":memory:");
  const { id } = await openChat(kv);
  for (let n = 0; n < 12; n++) await exchange(kv, id, `q${n}`, `a${n}`, 2000 + n);
  const all = await shown(kv, id);
  let leaf: Place | null = (await requireConversation(kv, id, "me")).leaf;
  const pages: string[][] = [];
  while (leaf) {
    const part: Awaited<ReturnType<typeof readPath>> = await readPath(kv, id, { leaf, limit: 7 });
    pages.unshift(part.messages.map(({ message }) => message.content));
    leaf = part.before;
  }
  assert.deepEqual(pages.flat(), all);
  assert.equal(pages.length, 4);
});

Deno.test("whatever is done in whatever order, the path ends at the leaf and nothing is orphaned", async () => {
  const step = fc.constantFrom("say", "again", "choose", "delete", "undo", "edit");
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(step, fc.nat(20)), { maxLength: 25 }), async (steps) => {
      using kv = await Deno.openKv(":memory:");
      const { id } = await openChat(kv);
      for (const [n, [what, pick]] of steps.entries()) {
        const { leaf } = await requireConversation(kv, id, "me");
        const { messages } = await readPath(kv, id, { leaf, limit: 100 });
        const { message, siblings } = messages[pick % messages.length]!;
        const other = siblings[pick % siblings.length]!;
        const nowMs = 10_000 + n * 10;
        if (what === "say") await exchange(kv, id, `s${n}`, `r${n}`, nowMs);
        if (what === "again" && leaf.depth > 0) await again(kv, id, `r${n}`, nowMs);
        if (what === "undo") await undoDelete(kv, id, "me");
        if (what === "edit") {
          await editMessage(kv, id, { ownerId: "me", place: message, content: `e${n}`, nowMs });
        }
        if (what === "delete" && message.depth > 0) {
          await deleteMessage(kv, id, { ownerId: "me", place: message });
        }
        if (what === "choose") {
          const to = { id: other, depth: message.depth };
          await chooseAlternative(kv, id, { ownerId: "me", from: message.id, to });
        }
      }
      const { leaf } = await requireConversation(kv, id, "me");
      const { messages, before } = await readPath(kv, id, { leaf, limit: 100 });
      assert.equal(before, null);
      assert.equal(messages.length, leaf.depth + 1);
      assert.deepEqual(await orphans(kv, id), []);
    }),
    { seed: 11, numRuns: 60 },
  );
});

async function stored(kv: Deno.Kv, id: string): Promise<string[]> {
  const found: string[] = [];
  for await (const { value } of kv.list<Message>({ prefix: keys.messages(id) })) {
    found.push(value.content);
  }
  return found.sort();
}

async function orphans(kv: Deno.Kv, id: string): Promise<string[]> {
  const all: Message[] = [];
  for await (const { value } of kv.list<Message>({ prefix: keys.messages(id) })) all.push(value);
  const ids = new Set(all.map((message) => message.id));
  return all.filter(({ parentId }) => parentId !== null && !ids.has(parentId)).map(({ id }) => id);
}
