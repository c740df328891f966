import assert from "node:assert/strict";
import {
  type CharacterLine,
  createCharacterLine,
  LineRefused,
} from "@/lib/calls/character/line.ts";

type Answer = Response | Error | (() => Response);

/** A server that answers what a test tells it, one after the other. */
function serverOf(...answers: Answer[]) {
  const asked: string[] = [];
  const troubles: boolean[] = [];
  let waitedMs = 0;
  const line: CharacterLine = createCharacterLine({
    characterId: "haru",
    fetch(path, { body }) {
      asked.push(typeof body === "string" ? `${path} ${body}` : path);
      const answer = answers.shift() ?? new TypeError("Nobody answers");
      if (answer instanceof Error) return Promise.reject(answer);
      return Promise.resolve(typeof answer === "function" ? answer() : answer);
    },
    wait(ms) {
      waitedMs += ms;
      return Promise.resolve();
    },
    onTrouble: (on) => void troubles.push(on),
  });
  return { line, asked, troubles, waited: () => waitedMs };
}

const { signal } = new AbortController();
const json = (value: unknown, status = 200, headers = {}) =>
  new Response(JSON.stringify(value), { status, headers });
const events = (text: string) =>
  new Response(text, { headers: { "content-type": "text/event-stream" } });
const END = `event: end\ndata: {"finish":"stop","failure":null,"retry_after_s":null}\n\n`;

const follow = async (line: CharacterLine) =>
  await Array.fromAsync(line.follow("c1", "2.abc", signal));

Deno.test("what the server tells of a beginning is read, and nothing else of it", async () => {
  const { line, asked } = serverOf(json({
    conversation_id: "c1",
    url: "/chats/c1",
    lines: [{ role: "model", content: "Hi", emotion: "smile" }, { role: "user" }, 7],
    running: { turn_id: "t", reply: "2.abc", more: 1 },
  }));
  assert.deepEqual(await line.begin(null, signal), {
    conversationId: "c1",
    url: "/chats/c1",
    lines: [{ mine: false, text: "Hi", emotion: "smile" }, { mine: true, text: "", emotion: null }],
    running: { turnId: "t", reply: "2.abc" },
  });
  assert.deepEqual(asked, ["/api/v1/calls/characters/haru {}"]);
});

Deno.test("a reply comes as text and feelings, over chunks that break anywhere", async () => {
  const text = `: still there\n\nevent: emotion\ndata: {"emotion":"shy"}\n\n` +
    `id: 4\nevent: text\ndata: {"text":"안녕. "}\n\nevent: news\ndata: {}\n\n` +
    `event: text\ndata: nonsense\n\n${END}`;
  const bytes = new TextEncoder().encode(text);
  const pieces = Array.from(bytes, (byte) => new Uint8Array([byte]));
  const { line } = serverOf(new Response(ReadableStream.from(pieces)));
  assert.deepEqual(await follow(line), [
    { type: "emotion", emotion: "shy" },
    { type: "text", text: "안녕. " },
    { type: "end", finish: "stop", failure: null, retryAfterS: null },
  ]);
});

Deno.test("a way that breaks is gone back to, and the reply goes on where it was", async () => {
  const { line, asked, troubles } = serverOf(
    events(`id: 5\nevent: text\ndata: {"text":"One. "}\n\n`),
    new TypeError("Failed to fetch"),
    json({ detail: "Down" }, 503),
    events(`id: 9\nevent: text\ndata: {"text":"Two."}\n\n${END}`),
  );
  const news = await follow(line);
  assert.deepEqual(news.map((one) => one.type === "text" ? one.text : one.type), [
    "One. ",
    "Two.",
    "end",
  ]);
  assert.deepEqual(asked.map((path) => new URL(path, "http://x").searchParams.get("from")), [
    "0",
    "5",
    "5",
    "5",
  ]);
  assert.deepEqual(troubles, [true, true, true, false]);
});

Deno.test("what is said is said once, however often it has to be sent", async () => {
  const { line, asked } = serverOf(
    new TypeError("Failed to fetch"),
    json({ turn_id: null, reply: "2.abc" }, 202),
  );
  const said = {
    conversationId: "c1",
    id: "0123456789",
    text: "Hello",
    seen: ["smiling"] as const,
  };
  assert.deepEqual(await line.say(said, signal), { turnId: null, reply: "2.abc" });
  assert.equal(asked[0], asked[1]);
  assert(asked[0]?.includes(`"seen":["smiling"]`));
});

Deno.test("what the server refuses is not tried again, and its reason is told", async () => {
  const refusal = json({ detail: "Too often" }, 429, { "retry-after": "7" });
  const { line, asked } = serverOf(refusal);
  const said = { conversationId: "c1", id: "0123456789", text: "Hello", seen: [] };
  await assert.rejects(line.say(said, signal), (error) => {
    assert(error instanceof LineRefused);
    assert.deepEqual([error.status, error.detail, error.retryAfterS], [429, "Too often", 7]);
    return true;
  });
  assert.equal(asked.length, 1);
});

Deno.test("a server that is gone is given up after a while", async () => {
  const { line, asked, waited } = serverOf();
  await assert.rejects(follow(line), TypeError);
  assert(asked.length > 3 && asked.length < 12);
  assert(waited() > 10_000 && waited() < 40_000, `${waited()} ms`);
});

Deno.test("nothing is tried again once it was aborted", async () => {
  const ending = new AbortController();
  const { line, asked } = serverOf(() => {
    ending.abort();
    throw new DOMException("Aborted", "AbortError");
  });
  await assert.rejects(Array.fromAsync(line.follow("c1", "2.abc", ending.signal)));
  assert.equal(asked.length, 1);
});

for (
  const [what, body] of [["no object", 7], ["no reply", {}], ["half of one", {
    lines: [],
  }]] as const
) {
  Deno.test(`an answer that is ${what} is none`, async () => {
    const begun = serverOf(json(body));
    await assert.rejects(begun.line.begin("c1", signal), LineRefused);
  });
}
