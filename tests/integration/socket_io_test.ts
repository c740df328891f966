/** The assistant over Socket.IO: the official client over each transport, and requests that no honest client makes. */
import assert from "node:assert/strict";
import { ChatSocket } from "@/tests/integration/assistant_client.ts";
import { openTestApp, type TestApp } from "@/tests/support/app.ts";
import { type ScriptedModel, scriptedModel } from "@/tests/support/scripted_model.ts";
import { serveApp } from "@/tests/support/socket.ts";

interface House {
  app: TestApp;
  script: ScriptedModel;
  origin: string;
}

async function inHouse(run: (house: House) => Promise<void>): Promise<void> {
  const script = scriptedModel();
  await using app = await openTestApp({ chatModel: script.model });
  await using server = serveApp((request) => app.send(request));
  await run({ app, script, origin: server.origin });
  // A client's last word may come when the server takes no connections any more; its poll would be held to its end.
  await app.services.assistant.dismiss();
}

const TRANSPORTS = [
  { name: "its default transports", transports: undefined, ends: "websocket" },
  { name: "polling alone", transports: ["polling"], ends: "polling" },
  { name: "WebSockets alone", transports: ["websocket"], ends: "websocket" },
  { name: "WebSockets before polling", transports: ["websocket", "polling"], ends: "websocket" },
];

for (const { name, transports, ends } of TRANSPORTS) {
  Deno.test(`the official client talks over ${name}`, () =>
    inHouse(async ({ origin, script }) => {
      await using chat = new ChatSocket(origin, transports ? { transports } : {});
      const { sessionId, greeting } = await chat.join({ userId: "user-1" });
      assert.match(greeting.content, /^안녕하세요!/);
      chat.emit("typing", { sessionId, isTyping: true });
      assert.deepEqual(await chat.next("user-typing"), { sessionId, isTyping: true });
      chat.emit("send-message", { sessionId, message: "노인 복지 서비스 알려줘" });
      assert.equal((await chat.next("message-sent")).content, "노인 복지 서비스 알려줘");
      const asked = await script.asked();
      asked.text("1. 효행");
      assert.equal((await chat.next("ai-chunk")).content, "1. 효행");
      asked.text("장려금");
      asked.end();
      assert.equal((await chat.next("ai-message")).content, "1. 효행장려금");
      chat.emit("get-history", { sessionId, limit: 50 });
      assert.equal((await chat.next("chat-history")).messages.length, 2);
      chat.emit("leave-chat", { sessionId });
      assert.deepEqual(await chat.next("chat-left"), { sessionId });
      chat.emit("send-message", { sessionId, message: "?" });
      assert.equal((await chat.next("error")).code, "not_joined");
      assert.equal(chat.transport, ends);
    }));
}

Deno.test("a client moves to its WebSocket while it talks, and hears everything once and in order", () =>
  inHouse(async ({ origin, script }) => {
    await using chat = new ChatSocket(origin);
    const { sessionId } = await chat.join({ userId: "user-1" });
    for (let n = 1; n <= 8; n++) {
      chat.emit("send-message", { sessionId, message: `${n}` });
      const asked = await script.asked();
      asked.text(`answer ${n}`);
      asked.end();
      assert.equal((await chat.next("ai-message")).content, `answer ${n}`);
    }
    assert.deepEqual(
      chat.of("message-sent").map(({ content }) => content),
      ["1", "2", "3", "4", "5", "6", "7", "8"],
    );
  }));

for (const transports of [["websocket"], ["polling", "websocket"]]) {
  Deno.test(`a client over ${transports.join(" and ")} that loses its connection goes on, and gets what it missed`, () =>
    inHouse(async ({ origin, script }) => {
      await using chat = new ChatSocket(origin, {
        transports,
        reconnectionDelay: 10,
        reconnectionDelayMax: 20,
      });
      const { sessionId } = await chat.join({ userId: "user-1" });
      chat.emit("send-message", { sessionId, message: "오래 걸리는 질문" });
      await chat.next("message-sent");
      const asked = await script.asked();
      chat.cut();
      await chat.next("disconnect");
      asked.text("그동안의 답");
      asked.end();
      assert.equal((await chat.next("ai-message")).content, "그동안의 답");
      assert.equal(chat.socket.recovered, true);
      chat.emit("send-message", { sessionId, message: "다시 왔어요" });
      assert.equal((await chat.next("message-sent")).content, "다시 왔어요");
      (await script.asked()).end();
      assert.equal(chat.of("chat-joined").length, 1);
      assert.deepEqual(
        chat.of("message-sent").map(({ content }) => content),
        ["오래 걸리는 질문", "다시 왔어요"],
      );
    }));
}

Deno.test("a token in the client's auth makes sessions that account's, and a wrong one is refused", () =>
  inHouse(async ({ app, origin, script }) => {
    const response = await app.fetch("/api/v1/auth/guest", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: "{}",
    });
    const { access_token: token } = await response.json();
    await using mine = new ChatSocket(origin, { auth: { token } });
    const { sessionId } = await mine.join({ userId: "user-1" });
    await using other = new ChatSocket(origin);
    other.emit("join-chat", { userId: "user-1", sessionId });
    assert.equal((await other.next("error")).code, "not_yours");
    await using wrong = new ChatSocket(origin, { auth: { token: "wrong" } });
    assert.equal((await wrong.next("connect_error")).message, "unauthorized");
    assert.equal(script.requests.length, 0);
  }));

Deno.test("a namespace that is none is refused in the protocol's words", () =>
  inHouse(async ({ origin }) => {
    await using lost = new ChatSocket(origin, { reconnection: false }, "/signaling");
    assert.equal((await lost.next("connect_error")).message, "Invalid namespace");
  }));

Deno.test("an event that is none is answered with an error, ten of them with goodbye, and acknowledgements come", () =>
  inHouse(async ({ origin }) => {
    await using chat = new ChatSocket(origin, { transports: ["websocket"], reconnection: false });
    await chat.next("connect");
    await chat.socket.emitWithAck("join-chat", { userId: "user-1" });
    for (let n = 0; n < 9; n++) chat.emit("drop-tables", { n });
    for (let n = 0; n < 9; n++) {
      assert.equal((await chat.next("error")).code, "bad_frame");
    }
    chat.emit("join-chat", "no object");
    assert.equal(await chat.next("disconnect"), "io server disconnect");
  }));

Deno.test("a message that is far too large is refused, and one with bytes ends the session", () =>
  inHouse(async ({ origin }) => {
    await using chat = new ChatSocket(origin, { transports: ["websocket"], reconnection: false });
    const { sessionId } = await chat.join({ userId: "user-1" });
    chat.emit("send-message", { sessionId, message: "가".repeat(2_000_000) });
    assert.equal((await chat.next("error")).code, "bad_frame");
    chat.emit("send-message", { sessionId, message: new Uint8Array([1, 2, 3]) });
    await chat.next("disconnect");
  }));

const PATH = "/socket.io/?EIO=4";

/** Sends a request as a client from elsewhere would. */
async function ask(origin: string, query: string, init: RequestInit = {}) {
  const response = await fetch(origin + PATH + query, init);
  return { status: response.status, text: await response.text(), headers: response.headers };
}

/** Opens a session over polling. */
async function handshake(origin: string): Promise<string> {
  const { text } = await ask(origin, "&transport=polling");
  return JSON.parse(text.slice(1)).sid;
}

Deno.test("requests that are not of the protocol are refused as it says", () =>
  inHouse(async ({ origin, app }) => {
    const sid = await handshake(origin);
    const refused = async (query: string, init?: RequestInit) => {
      const { status, text } = await ask(origin, query, init);
      return [status, JSON.parse(text).code];
    };
    const post = { method: "POST", body: "4hi" };
    assert.deepEqual(await refused("&transport=pigeon"), [400, 0]);
    assert.deepEqual(await refused("&transport=polling&sid=unknown"), [400, 1]);
    assert.deepEqual(await refused("&transport=polling", post), [400, 2]);
    assert.deepEqual(await refused(`&transport=polling&sid=${sid}`, { method: "PUT" }), [400, 2]);
    assert.deepEqual(await refused(`&transport=websocket&sid=${sid}`), [400, 3]);
    const old = await fetch(`${origin}/socket.io/?EIO=3&transport=polling`);
    assert.deepEqual([old.status, (await old.json()).code], [400, 5]);
    assert.equal(app.services.assistant.engine.size, 1);
  }));

for (
  const { name, body } of [
    { name: "no packet", body: "abc" },
    { name: "bytes", body: "bAQIDBA==" },
    { name: "a packet of Socket.IO that is none", body: '4{"no":"packet"}' },
    { name: "an unknown type of Socket.IO", body: "49" },
    { name: "attachments that never come", body: '451-/chat,["x",{"_placeholder":true,"num":0}]' },
    { name: "names that every object has", body: '42/chat,["__proto__",{"__proto__":{"x":1}}]' },
  ]
) {
  Deno.test(`a body with ${name} harms nobody but its session`, () =>
    inHouse(async ({ origin, app }) => {
      const sid = await handshake(origin);
      const bystander = await handshake(origin);
      await ask(origin, `&transport=polling&sid=${sid}`, { method: "POST", body: "40/chat," });
      const { status } = await ask(origin, `&transport=polling&sid=${sid}`, {
        method: "POST",
        body,
      });
      assert(status === 200 || status === 400, String(status));
      const other = await ask(origin, `&transport=polling&sid=${bystander}`, {
        method: "POST",
        body: "40/chat,",
      });
      assert.deepEqual([other.status, other.text], [200, "ok"]);
      const { text } = await ask(origin, `&transport=polling&sid=${bystander}`);
      assert.match(text, /^40\/chat,\{"sid":/);
      assert.deepEqual(app.logged, []);
    }));
}

Deno.test("a body beyond the announced payload is 413, and a session of somebody else stays closed", () =>
  inHouse(async ({ origin }) => {
    const sid = await handshake(origin);
    const { status } = await ask(origin, `&transport=polling&sid=${sid}`, {
      method: "POST",
      body: `4${"x".repeat(70_000)}`,
    });
    assert.equal(status, 413);
  }));

Deno.test("a second poll ends the session", () =>
  inHouse(async ({ origin, app }) => {
    const sid = await handshake(origin);
    const query = `&transport=polling&sid=${sid}`;
    const answers = await Promise.all([ask(origin, query), ask(origin, query)]);
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 400]);
    assert.equal(answers.find(({ status }) => status === 200)!.text, "1");
    assert.equal(app.services.assistant.engine.size, 0);
  }));

Deno.test("pages elsewhere may come in, without a cookie's worth, and ask before they do", () =>
  inHouse(async ({ origin }) => {
    const elsewhere = { origin: "https://page.example", "sec-fetch-site": "cross-site" };
    const opened = await ask(origin, "&transport=polling", { headers: elsewhere });
    assert.equal(opened.headers.get("access-control-allow-origin"), "*");
    assert.equal(opened.headers.get("access-control-allow-credentials"), null);
    assert.equal(opened.headers.get("cross-origin-resource-policy"), "cross-origin");
    const { sid } = JSON.parse(opened.text.slice(1));
    const posted = await ask(origin, `&transport=polling&sid=${sid}`, {
      method: "POST",
      body: "40/chat,",
      headers: elsewhere,
    });
    assert.deepEqual([posted.status, posted.text], [200, "ok"]);
    assert.equal(posted.headers.get("access-control-allow-origin"), "*");
    const preflight = await ask(origin, "&transport=polling", {
      method: "OPTIONS",
      headers: { ...elsewhere, "access-control-request-headers": "x-mine" },
    });
    assert.equal(preflight.status, 204);
    assert.equal(preflight.headers.get("access-control-allow-headers"), "x-mine");
    const form = await fetch(`${origin}/chats`, { method: "POST", headers: elsewhere });
    assert.equal(form.status, 403, "the rest of the house stays closed to them");
    await form.body?.cancel();
  }));

Deno.test("an address opens so many sessions and no more, and they are gone with the server", () =>
  inHouse(async ({ origin, app }) => {
    for (let n = 0; n < 40; n++) await handshake(origin);
    const { status, headers } = await ask(origin, "&transport=polling");
    assert.equal(status, 429);
    assert(Number(headers.get("retry-after")) > 0);
    assert.equal(headers.get("access-control-allow-origin"), "*");
    assert.equal(app.services.assistant.engine.size, 40);
  }));
