/** Reporting, and what becomes of it: decided by those whom the environment names, without a script. */
import assert from "node:assert/strict";
import { keys } from "@/lib/store/keys.ts";
import { checkStore } from "@/lib/store/check/check.ts";
import { locationOf, Person } from "@/tests/integration/characters_client.ts";
import { openTestApp, type TestApp } from "@/tests/support/app.ts";

const NOW = Date.UTC(2026, 10, 2, 9);
const SPAM = "canary-spam: 싸게 팝니다";

/** A story of Ann's that is out, with a comment of Ben's on it; Cleo looks after the house. */
async function openHouse() {
  // An account's id is only known once it is there: the environment is read before. The list is the app's own.
  const app = await openTestApp({ startMs: NOW, env: { MODERATORS: "not-yet" } });
  const ann = await new Person(app).signUp("안나");
  const ben = await new Person(app).signUp("벤");
  const cleo = await new Person(app).signUp("클레오");
  app.services.env.MODERATORS.push(await idOf(cleo));
  const toChapter = locationOf(
    await ann.post("/stories/new", { title: "등대", visibility: "public", lang: "ko" }),
  );
  await ann.post(toChapter, { title: "하나", body: "불이 켜졌다.", do: "save" });
  const id = /^\/stories\/([0-9a-z]+)\//.exec(toChapter)?.[1] ?? assert.fail(toChapter);
  await ann.post(`/stories/${id}/publish`, { do: "now" });
  await ben.post(`/stories/${id}/comments`, { content: SPAM });
  const [comment] = await Array.fromAsync(app.kv.list({ prefix: keys.storyComments(id) }));
  const commentId = String(comment!.key[2]);
  return {
    app,
    ann,
    ben,
    cleo,
    id,
    commentId,
    [Symbol.asyncDispose]: () => app[Symbol.asyncDispose](),
  };
}

async function idOf(person: Person): Promise<string> {
  const html = await person.page("/account");
  return /href="\/users\/([0-9a-z]+)"/.exec(html)?.[1] ?? assert.fail("no profile");
}

const report = (person: Person, path: string, note = "") =>
  person.post(path, { do: "report", reason: "spam", note });

const isClean = async (app: TestApp) => assert.deepEqual(await checkStore(app.kv), []);

Deno.test("a comment is reported, hidden for all, and shown again; each decision is written down", async () => {
  await using house = await openHouse();
  const { app, ann, ben, cleo, id, commentId } = house;
  const path = `/stories/${id}/comments/${commentId}`;
  assert.match(await cleo.page("/review"), /살펴볼 신고가 없어요/);
  await report(ann, path, "canary-note");
  await isClean(app);
  const open = await cleo.page("/review");
  assert.ok(open.includes(SPAM) && open.includes("canary-note") && open.includes("광고"));
  assert.equal(open.includes("안나"), false, "nobody learns who reported it");
  assert.equal(open.includes("<script"), false);

  const on = { story: id, comment: commentId };
  assert.equal(
    locationOf(await cleo.post("/review", { ...on, do: "hide" })),
    "/review?show=open&done=hide",
  );
  await isClean(app);
  for (const person of [ann, ben, new Person(app)]) {
    assert.equal((await person.page(`/stories/${id}`)).includes(SPAM), false);
  }
  const sent = await app.fetch(`/api/v1/stories/${id}/comments`);
  assert.equal((await sent.text()).includes(SPAM), false);
  assert.equal((await ben.get(path)).status, 404, "its writer cannot change it meanwhile");
  assert.equal((await ann.page("/notifications")).includes(SPAM), false);
  assert.match(await cleo.page("/review"), /살펴볼 신고가 없어요/);
  assert.ok((await cleo.page("/review?show=hidden")).includes(SPAM));

  app.wait(1_000);
  await cleo.post("/review", { ...on, do: "lift" });
  assert.ok((await new Person(app).page(`/stories/${id}`)).includes(SPAM));
  const log = await cleo.page("/review?show=log");
  assert.match(log, /다시 보임[\s\S]*가림/);
  assert.ok(log.includes("클레오"));
  await isClean(app);
});

Deno.test("the number of comments is of those that can be read: hidden, shown again, deleted and brought back", async () => {
  await using house = await openHouse();
  const { app, ann, ben, cleo, id, commentId } = house;
  const path = `/stories/${id}/comments/${commentId}`;
  const on = { story: id, comment: commentId };
  const told = async () => {
    const { comments } = await (await app.fetch(`/api/v1/stories/${id}`)).json();
    const page = await new Person(app).page(`/stories/${id}`);
    assert.equal(page.includes(`댓글 ${comments}개`), comments > 0, "the page says the same");
    await isClean(app);
    return comments;
  };
  await ann.post(`/stories/${id}/comments`, { content: "고마워요", parent_id: commentId });
  assert.equal(await told(), 2);
  await report(ann, path);
  await cleo.post("/review", { ...on, do: "hide" });
  assert.equal(await told(), 1);
  await cleo.post("/review", { ...on, do: "hide" });
  assert.equal(await told(), 1, "hiding twice takes away one");
  await cleo.post("/review", { ...on, do: "lift" });
  assert.equal(await told(), 2);
  await cleo.post("/review", { ...on, do: "hide" });
  await ben.post(path, { do: "remove" });
  assert.equal(await told(), 1, "what was hidden is not taken away again");
  await cleo.page("/review?show=hidden");
  await ben.post(path, { do: "restore" });
  assert.equal(await told(), 1, "it comes back hidden");
  await cleo.post("/review", { ...on, do: "lift" });
  assert.equal(await told(), 2);
});

Deno.test("a story is reported, hidden from all but its writer, found again once it is shown", async () => {
  await using house = await openHouse();
  const { app, ann, ben, cleo, id } = house;
  assert.ok((await ben.page(`/stories/${id}`)).includes(`/stories/${id}/report`));
  assert.equal((await ann.page(`/stories/${id}`)).includes(`/stories/${id}/report`), false);
  assert.equal((await ben.post(`/stories/${id}/report`, {})).status, 422);
  const long = await ben.post(`/stories/${id}/report`, { reason: "spam", note: "가".repeat(501) });
  assert.equal(long.status, 422);
  const html = await long.text();
  assert.match(html, /500자 안에서|at most 500/);
  assert.doesNotMatch(html, /까닭을 골라 주세요|Choose what is wrong/);
  assert.match(html, /<input[^>]*value="spam"[^>]*checked/);
  assert.equal((await ann.post(`/stories/${id}/report`, { reason: "spam" })).status, 403);
  await report(ben, `/stories/${id}/report`);
  const on = { story: id, comment: "" };
  await cleo.post("/review", { ...on, do: "hide" });
  await isClean(app);
  for (const at of ["", "/1", "/cover.svg", "/book.epub"]) {
    assert.equal((await ben.get(`/stories/${id}${at}`)).status, 404, at);
  }
  assert.equal((await ben.page("/stories")).includes(id), false);
  assert.match(await ann.page(`/stories/${id}`), /가렸어요/);
  await ann.post(`/stories/${id}/edit`, {
    title: "등대 둘",
    rev: "1",
    lang: "ko",
    visibility: "public",
  });
  assert.equal((await ben.get(`/stories/${id}`)).status, 404, "changing it does not bring it back");
  await cleo.post("/review", { ...on, do: "lift" });
  assert.equal((await ben.get(`/stories/${id}`)).status, 200);
  assert.ok((await ben.page("/stories")).includes(id));
  await isClean(app);
});

Deno.test("what is left alone is gone from the list until somebody reports it again", async () => {
  await using house = await openHouse();
  const { app, ann, cleo, id, commentId } = house;
  const path = `/stories/${id}/comments/${commentId}`;
  await report(ann, path);
  await cleo.post("/review", { story: id, comment: commentId, do: "dismiss" });
  assert.match(await cleo.page("/review"), /살펴볼 신고가 없어요/);
  assert.ok((await ann.page(`/stories/${id}`)).includes(SPAM));
  await report(cleo, path, "또");
  assert.match(await cleo.page("/review"), /신고 2건/);
  await isClean(app);
});

Deno.test("a case goes with what it is about, and with those who reported it", async () => {
  await using house = await openHouse();
  const { app, ann, ben, cleo, id, commentId } = house;
  await report(ann, `/stories/${id}/comments/${commentId}`);
  await report(ben, `/stories/${id}/report`);
  await ben.post(`/stories/${id}/comments/${commentId}`, { do: "remove" });
  const html = await cleo.page("/review");
  assert.equal(html.includes(SPAM), false);
  assert.ok(html.includes("등대"));
  await ann.post(`/stories/${id}/remove`);
  assert.match(await cleo.page("/review"), /살펴볼 신고가 없어요/);
  assert.equal((await Array.fromAsync(app.kv.list({ prefix: keys.reviewCases() }))).length, 0);
  assert.equal((await Array.fromAsync(app.kv.list({ prefix: keys.reviewsOpen() }))).length, 0);
  await isClean(app);
});

Deno.test("nobody but moderators finds the page or decides anything", async () => {
  await using house = await openHouse();
  const { app, ann, ben, cleo, id } = house;
  await report(ben, `/stories/${id}/report`);
  assert.equal((await new Person(app).get("/review")).status, 303);
  for (const person of [ann, ben]) {
    assert.equal((await person.get("/review")).status, 404);
    assert.equal((await person.page("/account")).includes("/review"), false);
    const hide = await person.post("/review", { story: id, comment: "", do: "hide" });
    assert.equal(hide.status, 404);
  }
  assert.equal((await ben.get(`/stories/${id}`)).status, 200);
  assert.ok((await cleo.page("/account")).includes('href="/review"'));
  assert.equal((await cleo.post("/review", { story: id, comment: "x", do: "hide" })).status, 404);
  assert.equal((await cleo.post("/review", { story: id, comment: "", do: "burn" })).status, 422);
});
