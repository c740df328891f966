/** The assistant over its plain WebSocket and over REST, with a model that says what the test tells it to. */
import assert from "node:assert/strict";
import { ChatModelError } from "@/lib/ai/model.ts";
import { checkStore } from "@/lib/store/check/check.ts";
import { IDLE_MS, SWEEP_MS } from "@/lib/assistant/model.ts";
import { openTestApp, type TestApp } from "@/tests/support/app.ts";
import { type ScriptedModel, scriptedModel } from "@/tests/support/scripted_model.ts";
import { openSocket, serveApp, type TestSocket } from "@/tests/support/socket.ts";

interface House {
  app: TestApp;
  script: ScriptedModel;
  origin: string;
  open(query?: Record<string, string>): Promise<TestSocket>;
  guest(): Promise<{ id: string; token: string }>;
  history(sessionId: string, token?: string): Promise<{ status: number; json: Json }>;
}

// What is in an answer is asserted field by field.
// deno-lint-ignore no-explicit-any
type Json = any;

async function inHouse(run: (house: House) => Promise<void>): Promise<void> {
  const script = scriptedModel();
  await using app = await openTestApp({ chatModel: script.model });
  await using server = serveApp((request) => app.send(request));
  const { origin } = server;
  const sockets: TestSocket[] = [];
  await run({
    app,
    script,
    origin,
    async open(query = {}) {
      const address = `${origin}/api/v1/chat/ws?${new URLSearchParams(query)}`;
      const socket = await openSocket(address);
      sockets.push(socket);
      return socket;
    },
    async guest() {
      const response = await fetch(`${origin}/api/v1/auth/guest`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: "{}",
      });
      const { user, access_token } = await response.json();
      return { id: user.id, token: access_token };
    },
    async history(sessionId, token) {
      const response = await fetch(`${origin}/api/v1/chat/sessions/${sessionId}/messages`, {
        headers: token ? { authorization: `Bearer ${token}` } : {},
      });
      return { status: response.status, json: await response.json() };
    },
  });
  for (const socket of sockets) socket.close();
  await Promise.all(sockets.map(({ closed }) => closed));
}

async function join(socket: TestSocket, fields: Record<string, unknown>) {
  socket.send({ type: "join-chat", ...fields });
  const joined = await socket.next("chat-joined");
  const history = await socket.next("chat-history");
  const greeting = await socket.next("ai-message");
  return { joined, sessionId: String(joined.sessionId), messages: history.messages, greeting };
}

/** Asks, and lets the model answer. */
async function talk(
  socket: TestSocket,
  script: ScriptedModel,
  { sessionId, message, answer }: { sessionId: string; message: string; answer: string },
) {
  socket.send({ type: "send-message", sessionId, message });
  const sent = await socket.next("message-sent");
  const asked = await script.asked();
  asked.text(answer);
  asked.end();
  return { sent, asked, said: await socket.next("ai-message") };
}

Deno.test("[CS1] a join makes a session, greets, and what is said is confirmed, streamed, told and kept", () =>
  inHouse(async ({ open, script, history }) => {
    const socket = await open();
    const { joined, sessionId, messages, greeting } = await join(socket, { userId: "user-123" });
    assert.match(
      sessionId,
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    assert.equal(joined.userId, "user-123");
    assert.equal(joined.message, "채팅에 참가했습니다");
    assert.deepEqual(messages, []);
    assert.match(greeting.content, /^안녕하세요! 복지 서비스 검색 AI입니다/);
    assert(Number.isInteger(greeting.timestamp));
    socket.send({ type: "send-message", sessionId, message: "월세 지원" });
    const sent = await socket.next("message-sent");
    assert.equal(sent.content, "월세 지원");
    const asked = await script.asked();
    asked.text("1. 청년");
    assert.equal((await socket.next("ai-chunk")).content, "1. 청년");
    asked.text("월세\n    - 담당: 국토교통부");
    asked.end();
    const said = await socket.next("ai-message");
    assert.equal(said.content, "1. 청년월세\n    - 담당: 국토교통부");
    assert.deepEqual(asked.request.tools?.map(({ name }) => name), ["service_search"]);
    const { status, json } = await history(sessionId);
    assert.equal(status, 200);
    assert.deepEqual(
      json.messages.map((
        { sender, content, sessionId: of, messageType, createdAt, id }: Json,
      ) => [sender, content, of, messageType, typeof id, Date.parse(createdAt)]),
      [
        ["user", "월세 지원", sessionId, "TEXT", "string", sent.timestamp],
        ["assistant", said.content, sessionId, "TEXT", "string", said.timestamp],
      ],
    );
  }));

Deno.test("[CS2] a session resumes for its owner alone, on any connection", () =>
  inHouse(async ({ open, script }) => {
    const first = await open();
    const { sessionId } = await join(first, { userId: "user-1" });
    await talk(first, script, { sessionId, message: "안녕", answer: "반갑습니다" });
    first.close();
    await first.closed;
    const thief = await open();
    thief.send({ type: "join-chat", userId: "user-2", sessionId });
    assert.equal((await thief.next("error")).code, "not_yours");
    for (
      const event of [
        { type: "get-history", sessionId },
        { type: "send-message", sessionId, message: "내놔" },
        { type: "typing", sessionId, isTyping: true },
        { type: "leave-chat", sessionId },
      ]
    ) {
      thief.send(event);
      assert.equal((await thief.next("error")).code, "not_joined", event.type);
    }
    assert(!JSON.stringify(thief.frames).includes("반갑습니다"));
    const again = await open();
    const resumed = await join(again, { userId: "user-1", sessionId });
    assert.deepEqual([resumed.sessionId, resumed.joined.resumed], [sessionId, true]);
    assert.deepEqual(resumed.messages.map(({ content }: Json) => content), ["안녕", "반갑습니다"]);
  }));

Deno.test("[CS2] the session of an account is nobody else's, whoever knows its id and its userId", () =>
  inHouse(async ({ open, guest, history, script }) => {
    const [ana, bo] = [await guest(), await guest()];
    const socket = await open({ token: ana.token });
    const { sessionId } = await join(socket, { userId: "user-1" });
    await talk(socket, script, { sessionId, message: "비밀이야", answer: "네" });
    for (const other of [await open(), await open({ token: bo.token })]) {
      other.send({ type: "join-chat", userId: "user-1", sessionId });
      assert.equal((await other.next("error")).code, "not_yours");
    }
    assert.equal((await history(sessionId)).status, 404);
    assert.equal((await history(sessionId, bo.token)).status, 404);
    assert.equal((await history(sessionId, ana.token)).json.messages.length, 2);
    const more = await open({ token: ana.token });
    assert.equal((await join(more, { userId: "another name", sessionId })).sessionId, sessionId);
  }));

Deno.test("[CS3] half an hour without anything ends a session, and a later join begins a new one", () =>
  inHouse(async ({ app, open, script }) => {
    const socket = await open();
    const { sessionId } = await join(socket, { userId: "user-1" });
    await talk(socket, script, { sessionId, message: "안녕", answer: "네" });
    // The clock goes on by itself too.
    app.wait(IDLE_MS - 60_000);
    await app.services.assistant.sweep();
    socket.send({ type: "get-history", sessionId });
    assert.equal((await socket.next("chat-history")).messages.length, 2);
    app.wait(SWEEP_MS);
    await app.services.assistant.sweep();
    assert.equal((await socket.next("chat-left")).sessionId, sessionId);
    socket.send({ type: "send-message", sessionId, message: "아직 있니?" });
    assert.equal((await socket.next("error")).code, "over");
    const { joined, messages } = await join(socket, { userId: "user-1", sessionId });
    assert.notEqual(joined.sessionId, sessionId);
    assert.deepEqual([joined.resumed, messages], [false, []]);
  }));

Deno.test("[CS3] a session of which nobody heard for half an hour is over without a sweep", () =>
  inHouse(async ({ app, open }) => {
    const socket = await open();
    const { sessionId } = await join(socket, { userId: "user-1" });
    app.wait(IDLE_MS);
    const { joined } = await join(await open(), { userId: "user-1", sessionId });
    assert.notEqual(joined.sessionId, sessionId);
  }));

Deno.test("[CS4] the assistant is shown the last twenty messages, and clients fifty", () =>
  inHouse(async ({ open, script, app }) => {
    const socket = await open();
    const { sessionId } = await join(socket, { userId: "user-1" });
    for (let n = 1; n <= 26; n++) {
      const { asked } = await talk(socket, script, {
        sessionId,
        message: `질문 ${n}`,
        answer: `답 ${n}`,
      });
      if (n === 26) {
        const { messages } = asked.request;
        assert.equal(messages.length, 19, "twenty, but for an answer to what is not among them");
        assert.deepEqual(messages[0], { role: "user", content: "질문 17" });
        assert.deepEqual(messages.at(-1), { role: "user", content: "질문 26" });
      }
      // So many questions take longer than a moment.
      app.wait(20_000);
    }
    for (
      const [limit, first, count] of [[undefined, "질문 2", 50], [999, "질문 2", 50], [
        3,
        "답 25",
        3,
      ]]
    ) {
      socket.send({ type: "get-history", sessionId, limit });
      const { messages } = await socket.next("chat-history");
      assert.deepEqual([messages.length, messages[0].content], [count, first]);
    }
  }));

Deno.test("two connections of a session hear each other's words, and of typing", () =>
  inHouse(async ({ open, script }) => {
    const a = await open();
    const { sessionId } = await join(a, { userId: "user-1" });
    const b = await open();
    await join(b, { userId: "user-1", sessionId });
    a.send({ type: "typing", sessionId, isTyping: true });
    assert.equal((await b.next("user-typing")).isTyping, true);
    await talk(a, script, { sessionId, message: "안녕", answer: "네" });
    assert.equal((await b.next("message-sent")).content, "안녕");
    assert.equal((await b.next("ai-message")).content, "네");
  }));

Deno.test("leaving ends what was asked, keeps what was shown, and the session may be joined again", () =>
  inHouse(async ({ open, script }) => {
    const socket = await open();
    const { sessionId } = await join(socket, { userId: "user-1" });
    socket.send({ type: "send-message", sessionId, message: "길게" });
    const asked = await script.asked();
    asked.text("하나, 둘");
    await socket.next("ai-chunk");
    socket.send({ type: "leave-chat", sessionId });
    assert.equal((await socket.next("chat-left")).sessionId, sessionId);
    const { messages } = await join(socket, { userId: "user-1", sessionId });
    assert.equal(script.aborts.length, 1);
    assert.equal(messages[0].content, "길게");
  }));

Deno.test("an answer goes on when its connection breaks, and is there for who comes back", () =>
  inHouse(async ({ open, script, history }) => {
    const a = await open();
    const { sessionId } = await join(a, { userId: "user-1" });
    const b = await open();
    await join(b, { userId: "user-1", sessionId });
    a.send({ type: "send-message", sessionId, message: "안녕" });
    const asked = await script.asked();
    a.close();
    await a.closed;
    asked.text("기다렸어요");
    asked.end();
    assert.equal((await b.next("ai-message")).content, "기다렸어요");
    assert.equal((await history(sessionId)).json.messages.length, 2);
    assert.deepEqual(script.aborts, []);
  }));

Deno.test("what goes wrong is told in words, and what was shown before is kept", () =>
  inHouse(async ({ open, script }) => {
    const socket = await open();
    const { sessionId } = await join(socket, { userId: "user-1" });
    for (const [message, code] of [[" ", "empty"], ["가".repeat(2001), "too_long"]]) {
      socket.send({ type: "send-message", sessionId, message });
      assert.equal((await socket.next("error")).code, code);
    }
    socket.send({ type: "send-message", sessionId, message: "안녕" });
    const asked = await script.asked();
    asked.text("찾아보니");
    asked.fail(new ChatModelError("quota", "SECRET", 9));
    assert.equal((await socket.next("ai-message")).content, "찾아보니");
    const { code, message, retry_after_s } = await socket.next("error");
    assert.deepEqual([code, retry_after_s], ["quota", 9]);
    assert.match(message, /[가-힣]/);
    assert(!JSON.stringify(socket.frames).includes("SECRET"));
  }));

Deno.test("an id that can be guessed is not taken, and one that cannot is", () =>
  inHouse(async ({ open }) => {
    const socket = await open();
    const mine = crypto.randomUUID();
    assert.equal((await join(socket, { userId: "user-1", sessionId: mine })).sessionId, mine);
    const guessed = await join(socket, { userId: "user-1", sessionId: "my-chat" });
    assert.notEqual(guessed.sessionId, "my-chat");
    for (const sessionId of ["", null]) {
      assert.equal((await join(socket, { userId: "user-1", sessionId })).joined.resumed, false);
    }
  }));

const BAD: [name: string, frame: unknown][] = [
  ["no JSON", "{"],
  ["an unknown event", { type: "drop-tables" }],
  ["a join without a user", { type: "join-chat" }],
  ["a join with a blank user", { type: "join-chat", userId: " " }],
  ["a session that is no text", { type: "send-message", sessionId: {}, message: "x" }],
  ["a history of nothing", { type: "get-history", sessionId: "x", limit: 0 }],
  ["typing that is neither", { type: "typing", sessionId: "x", isTyping: "yes" }],
  ["a huge message", { type: "send-message", sessionId: "x", message: "x".repeat(20_000) }],
];

Deno.test("bad frames get an error with a message, and the tenth in a minute closes with 1008", () =>
  inHouse(async ({ open }) => {
    const socket = await open();
    for (const [name, frame] of BAD) {
      socket.send(frame);
      const { code, message } = await socket.next("error");
      assert.deepEqual([code, typeof message], ["bad_frame", "string"], name);
    }
    await join(socket, { userId: "user-1" });
    socket.send("nine");
    socket.send("ten");
    assert.equal((await socket.closed).code, 1008);
  }));

Deno.test("history of what is not there is 404, and a limit out of range 422", () =>
  inHouse(async ({ history }) => {
    assert.equal((await history("nothing")).status, 404);
    assert.equal((await history(crypto.randomUUID())).status, 404);
    assert.equal((await history(`${crypto.randomUUID()}/messages?limit=51#`)).status, 422);
  }));

Deno.test("an account's sessions are in its export and go with it, and a guest's come along", () =>
  inHouse(async ({ app, open, guest, script, history }) => {
    const ana = await guest();
    const socket = await open({ token: ana.token });
    const { sessionId } = await join(socket, { userId: "user-1" });
    await talk(socket, script, { sessionId, message: "비밀이야", answer: "네" });
    assert.deepEqual(await checkStore(app.kv), []);
    const domain = app.services.accountDomains.find(({ name }) => name === "assistant")!;
    const files = await Array.fromAsync(domain.exportData(app.kv, ana.id));
    assert.match(JSON.stringify(files), /비밀이야/);
    const bo = await guest();
    await domain.moveData(app.kv, ana.id, bo.id);
    assert.equal((await history(sessionId, bo.token)).json.messages.length, 2);
    assert.deepEqual(await checkStore(app.kv), []);
    assert.deepEqual(await Array.fromAsync(domain.exportData(app.kv, ana.id)), []);
    await domain.deleteData(app.kv, bo.id);
    await domain.deleteData(app.kv, bo.id);
    assert.equal((await history(sessionId, bo.token)).status, 404);
    for await (const { key } of app.kv.list({ prefix: [] })) {
      assert(!String(key[0]).startsWith("assist_"), key.join());
    }
  }));
