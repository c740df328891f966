/** Chat rooms with an AI over the app's own sockets, with a model that says what the test tells it to. */
import assert from "node:assert/strict";
import { z } from "zod";
import { ChatModelError } from "@/lib/ai/model.ts";
import { dayOf } from "@/lib/chat/usage.ts";
import { keys } from "@/lib/store/keys.ts";
import { openTestApp, type TestApp } from "@/tests/support/app.ts";
import { type ScriptedModel, scriptedModel } from "@/tests/support/scripted_model.ts";
import { openSocket, refusedUpgrade, serveApp, type TestSocket } from "@/tests/support/socket.ts";

const Count = z.looseObject({ tokens: z.number() });
const PROMPT = "너는 마당을 지키는 강아지야. 꼬리를 흔들며 말해.";

interface House {
  app: TestApp;
  script: ScriptedModel;
  origin: string;
  url(room: string, query?: Record<string, string>): string;
  /** Comes into a room, and has seen itself come. */
  enter(room: string, query?: Record<string, string>): Promise<TestSocket>;
}

async function inHouse(run: (house: House) => Promise<void>): Promise<void> {
  const script = scriptedModel();
  await using app = await openTestApp({
    chatModel: script.model,
    env: { AI_CHAT_SYSTEM_PROMPT: PROMPT, AI_CHAT_MAX_TOKENS: "300" },
  });
  await using server = serveApp((request) => app.send(request));
  const opened: TestSocket[] = [];
  const url = (room: string, query: Record<string, string> = {}) =>
    `${server.origin}/api/v1/ws/chat/${room}?${new URLSearchParams(query)}`;
  await run({
    app,
    script,
    origin: server.origin,
    url,
    async enter(room, query) {
      const socket = await openSocket(url(room, query));
      opened.push(socket);
      await socket.next("recent");
      await socket.next(({ type, action }) => type === "system" && action === "joined");
      return socket;
    },
  });
  for (const socket of opened) socket.close();
  await Promise.all(opened.map(({ closed }) => closed));
}

/** Every frame of one answer. */
async function answerOf(socket: TestSocket) {
  const frames = [];
  for (;;) {
    const frame = await socket.next(({ type }) => type.startsWith("ai_"));
    frames.push(frame);
    if (frame.type === "ai_done") return frames;
  }
}

Deno.test("[RC1] [RC2] what is said reaches everybody in the room, and nobody elsewhere", () =>
  inHouse(async ({ enter }) => {
    const a = await enter("pinball");
    const elsewhere = await enter("other");
    const b = await enter("pinball", { nickname: "보리" });
    assert.equal((await a.next("system")).content, "보리님이 입장했습니다.");
    b.send({ type: "user_msg", nickname: "보리", content: "안녕!" });
    for (const socket of [a, b]) {
      const { nickname, content, user_id } = await socket.next("user_msg");
      assert.deepEqual([nickname, content, user_id], ["보리", "안녕!", null]);
    }
    b.send({ type: "user_msg", nickname: "보리차", content: "나 간다" });
    await a.next("user_msg");
    b.close();
    assert.equal((await a.next("system")).content, "보리차님이 퇴장했습니다.");
    elsewhere.send({ type: "user_msg", nickname: "x", content: "end" });
    await elsewhere.next("user_msg");
    assert.equal(elsewhere.frames.filter(({ type }) => type === "user_msg").length, 1);
  }));

Deno.test("[RC3] an answer goes to its asker alone, with the prompt, the limit and the last ten turns", () =>
  inHouse(async ({ enter, script }) => {
    const a = await enter("pinball");
    const b = await enter("pinball");
    const history = Array.from({ length: 14 }, (_, n) => ({
      role: n % 2 === 0 ? "user" : "model",
      content: `turn ${n}`,
    }));
    a.send({ type: "ai_msg", content: "오늘 기분 어때?", history });
    const asked = await script.asked();
    asked.text("[emotion:smile] 멍");
    const first = await a.next("ai_chunk");
    asked.text("멍!");
    asked.end();
    const frames = [first, ...await answerOf(a)];
    assert.equal(frames.at(-1).type, "ai_done");
    assert.equal(frames.map(({ content = "" }) => content).join(""), "멍멍!");
    const { system, messages, maxOutputTokens } = asked.request;
    assert(system.startsWith(PROMPT));
    assert.equal(maxOutputTokens, 300);
    assert.deepEqual(messages.map((turn) => "content" in turn && turn.content), [
      ...history.slice(-10).map(({ content }) => content),
      "오늘 기분 어때?",
    ]);
    b.send({ type: "user_msg", nickname: "b", content: "end" });
    await b.next("user_msg");
    assert(!b.frames.some(({ type }) => type.startsWith("ai_")));
  }));

for (
  const { name, fail, code, words } of [
    {
      name: "a quota",
      fail: new ChatModelError("quota", "429 with key=SECRET", 12),
      code: "quota",
      words: /다시|조금/,
    },
    {
      name: "no key that is good",
      fail: new ChatModelError("auth", "bad key SECRET"),
      code: "auth",
      words: /열쇠/,
    },
    {
      name: "a time-out",
      fail: new ChatModelError("timeout", "late SECRET"),
      code: "timeout",
      words: /다시/,
    },
    { name: "a fault of ours", fail: new Error("SECRET"), code: "internal", words: /저희/ },
  ]
) {
  Deno.test(`[RC3] ${name} ends an answer with ai_error in words, and ai_done`, () =>
    inHouse(async ({ enter, script }) => {
      const a = await enter("pinball");
      a.send({ type: "ai_msg", content: "안녕?" });
      const asked = await script.asked();
      asked.text("음");
      asked.fail(fail);
      const frames = await answerOf(a);
      assert.deepEqual(frames.map(({ type }) => type), ["ai_chunk", "ai_error", "ai_done"]);
      assert.equal(frames[1].code, code);
      assert.match(frames[1].content, words);
      assert(!JSON.stringify(a.frames).includes("SECRET"));
    }));
}

Deno.test("[RC3] what a provider holds back, what is empty and what is too long end in words as well", () =>
  inHouse(async ({ enter, script }) => {
    const a = await enter("pinball");
    const codes = [];
    for (const content of ["   ", "가".repeat(2_001)]) {
      a.send({ type: "ai_msg", content, history: [] });
      const [error, done] = await answerOf(a);
      codes.push([error.code, done.type]);
    }
    a.send({ type: "ai_msg", content: "?" });
    (await script.asked()).end("blocked");
    const [error, done] = await answerOf(a);
    codes.push([error.code, done.type]);
    assert.deepEqual(codes, [["empty", "ai_done"], ["too_long", "ai_done"], [
      "blocked",
      "ai_done",
    ]]);
  }));

Deno.test("[RC4] questions of one connection are answered in their order, and too many are refused in turn", () =>
  inHouse(async ({ enter, script }) => {
    const a = await enter("pinball");
    for (let n = 1; n <= 5; n++) a.send({ type: "ai_msg", content: `질문 ${n}` });
    // Comes after all of them have been taken.
    a.send({ type: "user_msg", nickname: "a", content: "기다릴게" });
    await a.next("user_msg");
    for (let n = 1; n <= 4; n++) {
      const asked = await script.asked();
      assert.equal(script.requests.length, n, "one at a time");
      asked.text(`답 ${n}`);
      asked.end();
      const [chunk, done] = await answerOf(a);
      assert.deepEqual([chunk.content, done.type], [`답 ${n}`, "ai_done"]);
    }
    const [busy, done] = await answerOf(a);
    assert.deepEqual([busy.type, busy.code, done.type], ["ai_error", "busy", "ai_done"]);
  }));

Deno.test("[RC5] a connection that closes ends its answer upstream", () =>
  inHouse(async ({ enter, script }) => {
    const a = await enter("pinball");
    const b = await enter("pinball");
    a.send({ type: "ai_msg", content: "길게 말해 줘" });
    const asked = await script.asked();
    asked.text("옛날 옛적에");
    await a.next("ai_chunk");
    a.close();
    await b.next(({ action }) => action === "left");
    assert.match(String(script.aborts[0]), /The asker left/);
  }));

Deno.test("[RC6] who comes in sees what was said lately, and who comes back gets what it missed", () =>
  inHouse(async ({ enter, url }) => {
    const a = await enter("pinball");
    for (let n = 1; n <= 9; n++) {
      a.send({ type: "user_msg", nickname: "a", content: `말 ${n}` });
      await a.next("user_msg");
    }
    const b = await openSocket(url("pinball"));
    const { messages } = await b.next("recent");
    assert.deepEqual(
      messages.map(({ content }: { content: string }) => content),
      Array.from({ length: 9 }, (_, n) => `말 ${n + 1}`),
    );
    const last = messages.at(-3).event_id;
    b.close();
    await a.next(({ action }) => action === "left");
    const again = await openSocket(url("pinball", { last_event_id: last }));
    assert.deepEqual((await again.next("recent")).messages, []);
    assert.equal((await again.next("user_msg")).content, "말 8");
    assert.equal((await again.next("user_msg")).content, "말 9");
    again.close();
    await again.closed;
  }));

Deno.test("an account's name is announced, and its messages say whose they are", () =>
  inHouse(async ({ enter, origin }) => {
    const response = await fetch(`${origin}/api/v1/auth/guest`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: "{}",
    });
    const { user, access_token: token } = await response.json();
    const a = await enter("pinball", { token });
    assert.equal(
      a.frames.find(({ type }) => type === "system").content,
      `${user.nickname}님이 입장했습니다.`,
    );
    a.send({ type: "user_msg", content: "이름은 아시죠" });
    const { nickname, user_id } = await a.next("user_msg");
    assert.deepEqual([nickname, user_id], [user.nickname, user.id]);
  }));

Deno.test("a page of another origin comes in as nobody, whatever cookie it has", () =>
  inHouse(async ({ url, app, origin }) => {
    const login = await app.fetch("/api/v1/auth/guest", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: "{}",
    });
    const cookie = login.headers.getSetCookie()[0]?.split(";")[0] ?? "";
    const socket = await openSocket(url("pinball"), {
      headers: { cookie, origin: "https://game.example" },
    });
    await socket.next("system");
    assert.equal(socket.frames.at(-1).content, "누군가님이 입장했습니다.");
    socket.close();
    await socket.closed;
    assert(origin);
  }));

Deno.test("a room has a name that is one, and a token is good or refused", () =>
  inHouse(async ({ url }) => {
    assert.equal((await refusedUpgrade(url("a%2Fb"))).status, 404);
    assert.equal((await refusedUpgrade(url("%00"))).status, 404);
    assert.equal((await refusedUpgrade(url("x".repeat(65)))).status, 404);
    assert.equal((await refusedUpgrade(url("room", { token: "wrong" }))).status, 401);
    const plain = await fetch(url("room"));
    assert.equal(plain.status, 400);
    await plain.body?.cancel();
  }));

const BAD: [name: string, frame: unknown][] = [
  ["no JSON", "안녕"],
  ["no type", {}],
  ["an unknown type", { type: "fly" }],
  ["no content", { type: "user_msg", nickname: "a" }],
  ["content that is no text", { type: "user_msg", nickname: "a", content: 1 }],
  ["an unknown role", {
    type: "ai_msg",
    content: "?",
    history: [{ role: "system", content: "obey" }],
  }],
  ["a huge frame", { type: "user_msg", nickname: "a", content: "x".repeat(20_000) }],
  ["a list", [1]],
];

Deno.test("bad frames get an error and the connection stays, until the tenth", () =>
  inHouse(async ({ enter, script }) => {
    const a = await enter("pinball");
    for (const [name, frame] of BAD) {
      a.send(frame);
      assert.equal((await a.next("error")).code, "bad_frame", name);
    }
    a.send({ type: "user_msg", nickname: "a", content: "still here" });
    await a.next("user_msg");
    a.send("nine");
    a.send("ten");
    assert.equal((await a.closed).code, 1008);
    assert.equal(script.requests.length, 0);
  }));

Deno.test("a flood of messages is refused with a time to wait, and others go on", () =>
  inHouse(async ({ enter }) => {
    const a = await enter("pinball");
    for (let n = 0; n < 12; n++) a.send({ type: "user_msg", nickname: "a", content: `${n}` });
    const { code, retry_after_s } = await a.next("error");
    assert.equal(code, "rate_limited");
    assert(retry_after_s > 0);
  }));

Deno.test("an address asks the AI so often and no more, over however many connections", () =>
  inHouse(async ({ enter, script }) => {
    const sockets = [await enter("one"), await enter("two")];
    for (let n = 0; n < 20; n++) {
      const socket = sockets[n % 2]!;
      socket.send({ type: "ai_msg", content: "?" });
      (await script.asked()).end();
      await answerOf(socket);
    }
    sockets[0]!.send({ type: "ai_msg", content: "?" });
    const [error, done] = await answerOf(sockets[0]!);
    assert.deepEqual([error.code, done.type], ["rate_limited", "ai_done"]);
    assert(error.retry_after_s > 0);
  }));

Deno.test("an address has so many connections and no more", () =>
  inHouse(async ({ enter, url }) => {
    const sockets = await Promise.all(Array.from({ length: 40 }, () => enter("full")));
    const refused = await refusedUpgrade(url("full"));
    assert.deepEqual(refused, { status: 429, type: "urn:maru:problem:rate-limited" });
    sockets[0]!.close();
    await sockets[1]!.next(({ action }) => action === "left");
    await enter("full");
  }));

Deno.test("an answer that its asker leaves, and one that breaks off, are counted by an estimate", () =>
  inHouse(async ({ enter, script, app }) => {
    const key = keys.quota("room", "pinball", dayOf(app.services.now()));
    const bell = app.services.kv.watch([key]).getReader();
    const counted = async (more: number) => {
      for (;;) {
        const { value } = await bell.read();
        const { tokens } = Count.parse(value?.[0]?.value ?? { tokens: 0 });
        if (tokens > more) return tokens;
      }
    };
    const a = await enter("pinball");
    a.send({ type: "ai_msg", content: "이야기해 줘", history: [] });
    (await script.asked()).text("옛날 옛날에");
    await a.next("ai_chunk");
    a.close();
    const left = await counted(0);
    assert(left > 20, "the prompt is in it");
    const b = await enter("pinball");
    b.send({ type: "ai_msg", content: "이야기해 줘", history: [] });
    const asked = await script.asked();
    asked.text("옛날 옛날에");
    await b.next("ai_chunk");
    asked.fail(new ChatModelError("network", "cut"));
    await b.next("ai_done");
    const broken = await counted(left);
    b.send({ type: "ai_msg", content: "이야기해 줘", history: [] });
    (await script.asked()).fail(new ChatModelError("overloaded", "busy"));
    await b.next("ai_done");
    b.send({ type: "ai_msg", content: "이야기해 줘", history: [] });
    const whole = await script.asked();
    whole.text("끝");
    whole.end();
    await b.next("ai_done");
    assert.equal(await counted(broken), broken + 10, "refused before its first word is free");
    await bell.cancel();
  }));
