import assert from "node:assert/strict";
import { HttpError } from "fresh";
import { make, openKvWith } from "@/lib/characters/characters_for_tests.ts";
import { deleteMessage } from "@/lib/chat/branches.ts";
import { chatDomain } from "@/lib/chat/account_domain.ts";
import { importConversation } from "@/lib/chat/import.ts";
import type { Place } from "@/lib/chat/model.ts";
import {
  hideName,
  listShares,
  MAX_SHARED_MESSAGES,
  MAX_SHARES,
  revokeShare,
  shareConversation,
  SHARED_PAGE,
  viewShared,
} from "@/lib/chat/share.ts";
import { deleteConversation, editMessage, readPath } from "@/lib/chat/store.ts";
import { checkStore } from "@/lib/store/check/check.ts";
import { keys } from "@/lib/store/keys.ts";

const nowMs = Date.UTC(2026, 10, 21);
const ownerId = "me";
const stranger = { viewerId: null, page: 1 };
const missing = (error: unknown) => error instanceof HttpError && error.status === 404;

/** A conversation of `said`, in turn the character's and the reader's, with the places of its messages. */
async function open(kv: Deno.Kv, said: readonly string[]) {
  const character = await make(kv, "하루");
  const lines = said.map((mes, n) => JSON.stringify({ mes, is_user: n % 2 === 1 }));
  const done = await importConversation({ kv, now: () => nowMs }, {
    viewer: { id: ownerId, kind: "full", nickname: "me", sessionId: "s" },
    characterId: character.id,
    bytes: new TextEncoder().encode([`{"user_name":"me"}`, ...lines].join("\n")),
  });
  assert(done.ok);
  const { id, leaf } = done.conversation;
  const { messages } = await readPath(kv, id, { leaf, limit: 1000 });
  const places = messages.map(({ message: { id, depth } }): Place => ({ id, depth }));
  const share = (place = leaf, showName = true) =>
    shareConversation(kv, id, { ownerId, place, showName, nowMs });
  return { id, leaf, places, share };
}

const textsOf = async (kv: Deno.Kv, code: string) =>
  (await viewShared(kv, code, stranger)).messages.map(({ content }) => content);

Deno.test("a link shows the conversation up to its message, with what is edited since", async () => {
  using kv = await openKvWith("me", "owner");
  const { id, places, share } = await open(kv, ["안녕", "응", "비밀"]);
  const { code } = await share(places[1]);
  assert.deepEqual(await textsOf(kv, code), ["안녕", "응"]);
  await editMessage(kv, id, { ownerId, place: places[0]!, content: "반가워", nowMs });
  assert.deepEqual(await textsOf(kv, code), ["반가워", "응"]);
  assert.deepEqual(await checkStore(kv), []);
});

Deno.test("a name that is kept back is nowhere, also where somebody is called by it", async () => {
  using kv = await openKvWith("me", "owner");
  const { share } = await open(kv, ["me, 왔구나", "응"]);
  const named = await viewShared(kv, (await share()).code, stranger);
  assert.equal(named.readerName, "me");
  const nameless = await viewShared(kv, (await share(undefined, false)).code, stranger);
  assert.equal(nameless.readerName, null);
  assert(!JSON.stringify(nameless.messages.map(({ content }) => content)).includes("me"));
  assert.equal(hideName("아아", "아"), "아아");
});

Deno.test("a link leads nowhere once it is taken back, or its message or conversation is deleted", async () => {
  using kv = await openKvWith("me", "owner");
  const { id, places, share } = await open(kv, ["안녕", "응", "그래"]);
  const [first, second, third] = [await share(), await share(), await share(places[1])];
  await revokeShare(kv, id, { ownerId, code: first.code });
  await assert.rejects(viewShared(kv, first.code, stranger), missing);
  await assert.rejects(revokeShare(kv, id, { ownerId: "you", code: second.code }), missing);
  assert.equal((await listShares(kv, id, ownerId)).length, 2);
  await deleteMessage(kv, id, { ownerId, place: places[2]! });
  await assert.rejects(viewShared(kv, second.code, stranger), missing);
  await assert.rejects(share(places[2]), missing);
  assert.deepEqual(await textsOf(kv, third.code), ["안녕", "응"]);
  await deleteConversation(kv, id, ownerId);
  await assert.rejects(viewShared(kv, third.code, stranger), missing);
  assert.deepEqual(await Array.fromAsync(kv.list({ prefix: keys.sharedChats() })), []);
  assert.deepEqual(await checkStore(kv), []);
});

Deno.test("links go with the account, and along when it becomes another's", async () => {
  using kv = await openKvWith("me", "you", "owner");
  const { share } = await open(kv, ["안녕"]);
  const { code } = await share();
  await chatDomain.moveData(kv, "me", "you");
  assert.equal((await viewShared(kv, code, stranger)).readerName, "you");
  await chatDomain.deleteData(kv, "you");
  await assert.rejects(viewShared(kv, code, stranger), missing);
  assert.deepEqual(await checkStore(kv), []);
});

Deno.test("only so many links are made, however many are asked for at once", async () => {
  using kv = await openKvWith("me", "owner");
  const { id, share } = await open(kv, ["안녕"]);
  const made = await Promise.allSettled(Array.from({ length: MAX_SHARES + 4 }, () => share()));
  assert.equal(made.filter(({ status }) => status === "fulfilled").length, MAX_SHARES);
  assert.equal((await listShares(kv, id, ownerId)).length, MAX_SHARES);
});

Deno.test("a link that is made while its conversation is deleted leaves nothing", async () => {
  using kv = await openKvWith("me", "owner");
  const { id, share } = await open(kv, ["안녕"]);
  await Promise.allSettled([share(), deleteConversation(kv, id, ownerId), share()]);
  assert.deepEqual(await checkStore(kv), []);
  assert.deepEqual(await Array.fromAsync(kv.list({ prefix: keys.sharedChats() })), []);
});

Deno.test("a long conversation is shown in pages, and only its latest part", async () => {
  using kv = await openKvWith("me", "owner");
  const said = Array.from({ length: MAX_SHARED_MESSAGES + 30 }, (_, n) => `말 ${n}`);
  const { share } = await open(kv, said);
  const { code } = await share();
  const first = await viewShared(kv, code, stranger);
  assert.equal(first.pages, MAX_SHARED_MESSAGES / SHARED_PAGE);
  assert(first.shortened);
  assert.equal(first.messages[0]!.content, "말 30");
  const last = await viewShared(kv, code, { viewerId: null, page: first.pages });
  assert.equal(last.messages.at(-1)!.content, said.at(-1));
  await assert.rejects(viewShared(kv, code, { viewerId: null, page: first.pages + 1 }), missing);
});

Deno.test("what is no code is not found", async () => {
  using kv = await openKvWith();
  for (const code of ["", "nothere", "a".repeat(43), "../".repeat(15)]) {
    await assert.rejects(viewShared(kv, code, stranger), missing);
  }
});
