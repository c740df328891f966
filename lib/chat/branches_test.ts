import assert from "node:assert/strict";
import { asFailure } from "@/lib/errors.ts";
import { chooseAlternative, deleteMessage, requireOnPath } from "@/lib/chat/branches.ts";
import type { Message, Place, Turn } from "@/lib/chat/model.ts";
import { createConversation, readPath, requireConversation } from "@/lib/chat/store.ts";
import { beginAnother, beginReplyTo } from "@/lib/chat/turn_begin.ts";
import { appendToTurn, holdTurn, settleTurn } from "@/lib/chat/turn_store.ts";
import { newId } from "@/lib/id.ts";

const ownerId = "me";
let clock = 1000;
const writer = () => ({ instance: "a", madeBy: "test/model", nowMs: clock++ });

async function open(kv: Deno.Kv): Promise<string> {
  const character = { id: "haru", name: "하루" };
  return (await createConversation(kv, { ownerId, character, greetings: ["hello"], nowMs: clock }))
    .id;
}

async function end(kv: Deno.Kv, turn: Turn | null, text: string): Promise<Place> {
  await appendToTurn(kv, (await holdTurn(kv, turn!))!, { text, emotion: null, nowMs: clock++ });
  const { conversationId, id: turnId } = turn!;
  const ended = { finish: "stop", nowMs: clock++ } as const;
  const { id, depth } = (await settleTurn(kv, { conversationId, turnId }, ended))!;
  return { id, depth };
}

async function say(kv: Deno.Kv, id: string, content: string, answer: string): Promise<Place> {
  const said = { ownerId, sentAs: newId(), content, writer: writer() };
  return await end(kv, await beginReplyTo(kv, id, said), answer);
}

const again = async (kv: Deno.Kv, id: string, answer: string) =>
  await end(kv, await beginAnother(kv, id, { ownerId, writer: writer() }), answer);

async function shown(kv: Deno.Kv, id: string): Promise<string[]> {
  const { leaf } = await requireConversation(kv, id, ownerId);
  return (await readPath(kv, id, { leaf, limit: 50 })).messages.map(({ message }) =>
    message.content
  );
}

const refusedAs = (reason: string) => (error: unknown) => asFailure(error).reason === reason;

Deno.test("a page that was left behind can neither swipe nor delete on the path shown now", async () => {
  using kv = await Deno.openKv(":memory:");
  const id = await open(kv);
  const one = await say(kv, id, "a", "one");
  const below = await say(kv, id, "b", "below one");
  const [, , reply, said] = await messages(kv, id);
  assert.equal(reply!.id, one.id);
  await deleteMessage(kv, id, { ownerId, place: said! });
  const two = await again(kv, id, "two");
  const stale = refusedAs("conflict");
  await assert.rejects(deleteMessage(kv, id, { ownerId, place: one }), stale);
  await assert.rejects(chooseAlternative(kv, id, { ownerId, from: one.id, to: two }), stale);
  assert.deepEqual(await shown(kv, id), ["hello", "a", "two"]);
  await assert.rejects(deleteMessage(kv, id, { ownerId, place: below }), refusedAs("not_found"));
});

Deno.test("a version that was deleted comes back whole when it is chosen", async () => {
  using kv = await Deno.openKv(":memory:");
  const id = await open(kv);
  const one = await say(kv, id, "a", "one");
  const two = await again(kv, id, "two");
  await say(kv, id, "b", "below two");
  await deleteMessage(kv, id, { ownerId, place: two });
  assert.deepEqual(await shown(kv, id), ["hello", "a", "one"]);
  await chooseAlternative(kv, id, { ownerId, from: one.id, to: two });
  assert.deepEqual(await shown(kv, id), ["hello", "a", "two", "b", "below two"]);
  assert.equal((await requireConversation(kv, id, ownerId)).trash, null);
});

Deno.test("deleting one version after another never shows one that is deleted", async () => {
  using kv = await Deno.openKv(":memory:");
  const id = await open(kv);
  const one = await say(kv, id, "a", "one");
  const two = await again(kv, id, "two");
  await deleteMessage(kv, id, { ownerId, place: two });
  await deleteMessage(kv, id, { ownerId, place: one });
  assert.deepEqual(await shown(kv, id), ["hello", "a"]);
  await again(kv, id, "three");
  assert.deepEqual(await shown(kv, id), ["hello", "a", "three"]);
});

Deno.test("requireOnPath() tells the path from other branches at any distance", async () => {
  using kv = await Deno.openKv(":memory:");
  const id = await open(kv);
  await say(kv, id, "a", "one");
  const two = await again(kv, id, "two");
  for (let n = 0; n < 120; n++) await say(kv, id, `q${n}`, `a${n}`);
  const conversation = await requireConversation(kv, id, ownerId);
  await requireOnPath(kv, conversation, two);
  await requireOnPath(kv, conversation, conversation.leaf);
  const others: Place[] = [
    { ...two, depth: two.depth + 1 },
    { ...two, depth: 10_000 },
    { id: "nobody", depth: 0 },
  ];
  for (const place of others) {
    await assert.rejects(requireOnPath(kv, conversation, place), refusedAs("conflict"));
  }
});

async function messages(kv: Deno.Kv, id: string): Promise<Message[]> {
  const { leaf } = await requireConversation(kv, id, ownerId);
  return (await readPath(kv, id, { leaf, limit: 50 })).messages.map(({ message }) => message);
}
