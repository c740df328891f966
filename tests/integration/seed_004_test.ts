/** The client of the room chat with an AI, unchanged but for its host, against the server as operators start it. */
import assert from "node:assert/strict";
import { startServer, type TestServer } from "@/tests/support/server.ts";

const KEY = "AIza-canary-4f1d";
const PROMPT = "너는 핀볼 게임 채팅창의 AI 친구야. 카나리아-8821";

async function start(env: Record<string, string> = {}): Promise<TestServer> {
  return await startServer({
    env: {
      DEMO_DELAY_MS: "5",
      LOG_LEVEL: "warn",
      AI_CHAT_MAX_TOKENS: "300",
      AI_CHAT_SYSTEM_PROMPT: PROMPT,
      ...env,
    },
  });
}

interface Shown {
  sender: string;
  content: string;
  isAi: boolean;
}

/** What the chat window does, with its state told apart from its framework. */
function openWindow(address: string, { nickname }: { nickname: string }) {
  const shown: Shown[] = [];
  const system: string[] = [];
  const received: string[] = [];
  let aiLoading = false;
  let look = () => {};
  const ws = new WebSocket(address);
  const opened = Promise.withResolvers<void>();
  const closed = Promise.withResolvers<number>();
  ws.onopen = () => opened.resolve();
  ws.onmessage = (event) => {
    received.push(event.data);
    const msg = JSON.parse(event.data);
    if (msg.type === "user_msg") {
      shown.push({ sender: msg.nickname, content: msg.content, isAi: false });
    } else if (msg.type === "ai_chunk") {
      const last = shown.at(-1);
      if (last?.isAi) last.content += msg.content;
      else shown.push({ sender: "AI", content: msg.content, isAi: true });
    } else if (msg.type === "ai_done") {
      aiLoading = false;
    } else if (msg.type === "system") {
      system.push(msg.content);
    }
    look();
  };
  ws.onclose = ({ code }) => closed.resolve(code);
  return {
    shown,
    system,
    received,
    opened: opened.promise,
    closed: closed.promise,
    close: () => ws.close(),
    loading: () => aiLoading,
    sendUserMessage: (content: string) =>
      ws.send(JSON.stringify({ type: "user_msg", nickname, content })),
    sendAiMessage(content: string, aiHistory: { role: string; content: string }[] = []) {
      aiLoading = true;
      ws.send(JSON.stringify({ type: "ai_msg", content, history: aiHistory.slice(-10) }));
    },
    async until(isIt: () => boolean) {
      const found = Promise.withResolvers<void>();
      look = () => isIt() && found.resolve();
      look();
      await found.promise;
    },
  };
}

function addressOf(server: TestServer, room: string): string {
  return `${server.origin.replace("http", "ws")}/api/v1/ws/chat/${room}`;
}

Deno.test("two windows see each other's words, comings and goings", async () => {
  await using server = await start();
  const a = openWindow(addressOf(server, "pinball"), { nickname: "감자" });
  await a.opened;
  await a.until(() => a.system.length === 1);
  const b = openWindow(addressOf(server, "pinball"), { nickname: "보리" });
  await b.opened;
  await a.until(() => a.system.length === 2);
  assert.match(a.system[1]!, /님이 입장했습니다\.$/);
  b.sendUserMessage("안녕하세요!");
  await a.until(() => a.shown.length === 1);
  await b.until(() => b.shown.length === 1);
  assert.deepEqual(a.shown, [{ sender: "보리", content: "안녕하세요!", isAi: false }]);
  assert.deepEqual(b.shown, a.shown);
  b.close();
  await b.closed;
  await a.until(() => a.system.length === 3);
  assert.equal(a.system[2], "보리님이 퇴장했습니다.");
  a.close();
  await a.closed;
  assert.equal(server.stderr, "");
});

Deno.test("a question is answered in pieces, in its language, to its asker alone, and the spinner goes", async () => {
  await using server = await start();
  const a = openWindow(addressOf(server, "pinball"), { nickname: "감자" });
  const b = openWindow(addressOf(server, "pinball"), { nickname: "보리" });
  await Promise.all([a.opened, b.opened]);
  a.sendAiMessage("오늘 점심 뭐 먹을까?");
  await a.until(() => !a.loading());
  const [answer] = a.shown;
  assert(answer?.isAi);
  assert.match(answer.content, /[가-힣]/);
  const history = [
    { role: "user", content: "오늘 점심 뭐 먹을까?" },
    { role: "model", content: answer.content },
  ];
  a.sendAiMessage("And what about dinner?", history);
  await a.until(() => !a.loading());
  b.sendUserMessage("끝");
  await b.until(() => b.shown.length === 1);
  assert.deepEqual(b.shown.map(({ content }) => content), ["끝"]);
  assert(!b.received.some((frame) => frame.includes("ai_")));
  for (const window of [a, b]) {
    window.close();
    await window.closed;
  }
});

Deno.test("a provider that cannot be reached is told in the chat, without a key or a prompt, and the spinner goes", async () => {
  await using server = await start({
    AI_PROVIDER: "gemini",
    GEMINI_API_KEY: KEY,
    // Nobody listens there.
    GOOGLE_GEMINI_BASE_URL: "http://127.0.0.1:9",
    LOG_LEVEL: "debug",
  });
  const a = openWindow(addressOf(server, "pinball"), { nickname: "감자" });
  await a.opened;
  a.sendAiMessage("안녕?");
  await a.until(() => !a.loading());
  const frames = a.received.map((frame) => JSON.parse(frame));
  const error = frames.find(({ type }) => type === "ai_error");
  assert.equal(typeof error.code, "string");
  assert.match(error.content, /[가-힣]/);
  assert.equal(frames.at(-1).type, "ai_done");
  a.close();
  await a.closed;
  for (const text of [...a.received, server.stdout, server.stderr]) {
    assert(!text.includes(KEY), text);
    assert(!text.includes("카나리아-8821"), text);
  }
});

Deno.test("a server that goes away sends everybody off with 1012, and whoever connects again is back in the room", async () => {
  await using server = await start();
  const a = openWindow(addressOf(server, "pinball"), { nickname: "감자" });
  await a.opened;
  a.sendUserMessage("남아 있는 말");
  await a.until(() => a.shown.length === 1);
  await server.restart();
  assert.equal(await a.closed, 1012);
  const again = openWindow(addressOf(server, "pinball"), { nickname: "감자" });
  await again.opened;
  again.sendUserMessage("돌아왔어요");
  await again.until(() => again.shown.length === 1);
  assert.deepEqual(again.shown.map(({ content }) => content), ["돌아왔어요"]);
  const recent = again.received.map((frame) => JSON.parse(frame)).find(({ type }) =>
    type === "recent"
  );
  assert.deepEqual(
    recent.messages.map(({ content }: { content: string }) => content),
    ["남아 있는 말"],
  );
  again.close();
  await again.closed;
});
