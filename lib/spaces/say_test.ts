/** Saying something in a space: who may, what of it is said again, and what waits for an answer. */
import assert from "node:assert/strict";
import { make } from "@/lib/characters/characters_for_tests.ts";
import { recordReply } from "@/lib/chat/quota.ts";
import { takeToken } from "@/lib/http/throttle.ts";
import { listMessages } from "@/lib/spaces/messages.ts";
import { REPLIES_IN, REPLIES_TO } from "@/lib/spaces/residents/answerer.ts";
import { listPendings } from "@/lib/spaces/residents/pendings.ts";
import { inHouse, only } from "@/lib/spaces/residents/room_for_tests.ts";
import { say, waitForReply } from "@/lib/spaces/say.ts";
import { keys } from "@/lib/store/keys.ts";

const speaker = { userId: "지영", nickname: "지영" };
const payer = { kind: "full", address: "203.0.113.5" } as const;

Deno.test("say() keeps what nobody answers as a message, and tells everybody once", () =>
  inHouse(async (house) => {
    const said = await house.say("비가 오네", { nonce: "n1" });
    assert(said.ok && said.message.type === "chat_message");
    assert.deepEqual(
      [said.message.message, said.message.nonce, said.message.character_id],
      ["비가 오네", "n1", null],
    );
    await house.until((events) => events.length === 1);
    assert.deepEqual(house.events, [said.message]);
    const { messages } = await listMessages(house.kv, "room", { limit: 5 });
    assert.deepEqual(messages.map(({ id }) => id), [said.message.id]);
  }));

Deno.test("say() puts what a resident answers into the queue, and tells everybody at once", () =>
  inHouse(async (house) => {
    const said = await house.say("소담 씨 안녕하세요", { nonce: "n1" });
    assert(said.ok && said.message.type === "chat_pending");
    await house.until((events) => events.length === 1);
    assert.deepEqual(house.events, [said.message]);
    const [pending] = await listPendings(house.kv, "room");
    assert.deepEqual([pending?.id, pending?.characterId, pending?.nonce], [
      said.message.id,
      house.sodam.id,
      "n1",
    ]);
    assert.deepEqual((await listMessages(house.kv, "room", { limit: 5 })).messages, []);
  }));

Deno.test("say() refuses who is muted, and tells for how long", () =>
  inHouse(async (house) => {
    const mute = {
      v: 1,
      spaceId: "room",
      userId: "민수",
      nickname: "민수",
      byId: "owner",
      reason: "",
      atMs: house.deps.now(),
      untilMs: house.deps.now() + 30_000,
    };
    await house.kv.set(keys.spaceMute("room", "민수"), mute);
    const said = await house.say("안녕하세요");
    assert(!said.ok && said.reason === "muted");
    assert(said.retryAfterS! > 25 && said.retryAfterS! <= 30);
    await house.kv.set(keys.spaceMute("room", "민수"), { ...mute, untilMs: null });
    const forGood = await house.say("안녕하세요");
    assert(!forGood.ok && forGood.reason === "muted" && forGood.retryAfterS === undefined);
    house.pass(31_000);
    await house.kv.set(keys.spaceMute("room", "민수"), mute);
    assert((await house.say("안녕하세요")).ok);
    assert((await house.say("안녕", { speaker })).ok, "others speak meanwhile");
  }));

Deno.test("say() lets people speak once in a while in slow mode, and those who keep order always", () =>
  inHouse(async (house) => {
    assert((await house.say("하나")).ok);
    const second = await house.say("둘");
    assert(!second.ok && second.reason === "slow");
    assert(second.retryAfterS! > 25 && second.retryAfterS! <= 30);
    assert((await house.say("하나", { speaker })).ok, "each has a pause of their own");
    house.pass(31_000);
    assert((await house.say("둘")).ok);
    const owner = { userId: "owner", nickname: "주인" };
    for (let n = 0; n < 3; n++) assert((await house.say(`${n}`, { speaker: owner })).ok);
  }, { space: { slowModeS: 30 } }));

Deno.test("say() does not say the same nonce of one person twice, whoever answers", () =>
  inHouse(async (house) => {
    for (const words of ["비가 오네", "소담 씨 안녕"]) {
      assert((await house.say(words, { nonce: words })).ok);
      const again = await house.say(words, { nonce: words });
      assert(!again.ok && again.reason === "repeated");
      assert((await house.say(words, { nonce: words, speaker })).ok, "nonces are one's own");
    }
    assert((await house.say("비가 오네")).ok, "without a nonce, words may be said again");
  }));

Deno.test("say() says a message once that arrives at two instances at the same moment", () =>
  inHouse(async (house) => {
    for (const words of ["비가 오네", "소담 씨 안녕"]) {
      const tries = Array.from(
        { length: 6 },
        (_, n) =>
          say(house.instance(`${words}${n}`).deps, {
            space: house.space,
            speaker,
            payer,
            message: words,
            characterId: null,
            nonce: words,
            share: null,
          }),
      );
      const said = await Promise.all(tries);
      assert.equal(said.filter(({ ok }) => ok).length, 1);
      assert(said.every((each) => each.ok || each.reason === "repeated"));
    }
  }));

Deno.test("say() does not take a repeated message for another one in slow mode", () =>
  inHouse(async (house) => {
    assert((await house.say("하나", { nonce: "n" })).ok);
    const again = await house.say("하나", { nonce: "n" });
    assert(!again.ok && again.reason === "repeated");
  }, { space: { slowModeS: 30 } }));

Deno.test("say() lets three wait, lets more go out unanswered, and has the one who was called nod", () =>
  inHouse(async (house) => {
    const people = ["a", "b", "c", "d", "e", "f"];
    const said = await Promise.all(people.map((userId, n) =>
      say(house.instance(`i${n}`).deps, {
        space: house.space,
        speaker: { userId, nickname: userId },
        payer,
        message: "소담 씨!",
        characterId: null,
        nonce: null,
        share: null,
      })
    ));
    assert(said.every(({ ok }) => ok));
    const types = said.map((each) => each.ok && each.message.type).toSorted();
    assert.deepEqual(types, [
      "chat_message",
      "chat_message",
      "chat_pending",
      "chat_pending",
      "chat_pending",
      "chat_pending",
    ]);
    await house.until((events) => only(events, "emote").length === 2);
    const [nod] = only(house.events, "emote");
    assert.deepEqual([nod?.emote, nod?.character_id], ["nod", house.sodam.id]);
  }));

for (const [rule, subject] of [[REPLIES_TO, "민수"], [REPLIES_IN, "room"]] as const) {
  Deno.test(`say() asks no model where the bucket ${rule.name} is empty, and what was said is said`, () =>
    inHouse(async (house) => {
      for (let n = 0; n < rule.burst; n++) {
        await takeToken(house.kv, rule, { subject, nowMs: house.deps.now() });
      }
      const said = await house.say("소담 씨 안녕하세요");
      assert(said.ok && said.message.type === "chat_message");
      assert.equal(said.message.unanswered, "often");
      assert(said.unanswered!.retryAfterS > 0);
      await house.until((events) => only(events, "emote").length === 1);
      assert.deepEqual(await listPendings(house.kv, "room"), []);
    }));
}

const spent = { promptTokens: 90, outputTokens: 10, madeBy: "test/scripted" };
for (
  const [of, who, spend] of [
    ["guest", "guest", { viewer: { id: "민수", kind: "guest" } }],
    ["user", "full", { viewer: { id: "민수", kind: "full" } }],
    ["address", "full", { address: payer.address }],
    ["room", "full", { roomId: "space:room" }],
  ] as const
) {
  Deno.test(`say() asks no model where the day's quota of the ${of} is used up, and says so to the speaker`, () =>
    inHouse(async (house) => {
      const before = await house.say("소담 씨!");
      assert(before.ok && before.message.type === "chat_pending");
      await recordReply(house.deps, spend, spent);
      const change = { payer: { ...payer, kind: who } };
      const said = await house.say("소담 씨 안녕하세요", change);
      assert(said.ok && said.message.type === "chat_message");
      assert.equal(said.message.unanswered, of);
      assert.equal(said.unanswered?.why, of);
      assert(said.unanswered!.retryAfterS > 0);
      const { messages } = await listMessages(house.kv, "room", { limit: 5 });
      assert.equal(messages.at(-1)?.unanswered, of, "whoever comes later sees why, too");
      const small = await house.say("비가 오네", change);
      assert(small.ok && small.unanswered === null, "what is for nobody needs no reply");
    }, { env: { [`AI_${of.toUpperCase()}_DAY_TOKENS`]: "100" } }));
}

Deno.test("say() lets a character who is asked by id answer, and refuses whom one may not meet", () =>
  inHouse(async (house) => {
    const { kv } = house;
    const visitor = await make(kv, "손님");
    const own = await make(kv, "비밀", { ownerId: "민수", visibility: "private" });
    const hidden = await make(kv, "남의 것", { visibility: "private" });
    const mature = await make(kv, "어른", { rating: "mature" });
    for (
      const [characterId, ok] of [
        [house.sundeok.id, true],
        [visitor.id, true],
        [own.id, true],
        [hidden.id, false],
        [mature.id, false],
        ["nobody", false],
        ["../../etc", false],
      ] as const
    ) {
      const said = await house.say("안녕하세요", { characterId });
      assert.equal(said.ok, ok, characterId);
      if (said.ok) assert.equal(said.message.character_id, characterId);
      else assert.equal(said.reason, "character");
      for (const { id } of await listPendings(kv, "room")) {
        await kv.delete(keys.spacePending("room", id));
      }
    }
  }));

Deno.test("say() lets a private character of the owner's answer in the space that it lives in", () =>
  inHouse(async (house) => {
    const home = await make(house.kv, "막내", { ownerId: "owner", visibility: "private" });
    const space = { ...house.space, residentIds: [home.id] };
    const said = await house.say("막내야 안녕", { space });
    assert(said.ok && said.message.character_id === home.id);
  }));

Deno.test("say() says a share without words, and asks nobody", () =>
  inHouse(async (house) => {
    const share = { kind: "screen", on: true } as const;
    const said = await house.say("", { share });
    assert(said.ok && said.message.type === "chat_message");
    assert.deepEqual(said.message.share, share);
  }));

Deno.test("say() says nothing for an account that is going away, or in a space that is gone", () =>
  inHouse(async (house) => {
    await house.kv.set(keys.gone("민수"), house.deps.now());
    await assert.rejects(house.say("안녕"), { status: 401 });
    await assert.rejects(house.say("소담 씨"), { status: 401 });
    await house.kv.delete(keys.space("room"));
    await assert.rejects(house.say("안녕", { speaker }), { status: 404 });
    await assert.rejects(house.say("소담 씨", { speaker }), { status: 404 });
    assert.deepEqual(await listPendings(house.kv, "room"), []);
  }));

Deno.test("waitForReply() has a reply written where nobody directs the space", () =>
  inHouse(async (house) => {
    const { deps, model } = house.instance("rest");
    const said = await house.say("소담 씨 안녕하세요");
    assert(said.ok);
    const waiting = waitForReply(deps, "room", said.message.id, new AbortController().signal);
    const asked = await model.asked();
    asked.text("[emotion:smile]안녕하세요!");
    asked.end();
    const message = await waiting;
    assert.deepEqual([message.character_reply, message.emotion], ["안녕하세요!", "smile"]);
    for await (const [lease] of house.kv.watch([keys.spaceDirector("room")])) {
      if (lease?.versionstamp === null) break;
    }
  }));

Deno.test("waitForReply() leaves the reply to the instance that directs the space", () =>
  inHouse(async (house) => {
    const a = house.instance("a");
    a.enter();
    const rest = house.instance("rest");
    await house.until(() => a.acted.length > 0);
    const said = await house.say("소담 씨");
    assert(said.ok);
    const waiting = waitForReply(rest.deps, "room", said.message.id, new AbortController().signal);
    const asked = await a.model.asked();
    asked.text("네.");
    asked.end();
    assert.equal((await waiting).character_reply, "네.");
    assert.equal(rest.model.requests.length, 0);
    const late = waitForReply(rest.deps, "room", said.message.id, new AbortController().signal);
    assert.equal((await late).character_reply, "네.", "also for who asks afterwards");
  }));

Deno.test("waitForReply() ends with its signal, and where the message was taken away", () =>
  inHouse(async (house) => {
    const a = house.instance("a");
    a.enter();
    await house.until(() => a.acted.length > 0);
    const said = await house.say("소담 씨");
    assert(said.ok);
    const { id } = said.message;
    const asked = await a.model.asked();
    const leaving = new AbortController();
    const waiting = waitForReply(house.deps, "room", id, leaving.signal);
    leaving.abort(new Error("left"));
    await assert.rejects(waiting, { message: "left" });
    const removed = waitForReply(house.deps, "room", id, new AbortController().signal);
    await house.kv.delete(keys.spacePending("room", id));
    await assert.rejects(removed, { status: 404 });
    asked.end();
  }));
