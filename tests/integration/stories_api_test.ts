/** The library over the API: what clients see of stories, chapters and comments, and what they may not. */
import assert from "node:assert/strict";
import { checkStore } from "@/lib/store/check/check.ts";
import { COMMENT_RULE } from "@/lib/stories/limits.ts";
import { Caller, problemOf } from "@/tests/integration/characters_client.ts";
import { openTestApp } from "@/tests/support/app.ts";

const TALE = {
  title: "바다로 간 우체부",
  synopsis: "편지 한 통을 들고 섬으로 간다.",
  genre: "fantasy",
  tone: "따뜻하고 잔잔한",
  tags: ["바다", "편지"],
  lang: "ko",
  visibility: "public",
  chapters: [{ title: "떠나는 날", content: "배가 **왔다**." }, {
    title: "섬",
    content: "섬이다.",
  }],
};

type Json = Record<string, unknown> & { id: string; items: Json[]; chapters: Json[]; rev: number };

async function openHouse() {
  // A clock that stands still unless it is moved.
  const app = await openTestApp({ startMs: Date.now() });
  const ann = await new Caller(app).enter();
  const ben = await new Caller(app).enter();
  const stranger = new Caller(app);
  const ask = async (who: Caller, method: string, path: string, body?: unknown) => {
    const reply = await who.call(method, path, body);
    assert.ok(
      reply.status < 300,
      `${method} ${path}: ${reply.status} ${JSON.stringify(reply.json)}`,
    );
    return reply.json as Json;
  };
  return { app, ann, ben, stranger, ask };
}

Deno.test("a story that is posted is its maker's draft, until it is published", async () => {
  const { app, ann, ben, stranger, ask } = await openHouse();
  await using _ = app;
  const made = await ask(ann, "POST", "/stories", TALE);
  assert.deepEqual([made.status, made.length, made.chapters.length], ["draft", "short", 2]);
  assert.deepEqual((await ask(stranger, "GET", "/stories")).items, []);
  assert.equal((await ask(ann, "GET", "/stories?mine=true")).items[0]?.id, made.id);
  for (const who of [ben, stranger]) problemOf(await who.call("GET", `/stories/${made.id}`), 404);
  for (const path of ["comments", "like"]) {
    problemOf(await ben.call(path === "like" ? "PUT" : "GET", `/stories/${made.id}/${path}`), 404);
  }
  problemOf(await ben.call("POST", `/stories/${made.id}/comments`, { content: "?" }), 404);
  await ask(ann, "PATCH", `/stories/${made.id}`, { status: "published" });
  const read = await ask(stranger, "GET", `/stories/${made.id}`);
  assert.deepEqual(read.chapters.map(({ content }) => content), ["배가 **왔다**.", "섬이다."]);
  for (
    const query of [
      "",
      "?q=ㅂㄷㄹ",
      "?q=우체부&lang=ko",
      "?genre=fantasy&tone=warm&length=short",
      "?tag=바다&sort=trending",
    ]
  ) {
    assert.equal(
      (await ask(stranger, "GET", `/stories${encodeURI(query)}`)).items.length,
      1,
      query,
    );
  }
  for (
    const query of ["?q=zzz", "?lang=en", "?genre=horror", "?rating=mature", "?q=우체부&tone=dark"]
  ) {
    assert.equal(
      (await ask(stranger, "GET", `/stories${encodeURI(query)}`)).items.length,
      0,
      query,
    );
  }
  await ask(ann, "PATCH", `/stories/${made.id}`, { visibility: "unlisted" });
  assert.equal((await ask(stranger, "GET", `/stories?q=${encodeURI("우체부")}`)).items.length, 0);
  assert.equal((await ask(stranger, "GET", `/stories/${made.id}`)).id, made.id);
  await ask(ann, "PATCH", `/stories/${made.id}`, { visibility: "private" });
  problemOf(await ben.call("GET", `/stories/${made.id}`), 404);
  assert.deepEqual(await checkStore(app.kv), []);
});

Deno.test("a story with a time comes out then, and not a moment before", async () => {
  const { app, ann, stranger, ask } = await openHouse();
  await using _ = app;
  const at = new Date(app.services.now() + 60_000).toISOString();
  const { id } = await ask(ann, "POST", "/stories", { ...TALE, publish_at: at });
  problemOf(await stranger.call("GET", `/stories/${id}`), 404);
  app.wait(59_999);
  problemOf(await stranger.call("GET", `/stories/${id}`), 404);
  assert.equal((await ask(stranger, "GET", "/stories")).items.length, 0);
  app.wait(1);
  assert.equal((await ask(stranger, "GET", `/stories/${id}`)).published_at, at);
  assert.equal((await ask(stranger, "GET", "/stories")).items[0]?.published_at, at);
  assert.deepEqual(await checkStore(app.kv), []);
});

Deno.test("bad stories are refused, each field by its name, and others' cannot be changed", async () => {
  const { app, ann, ben, ask } = await openHouse();
  await using _ = app;
  const wrong = {
    title: "\u200b",
    tags: ["<b>"],
    lang: "xx",
    visibility: "all",
    rating: 5,
    palette: ["red", "#fff", ""],
    publish_at: "tomorrow",
    chapters: [{ title: "a", content: "x".repeat(30_001) }],
  };
  const problem = problemOf(await ann.call("POST", "/stories", wrong), 422);
  const paths = problem.map((path) => path.split(".")[0]);
  assert.deepEqual(new Set(paths), new Set(Object.keys(wrong)));
  const { id, rev } = await ask(ann, "POST", "/stories", { ...TALE, status: "published" });
  const chapter = { title: "x", content: "y" };
  for (
    const [method, path, body] of [
      ["PATCH", "", { title: "Mine" }],
      ["DELETE", "", undefined],
      ["POST", "/chapters", chapter],
      ["PUT", "/chapters/1", chapter],
      ["DELETE", "/chapters/1", undefined],
      ["POST", "/chapters/1/move", { to: 2 }],
    ] as const
  ) problemOf(await ben.call(method, `/stories/${id}${path}`, body), 403);
  await ask(ann, "PATCH", `/stories/${id}`, { title: "둘째", rev });
  problemOf(await ann.call("PATCH", `/stories/${id}`, { title: "셋째", rev }), 409);
  const saved = await ask(ann, "PUT", `/stories/${id}/chapters/1`, { ...chapter, rev: 1 });
  assert.equal(saved.rev, 2);
  problemOf(await ann.call("PUT", `/stories/${id}/chapters/1`, { ...chapter, rev: 1 }), 409);
  problemOf(await ann.call("PUT", `/stories/${id}/chapters/99`, chapter), 404);
  const moved = await ask(ann, "POST", `/stories/${id}/chapters/1/move`, { to: 2 });
  assert.deepEqual(moved.chapters.map(({ id }) => id), [2, 1]);
  await ask(ann, "DELETE", `/stories/${id}`);
  problemOf(await ann.call("GET", `/stories/${id}`), 404);
  assert.deepEqual(await checkStore(app.kv), []);
});

Deno.test("comments stand in threads of one level; their writers change them, the story's owner takes them away", async () => {
  const { app, ann, ben, stranger, ask } = await openHouse();
  await using _ = app;
  const { id } = await ask(ann, "POST", "/stories", { ...TALE, status: "published" });
  const path = `/stories/${id}/comments`;
  const first = await ask(ben, "POST", path, { content: " 좋아요 <b>정말</b> " });
  assert.equal(first.content, "좋아요 <b>정말</b>");
  const answer = await ask(ann, "POST", path, { content: "고마워요", parent_id: first.id });
  app.wait(1);
  const deeper = await ask(ben, "POST", path, { content: "또요", parent_id: answer.id });
  assert.equal(deeper.parent_id, first.id);
  problemOf(await stranger.call("POST", path, { content: "x" }), 401);
  problemOf(await ben.call("POST", path, { content: " \u200b " }), 422);
  problemOf(await ben.call("POST", path, { content: "x", parent_id: "gone" }), 404);
  problemOf(await ann.call("PATCH", `${path}/${first.id}`, { content: "x" }), 403);
  assert.equal(
    (await ask(ben, "PATCH", `${path}/${first.id}`, { content: "고침" })).content,
    "고침",
  );
  problemOf(await ben.call("POST", `${path}/${first.id}/report`, { reason: "spam" }), 403);
  problemOf(await ann.call("POST", `${path}/${first.id}/report`, { reason: "dull" }), 422);
  assert.equal(
    (await ann.call("POST", `${path}/${first.id}/report`, { reason: "spam" })).status,
    204,
  );
  assert.equal((await ask(stranger, "GET", `/stories/${id}`)).comments, 3);
  assert.equal((await ann.call("DELETE", `${path}/${first.id}`)).status, 204);
  const [thread] = (await ask(stranger, "GET", path)).items;
  assert.deepEqual([thread?.content, thread?.author], ["", null]);
  assert.deepEqual(
    (thread as unknown as { answers: Json[] }).answers.map(({ content }) => content),
    [
      "고마워요",
      "또요",
    ],
  );
  assert.equal((await ask(stranger, "GET", `/stories/${id}`)).comments, 2);
  assert.deepEqual(await checkStore(app.kv), []);
});

Deno.test("nobody comments without end", async () => {
  const { app, ann, ask } = await openHouse();
  await using _ = app;
  const { id } = await ask(ann, "POST", "/stories", { ...TALE, status: "published" });
  const path = `/stories/${id}/comments`;
  for (let n = 0; n < COMMENT_RULE.burst; n++) await ask(ann, "POST", path, { content: `${n}` });
  problemOf(await ann.call("POST", path, { content: "once more" }), 429);
});

Deno.test("likes of a story are counted, and taken back", async () => {
  const { app, ann, ben, ask } = await openHouse();
  await using _ = app;
  const { id } = await ask(ann, "POST", "/stories", { ...TALE, status: "published" });
  for (const likes of [1, 1]) {
    assert.deepEqual(await ask(ben, "PUT", `/stories/${id}/like`), { liked: true, likes });
  }
  assert.deepEqual(await ask(ben, "DELETE", `/stories/${id}/like`), { liked: false, likes: 0 });
  assert.deepEqual(await checkStore(app.kv), []);
});
