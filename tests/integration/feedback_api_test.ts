/** Feedback over the API: on chapters and replies, and what comes of it for whoever made them. */
import assert from "node:assert/strict";
import { z } from "zod";
import { checkStore } from "@/lib/store/check/check.ts";
import { keys } from "@/lib/store/keys.ts";
import { readConversation, readMessage } from "@/lib/chat/model.ts";
import { encodePlace } from "@/lib/chat/view.ts";
import { Caller, Person, problemOf } from "@/tests/integration/characters_client.ts";
import { openTestApp, type TestApp } from "@/tests/support/app.ts";

const NOW = Date.UTC(2026, 10, 3, 9);
const Story = z.object({ id: z.string(), chapters: z.array(z.object({ id: z.int() })) });
const Received = z.object({
  counts: z.array(z.object({ reason: z.string(), good: z.boolean(), times: z.int() })),
  items: z.array(z.object({
    part: z.string(),
    reason: z.string(),
    words: z.string(),
    reply: z.string().nullable(),
  })),
  next_cursor: z.string().nullable(),
});

async function makeStory(writer: Caller) {
  const made = await writer.call("POST", "/stories", {
    title: "등대",
    lang: "ko",
    visibility: "public",
    chapters: [{ title: "하나", content: "불이 켜졌다." }],
    status: "published",
  });
  assert.equal(made.status, 201, JSON.stringify(made.json));
  const { id, chapters } = Story.parse(made.json);
  return { id, path: `/stories/${id}/chapters/${chapters[0]!.id}/feedback` };
}

const receivedBy = async (maker: Caller, path: string) => {
  const { status, json } = await maker.call("GET", path);
  assert.equal(status, 200, JSON.stringify(json));
  return Received.parse(json);
};

Deno.test("feedback on a chapter is given, replaced, counted once, and taken back", async () => {
  await using app = await openTestApp({ startMs: NOW });
  const writer = await new Caller(app).enter();
  const reader = await new Caller(app, "203.0.113.9").enter();
  const { id, path } = await makeStory(writer);
  problemOf(await reader.call("GET", path), 404);
  const first = await reader.call("PUT", path, { reason: "moving", words: "울었어요." });
  assert.deepEqual([first.status, first.json], [200, {
    reason: "moving",
    good: true,
    words: "울었어요.",
    shown: false,
    at: new Date(NOW).toISOString(),
  }]);
  await reader.call("PUT", path, { reason: "dull" });
  const said = await receivedBy(writer, `/stories/${id}/feedback`);
  assert.deepEqual(said.counts, [{ reason: "dull", good: false, times: 1 }]);
  assert.deepEqual(said.items.map(({ reason, words }) => [reason, words]), [["dull", ""]]);
  assert.equal((await reader.call("DELETE", path)).status, 204);
  assert.equal((await reader.call("DELETE", path)).status, 204, "twice changes nothing");
  assert.deepEqual((await receivedBy(writer, `/stories/${id}/feedback`)).items, []);
  assert.deepEqual(await checkStore(app.kv), []);
});

Deno.test("feedback over the API refuses what is wrong, gone, hidden or another's", async () => {
  await using app = await openTestApp({ startMs: NOW });
  const writer = await new Caller(app).enter();
  const reader = await new Caller(app, "203.0.113.9").enter();
  const { id, path } = await makeStory(writer);
  problemOf(await new Caller(app).call("PUT", path, { reason: "good" }), 401);
  assert.deepEqual(problemOf(await reader.call("PUT", path, {}), 422), ["reason"]);
  assert.deepEqual(problemOf(await reader.call("PUT", path, { reason: "__proto__" }), 422), [
    "reason",
  ]);
  const long = { reason: "good", words: "x".repeat(501) };
  assert.deepEqual(problemOf(await reader.call("PUT", path, long), 422), ["words"]);
  problemOf(
    await reader.call("PUT", `/stories/${id}/chapters/99/feedback`, { reason: "good" }),
    404,
  );
  problemOf(await reader.call("GET", `/stories/${id}/feedback`), 403);
  await writer.call("PATCH", `/stories/${id}`, { visibility: "private" });
  problemOf(await reader.call("PUT", path, { reason: "good" }), 404);
  problemOf(await reader.call("GET", "/characters/nobody/feedback"), 404);
});

/** A conversation of somebody's with a character, and the place of its greeting. */
async function begin(app: TestApp, browser: Person, character: string) {
  const location = (await browser.post("/chats", { character })).headers.get("location") ?? "";
  const id = /^\/chats\/([0-9a-z]+)/.exec(location)?.[1] ?? assert.fail(location);
  const { value } = await app.kv.get(keys.conversation(id));
  assert.ok(readConversation(value));
  const [entry] = await Array.fromAsync(app.kv.list({ prefix: keys.messages(id) }));
  const message = readMessage(entry!.value);
  return { id, place: encodePlace(message) };
}

Deno.test("feedback on a reply shows its maker the reply only where the reader says so", async () => {
  await using app = await openTestApp({ startMs: NOW });
  const maker = await new Caller(app).enter();
  const { id: character } = await maker.make({
    name: "무진",
    description: "등대지기",
    greeting: "canary-greeting: 왔구나.",
    visibility: "public",
  });
  const browser = await new Person(app).signUp("독자");
  const { id, place } = await begin(app, browser, character);
  // The pages' cookie opens the API as well.
  const put = (path: string, body: unknown) =>
    app.send(
      new Request(`http://maru.test/api/v1${path}`, {
        method: "PUT",
        headers: {
          "content-type": "application/json",
          origin: "http://maru.test",
          cookie: [...browser.cookies].map(([name, value]) => `${name}=${value}`).join("; "),
        },
        body: JSON.stringify(body),
      }),
    );
  const path = `/conversations/${id}/messages/${place}/feedback`;
  assert.equal(
    (await put(path, { reason: "in_character", words: "꼭 그 사람 같아요." })).status,
    200,
  );
  const [hidden] = (await receivedBy(maker, `/characters/${character}/feedback`)).items;
  assert.deepEqual([hidden?.words, hidden?.reply], ["꼭 그 사람 같아요.", null]);
  assert.equal((await put(path, { reason: "in_character", show: true })).status, 200);
  const [shown] = (await receivedBy(maker, `/characters/${character}/feedback`)).items;
  assert.match(shown?.reply ?? "", /canary-greeting/);
  for (const wrong of ["0.zzz", "x", "99.abc"]) {
    const answer = await put(`/conversations/${id}/messages/${wrong}/feedback`, { reason: "good" });
    assert.equal(answer.status, 404, wrong);
  }
  problemOf(await maker.call("PUT", path, { reason: "good" }), 404);
  assert.deepEqual(await checkStore(app.kv), []);
});
