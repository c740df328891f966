import assert from "node:assert/strict";
import { HttpError } from "fresh";
import { goTo } from "@/lib/chat/go_to.ts";
import type { Message } from "@/lib/chat/model.ts";
import { searchMessages, searchNames } from "@/lib/chat/search.ts";
import { findPassage, readTerms } from "@/lib/chat/search_words.ts";
import { createConversation, putMessage } from "@/lib/chat/store.ts";
import { deleteMessage } from "@/lib/chat/branches.ts";
import { newId } from "@/lib/id.ts";

async function openChat(kv: Deno.Kv, { name = "Haru", nowMs = 1000, greeting = "hello" } = {}) {
  return await createConversation(kv, {
    ownerId: "me",
    character: { id: newId(), name },
    greetings: [greeting],
    nowMs,
  });
}

async function add(
  kv: Deno.Kv,
  conversationId: string,
  parent: { id: string; depth: number },
  content: string,
): Promise<Message> {
  const message: Message = {
    v: 1,
    id: newId(),
    parentId: parent.id,
    depth: parent.depth + 1,
    role: "user",
    content,
    emotion: null,
    finish: "stop",
    failure: null,
    madeBy: null,
    createdAtMs: 2000,
    editedAtMs: null,
  };
  const write = kv.atomic();
  putMessage(write, conversationId, message);
  await write.commit();
  return message;
}

const show = (content: string, query: string) =>
  findPassage(content, readTerms(query))?.map(({ text, hit }) => hit ? `[${text}]` : text)
    .join("") ?? null;

Deno.test("a word is found in any part of another, in either alphabet and any case", () => {
  assert.equal(show("밤바다에서 만나요", "바다"), "밤[바다]에서 만나요");
  assert.equal(show("The SEAside", "sea"), "The [SEA]side");
  assert.equal(
    show("The sea".normalize("NFD") + " 바다".normalize("NFD"), "바다"),
    "The sea [바다]",
  );
  assert.equal(show("ＳＥＡ ㋿", "sea"), "[ＳＥＡ] ㋿");
});

Deno.test("every word must be there, in any order, and each place is marked", () => {
  assert.equal(show("tea and honey, honey", "honey tea"), "[tea] and [honey], [honey]");
  assert.equal(show("tea", "honey tea"), null);
  assert.equal(show("anything", "   "), null);
});

Deno.test("a passage leaves markup out and cuts what is far from the words", () => {
  const long = `*${"가".repeat(200)}* **노을** ${"나".repeat(300)}`;
  const passage = show(long, "노을")!;
  assert.match(passage, /^…가{39} \[노을\] 나+…$/);
  assert(passage.length < 160, passage);
});

Deno.test("a passage never cuts an emoji in two", () => {
  const passage = show(`${"😀".repeat(60)}x 노을 ${"😀".repeat(80)}`, "노을")!;
  assert.equal(passage, passage.toWellFormed());
  assert(passage.startsWith("…😀") && passage.endsWith("😀…"), passage);
});

Deno.test("search finds what was said on every branch, the latest conversation first", async () => {
  using kv = await Deno.openKv(":memory:");
  const old = await openChat(kv, { nowMs: 1000, greeting: "노을이 져요" });
  const late = await openChat(kv, { nowMs: 5000 });
  const one = await add(kv, late.id, late.leaf, "노을 하나");
  const two = await add(kv, late.id, late.leaf, "노을 둘");
  const { items, nextCursor } = await searchMessages(kv, "me", { query: "노을", limit: 10 });
  assert.equal(nextCursor, null);
  assert.deepEqual(
    items.map(({ message }) => message.id).toSorted(),
    [one.id, two.id, old.leaf.id].toSorted(),
  );
  assert.equal(items.at(-1)!.conversation.id, old.id);
  const foreign = await searchMessages(kv, "you", { query: "노을", limit: 10 });
  assert.deepEqual(foreign, { items: [], nextCursor: null, paused: false });
});

Deno.test("pages of a search and its pauses together find each message once, whatever they read at a time", async () => {
  using kv = await Deno.openKv(":memory:");
  const wanted: string[] = [];
  for (let n = 0; n < 4; n++) {
    const { id, leaf } = await openChat(kv, { nowMs: 1000 + n });
    let parent = leaf;
    for (let m = 0; m < 7; m++) {
      const message = await add(kv, id, parent, m % 3 === 0 ? `노을 ${m}` : `비 ${m}`);
      if (m % 3 === 0) wanted.push(message.id);
      parent = { id: message.id, depth: message.depth };
    }
  }
  for (const [limit, maxRead] of [[1, 100], [2, 3], [100, 1], [5, 5], [100, 8]] as const) {
    const found: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await searchMessages(kv, "me", { query: "노을", limit, cursor, maxRead });
      found.push(...page.items.map(({ message }) => message.id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    assert.deepEqual(found.toSorted(), wanted.toSorted(), `limit ${limit}, reads ${maxRead}`);
  }
});

Deno.test("what was deleted is not found, and nobody can be led to it", async () => {
  using kv = await Deno.openKv(":memory:");
  const { id, leaf } = await openChat(kv);
  const said = await add(kv, id, leaf, "노을 비밀");
  const after = await add(kv, id, said, "비밀 하나 더");
  await goTo(kv, id, { ownerId: "me", place: after, follow: true });
  await deleteMessage(kv, id, { ownerId: "me", place: { id: said.id, depth: said.depth } });
  const { items } = await searchMessages(kv, "me", { query: "비밀", limit: 10 });
  assert.deepEqual(items, []);
  await assert.rejects(
    goTo(kv, id, { ownerId: "me", place: said, follow: true }),
    (error) => error instanceof HttpError && error.status === 404,
  );
});

Deno.test("a cursor that no search gave is refused", async () => {
  using kv = await Deno.openKv(":memory:");
  await assert.rejects(
    searchMessages(kv, "me", { query: "a", limit: 1, cursor: "../x" }),
    (error) => error instanceof HttpError && error.status === 400,
  );
});

Deno.test("conversations are found by the name of whom they are with", async () => {
  using kv = await Deno.openKv(":memory:");
  const haru = await openChat(kv, { name: "달빛 하루" });
  await openChat(kv, { name: "소라" });
  assert.deepEqual((await searchNames(kv, "me", "하루")).map(({ id }) => id), [haru.id]);
});
