import assert from "node:assert/strict";
import { make, openKvWith } from "@/lib/characters/characters_for_tests.ts";
import { letSpeak, regenerate, stopReply } from "@/lib/chat/actions.ts";
import { addToCast, removeFromCast, setOrder, startGroup } from "@/lib/chat/cast.ts";
import { gather, ownerId, viewer } from "@/lib/chat/group_for_tests.ts";
import { castOf, chooseSpeakers, titleOf } from "@/lib/chat/group.ts";
import { MAX_CAST, MAX_SPEAKERS, type Turn } from "@/lib/chat/model.ts";
import { buildTurnRequest } from "@/lib/chat/request.ts";
import { requireConversation } from "@/lib/chat/store.ts";
import { getTurn } from "@/lib/chat/turn_store.ts";
import { textOfTurn } from "@/lib/ai/turn_text.ts";
import { newId } from "@/lib/id.ts";
import { namesOf } from "@/lib/spaces/residents/names.ts";
import { checkStore } from "@/lib/store/check/check.ts";

const talker = (name: string, talkativeness: number) => ({
  id: name,
  name,
  names: namesOf({ name }),
  talkativeness,
});
const choose = (said: string, talkers: ReturnType<typeof talker>[], random = 0.5) =>
  chooseSpeakers(said, talkers, { lastId: null, random: () => random }).map(({ id }) => id);

Deno.test("[GR2] whoever is called speaks first, in the order of their names", () => {
  const all = [talker("하루", 0), talker("소라", 0), talker("두리", 0)];
  assert.deepEqual(choose("소라야, 하루야, 밥 먹었어?", all), ["소라", "하루"]);
  assert.deepEqual(choose("Sora, are you there?", [talker("Haru", 0), talker("Sora", 0)]), [
    "Sora",
  ]);
});

Deno.test("[GR2] names are heard with particles, honorifics, without the family name, and by their first part", () => {
  const all = [talker("고순덕", 0), talker("윤소담", 0), talker("Hester Bluff", 0)];
  for (
    const [said, who] of [
      ["순덕아 밥 먹었어?", "고순덕"],
      ["순덕이는 어떻게 생각해?", "고순덕"],
      ["소담 씨, 차 한 잔 주세요", "윤소담"],
      ["윤소담님은 뭐 해요?", "윤소담"],
      ["@소담 이리 와 봐", "윤소담"],
      ["Hester, are you there?", "Hester Bluff"],
    ] as const
  ) assert.deepEqual(choose(said, all), [who], said);
  // To be talked about is not to be called.
  assert.deepEqual(choose("순덕이가 그랬어, 소담아", all), ["윤소담"]);
});

Deno.test("[GR2] nobody is called: those who like to talk do, and somebody always answers", () => {
  const all = [talker("하루", 0), talker("소라", 0.9), talker("두리", 1)];
  assert.deepEqual(choose("비가 오네", all), ["두리", "소라"]);
  assert.deepEqual(choose("비가 오네", [talker("하루", 0), talker("소라", 0.1)]), ["소라"]);
  const keen = Array.from({ length: MAX_CAST }, (_, n) => talker(`이름${n}`, 1));
  assert.equal(choose("비가 오네", keen).length, MAX_SPEAKERS);
  assert.deepEqual(choose("비가 오네", []), []);
  const last = chooseSpeakers("응", [talker("하루", 0), talker("소라", 0)], {
    lastId: "소라",
    random: () => 0.99,
  });
  assert.deepEqual(last.map(({ id }) => id), ["소라"]);
});

Deno.test("several answer one after the other, each hearing the one before, with names before lines", async () => {
  using kv = await openKvWith("me", "owner");
  await using room = await gather(kv, ["하루", "소라"]);
  const { speak, reply, quiet, told } = room;
  await speak("하루야, 소라야, 안녕?");
  await reply("안녕!");
  const { messages, system } = await reply("반가워");
  await quiet();
  assert.deepEqual(await told(), [
    "하루: 하루 왔어요",
    "Ann: 하루야, 소라야, 안녕?",
    "하루: 안녕!",
    "소라: 반가워",
  ]);
  const text = messages.map(textOfTurn).join("\n");
  assert.match(text, /하루: 하루 왔어요\n+me: 하루야, 소라야, 안녕\?\n+하루: 안녕!/);
  assert(messages.every(({ role }) => role !== "model"), "another's words were put as its own");
  assert(system.includes("하루, me"));
  assert.deepEqual(await checkStore(kv), []);
});

Deno.test("stopping the first of several stops them all, also from a page that was opened at the first", async () => {
  using kv = await openKvWith("me", "owner");
  await using room = await gather(kv, ["하루", "소라", "두리"]);
  const { id, deps, model, speak, reply, quiet, told } = room;
  await speak("하루야, 소라야, 두리야!");
  const first = (await getTurn(kv, id))!;
  await reply("응!");
  const second = await model.asked();
  second.text("나는");
  const bell = kv.watch<[Turn]>([["turn", id]]).getReader();
  for (;;) {
    const { value } = await bell.read();
    if (value?.[0].value?.id !== first.id && (value?.[0].value?.parts ?? 0) > 0) break;
  }
  await bell.cancel();
  await stopReply(deps, id, { ownerId, turnId: first.id });
  await quiet();
  assert.deepEqual((await told()).slice(2), ["하루: 응!", "소라: 나는"]);
  assert.equal(model.requests.length, 2);
});

Deno.test("[GR1] who joins late knows nothing of what was said before", async () => {
  using kv = await openKvWith("me", "owner");
  await using room = await gather(kv, ["하루", "소라"]);
  const { id, speak, reply, quiet, characters } = room;
  await speak("하루야, 비밀이 있어");
  await reply("비밀은 감나무 밑이야");
  await quiet();
  const late = await make(kv, "두리");
  await addToCast(kv, id, { ownerId, characterId: late.id, nowMs: Date.now() });
  await speak("두리야, 어서 와");
  const { messages } = await reply("안녕하세요");
  await quiet();
  const heard = messages.map(textOfTurn).join("\n");
  assert(!heard.includes("비밀") && heard.includes("두리야, 어서 와"), heard);
  await removeFromCast(kv, id, { ownerId, characterId: late.id });
  await speak("소라야, 두리는 갔어?");
  const after = (await reply("갔어")).messages.map(textOfTurn).join("\n");
  await quiet();
  assert(after.includes("비밀") && after.includes("안녕하세요"));
  assert.deepEqual(
    castOf(await requireConversation(kv, id, ownerId)).map(({ id }) => id),
    characters.map(({ id }) => id),
  );
});

Deno.test("[GR3] in manual order only who is asked to speaks, also twice in a row", async () => {
  using kv = await openKvWith("me", "owner");
  await using room = await gather(
    kv,
    ["하루", "소라"],
    1,
  );
  const { id, deps, speak, reply, quiet, told, characters, model } = room;
  await setOrder(kv, id, { ownerId, order: "manual" });
  await speak("하루야?");
  assert.equal(await getTurn(kv, id), null);
  const sora = { ownerId, characterId: characters[1]!.id };
  await letSpeak(deps, id, sora);
  await reply("하루는 자요");
  await quiet();
  await letSpeak(deps, id, sora);
  const { messages } = await reply("깨울까요?");
  await quiet();
  assert.equal(messages.at(-1)!.role, "user");
  assert.deepEqual((await told()).slice(1), [
    "Ann: 하루야?",
    "소라: 하루는 자요",
    "소라: 깨울까요?",
  ]);
  await regenerate(deps, id, ownerId);
  await reply("두고 봐요");
  await quiet();
  assert.equal((await told()).at(-1), "소라: 두고 봐요");
  assert.equal(model.requests.length, 3);
});

Deno.test("what was said between two is not known to whoever joins, and the two stay two", async () => {
  using kv = await openKvWith("me", "owner");
  await using room = await gather(kv, ["하루", "소라"]);
  const { id, characters } = room;
  const conversation = await requireConversation(kv, id, ownerId);
  assert.equal(titleOf(conversation), "하루, 소라");
  const turn = {
    id: newId(),
    mode: "reply",
    conversationId: id,
    ownerId,
    characterId: characters[1]!.id,
    parentId: conversation.leaf.id,
    target: { id: newId(), depth: 1 },
  } as unknown as Turn;
  const built = await buildTurnRequest(kv, turn, { maxOutputTokens: 10 });
  assert.match(built!.request.messages.map(textOfTurn).join("\n"), /하루: 하루 왔어요/);
});

Deno.test("a conversation holds two to six, and the first one stays", async () => {
  using kv = await openKvWith("me", "owner");
  await using room = await gather(kv, ["하루", "소라"]);
  const { id, deps, characters } = room;
  await assert.rejects(startGroup(deps, { viewer, characterIds: [characters[0]!.id] }));
  await assert.rejects(
    removeFromCast(kv, id, { ownerId, characterId: characters[0]!.id }),
  );
  for (let n = 0; n < MAX_CAST - 2; n++) {
    const { id: characterId } = await make(kv, `이름${n}`);
    await addToCast(kv, id, { ownerId, characterId, nowMs: Date.now() });
    await addToCast(kv, id, { ownerId, characterId, nowMs: Date.now() });
  }
  const { id: characterId } = await make(kv, "하나 더");
  await assert.rejects(addToCast(kv, id, { ownerId, characterId, nowMs: Date.now() }));
  const secret = await make(kv, "남의 것", { visibility: "private" });
  await assert.rejects(addToCast(kv, id, { ownerId, characterId: secret.id, nowMs: Date.now() }));
  assert.equal(castOf(await requireConversation(kv, id, ownerId)).length, MAX_CAST);
});
