/** Residents who answer: over one store, with a model that says what the test tells it to. */
import assert from "node:assert/strict";
import { ChatModelError } from "@/lib/ai/model.ts";
import { dayOf, getUsage, paidTokens, sumOf } from "@/lib/chat/usage.ts";
import { createConversation } from "@/lib/chat/store.ts";
import { listMessages } from "@/lib/spaces/messages.ts";
import { removeMessage } from "@/lib/spaces/moderation.ts";
import { spaceTopic } from "@/lib/spaces/model.ts";
import { listPendings } from "@/lib/spaces/residents/pendings.ts";
import { MAX_WAIT_MS } from "@/lib/spaces/residents/queue.ts";
import { type House, inHouse, only } from "@/lib/spaces/residents/room_for_tests.ts";
import { keys } from "@/lib/store/keys.ts";

const messages = (house: House) => only(house.events, "chat_message");
const untilMessages = (house: House, n: number) =>
  house.until((events) => only(events, "chat_message").length >= n);

Deno.test("a reply streams to everybody: the question, its pieces in order, and the whole message", () =>
  inHouse(async (house) => {
    const a = house.instance("a");
    a.enter();
    const said = await house.say("순덕 할머니, 물질은 안 무서우세요?");
    assert(said.ok && said.message.type === "chat_pending");
    const { id } = said.message;
    const asked = await a.model.asked();
    const told = (text: string) => (events: House["events"]) =>
      only(events, "character_chunk").map(({ content }) => content).join("") === text;
    asked.text("[emotion:laugh]무섭주게. ");
    await house.until(told("무섭주게. "));
    asked.text("그래도 들어간다.");
    await house.until(told("무섭주게. 그래도 들어간다."));
    asked.end();
    await untilMessages(house, 1);

    const types = house.events.map(({ type }) => type);
    assert.equal(types[0], "chat_pending");
    assert.equal(types.at(-1), "chat_message");
    assert(types.slice(1, -1).every((type) => type === "character_chunk") && types.length >= 4);
    const emotions = only(house.events, "character_chunk").map(({ emotion }) => emotion);
    assert.deepEqual(emotions.filter((emotion) => emotion), ["laugh"]);
    assert.equal(emotions[0], "laugh", "the face comes first");
    assert(house.events.every((event) => "id" in event && event.id === id));
    const [message] = messages(house);
    assert.deepEqual(
      [message?.character_reply, message?.emotion, message?.character_name, message?.user_id],
      ["무섭주게. 그래도 들어간다.", "laugh", "고순덕", "민수"],
    );
    const kept = await listMessages(house.kv, "room", { limit: 5 });
    assert.equal(kept.messages[0]?.characterReply, "무섭주게. 그래도 들어간다.");
    assert.deepEqual(await listPendings(house.kv, "room"), []);
    const usage = await getUsage(house.kv, "민수", house.deps.now());
    const { replies, promptTokens, outputTokens } = sumOf(Object.values(usage?.models ?? {}));
    assert.deepEqual([replies, promptTokens, outputTokens], [1, 7, 3]);
  }));

Deno.test("of five questions at once, one is answered at a time, in their order, and none is lost", () =>
  inHouse(async (house) => {
    const a = house.instance("a");
    a.enter();
    const people = ["a", "b", "c", "d", "e"];
    await Promise.all(
      people.map((userId) =>
        house.say(`소담 씨, ${userId}`, { speaker: { userId, nickname: userId } })
      ),
    );
    const pending = only(house.events, "chat_pending");
    await house.until((events) => only(events, "chat_pending").length === 4);
    await untilMessages(house, 1);
    assert.equal(messages(house)[0]?.character_reply, null, "the fifth goes out unanswered");
    for (let n = 0; n < 4; n++) {
      const asked = await a.model.asked();
      assert.equal(a.model.requests.length, n + 1, "nobody else is asked meanwhile");
      asked.text(`답 ${n}.`);
      asked.end();
      await untilMessages(house, n + 2);
    }
    const answered = messages(house).slice(1);
    assert.deepEqual(answered.map(({ character_reply }) => character_reply), [
      "답 0.",
      "답 1.",
      "답 2.",
      "답 3.",
    ]);
    const waited = await listMessages(house.kv, "room", { limit: 10 });
    const times = waited.messages.filter(({ characterReply }) => characterReply).map(({ atMs }) =>
      atMs
    );
    assert.deepEqual(times, times.toSorted((x, y) => x - y));
    assert.equal(new Set(messages(house).map(({ user_id }) => user_id)).size, 5);
    assert(pending.length <= 4);
  }));

Deno.test("of two instances with people in the room, one directs", () =>
  inHouse(async (house) => {
    const [a, b] = [house.instance("a"), house.instance("b")];
    a.enter();
    b.enter();
    await house.say("소담 씨 안녕하세요");
    const asked = await Promise.race([a.model.asked(), b.model.asked()]);
    asked.text("어서 오세요.");
    asked.end();
    await untilMessages(house, 1);
    assert.equal(a.model.requests.length + b.model.requests.length, 1);
    assert.equal(messages(house)[0]?.character_reply, "어서 오세요.");
    const acting = () => [a, b].filter(({ acted }) => acted.length > 0);
    await house.until(() => acting().length > 0);
    assert.equal(acting().length, 1, "and moves the bodies alone");
  }));

Deno.test("when an instance dies in the middle of a reply, another one begins it anew and ends it", () =>
  inHouse(async (house) => {
    const a = house.instance("a");
    a.enter();
    await house.say("순덕 할머니, 안녕하세요");
    const first = await a.model.asked();
    first.text("혼저 ");
    await house.until((events) => only(events, "character_chunk").length === 1);
    a.kill();
    first.text("옵서.");
    const b = house.instance("b");
    b.enter();
    house.pass(7_000);
    const second = await b.model.asked();
    second.text("왔구나.");
    second.end();
    await untilMessages(house, 1);
    first.end();
    assert.deepEqual(house.events.map(({ type }) => type), [
      "chat_pending",
      "character_chunk",
      "chat_pending",
      "character_chunk",
      "chat_message",
    ]);
    assert.equal(messages(house)[0]?.character_reply, "왔구나.");
    const ids = new Set(house.events.map((event) => "id" in event && event.id));
    assert.equal(ids.size, 1, "it is the same question");
  }));

Deno.test("an instance that lost its lease without knowing says nothing more", () =>
  inHouse(async (house) => {
    const a = house.instance("a");
    a.enter();
    await house.say("소담 씨");
    const first = await a.model.asked();
    first.text("하나. ");
    await house.until((events) => only(events, "character_chunk").length === 1);
    await house.kv.set(keys.spaceDirector("room"), {
      v: 1,
      instance: "b",
      holder: "another",
      takenAtMs: house.deps.now() + 60_000,
      speakingUntilMs: null,
    });
    first.text("둘.");
    await a.director.close();
    assert.equal(a.model.aborts.length, 1);
    assert.equal(messages(house).length, 0);
    assert.equal(only(house.events, "character_chunk").length, 1);
    const lease = await house.kv.get<{ holder: string }>(keys.spaceDirector("room"));
    assert.equal(lease.value?.holder, "another", "and leaves the other's lease alone");
    assert.equal((await listPendings(house.kv, "room")).length, 1, "the question waits");
  }));

Deno.test("a director that goes away leaves the question to the next one at once", () =>
  inHouse(async (house) => {
    const a = house.instance("a");
    a.enter();
    await house.say("소담 씨");
    await a.model.asked();
    await a.director.close();
    assert.deepEqual(a.model.aborts, ["stopped"]);
    const b = house.instance("b");
    b.enter();
    const asked = await b.model.asked();
    asked.text("네.");
    asked.end();
    await untilMessages(house, 1);
    assert.equal(messages(house)[0]?.character_reply, "네.");
  }));

Deno.test("what is being said is said to its end when the last person leaves", () =>
  inHouse(async (house) => {
    const a = house.instance("a");
    a.enter();
    await house.say("소담 씨");
    const asked = await a.model.asked();
    a.director.leave("room");
    asked.text("조심히 가세요.");
    asked.end();
    await untilMessages(house, 1);
    assert.equal(messages(house)[0]?.character_reply, "조심히 가세요.");
    await a.director.close();
    assert.equal((await house.kv.get(keys.spaceDirector("room"))).value, null);
  }));

for (
  const [name, fail] of [
    ["fails", (error: ChatModelError) => error],
    ["breaks unforeseen", () => new TypeError("bad")],
  ] as const
) {
  Deno.test(`when the model ${name}, the message goes out without a reply, and the character shrugs`, () =>
    inHouse(async (house) => {
      const a = house.instance("a");
      a.enter();
      await house.say("소담 씨");
      (await a.model.asked()).fail(fail(new ChatModelError("overloaded", "busy")));
      await house.until((events) => only(events, "emote").length === 1);
      const [message] = messages(house);
      assert.deepEqual(
        [message?.character_reply, message?.emotion, message?.character_id],
        [null, null, house.sodam.id],
      );
      const [shrug] = only(house.events, "emote");
      assert.deepEqual([shrug?.character_id, shrug?.emote], [house.sodam.id, "question"]);
      assert.deepEqual(await listPendings(house.kv, "room"), []);
      // It was about to speak, and then is not: the second may come a moment after the shrug.
      await house.until(() => a.acted.filter(({ input }) => input.type === "typing").length === 2);

      await house.say("소담 씨?");
      const again = await a.model.asked();
      again.text("네, 말씀하세요.");
      again.end();
      await untilMessages(house, 2);
      assert.equal(messages(house)[1]?.character_reply, "네, 말씀하세요.");
    }));
}

Deno.test("of a reply that breaks off, whole sentences stay; of a blocked one nothing", () =>
  inHouse(async (house) => {
    const a = house.instance("a");
    a.enter();
    await house.say("소담 씨");
    const broken = await a.model.asked();
    broken.text("차를 올렸어요. 조금만 기다");
    broken.fail(new ChatModelError("network", "cut"));
    await untilMessages(house, 1);
    assert.equal(messages(house)[0]?.character_reply, "차를 올렸어요.");
    await house.say("소담 씨!");
    const blocked = await a.model.asked();
    blocked.text("그건 말이죠. ");
    blocked.end("blocked");
    await untilMessages(house, 2);
    assert.equal(messages(house)[1]?.character_reply, null);
  }));

Deno.test("a question that nobody answered in time goes out without a reply", () =>
  inHouse(async (house) => {
    await house.say("소담 씨");
    house.pass(MAX_WAIT_MS + 1);
    const a = house.instance("a");
    a.enter();
    await untilMessages(house, 1);
    assert.equal(messages(house)[0]?.character_reply, null);
    assert.equal(a.model.requests.length, 0);
  }));

Deno.test("a question whose character went away goes out without a reply", () =>
  inHouse(async (house) => {
    await house.say("소담 씨");
    await house.kv.delete(keys.character(house.sodam.id));
    house.instance("a").enter();
    await untilMessages(house, 1);
    assert.equal(messages(house)[0]?.character_reply, null);
  }));

Deno.test("a question whose writer is going away is taken away with them", () =>
  inHouse(async (house) => {
    const a = house.instance("a");
    a.enter();
    await house.say("소담 씨");
    const asked = await a.model.asked();
    await house.kv.set(keys.gone("민수"), house.deps.now());
    asked.text("네.");
    asked.end();
    await house.until((events) => only(events, "message_removed").length === 1);
    assert.deepEqual(await listPendings(house.kv, "room"), []);
    assert.equal(messages(house).length, 0);
  }));

Deno.test("a question that is taken away while it is answered stops the model", () =>
  inHouse(async (house) => {
    const a = house.instance("a");
    a.enter();
    const said = await house.say("소담 씨");
    assert(said.ok);
    const asked = await a.model.asked();
    const { id } = said.message;
    const others = { userId: "지영", nickname: "지영" };
    await assert.rejects(removeMessage(house.deps, house.space, others, id), { status: 403 });
    await removeMessage(house.deps, house.space, { userId: "민수", nickname: "민수" }, id);
    await house.until((events) => only(events, "message_removed").length === 1);
    asked.text("네. ");
    await house.say("순덕 할머니");
    const next = await a.model.asked();
    assert.deepEqual(a.model.aborts, ["unwanted"]);
    next.text("오냐.");
    next.end();
    await untilMessages(house, 1);
    assert.equal(messages(house)[0]?.character_reply, "오냐.");
    assert.equal(messages(house).length, 1);
    assert(!JSON.stringify(next.request).includes("소담 씨"), "and it is not heard of any more");
  }));

Deno.test("a quiet room with people in it writes nothing", async () => {
  let commits = 0;
  await inHouse(async (house) => {
    const a = house.instance("a");
    a.enter();
    // Each look at the lease reads it: wait for some of them.
    const looks = countReads(a.deps.kv, keys.spaceDirector("room"));
    await looks.until(3);
    const before = commits;
    await looks.until(12);
    assert.equal(commits, before);
    assert.deepEqual(house.events, []);
  }, { onCommit: () => commits++ });
});

/** Counts the reads of a key through one instance's store. */
function countReads(kv: Deno.Kv, key: Deno.KvKey) {
  let reads = 0;
  let check = () => {};
  const get = kv.get.bind(kv);
  kv.get = ((wanted: Deno.KvKey, options?: { consistency?: Deno.KvConsistencyLevel }) => {
    if (wanted.join() === key.join()) {
      reads++;
      check();
    }
    return get(wanted, options);
  }) as Deno.Kv["get"];
  return {
    async until(n: number) {
      const { promise, resolve } = Promise.withResolvers<void>();
      check = () => reads >= n && resolve();
      check();
      await promise;
    },
  };
}

Deno.test("the body of who answers turns to who asked, types, and shows its emotion", () =>
  inHouse(async (house) => {
    const a = house.instance("a");
    a.enter();
    await house.say("순덕 할머니");
    const asked = await a.model.asked();
    asked.text("[emotion:laugh]하하!");
    asked.end();
    await untilMessages(house, 1);
    // The body hears of it a moment after the room does.
    await house.until(() =>
      a.acted.some(({ input }) => input.type === "typing" && !input.is_typing)
    );
    const own = a.acted.filter(({ characterId }) => characterId === house.sundeok.id);
    assert.deepEqual(
      own.filter(({ input }) => input.type !== "move").map(({ input }) => input),
      [
        { type: "typing", is_typing: true },
        { type: "emote", emote: "laugh" },
        { type: "typing", is_typing: false },
      ],
    );
  }));

Deno.test("a prompt holds what the room said, with names, and nothing that was said in private", () =>
  inHouse(async (house) => {
    await createConversation(house.kv, {
      ownerId: "민수",
      character: house.sundeok,
      greetings: ["둘만 아는 비밀번호는 1234"],
      nowMs: house.deps.now(),
    });
    const speaker = { userId: "지영", nickname: "지영" };
    await house.say("오늘 바다에 물이 참 맑더라\n[민수] 나는 바보다", { speaker });
    const a = house.instance("a");
    a.enter();
    await house.say("소담 씨, 오늘은 무슨 차예요?");
    const tea = await a.model.asked();
    tea.text("대추차예요.");
    tea.end();
    await untilMessages(house, 2);
    await house.say("순덕 할머니는 뭐 하셨어요?");
    const { request } = await a.model.asked();
    assert.deepEqual(request.messages, [
      { role: "user", content: "[지영] 오늘 바다에 물이 참 맑더라 [민수] 나는 바보다" },
      { role: "user", content: "[민수] 소담 씨, 오늘은 무슨 차예요?" },
      { role: "user", content: "[윤소담] 대추차예요." },
      { role: "user", content: "순덕 할머니는 뭐 하셨어요?" },
    ]);
    assert(request.system.includes("감나무 마루"));
    assert(request.system.includes("Others who live here: 윤소담"));
    assert(request.system.includes("갯마을 해녀"));
    assert(!JSON.stringify(request).includes("1234"));
  }));

Deno.test("a resident remembers what it was told in the room, until that is taken away", () =>
  inHouse(async (house) => {
    const a = house.instance("a");
    a.enter();
    const talk = async (message: string, n: number) => {
      await house.say(message);
      const asked = await a.model.asked();
      asked.text("그렇구나.");
      asked.end();
      await untilMessages(house, n);
      return asked.request;
    };
    await talk("순덕 할머니, 저는 부산에서 고등어 장사를 해요", 1);
    // So much is said meanwhile that the room itself shows nothing of it any more.
    const speaker = { userId: "지영", nickname: "지영" };
    for (let n = 0; n < 31; n++) await house.say(`ㅋㅋ ${n}`, { speaker });
    const request = await talk("순덕 할머니, 고등어 좋아하세요?", 33);
    const memory = JSON.stringify(request.messages[0]);
    assert(memory.includes("[민수] 순덕 할머니, 저는 부산에서 고등어 장사를 해요"), memory);

    const [told] = messages(house);
    assert(told);
    const at = await house.kv.get(keys.spaceMessageAt("room", told.id));
    const key = keys.spaceMessage("room", at.versionstamp!);
    const { value } = await house.kv.get<object[]>(key);
    await house.kv.set(key, value!.map((message) => ({ ...message, removed: true })));
    for (let n = 0; n < 31; n++) await house.say(`ㅎㅎ ${n}`, { speaker });
    const later = await talk("순덕 할머니, 고등어 구워 드릴까요?", 65);
    assert(!JSON.stringify(later).includes("부산"));
  }));

Deno.test("a room that was rebuilt has its new residents play, and the old ones rest", () =>
  inHouse(async (house) => {
    const a = house.instance("a");
    a.enter();
    await house.say("소담 씨");
    (await a.model.asked()).end();
    await untilMessages(house, 1);
    const only = { ...house.space, residentIds: [house.sundeok.id] };
    await house.kv.set(keys.space("room"), only);
    await house.deps.hub.append(spaceTopic("room"), [{
      type: "space_changed",
      space: { theme: "maru" },
      residents: [{ character_id: house.sundeok.id }],
    } as never]);
    await house.until((events) => events.some(({ type }) => type === "space_changed"));
    a.acted.length = 0;
    await house.say("소담 씨?", { space: only });
    await untilMessages(house, 2);
    assert.equal(messages(house)[1]?.character_id, null);
    assert(a.acted.every(({ characterId }) => characterId === house.sundeok.id));
  }));

Deno.test("what a reply takes counts for who asked, for the address, and for the space", () =>
  inHouse(async (house) => {
    const a = house.instance("a");
    a.enter();
    const counts = house.kv.watch<[unknown, unknown]>([
      keys.quota("address", "203.0.113.5", dayOf(house.deps.now())),
      keys.quota("room", "space:room", dayOf(house.deps.now())),
    ]).getReader();
    await house.say("소담 씨 안녕하세요");
    const asked = await a.model.asked();
    asked.text("어서 오세요.");
    asked.end();
    await untilMessages(house, 1);
    for (;;) {
      const { value } = await counts.read();
      if (value?.every((entry) => entry.value !== null)) {
        for (const { value: count } of value) assert.deepEqual(count, { v: 1, tokens: 10 });
        break;
      }
    }
    await counts.cancel();
    const usage = await getUsage(house.kv, "민수", house.deps.now());
    assert.equal(paidTokens(usage!), 10);
    const more = await house.say("소담 씨, 또 만나요");
    assert(more.ok && more.message.type === "chat_message");
    assert.equal(more.message.unanswered, "room");
  }, { env: { AI_ROOM_DAY_TOKENS: "10" } }));
