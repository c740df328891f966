/** What residents remember of a room, and what they forget. */
import assert from "node:assert/strict";
import type { SpaceMessage } from "@/lib/spaces/model.ts";
import {
  EMPTY_MEMORY,
  getMemory,
  putMemory,
  readRemembered,
  recall,
  remember,
} from "@/lib/spaces/residents/memory.ts";
import { appendMessage } from "@/lib/spaces/messages.ts";
import { inHouse } from "@/lib/spaces/residents/room_for_tests.ts";
import { keys } from "@/lib/store/keys.ts";

const NOW = Date.UTC(2026, 5, 1);
const DAY = 24 * 60 * 60_000;

let count = 0;
function said(message: string, change: Partial<SpaceMessage> = {}): SpaceMessage {
  return {
    v: 1,
    id: `m${count++}`,
    userId: "민수",
    nickname: "민수",
    characterId: null,
    characterName: null,
    message,
    characterReply: null,
    emotion: null,
    atMs: NOW,
    share: null,
    nonce: null,
    removed: false,
    ...change,
  };
}

const own = (message: string, change: Partial<SpaceMessage> = {}) =>
  said(message, { characterId: "c", characterName: "순덕", characterReply: "오냐.", ...change });
const at = { characterId: "c", nowMs: NOW };
const idsOf = (memory: typeof EMPTY_MEMORY) => memory.lines.map(({ id }) => id);

for (
  const [name, message, kept] of [
    ["its own conversations", own("안녕하세요"), true],
    ["what people tell of themselves", said("저는 부산에서 왔어요"), true],
    ["what people tell of themselves in English", said("I live near the harbour"), true],
    ["no small talk of others", said("날씨 좋다"), false],
    ["no conversation of another resident", own("안녕", { characterId: "other" }), false],
    ["nothing that was taken away", own("욕", { removed: true }), false],
    ["nothing that it left unanswered", own("안녕", { characterReply: null }), false],
  ] as const
) {
  Deno.test(`remember() keeps ${name}`, () => {
    assert.deepEqual(idsOf(remember(EMPTY_MEMORY, [message], at)), kept ? [message.id] : []);
  });
}

Deno.test("remember() holds no word of anybody", () => {
  const memory = remember(EMPTY_MEMORY, [own("제 비밀은 고등어예요")], at);
  assert.deepEqual(Object.keys(memory.lines[0]!).toSorted(), ["atMs", "id", "weight"]);
});

Deno.test("remember() keeps no message twice, no more than forty, and none older than a month", () => {
  const many = Array.from({ length: 100 }, (_, n) => own("안녕", { atMs: NOW - n * 60_000 }));
  let memory = remember(EMPTY_MEMORY, many, at);
  memory = remember(memory, many, at);
  assert.equal(memory.lines.length, 40);
  assert.equal(new Set(idsOf(memory)).size, 40);
  assert(memory.lines.every(({ atMs }) => atMs > NOW - 40 * 60_000), "the latest ones stay");
  assert.deepEqual(remember(memory, [], { ...at, nowMs: NOW + 31 * DAY }).lines, []);
});

Deno.test("remember() lets what mattered more outlast what mattered less", () => {
  const dear = own("저는 고등어 장사를 하는 김민수예요. ".repeat(4), { atMs: NOW - DAY });
  const talk = Array.from({ length: 60 }, () => said("나는 배고파"));
  assert(idsOf(remember(EMPTY_MEMORY, [dear, ...talk], at)).includes(dear.id));
});

Deno.test("recall() brings back the same things and the same person, oldest first, and little at once", () => {
  const mackerel = said("저는 고등어를 팔아요", { userId: "지영", atMs: NOW - 3 * DAY });
  const mine = said("저는 서울에서 왔어요", { atMs: NOW - 2 * DAY });
  const other = said("저는 축구를 해요", { userId: "지영" });
  const woken = recall([mackerel, mine, other], {
    userId: "민수",
    message: "고등어 구이 먹을까요",
  });
  assert.deepEqual(woken, [mackerel, mine]);
  const much = Array.from({ length: 20 }, () => said("저는 고등어를 팔아요"));
  assert.equal(recall(much, { userId: "민수", message: "고등어" }).length, 4);
});

Deno.test("readRemembered() reads what is there still, and nothing that is gone or was taken away", () =>
  inHouse(async ({ kv, deps, space }) => {
    const [stays, removed, gone] = ["하나", "둘", "셋"].map((text) => own(text));
    for (const message of [stays!, removed!, gone!]) await appendMessage(deps, space, message);
    const keyOf = async (id: string) => {
      const { versionstamp } = await kv.get(keys.spaceMessageAt("room", id));
      return keys.spaceMessage("room", versionstamp!);
    };
    await kv.set(await keyOf(removed!.id), [{ ...removed, removed: true, message: "" }]);
    await kv.delete(await keyOf(gone!.id));
    const memory = remember(EMPTY_MEMORY, [stays!, removed!, gone!, own("never kept")], at);
    const write = kv.atomic();
    putMemory(write, { spaceId: "room", characterId: "c", memory });
    await write.commit();
    const kept = await getMemory(kv, "room", "c");
    assert.deepEqual(kept, memory);
    const remembered = await readRemembered(kv, "room", kept);
    assert.deepEqual(remembered.map(({ id }) => id), [stays!.id]);
    assert.deepEqual(await getMemory(kv, "elsewhere", "c"), EMPTY_MEMORY);
  }));
