/** Conversations with several where something goes another way: somebody is gone, or speaks for another. */
import assert from "node:assert/strict";
import { textOfTurn } from "@/lib/ai/turn_text.ts";
import { make, openKvWith } from "@/lib/characters/characters_for_tests.ts";
import { chooseVersion, continueReply, correct, letSpeak, regenerate } from "@/lib/chat/actions.ts";
import { addToCast, removeFromCast, setOrder } from "@/lib/chat/cast.ts";
import { exportConversation } from "@/lib/chat/export.ts";
import { gather, ownerId, viewer } from "@/lib/chat/group_for_tests.ts";
import { castOf } from "@/lib/chat/group.ts";
import { importConversation } from "@/lib/chat/import.ts";
import { viewPrompt } from "@/lib/chat/prompt_view.ts";
import { shareConversation, viewShared } from "@/lib/chat/share.ts";
import { readPath, requireConversation } from "@/lib/chat/store.ts";
import { getTurn } from "@/lib/chat/turn_store.ts";
import { viewConversation, viewRows } from "@/lib/chat/view.ts";
import { checkStore } from "@/lib/store/check/check.ts";
import { keys } from "@/lib/store/keys.ts";

const nowMs = Date.UTC(2026, 10, 21);

async function leafOf(kv: Deno.Kv, id: string) {
  return (await requireConversation(kv, id, ownerId)).leaf;
}

Deno.test("a reply keeps to its speaker's own words: no name before it, and none of another's lines", async () => {
  using kv = await openKvWith("me", "owner");
  await using room = await gather(kv, ["하루", "소라"]);
  await room.speak("하루야, 소라야, 안녕?");
  const asked = await room.model.asked();
  asked.text("하루: 안녕");
  asked.text("!\n소");
  asked.text("라: 나도 안녕!");
  await room.reply("소라: 반가워");
  await room.quiet();
  assert.deepEqual((await room.told()).slice(2), ["하루: 안녕!", "소라: 반가워"]);
  assert.equal(room.model.aborts.length, 1, "what nobody shows is not written to its end");
});

Deno.test("a reply of nothing but another's words is a failure that can be tried again", async () => {
  using kv = await openKvWith("me", "owner");
  await using room = await gather(kv, ["하루", "소라"]);
  await room.speak("하루야, 안녕?");
  (await room.model.asked()).text("소라: 내가 먼저!");
  await room.quiet();
  const { trouble } = await requireConversation(kv, room.id, ownerId);
  assert.equal(trouble?.failure, "bad_response");
  assert.equal((await room.told()).length, 2);
});

Deno.test("a reply that comes to its longest length is followed by whoever is next", async () => {
  using kv = await openKvWith("me", "owner");
  await using room = await gather(kv, ["하루", "소라"]);
  await room.speak("하루야, 소라야, 이야기해 줘");
  (await room.model.asked()).text("아".repeat(20_000));
  await room.reply("끝?");
  await room.quiet();
  const told = await room.told();
  assert.equal(told[2]!.length, "하루: ".length + 18_000);
  assert.equal(told[3], "소라: 끝?");
});

for (const [how, change] of [["deleted", null], ["made private", "private"]] as const) {
  Deno.test(`a character that is ${how} while it takes part is asked nothing more, and the others go on`, async () => {
    using kv = await openKvWith("me", "owner");
    await using room = await gather(kv, ["하루", "소라"]);
    const { id, deps, characters: [haru, sora] } = room;
    await room.speak("소라야, 안녕?");
    await room.reply("안녕!");
    await room.quiet();
    const key = keys.character(sora!.id);
    if (change === null) await kv.delete(key);
    else await kv.set(key, { ...sora!, visibility: change });
    await assert.rejects(letSpeak(deps, id, { ownerId, characterId: sora!.id }), { status: 404 });
    await continueReply(deps, id, ownerId);
    await room.quiet();
    assert.equal(room.model.requests.length, 1, "nobody is asked in its name");
    await regenerate(deps, id, ownerId);
    await room.reply("소라는 갔어");
    await room.quiet();
    assert.equal((await room.told()).at(-1), "하루: 소라는 갔어");
    await room.speak("소라야?");
    await room.reply("나뿐이야");
    await room.quiet();
    assert.equal((await room.told()).at(-1), "하루: 나뿐이야");
    const view = await viewConversation(kv, id, { ownerId, before: null, nowMs });
    assert.equal(view.character?.id, haru!.id);
    assert(!view.people.has(sora!.id));
  });
}

Deno.test("the one that it began with is deleted: the others speak on, and the list shows one of them", async () => {
  using kv = await openKvWith("me", "owner");
  await using room = await gather(kv, ["하루", "소라"]);
  await kv.delete(keys.character(room.characters[0]!.id));
  await room.speak("하루야?");
  await room.reply("하루는 없어요");
  await room.quiet();
  assert.equal((await room.told()).at(-1), "소라: 하루는 없어요");
  const [row] = await viewRows(kv, [await requireConversation(kv, room.id, ownerId)], ownerId);
  assert.equal(row?.character?.name, "소라");
});

Deno.test("one who is deleted while another speaks is passed over with a word of why, and nothing hangs", async () => {
  using kv = await openKvWith("me", "owner");
  await using room = await gather(kv, ["하루", "소라"]);
  await room.speak("하루야, 소라야, 안녕?");
  await kv.delete(keys.character(room.characters[1]!.id));
  await room.reply("안녕!");
  await room.quiet();
  assert.equal((await room.told()).at(-1), "하루: 안녕!");
  assert.notEqual((await requireConversation(kv, room.id, ownerId)).trouble, null);
  assert.equal(await getTurn(kv, room.id), null);
});

Deno.test("nobody goes on with the words of one who left; another reply is by somebody who is there", async () => {
  using kv = await openKvWith("me", "owner");
  await using room = await gather(kv, ["하루", "소라"]);
  const { id, deps, characters: [, sora] } = room;
  await room.speak("소라야, 안녕?");
  await room.reply("안녕!");
  await room.quiet();
  await removeFromCast(kv, id, { ownerId, characterId: sora!.id });
  await assert.rejects(continueReply(deps, id, ownerId), { status: 409 });
  await regenerate(deps, id, ownerId);
  await room.reply("소라는 갔어");
  await room.quiet();
  assert.equal((await room.told()).at(-1), "하루: 소라는 갔어");
  await addToCast(kv, id, { ownerId, characterId: sora!.id, nowMs: Date.now() });
  const leaf = await leafOf(kv, id);
  const { siblings } = (await readPath(kv, id, { leaf, limit: 1 })).messages[0]!;
  const first = siblings.find((sibling) => sibling !== leaf.id);
  await chooseVersion(deps, id, { ownerId, from: leaf.id, to: { id: first!, depth: leaf.depth } });
  assert.equal((await room.told()).at(-1), "소라: 안녕!");
  await continueReply(deps, id, ownerId);
  const asked = await room.model.asked();
  assert.equal(asked.request.continueLast, true);
  assert.deepEqual(textOfTurn(asked.request.messages.at(-1)!), "안녕!", "its own words alone");
  asked.text("또 왔어.");
  asked.end();
  await room.quiet();
  assert.equal((await room.told()).at(-1), "소라: 안녕! 또 왔어.");
  assert.deepEqual(await checkStore(kv), []);
});

Deno.test("versions, edits and another reply keep their speaker, and are heard by those who were there", async () => {
  using kv = await openKvWith("me", "owner");
  await using room = await gather(kv, ["하루", "소라", "두리"]);
  const { id, deps } = room;
  await room.speak("소라야, 안녕?");
  await room.reply("하나");
  await room.quiet();
  await regenerate(deps, id, ownerId);
  await room.reply("둘");
  await room.quiet();
  const place = await leafOf(kv, id);
  await correct(deps, id, { ownerId, place, content: "셋" });
  await room.speak("두리야, 들었어?");
  const { messages, system } = await room.reply("응");
  await room.quiet();
  const heard = messages.map(textOfTurn).join("\n");
  assert(heard.includes("소라: 셋") && !heard.includes("둘") && !heard.includes("하나"), heard);
  assert(system.includes("하루, 소라, me"));
  assert.deepEqual((await room.told()).slice(1), [
    "Ann: 소라야, 안녕?",
    "소라: 셋",
    "Ann: 두리야, 들었어?",
    "두리: 응",
  ]);
});

Deno.test("[GR1] who leaves and comes back knows what it heard, and nothing of what was said meanwhile", async () => {
  using kv = await openKvWith("me", "owner");
  await using room = await gather(kv, ["하루", "소라"]);
  const { id, characters: [, sora] } = room;
  await setOrder(kv, id, { ownerId, order: "manual" });
  await room.speak("처음 이야기");
  await removeFromCast(kv, id, { ownerId, characterId: sora!.id });
  await room.speak("비밀 이야기");
  await room.reply("쉿");
  await room.quiet();
  await addToCast(kv, id, { ownerId, characterId: sora!.id, nowMs: Date.now() });
  await letSpeak(room.deps, id, { ownerId, characterId: sora!.id });
  const text = (await room.reply("다녀왔어")).messages.map(textOfTurn).join("\n");
  await room.quiet();
  assert(text.includes("처음 이야기") && !text.includes("비밀") && !text.includes("쉿"), text);
});

Deno.test("what was sent for a reply shows the card of its speaker only to whom that card is open", async () => {
  using kv = await openKvWith("me", "owner");
  await using room = await gather(kv, ["하루", "소라"]);
  const { id, characters: [haru, sora] } = room;
  await room.speak("소라야, 안녕?");
  await room.reply("안녕!");
  await room.quiet();
  const { id: messageId } = await leafOf(kv, id);
  const view = () => viewPrompt(kv, { conversationId: id, messageId, ownerId });
  assert.deepEqual([(await view()).characterName, (await view()).seesCard], ["소라", true]);
  await kv.set(keys.character(haru!.id), { ...haru!, visibility: "private" });
  assert.equal((await view()).seesCard, true, "another's card is not in it");
  await kv.set(keys.character(sora!.id), { ...sora!, visibility: "private" });
  assert.equal((await view()).seesCard, false);
});

Deno.test("a link to a conversation with somebody for adults among several says so", async () => {
  using kv = await openKvWith("me", "owner");
  await using room = await gather(kv, ["하루", "소라"]);
  const { id } = room;
  const place = await leafOf(kv, id);
  const { code } = await shareConversation(kv, id, { ownerId, place, showName: true, nowMs });
  const read = () => viewShared(kv, code, { viewerId: null, page: 1 });
  assert.deepEqual([(await read()).mature, (await read()).title], [false, "하루, 소라"]);
  const sora = room.characters[1]!;
  await kv.set(keys.character(sora.id), { ...sora, rating: "mature" });
  assert.equal((await read()).mature, true);
});

Deno.test("a conversation with several goes out and comes back with everybody, and with what each has heard", async () => {
  using kv = await openKvWith("me", "owner");
  await using room = await gather(kv, ["하루", "소라"]);
  const { id, deps } = room;
  await room.speak("하루야, 비밀이 있어");
  await room.reply("무슨 비밀?");
  await room.quiet();
  const duri = await make(kv, "두리");
  await addToCast(kv, id, { ownerId, characterId: duri.id, nowMs: Date.now() });
  await room.speak("두리야, 어서 와");
  await room.reply("안녕하세요");
  await room.quiet();
  const before = await requireConversation(kv, id, ownerId);
  const pieces = exportConversation(kv, before, { format: "jsonl", user: viewer });
  const text = (await Array.fromAsync(pieces)).join("");
  const done = await importConversation(deps, {
    viewer,
    characterId: null,
    bytes: new TextEncoder().encode(text),
  });
  assert(done.ok);
  const after = await requireConversation(kv, done.conversation.id, ownerId);
  const byId = (members: typeof before) => castOf(members).toSorted((a, b) => a.id < b.id ? -1 : 1);
  assert.deepEqual(byId(after), byId(before));
  const lines = async ({ id, leaf }: typeof before) =>
    (await readPath(kv, id, { leaf, limit: 50 })).messages.map(({ message }) => [
      message.speaker?.name ?? "",
      message.content,
      message.present?.toSorted(),
    ]);
  const plain = async (members: typeof before) =>
    (await lines(members)).map(([name, ...rest]) => [name === "하루" ? "" : name, ...rest]);
  assert.deepEqual(await plain(after), await plain(before));
  const markdown = exportConversation(kv, before, { format: "md", user: viewer });
  assert.match((await Array.fromAsync(markdown)).join(""), /^# 하루, 소라, 두리\n/);
  assert.deepEqual(await checkStore(kv), []);
});

Deno.test("a group chat of SillyTavern, whose head names nobody, is a conversation with those who are known here", async () => {
  using kv = await openKvWith("me", "owner");
  await using room = await gather(kv, ["하루", "소라"]);
  const file = [
    { chat_metadata: {}, user_name: "unused", character_name: "unused" },
    { name: "하루", is_user: false, mes: "왔어?", original_avatar: "haru.png" },
    { name: "Ann", is_user: true, mes: "응" },
    { name: "소라", is_user: false, mes: "어서 와" },
    { name: "모르는 이", is_user: false, mes: "나도" },
  ].map((line) => JSON.stringify(line)).join("\n");
  const done = await importConversation(room.deps, {
    viewer,
    characterId: null,
    bytes: new TextEncoder().encode(file),
  });
  assert(done.ok);
  const { characterId } = done.conversation;
  assert.equal(characterId, room.characters[0]!.id);
  assert.deepEqual(castOf(done.conversation).map(({ name, late }) => [name, late]), [
    ["하루", false],
    ["소라", false],
  ]);
  const { messages } = await readPath(kv, done.conversation.id, {
    leaf: done.conversation.leaf,
    limit: 10,
  });
  assert.deepEqual(messages.map(({ message: { speaker } }) => speaker?.id), [
    undefined,
    undefined,
    room.characters[1]!.id,
    null,
  ]);
});
