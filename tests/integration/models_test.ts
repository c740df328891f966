/** Several providers behind one app: who answers, what it costs, who is stopped, and what must be told to nobody. */
import assert from "node:assert/strict";
import {
  errorAnswer as claudeError,
  message,
  OPENING,
  startClaude,
  textBlock,
} from "@/lib/ai/testing/claude_loopback.ts";
import { events, PROVIDER_CANARY, type Script } from "@/lib/ai/testing/loopback.ts";
import {
  completion,
  errorAnswer as openAiError,
  piece,
  startOpenAi,
} from "@/lib/ai/testing/openai_loopback.ts";
import { chatWords } from "@/lib/i18n/chat.ts";
import { usageWords } from "@/lib/i18n/usage.ts";
import { Browser } from "@/tests/integration/accounts_client.ts";
import { addCharacter } from "@/tests/integration/chat_app.ts";
import {
  bubblesOf,
  formOf,
  openChat,
  pageOf,
  press,
  startChat,
} from "@/tests/integration/chat_client.ts";
import { openTestApp, ORIGIN, type TestApp } from "@/tests/support/app.ts";

const CLAUDE_KEY = "sk-ant-canary-of-claude-0123456789";
const OPENAI_KEY = "sk-canary-of-openai-0123456789";
const SECRET_CARD = "canary-of-the-instruction";
const START_MS = Date.UTC(2026, 10, 21, 9);

interface World {
  app: TestApp;
  claude: Awaited<ReturnType<typeof startClaude>>;
  openai: Awaited<ReturnType<typeof startOpenAi>>;
  visitor(): Browser;
  /** Everything that was answered so far, its headers as well. */
  answered: string[];
}

/** An app with Claude as its standard and OpenAI's protocol beside it. */
async function withModels(
  scripts: { claude?: Script; openai?: Script },
  env: Record<string, string>,
  run: (world: World) => Promise<void>,
): Promise<void> {
  await using claude = await startClaude(
    scripts.claude ?? (() => message([textBlock(0, "Claude ", "speaks.")])),
  );
  await using openai = await startOpenAi(
    scripts.openai ?? (() => completion([{ content: "Llama " }, { content: "speaks." }])),
  );
  await using app = await openTestApp({
    startMs: START_MS,
    logLevel: "debug",
    env: {
      ANTHROPIC_API_KEY: CLAUDE_KEY,
      ANTHROPIC_BASE_URL: claude.baseUrl,
      OPENAI_API_KEY: OPENAI_KEY,
      OPENAI_BASE_URL: openai.baseUrl,
      OPENAI_MODEL: "llama3.2",
      ...env,
    },
  });
  const answered: string[] = [];
  await using server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {} },
    async (request) => {
      const response = await app.send(request);
      answered.push([...response.headers].join("\n"));
      if (response.body === null) return response;
      const [theirs, ours] = response.body.tee();
      void new Response(ours).text().then((text) => answered.push(text), () => {});
      return new Response(theirs, response);
    },
  );
  const origin = `http://127.0.0.1:${server.addr.port}`;
  const send = (request: Request) => {
    app.wait(1);
    return fetch(request, { redirect: "manual" });
  };
  await run({ app, claude, openai, answered, visitor: () => new Browser({ send }, origin) });
}

async function open(world: World): Promise<{ me: Browser; id: string }> {
  const character = await addCharacter(world.app, { description: SECRET_CARD });
  const me = world.visitor();
  return { me, id: await startChat(me, character.id) };
}

/** Says something and reads the page to its end. */
async function say({ me, id }: { me: Browser; id: string }, text: string): Promise<string> {
  await press(me, formOf(await pageOf(me, id), `/chats/${id}/send`), { text });
  return await pageOf(me, id);
}

Deno.test("the reader chooses who answers, from the next reply on", () =>
  withModels({}, {}, async (world) => {
    const { me, id } = await open(world);
    assert.equal(bubblesOf(await say({ me, id }, "Hello")).at(-1), "Claude speaks.");
    const form = formOf(await pageOf(me, id), `/chats/${id}/model`);
    await press(me, form, { model: "openai/llama3.2" });
    const html = await say({ me, id }, "And you?");
    assert.equal(bubblesOf(html).at(-1), "Llama speaks.");
    assert.match(html, /value="openai\/llama3.2"[^>]* selected/);
    assert.equal(world.claude.requests.length, 1);
    await press(me, form, { model: "" });
    assert.equal(bubblesOf(await say({ me, id }, "Back?")).at(-1), "Claude speaks.");
  }));

Deno.test("a model that is not offered cannot be chosen, nor one for somebody else's conversation", () =>
  withModels({}, {}, async (world) => {
    const { me, id } = await open(world);
    const refused = await me.post(`/chats/${id}/model`, { model: "claude/claude-fable-5-1" });
    assert.equal(refused.status, 422);
    const stranger = (await open(world)).me;
    const strange = await stranger.post(`/chats/${id}/model`, { model: "openai/llama3.2" });
    assert.equal(strange.status, 404);
  }));

Deno.test("a card's own model answers where it is offered", () =>
  withModels({}, {}, async (world) => {
    const { me, id } = await open(world);
    const wish = { "maru/model": "openai/llama3.2" };
    const card = {
      spec: "chara_card_v2",
      spec_version: "2.0",
      data: { name: "Wisher", first_mes: "Hm.", extensions: wish },
    };
    const body = new FormData();
    body.append("file", new File([JSON.stringify(card)], "wisher.json"));
    const cookie = [...me.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const imported = await world.app.fetch("/api/v1/characters/import", {
      method: "POST",
      body,
      headers: { cookie, origin: ORIGIN, "sec-fetch-site": "same-origin" },
    });
    assert.equal(imported.status, 201, await imported.clone().text());
    const { id: characterId } = await imported.json();
    const wished = await startChat(me, characterId);
    assert.equal(bubblesOf(await say({ me, id: wished }, "Hello")).at(-1), "Llama speaks.");
    assert.equal(bubblesOf(await say({ me, id }, "Hello")).at(-1), "Claude speaks.");
  }));

Deno.test("where one provider fails before its first word the next one answers, and is named", () =>
  withModels(
    { claude: () => claudeError(401, "authentication_error") },
    { AI_FALLBACK: "openai" },
    async (world) => {
      const { me, id } = await open(world);
      assert.equal(bubblesOf(await say({ me, id }, "Hello")).at(-1), "Llama speaks.");
      const named: unknown[] = [];
      for await (
        const { value } of world.app.kv.list<{ madeBy: string | null }>({
          prefix: ["message"],
        })
      ) {
        if (value.madeBy) named.push(value.madeBy);
      }
      assert.deepEqual(named, ["openai/llama3.2"]);
      const usage = await (await me.get("/account/usage")).text();
      assert.match(usage, /OpenAI · llama3\.2/);
      assert.doesNotMatch(usage, /claude-haiku/);
    },
  ));

Deno.test("the usage page tells replies, tokens and cost by day and model, without script or style", () =>
  withModels({}, {}, async (world) => {
    const { me, id } = await open(world);
    const empty = await (await me.get("/account/usage")).text();
    assert.match(empty, new RegExp(usageWords.en.empty.title));
    await say({ me, id }, "Hello");
    const html = await (await me.get("/account/usage")).text();
    assert.match(html, /Claude · claude-haiku-5-5/);
    // 10 read, 5 of them more from a cache, 2 more into it, 4 written.
    assert.match(html, /\$0\.0000033/);
    assert.match(html, /<svg[^>]*class="usage-bars"/);
    assert.match(html, new RegExp(usageWords.en.todayOf("21", "150K")));
    assert.doesNotMatch(html, /<script|style="/);
  }));

Deno.test("a guest whose tokens are used up keeps what was written, and reads what to do", () =>
  withModels({}, { AI_GUEST_DAY_TOKENS: "20" }, async (world) => {
    const { me, id } = await open(world);
    await say({ me, id }, "Hello");
    const refused = await me.post(`/chats/${id}/send`, { id: "nextmessage", text: "And now?" });
    assert.equal(refused.status, 429);
    const html = await refused.text();
    assert.match(html, />And now\?<\/textarea>/);
    assert.ok(
      html.includes(chatWords.en.spent.guest.replace("'", "&#39;")) ||
        html.includes(chatWords.en.spent.guest),
    );
    const again = await me.post(`/chats/${id}/again`, {});
    assert.equal(again.status, 429);
    assert.equal(again.headers.get("retry-after"), String(15 * 3600));
    assert.equal(world.claude.requests.length, 1);
    world.app.wait(15 * 3_600_000);
    assert.equal(bubblesOf(await say({ me, id }, "Tomorrow")).at(-1), "Claude speaks.");
  }));

Deno.test("guests of one address share that address's tokens", () =>
  withModels({}, { AI_ADDRESS_DAY_TOKENS: "20" }, async (world) => {
    const first = await open(world);
    await say(first, "Hello");
    await world.app.services.turns.drain(1000);
    const second = await open(world);
    const refused = await second.me.post(`/chats/${second.id}/send`, {
      id: "m1234567",
      text: "Hi",
    });
    assert.equal(refused.status, 429);
    assert.equal(world.claude.requests.length, 1);
  }));

Deno.test("no key, no instruction, no prompt and no word of a provider's error is in any answer or log", () =>
  withModels(
    {
      claude: (n) => n === 0 ? message([textBlock(0, "ok")]) : claudeError(500, "api_error"),
      openai: () => openAiError(401, "invalid_api_key"),
    },
    { AI_FALLBACK: "openai" },
    async (world) => {
      const said = "canary-of-what-was-said";
      const { me, id } = await open(world);
      await say({ me, id }, said);
      await say({ me, id }, "This one fails everywhere");
      assert.equal(world.openai.requests.length, 1);
      for (const path of ["/", "/about", "/account", "/account/usage", "/api/v1/health"]) {
        await (await me.get(path)).text();
      }
      const logs = world.app.logged.join("\n");
      const told = [...world.answered, logs];
      assert.match(logs, /"event":"turn"/);
      for (const secret of [CLAUDE_KEY, OPENAI_KEY, PROVIDER_CANARY, "canary-of-claude"]) {
        assert.equal(told.some((text) => text.includes(secret)), false, secret);
      }
      const instruction = String(JSON.stringify(world.claude.requests[0]?.body["system"]));
      assert.ok(instruction.includes(SECRET_CARD));
      assert.equal(told.some((text) => text.includes(SECRET_CARD)), false);
      // What a reader said is on the reader's own pages, and nowhere else.
      assert.equal(logs.includes(said), false);
    },
  ));

for (
  const [provider, begun] of [
    ["claude", events([OPENING, ...textBlock(0, "One ")], "hang")],
    ["openai", events([{ ...piece({ content: "One " }) }], "hang")],
  ] as const
) {
  Deno.test(`stop from a second tab ends the request to ${provider}, and both tabs come to their end`, () =>
    withModels(
      { claude: () => begun, openai: () => begun },
      { AI_PROVIDER: provider },
      async (world) => {
        const { me, id } = await open(world);
        const { openai, claude } = world;
        const asked = (provider === "claude" ? claude : openai).nextRequest();
        await press(me, formOf(await pageOf(me, id), `/chats/${id}/send`), { text: "Hello" });
        await using first = await openChat(me, id);
        const { cancelled } = await asked;
        await first.until("One ");
        await using second = await openChat(me, id);
        const stop = formOf(await second.until("One "), `/chats/${id}/stop`);
        assert.equal((await me.post(stop.action, stop.fields)).status, 204);
        // Resolves only as the provider's side sees the request end.
        await cancelled;
        for (const page of [first, second]) assert.match(await page.rest(), /turn-over.*<\/html>/s);
        assert.equal(bubblesOf(await pageOf(me, id)).at(-1)?.trim(), "One");
      },
    ));
}

/** Asks a room's AI and gives the frames of its answer, the last one `ai_done`. */
async function askRoom(origin: string, room: string): Promise<{ type: string; code?: string }[]> {
  const socket = new WebSocket(`${origin.replace("http", "ws")}/api/v1/ws/chat/${room}`);
  const frames: { type: string; code?: string }[] = [];
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  socket.onerror = () => reject(new Error("The room let nobody in"));
  socket.onopen = () => socket.send(JSON.stringify({ type: "ai_msg", content: "Hi", history: [] }));
  socket.onmessage = ({ data }) => {
    const frame = JSON.parse(data);
    if (frame.type.startsWith("ai_")) frames.push(frame);
    if (frame.type === "ai_done") resolve();
  };
  await promise;
  const closed = new Promise((resolve) => socket.onclose = resolve);
  socket.close();
  await closed;
  return frames;
}

Deno.test("a room whose tokens are used up says so to whoever asks, and another one answers", () =>
  withModels({}, { AI_ROOM_DAY_TOKENS: "20" }, async (world) => {
    const { origin } = world.visitor();
    const first = await askRoom(origin, "garden");
    assert.equal(first.some(({ type }) => type === "ai_error"), false);
    const spent = await askRoom(origin, "garden");
    assert.deepEqual(spent.map(({ type, code }) => [type, code]), [
      ["ai_error", "quota"],
      ["ai_done", undefined],
    ]);
    assert.equal((await askRoom(origin, "attic")).at(0)?.type, "ai_chunk");
    assert.equal(world.claude.requests.length, 2);
  }));
