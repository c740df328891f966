/** Clients of the chat sessions with tools, unchanged but for their host, against the server as operators start it. */
import assert from "node:assert/strict";
import { io, type Socket } from "socket.io-client";
import { z } from "zod";
import { ChatSocket } from "@/tests/integration/assistant_client.ts";
import { openSocket } from "@/tests/support/socket.ts";
import { startServer, type TestServer } from "@/tests/support/server.ts";

async function start(): Promise<TestServer> {
  return await startServer({ env: { DEMO_DELAY_MS: "5", LOG_LEVEL: "warn" } });
}

/** A numbered list with the office and the phone of each entry. */
const LIST = /(^|\n)1\. .+\n {4}- 담당: .+\n {4}- 연락처: .+/;

const Messages = z.array(z.object({
  id: z.string().min(1),
  sender: z.enum(["user", "assistant", "system"]),
  content: z.string(),
  createdAt: z.iso.datetime(),
}));
const Said = z.object({ content: z.string().min(1), timestamp: z.int() });

/** What the page does: its script, with its two elements and its lines told apart from the browser. */
function openPage(origin: string) {
  const lines: { sender: string; content: string }[] = [];
  const input = { value: "" };
  let look = () => {};
  const displayMessage = (sender: string, content: string) => {
    lines.push({ sender, content });
    look();
  };
  const socket = io(`${origin}/chat`, { forceNew: true });
  const userId = "user-" + Date.now();
  let sessionId: string | null = null;
  socket.emit("join-chat", { userId });
  socket.on("chat-joined", (data) => sessionId = data.sessionId);
  socket.on("chat-history", (data) => {
    data.messages.forEach((msg: { sender: string; content: string }) =>
      displayMessage(msg.sender, msg.content)
    );
  });
  socket.on("ai-message", (data) => displayMessage("AI", data.content));
  socket.on("message-sent", (data) => displayMessage("나", data.content));
  const click = () => {
    const message = input.value.trim();
    if (message && sessionId) {
      socket.emit("send-message", { sessionId, message });
      input.value = "";
    }
  };
  return {
    socket,
    lines,
    input,
    click,
    sessionId: () => sessionId,
    async until(isIt: (line: { sender: string; content: string }) => boolean) {
      const found = Promise.withResolvers<string>();
      look = () => {
        const line = lines.find(isIt);
        if (line) found.resolve(line.content);
      };
      look();
      return await found.promise;
    },
  };
}

async function close(socket: Socket): Promise<void> {
  const { engine } = socket.io;
  const closed = Promise.withResolvers<void>();
  engine.once("close", () => closed.resolve());
  socket.close();
  await closed.promise;
}

Deno.test("the page talks with the assistant, over the client's default transports", async () => {
  await using server = await start();
  const page = openPage(server.origin);
  const greeting = await page.until(({ sender }) => sender === "AI");
  assert.match(greeting, /^안녕하세요! 복지 서비스 검색 AI입니다/);
  page.input.value = " 노인 복지 서비스 알려줘 ";
  page.click();
  assert.equal(page.input.value, "");
  assert.equal(await page.until(({ sender }) => sender === "나"), "노인 복지 서비스 알려줘");
  const answer = await page.until(({ sender, content }) => sender === "AI" && content !== greeting);
  assert.match(answer, LIST);
  assert.deepEqual(page.lines.map(({ sender }) => sender), ["AI", "나", "AI"]);
  await close(page.socket);
  assert.equal(server.stderr, "");
});

Deno.test("the component keeps the same messages in its state", async () => {
  await using server = await start();
  let messages: { sender: string; content: string }[] = [];
  let sessionId: string | null = null;
  const changed = new EventTarget();
  const setMessages = (next: (previous: typeof messages) => typeof messages) => {
    messages = next(messages);
    changed.dispatchEvent(new Event("change"));
  };
  const newSocket = io(`${server.origin}/chat`, { forceNew: true });
  newSocket.emit("join-chat", { userId: "user-" + Date.now() });
  newSocket.on("chat-joined", (data) => sessionId = data.sessionId);
  newSocket.on("chat-history", (data) => {
    const history = data.messages as { sender: string; content: string }[];
    setMessages(() =>
      history.map(({ sender, content }) => ({ sender: sender === "user" ? "나" : "AI", content }))
    );
  });
  newSocket.on(
    "ai-message",
    (data) => setMessages((prev) => [...prev, { sender: "AI", content: data.content }]),
  );
  newSocket.on(
    "message-sent",
    (data) => setMessages((prev) => [...prev, { sender: "나", content: data.content }]),
  );
  const until = async (count: number) => {
    while (messages.length < count) {
      await new Promise((resolve) => changed.addEventListener("change", resolve, { once: true }));
    }
  };
  await until(1);
  newSocket.emit("send-message", { sessionId, message: "청년 월세 지원" });
  await until(3);
  assert.deepEqual(messages.map(({ sender }) => sender), ["AI", "나", "AI"]);
  assert.match(messages[2]!.content, LIST);
  await close(newSocket);
});

Deno.test("every event, one after another, and the history over REST; then a second visit resumes", async () => {
  await using server = await start();
  const { origin } = server;
  let sessionId = "";
  {
    await using chat = new ChatSocket(origin, { transports: ["websocket", "polling"] });
    const { joined, messages, greeting } = await chat.join({ userId: "user-123" });
    assert.equal(z.uuid().parse(joined.sessionId), joined.sessionId);
    assert.deepEqual([joined.userId, joined.message], ["user-123", "채팅에 참가했습니다"]);
    assert.deepEqual(messages, []);
    Said.parse(greeting);
    sessionId = joined.sessionId;
    chat.emit("typing", { sessionId, isTyping: true });
    assert.equal((await chat.next("user-typing")).isTyping, true);
    chat.emit("send-message", { sessionId, message: "노인 복지 서비스 알려줘" });
    assert.equal(Said.parse(await chat.next("message-sent")).content, "노인 복지 서비스 알려줘");
    const answer = Said.parse(await chat.next("ai-message"));
    assert.match(answer.content, LIST);
    const chunks = chat.of("ai-chunk").map(({ content }) => content).join("").trim();
    assert.equal(chunks, answer.content);
    chat.emit("get-history", { sessionId, limit: 50 });
    const history = Messages.parse((await chat.next("chat-history")).messages);
    assert.deepEqual(
      history.map(({ sender, content }) => [sender, content]),
      [["user", "노인 복지 서비스 알려줘"], ["assistant", answer.content]],
    );
    const response = await fetch(`${origin}/api/v1/chat/sessions/${sessionId}/messages`);
    assert.equal(response.status, 200);
    const rest = await response.json();
    Messages.parse(rest.messages);
    assert.deepEqual(
      rest.messages.map((
        message: Record<string, string>,
      ) => [message["sessionId"], message["messageType"], message["content"]]),
      history.map(({ content }) => [sessionId, "TEXT", content]),
    );
    chat.emit("leave-chat", { sessionId });
    assert.equal((await chat.next("chat-left")).sessionId, sessionId);
    chat.emit("send-message", { sessionId, message: "아직 있나요" });
    assert.equal(typeof (await chat.next("error")).message, "string");
  }
  await using again = new ChatSocket(origin);
  const back = await again.join({ userId: "user-123", sessionId });
  assert.equal(back.sessionId, sessionId);
  assert.equal(back.messages.length, 2);
  await using stranger = new ChatSocket(origin);
  stranger.emit("join-chat", { userId: "user-456", sessionId });
  assert.equal(typeof (await stranger.next("error")).message, "string");
  assert.deepEqual(stranger.of("chat-history"), []);
});

Deno.test("the same events go over a plain WebSocket", async () => {
  await using server = await start();
  const socket = await openSocket(`${server.origin}/api/v1/chat/ws`);
  socket.send({ type: "join-chat", userId: "user-123" });
  const { sessionId } = await socket.next("chat-joined");
  assert.deepEqual((await socket.next("chat-history")).messages, []);
  Said.parse(await socket.next("ai-message"));
  socket.send({ type: "typing", sessionId, isTyping: false });
  assert.equal((await socket.next("user-typing")).isTyping, false);
  socket.send({ type: "send-message", sessionId, message: "장애인 복지 서비스 알려줘" });
  Said.parse(await socket.next("message-sent"));
  assert.match(Said.parse(await socket.next("ai-message")).content, LIST);
  socket.send({ type: "get-history", sessionId });
  Messages.length(2).parse((await socket.next("chat-history")).messages);
  socket.send({ type: "leave-chat", sessionId });
  assert.equal((await socket.next("chat-left")).sessionId, sessionId);
  socket.close();
  await socket.closed;
});

Deno.test("a restart of the server sends clients away and back, and they go on where they were", async () => {
  await using server = await startServer({
    env: { DEMO_DELAY_MS: "0", LOG_LEVEL: "warn", PORT: String(freePort()) },
  });
  await using chat = new ChatSocket(server.origin, {
    reconnectionDelay: 50,
    reconnectionDelayMax: 100,
  });
  const { sessionId } = await chat.join({ userId: "user-123" });
  await server.restart();
  await chat.next("connect");
  assert.equal(chat.socket.recovered, true);
  chat.emit("send-message", { sessionId, message: "노인 복지 서비스 알려줘" });
  assert.equal((await chat.next("message-sent")).content, "노인 복지 서비스 알려줘");
  assert.match((await chat.next("ai-message")).content, LIST);
  assert.equal(server.stderr, "");
});

/** A port that was free a moment ago: a server that comes back has to be where it was. */
function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return listener.addr.port;
}
