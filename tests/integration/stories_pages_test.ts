/** Writing, publishing and talking about stories, as somebody without scripts does. */
import assert from "node:assert/strict";
import { strFromU8, unzipSync } from "fflate";
import { checkStore } from "@/lib/store/check/check.ts";
import { getStory } from "@/lib/stories/store.ts";
import { locationOf, Person } from "@/tests/integration/characters_client.ts";
import { openTestApp, type TestApp } from "@/tests/support/app.ts";

const DETAILS = {
  title: "바다로 간 우체부",
  synopsis: "편지 한 통을 들고\r\n섬으로 간다.",
  genre: "판타지",
  tone: "따뜻한",
  tags: "바다, 편지",
  lang: "ko",
  visibility: "public",
  rating: "everyone",
  motif: "wave",
  palette: "indigo",
};
const NOW = Date.UTC(2026, 3, 1, 9);

/** Somebody who wrote a story of two chapters; its id. */
async function write(app: TestApp, details: Record<string, string> = {}) {
  const ann = await new Person(app).signUp("안나");
  const toChapter = locationOf(await ann.post("/stories/new", { ...DETAILS, ...details }));
  const id = /^\/stories\/([0-9a-z]+)\/chapters\/new$/.exec(toChapter)?.[1] ??
    assert.fail(toChapter);
  for (
    const [title, body, act] of [["하나", "배가 **왔다**.", "save_and_next"], [
      "둘",
      "섬이다.",
      "save",
    ]]
  ) {
    locationOf(await ann.post(toChapter, { title: title!, body: body!, do: act! }));
  }
  return { ann, id };
}

const publish = async (ann: Person, id: string) =>
  locationOf(await ann.post(`/stories/${id}/publish`, { do: "now" }));

async function status(person: Person, path: string) {
  return (await person.get(path)).status;
}

Deno.test("a story is written by forms, stays its writer's, and is published for all", async () => {
  await using app = await openTestApp({ startMs: NOW });
  const { ann, id } = await write(app);
  const ben = new Person(app);
  for (const path of ["", "/1", "/cover.svg", "/preview.png", "/book.epub", "/book.md"]) {
    assert.equal(await status(ben, `/stories/${id}${path}`), 404, path);
  }
  assert.match(
    (await ann.get(`/stories/${id}/cover.svg`)).headers.get("cache-control")!,
    /private/,
  );
  assert.match(await ann.page("/stories/mine"), /바다로 간 우체부/);
  assert.match(await ann.page(`/stories/${id}`), /아직 초고예요/);
  await publish(ann, id);
  const html = await ben.page(`/stories/${id}`);
  assert.match(html, /판타지.*따뜻한/);
  assert.doesNotMatch(html, /<script|\sstyle="|초고예요|\/edit"/);
  assert.match(await ben.page("/stories?genre=fantasy&tone=warm&length=short&lang=ko"), /우체부/);
  assert.match(await ben.page(`/stories?q=${encodeURIComponent("ㅇㅊㅂ")}`), /우체부/);
  assert.match(await ben.page("/stories?genre=horror"), /맞는 이야기가 없어요/);
  assert.match(await ben.page(`/stories/${id}/1`), /<strong>왔다<\/strong>/);
  for (const path of ["/edit", "/chapters/1", "/remove"]) {
    assert.equal(await status(ben, `/stories/${id}${path}`), 303, path);
    assert.equal(
      await status(await new Person(app).signUp("벤"), `/stories/${id}${path}`),
      403,
      path,
    );
  }
  assert.deepEqual(await checkStore(app.kv), []);
});

Deno.test("a form that is wrong comes back with what was typed, and with what to mend", async () => {
  await using app = await openTestApp();
  const { ann, id } = await write(app);
  const made = await ann.post("/stories/new", { ...DETAILS, title: " ", tags: "<b>" });
  const html = await made.text();
  assert.equal(made.status, 422);
  assert.match(html, /href="#field-title"/);
  assert.match(html, /value="&lt;b>"/);
  const empty = await ann.post(`/stories/${id}/chapters/1`, { title: "x", body: " ", do: "save" });
  assert.equal(empty.status, 422);
  const late = await ann.post(`/stories/${id}/publish`, { do: "at", when: "soon", zone: "UTC" });
  assert.equal(late.status, 422);
  assert.match(await late.text(), /날짜와 시각을/);
  for (const path of ["chapters/99", "chapters/x", "comments/none"]) {
    assert.equal(await status(ann, `/stories/${id}/${path}`), 404, path);
  }
  const deed = await ann.post(`/stories/${id}/chapters`, { do: "burn", chapter: "1" });
  assert.equal(deed.status, 422);
});

Deno.test("a preview shows the text and keeps nothing; raw HTML stays text", async () => {
  await using app = await openTestApp();
  const { ann, id } = await write(app);
  const body = "새 *글* <img src=x onerror=alert(1)>";
  const shown = await ann.post(`/stories/${id}/chapters/1`, {
    title: "새",
    body,
    rev: "1",
    do: "preview",
  });
  const html = await shown.text();
  assert.equal(shown.status, 200);
  assert.match(html, /<em>글<\/em>/);
  assert.doesNotMatch(html, /<img src=x/);
  assert.match(await ann.page(`/stories/${id}/1`), /배가/);
});

Deno.test("who saves what was changed in another window sees both texts, and can save again", async () => {
  await using app = await openTestApp();
  const { ann, id } = await write(app);
  const path = `/stories/${id}/chapters/1`;
  const save = (body: string, rev: string) =>
    ann.post(path, { title: "하나", body, rev, do: "save" });
  locationOf(await save("먼저", "1"));
  const refused = await save("나중", "1");
  const html = await refused.text();
  assert.equal(refused.status, 409);
  for (const text of [/다른 곳에서/, /먼저/, /나중/]) assert.match(html, text);
  const rev = /name="rev" value="(\d+)"/.exec(html)?.[1];
  locationOf(await save("나중", rev ?? ""));
  assert.match(await ann.page(`/stories/${id}/1`), /나중/);
  const details = await ann.post(`/stories/${id}/edit`, { ...DETAILS, rev: "0" });
  assert.equal(details.status, 409);
});

Deno.test("chapters are moved, taken out, and brought back by the notice", async () => {
  await using app = await openTestApp();
  const { ann, id } = await write(app);
  const order = async () => (await getStory(app.kv, id))?.chapters.map(({ id }) => id).join(" ");
  const deed = async (name: string, chapter: string) =>
    locationOf(await ann.post(`/stories/${id}/chapters`, { do: name, chapter }));
  await deed("down", "1");
  assert.equal(await order(), "2 1");
  await deed("up", "1");
  assert.equal(await order(), "1 2");
  const after = await deed("remove", "1");
  assert.match(await ann.page(after), /화를 뺐어요[\s\S]*value="restore"/);
  await deed("restore", "1");
  assert.equal(await order(), "1 2");
});

Deno.test("a story with a date comes out at that minute of that zone", async () => {
  await using app = await openTestApp({ startMs: NOW });
  const { ann, id } = await write(app);
  const fields = { do: "at", when: "2026-04-01T18:30", zone: "Asia/Seoul" };
  assert.match(locationOf(await ann.post(`/stories/${id}/publish`, fields)), /done=scheduled/);
  const ben = new Person(app);
  app.wait(30 * 60_000 - 1);
  assert.equal(await status(ben, `/stories/${id}`), 404);
  app.wait(1);
  assert.equal(await status(ben, `/stories/${id}`), 200);
  assert.match(await ben.page("/stories"), /우체부/);
});

Deno.test("the reader's place is kept, and offered where they left", async () => {
  await using app = await openTestApp();
  const { ann, id } = await write(app);
  await publish(ann, id);
  const ben = await new Person(app).signUp("벤");
  assert.match(await ben.page(`/stories/${id}`), /첫 화부터 읽기/);
  await ben.page(`/stories/${id}/2`);
  assert.match(await ben.page(`/stories/${id}`), /2화부터 이어 읽기/);
  assert.match(await ben.page("/stories"), /이어 읽기[\s\S]*\/2"/);
  assert.doesNotMatch(await new Person(app).page("/stories"), /이어 읽기/);
});

Deno.test("readers comment, answer, edit, delete and undo, and report; their words stay text", async () => {
  await using app = await openTestApp();
  const { ann, id } = await write(app);
  await publish(ann, id);
  const ben = new Person(app);
  const said = await ben.post(`/stories/${id}/comments`, {
    content: "<b>좋아요</b>",
    chapter_id: "2",
  });
  const commentId = /#c-([0-9a-z]+)/.exec(locationOf(said))?.[1] ?? assert.fail();
  assert.match(await ben.page(`/stories/${id}`), /&lt;b>좋아요|&lt;b&gt;좋아요/);
  const path = `/stories/${id}/comments/${commentId}`;
  locationOf(
    await ann.post(`/stories/${id}/comments`, { content: "고마워요", parent_id: commentId }),
  );
  locationOf(await ben.post(path, { do: "edit", content: "정말 좋아요" }));
  assert.match(await ben.page(`/stories/${id}`), /정말 좋아요[\s\S]*고마워요/);
  assert.equal((await ben.post(path, { do: "edit", content: " " })).status, 422);
  assert.equal((await ann.post(path, { do: "edit", content: "x" })).status, 403);
  assert.equal((await ben.post(path, { do: "report", reason: "spam" })).status, 403);
  assert.equal((await ann.post(path, { do: "report" })).status, 422);
  locationOf(await ann.post(path, { do: "report", reason: "abuse", note: "무례해요" }));
  const undo = locationOf(await ben.post(path, { do: "remove" }));
  assert.doesNotMatch(await ann.page(`/stories/${id}`), /정말 좋아요/);
  assert.match(await ben.page(undo), /댓글을 지웠어요/);
  assert.doesNotMatch(await ann.page(undo), /댓글을 지웠어요/);
  assert.equal((await ann.post(path, { do: "restore" })).status, 404);
  locationOf(await ben.post(path, { do: "restore" }));
  assert.match(await ann.page(`/stories/${id}`), /정말 좋아요/);
  assert.equal((await ben.post(`/stories/${id}/comments`, { content: " " })).status, 422);
  assert.deepEqual(await checkStore(app.kv), []);
});

Deno.test("a deleted comment cannot be brought back after ten minutes", async () => {
  await using app = await openTestApp({ startMs: NOW });
  const { ann, id } = await write(app);
  await publish(ann, id);
  const to = locationOf(await ann.post(`/stories/${id}/comments`, { content: "음" }));
  const path = `/stories/${id}/comments/${to.split("#c-")[1]}`;
  locationOf(await ann.post(path, { do: "remove" }));
  app.wait(10 * 60_000);
  assert.equal((await ann.post(path, { do: "restore" })).status, 404);
});

Deno.test("a story for adults asks first, on every page and for its files", async () => {
  await using app = await openTestApp();
  const { ann, id } = await write(app, { rating: "mature" });
  await publish(ann, id);
  const ben = new Person(app);
  assert.doesNotMatch(await ben.page("/stories"), /우체부/);
  for (const path of ["/stories?rating=mature", `/stories/${id}`, `/stories/${id}/1`]) {
    assert.doesNotMatch(await ben.page(path), /우체부|배가/, path);
  }
  assert.equal(await status(ben, `/stories/${id}/book.md`), 303);
  locationOf(await ben.post("/characters/mature", { back: `/stories/${id}/1` }));
  assert.match(await ben.page(`/stories/${id}/1`), /배가/);
  assert.match(await ben.page("/stories?rating=mature"), /우체부/);
});

Deno.test("a story goes out as a file and comes in again the same", async () => {
  await using app = await openTestApp();
  const { ann, id } = await write(app);
  const file = await ann.get(`/stories/${id}/book.md`);
  assert.match(file.headers.get("content-disposition")!, /attachment/);
  const text = await file.text();
  const imported = await ann.upload("/stories/import", { file: new File([text], "tale.md") });
  const copy = /^\/stories\/([0-9a-z]+)\/edit/.exec(locationOf(imported))?.[1] ?? assert.fail();
  assert.equal(await (await ann.get(`/stories/${copy}/book.md`)).text(), text);
  for (
    const [content, name] of [["\xff\0", "UTF-8"], ["", "읽을 글이"], [
      "---\n:\n---\nx",
      "--- 사이",
    ]] as const
  ) {
    const bytes = Uint8Array.from(content, (letter) => letter.charCodeAt(0));
    const refused = await ann.upload("/stories/import", { file: new File([bytes], "x.md") });
    assert.equal(refused.status, 422, name);
    assert.ok((await refused.text()).includes(name), name);
  }
  assert.equal((await ann.upload("/stories/import", {})).status, 422);
  const book = new Uint8Array(await (await ann.get(`/stories/${id}/book.epub`)).arrayBuffer());
  assert.match(strFromU8(unzipSync(book)["EPUB/chapter-001.xhtml"]!), /<strong>왔다<\/strong>/);
});

Deno.test("a writer's feed tells of what is out for all, and of nothing else", async () => {
  await using app = await openTestApp();
  const { ann, id } = await write(app, { title: "A & <B>" });
  const ownerId = (await getStory(app.kv, id))!.ownerId;
  const path = `/stories/by/${ownerId}/feed.xml`;
  const ben = new Person(app);
  assert.doesNotMatch(await ben.page(path), /<entry/);
  await publish(ann, id);
  const response = await ben.get(path);
  const feed = await response.text();
  assert.match(feed, /<title>A &amp; &lt;B&gt;<\/title>/);
  assert.match(
    feed,
    new RegExp(`<link rel="alternate" type="text/html" href="http[^"]+/stories/${id}"/>`),
  );
  const etag = response.headers.get("etag");
  assert.ok(etag);
  const again = await app.fetch(path, {
    headers: { "if-none-match": etag, "accept-language": "ko" },
  });
  assert.equal(again.status, 304);
  locationOf(
    await ann.post(`/stories/${id}/edit`, { ...DETAILS, visibility: "unlisted", rev: "1" }),
  );
  assert.doesNotMatch(await ben.page(path), /<entry/);
  assert.equal(await status(ben, "/stories/by/nobody/feed.xml"), 404);
});

Deno.test("a story is deleted after a question", async () => {
  await using app = await openTestApp();
  const { ann, id } = await write(app);
  assert.match(await ann.page(`/stories/${id}/remove`), /지울까요/);
  assert.match(locationOf(await ann.post(`/stories/${id}/remove`)), /\/stories\/mine/);
  assert.equal(await status(ann, `/stories/${id}`), 404);
  assert.deepEqual(await checkStore(app.kv), []);
});
