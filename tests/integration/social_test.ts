/** Following, profiles, notifications and feedback over their real handlers. */
import assert from "node:assert/strict";
import { z } from "zod";
import { setLike } from "@/lib/characters/likes.ts";
import { addComment, deleteComment } from "@/lib/stories/comments/store.ts";
import { createStory, publishStory } from "@/lib/stories/edit.ts";
import { addChapter } from "@/lib/stories/edit_chapters.ts";
import { StoryDetails } from "@/lib/stories/model.ts";
import { listInbox } from "@/lib/social/inbox.ts";
import { NOTICE_KINDS } from "@/lib/social/model.ts";
import { publish } from "@/lib/social/notify.ts";
import { checkStore } from "@/lib/store/check/check.ts";
import { keys } from "@/lib/store/keys.ts";
import { Caller, Person, problemOf } from "@/tests/integration/characters_client.ts";
import { openTestApp, type TestApp } from "@/tests/support/app.ts";

const NOW_MS = Date.UTC(2026, 4, 1, 9);
const MINUTE_MS = 60_000;

async function openHouse(): Promise<TestApp> {
  return await openTestApp({ startMs: NOW_MS });
}

/** A member with a browser and their id. */
async function member(app: TestApp, name: string): Promise<{ browser: Person; id: string }> {
  const browser = await new Person(app).signUp(name);
  browser.language = "en";
  const html = await browser.page("/account");
  const id = /href="\/users\/([0-9a-z]+)"/.exec(html)?.[1];
  assert(id, "the account does not lead to its page");
  return { browser, id };
}

/** A public story of one chapter. */
async function makeStory(app: TestApp, ownerId: string, title = "The lamp"): Promise<string> {
  const details = StoryDetails.parse({ title, lang: "en", visibility: "public" });
  const chapters = [{ title: "One", body: "It was dark." }];
  const publishing = { kind: "now" } as const;
  const made = { ownerId, details, chapters, publishing };
  return (await createStory(app.kv, made, app.nowMs())).id;
}

/** What the notifications page says, newest first; `*` marks what is new. */
async function noticesOf(browser: Person): Promise<string[]> {
  const html = await browser.page("/notifications");
  return [...html.matchAll(/<li class="notice-item( is-new)?">([\s\S]*?)<\/li>/g)]
    .map(([, isNew, inside = ""]) => {
      const said = /<p>([\s\S]*?)<\/p>/.exec(inside)?.[1] ?? "";
      const words = said.replace(/<span class="visually-hidden">.*?<\/span>/, "")
        .replace(/<[^>]+>/g, "").replaceAll("&quot;", '"');
      return (isNew ? "* " : "") + words;
    });
}

/** The number beside the bell. */
async function unreadOf(browser: Person): Promise<number> {
  const html = await browser.page("/about");
  const shown = /class="unread"[\s\S]*?<span aria-hidden="true">(\d+)/.exec(html)?.[1];
  return Number(shown ?? 0);
}

Deno.test("a guest follows from a profile, a story and a character's page by a button", async () => {
  await using app = await openHouse();
  const writer = await member(app, "Writer");
  const story = await makeStory(app, writer.id);
  const character = await writer.browser.make({ name: "Bori", visibility: "public" });
  for (const back of [`/users/${writer.id}`, `/stories/${story}`, `/characters/${character}`]) {
    const reader = new Person(app);
    reader.language = "en";
    const before = await reader.page(back);
    assert.match(before, new RegExp(`action="/users/${writer.id}/follow"`), back);
    assert.match(before, /<span>Follow<\/span><span class="visually-hidden"> Writer</, back);
    const done = await reader.post(`/users/${writer.id}/follow`, { following: "yes", back });
    assert.equal(done.headers.get("location"), back);
    assert.match(
      await reader.page(back),
      /name="following" value="no"[^>]*title="Stop following"/,
      back,
    );
  }
  const profile = await new Person(app).page(`/users/${writer.id}`);
  assert.match(profile, /팔로워 3명/);
  assert.match(profile, new RegExp(`href="/stories/${story}"`));
  const feed = /<link[^>]*href="(\/stories\/by\/[^"]+)"/.exec(profile)?.[1] ?? "";
  assert.match(await (await app.fetch(feed)).text(), /<feed[\s\S]*The lamp/);
  assert.match(profile, new RegExp(`href="/characters/${character}"`));
  assert.deepEqual(await checkStore(app.kv), []);
});

Deno.test("the API follows, counts once, and refuses whatever is nobody", async () => {
  await using app = await openHouse();
  const writer = await member(app, "Writer");
  const caller = await new Caller(app).enter();
  const put = (id: string) => caller.call("PUT", `/users/${id}/follow`);
  assert.deepEqual((await put(writer.id)).json, { following: true, followers: 1 });
  assert.deepEqual((await put(writer.id)).json, { following: true, followers: 1 });
  const { json } = await caller.call("GET", `/users/${writer.id}`);
  const { followers, following } = z.object({ followers: z.number(), following: z.boolean() })
    .parse(json);
  assert.deepEqual({ followers, following }, { followers: 1, following: true });
  problemOf(await put("nobody-here"), 404);
  problemOf(await put("x".repeat(80)), 422);
  problemOf(await put("%00"), 404);
  const me = z.object({ items: z.array(z.object({ id: z.string() })) })
    .parse((await caller.call("GET", `/users/${writer.id}/followers`)).json).items[0]!.id;
  problemOf(await put(me), 422);
  problemOf(await caller.call("GET", `/users/${writer.id}/followers?cursor=zzz`), 400);
  problemOf(await caller.call("GET", "/notifications?cursor=-1.x"), 400);
  problemOf(await caller.call("POST", "/notifications/read", { until: "yesterday" }), 422);
  problemOf(await new Caller(app).call("PUT", `/users/${writer.id}/follow`), 401);
  const left = await caller.call("DELETE", `/users/${writer.id}/follow`);
  assert.deepEqual(left.json, { following: false, followers: 0 });
  problemOf(await caller.call("DELETE", "/users/nobody-here/follow"), 404);
  assert.deepEqual(await checkStore(app.kv), []);
});

Deno.test("who keeps somebody away is not followed and not told of them", async () => {
  await using app = await openHouse();
  const writer = await member(app, "Writer");
  const reader = await member(app, "Reader");
  const story = await makeStory(app, writer.id);
  const page = `/users/${writer.id}`;
  await reader.browser.post(`${page}/follow`, { following: "yes" });
  await addComment(app.kv, {
    storyId: story,
    authorId: reader.id,
    text: "Hello!",
    nowMs: app.nowMs(),
  });
  assert.equal((await noticesOf(writer.browser)).length, 2);
  const away = await writer.browser.post(`/users/${reader.id}/block`, { blocked: "yes" });
  assert.equal(away.status, 303);
  assert.deepEqual(await noticesOf(writer.browser), []);
  assert.equal(await unreadOf(writer.browser), 0);
  const again = await reader.browser.post(`${page}/follow`, { following: "yes" });
  assert.equal(again.status, 403);
  const settings = await writer.browser.page("/account/notifications");
  assert.match(settings, /aria-label="Let near again: Reader"/);
  await writer.browser.post(`/users/${reader.id}/block`, { blocked: "no" });
  assert.equal((await noticesOf(writer.browser)).length, 1);
  assert.deepEqual(await checkStore(app.kv), []);
});

Deno.test("followers are told of stories, chapters and characters from then on, and of nothing hidden", async () => {
  await using app = await openHouse();
  const writer = await member(app, "Writer");
  const reader = await member(app, "Reader");
  await makeStory(app, writer.id, "Before");
  app.wait(MINUTE_MS);
  await reader.browser.post(`/users/${writer.id}/follow`, { following: "yes" });
  assert.equal(await unreadOf(reader.browser), 0);
  app.wait(6 * MINUTE_MS);
  const story = await makeStory(app, writer.id, "The lamp");
  app.wait(MINUTE_MS);
  const changing = { viewerId: writer.id, nowMs: app.nowMs() };
  await addChapter(app.kv, story, {
    ...changing,
    chapter: { title: "Two", body: "It was light." },
  });
  app.wait(MINUTE_MS);
  await writer.browser.make({ name: "Bori", visibility: "public" });
  await writer.browser.make({ name: "Secret", visibility: "private" });
  assert.deepEqual(await noticesOf(reader.browser), [
    "* Writer made a character: Bori",
    "* Writer added a chapter, “Two”, to The lamp",
    "* Writer published The lamp",
  ]);
  assert.equal(await unreadOf(reader.browser), 3);
  await publishStory(app.kv, story, { ...changing, publishing: { kind: "draft" } });
  assert.deepEqual(await noticesOf(reader.browser), ["* Writer made a character: Bori"]);
  assert.deepEqual(await checkStore(app.kv), []);
});

Deno.test("publishing writes as much for forty followers as for none", async () => {
  await using app = await openHouse();
  const writer = await member(app, "Writer");
  const entries = async () => (await Array.fromAsync(app.kv.list({ prefix: [] }))).length;
  const costOf = async () => {
    const before = await entries();
    const write = app.kv.atomic();
    const atMs = app.nowMs();
    publish(write, { writerId: writer.id, kind: "story", subjectId: `s${atMs}`, atMs });
    await write.commit();
    app.wait(1);
    return await entries() - before;
  };
  await costOf();
  const alone = await costOf();
  for (let n = 0; n < 40; n++) {
    const reader = new Person(app, `203.0.113.${n + 20}`);
    await reader.post(`/users/${writer.id}/follow`, { following: "yes" });
  }
  assert.equal(await costOf(), alone);
});

Deno.test("likes of a day are one notice, comments and answers one each, and one can take them back", async () => {
  await using app = await openHouse();
  const { kv } = app;
  const writer = await member(app, "Writer");
  const [ann, ben] = [await member(app, "Ann"), await member(app, "Ben")];
  const story = await makeStory(app, writer.id);
  const like = (userId: string, liked: boolean) =>
    setLike(kv, { kind: "story", subjectId: story, userId, liked, nowMs: app.nowMs() });
  for (const { id } of [writer, ann, ben]) await like(id, true);
  app.wait(MINUTE_MS);
  const said = await addComment(kv, {
    storyId: story,
    authorId: ann.id,
    text: "A fine  lamp.\nTruly.",
    nowMs: app.nowMs(),
  });
  app.wait(MINUTE_MS);
  const answer = { storyId: story, parentId: said.id, nowMs: app.nowMs() };
  await addComment(kv, { ...answer, authorId: writer.id, text: "Thank you" });
  assert.deepEqual(await noticesOf(writer.browser), [
    "* 2 people liked The lamp",
    "* Ann commented on The lamp",
  ]);
  assert.match(await writer.browser.page("/notifications"), /A fine lamp\. Truly\./);
  assert.deepEqual(await noticesOf(ann.browser), ["* Writer answered you on The lamp"]);
  assert.equal(await unreadOf(writer.browser), 2);
  await like(ben.id, false);
  assert.deepEqual((await noticesOf(writer.browser))[0], "* Somebody liked The lamp");
  await deleteComment(kv, { storyId: story, id: said.id, viewerId: ann.id, nowMs: app.nowMs() });
  assert.deepEqual(await noticesOf(writer.browser), ["* Somebody liked The lamp"]);
  assert.deepEqual(await checkStore(kv), []);
});

Deno.test("what is read stays read, and what comes while the page is open does not", async () => {
  await using app = await openHouse();
  const writer = await member(app, "Writer");
  const [ann, ben] = [await member(app, "Ann"), await member(app, "Ben")];
  const story = await makeStory(app, writer.id);
  const comment = async (authorId: string) => {
    await addComment(app.kv, { storyId: story, authorId, text: "Hello", nowMs: app.nowMs() });
    app.wait(MINUTE_MS);
  };
  await comment(ann.id);
  const html = await writer.browser.page("/notifications");
  const until = /name="until" value="(\d+)"/.exec(html)?.[1] ?? "";
  await comment(ben.id);
  const read = await writer.browser.post("/notifications/read", { until });
  assert.equal(read.headers.get("location"), "/notifications");
  assert.equal(await unreadOf(writer.browser), 1);
  assert.deepEqual(await noticesOf(writer.browser), [
    "* Ben commented on The lamp",
    "Ann commented on The lamp",
  ]);
  for (const wrong of ["", "-1", "1e9", "9".repeat(40)]) {
    const refused = await writer.browser.post("/notifications/read", { until: wrong });
    assert.equal(refused.status, 422, wrong);
  }
  // A moment to come reads nothing that has not happened.
  await writer.browser.post("/notifications/read", { until: String(NOW_MS * 10) });
  app.wait(1);
  await comment(ann.id);
  app.wait(1);
  await comment(ann.id);
  assert.equal(await unreadOf(writer.browser), 2);
});

Deno.test("kinds that are switched off are neither told nor counted", async () => {
  await using app = await openHouse();
  const writer = await member(app, "Writer");
  const ann = await member(app, "Ann");
  await ann.browser.post(`/users/${writer.id}/follow`, { following: "yes" });
  assert.equal(await unreadOf(writer.browser), 1);
  const kind = NOTICE_KINDS.filter((one) => one !== "follower");
  await writer.browser.upload("/account/notifications", { kind });
  assert.equal(await unreadOf(writer.browser), 0);
  assert.deepEqual(await noticesOf(writer.browser), []);
  await writer.browser.upload("/account/notifications", { kind: [...NOTICE_KINDS, "nonsense"] });
  assert.deepEqual(await noticesOf(writer.browser), ["* Ann follows you"]);
});

Deno.test("notifications page to their end, each told once, and are gone after 90 days", async () => {
  await using app = await openHouse();
  const writer = await member(app, "Writer");
  const reader = await member(app, "Reader");
  await reader.browser.post(`/users/${writer.id}/follow`, { following: "yes" });
  const story = await makeStory(app, reader.id, "Mine");
  for (let n = 0; n < 25; n++) {
    app.wait(MINUTE_MS);
    const said = { storyId: story, text: "Hello", nowMs: app.nowMs() };
    if (n % 2) await addComment(app.kv, { ...said, authorId: writer.id });
    else await makeStory(app, writer.id, `Story ${n}`);
  }
  const titles: string[] = [];
  let path: string | undefined = "/notifications";
  while (path) {
    const html: string = await reader.browser.page(path);
    titles.push(...[...html.matchAll(/<li class="notice-item[^"]*">[\s\S]*?href="([^"]+)"/g)]
      .map(([, href = ""]) => href));
    path = /href="([^"]+)" rel="next"|rel="next" href="([^"]+)"/.exec(html)?.slice(1)
      .find(Boolean)?.replaceAll("&amp;", "&");
  }
  assert.equal(titles.length, 25);
  assert.equal(new Set(titles).size, 25);
  app.wait(91 * 86_400_000);
  const later = { userId: reader.id, off: [], limit: 20, nowMs: app.nowMs() };
  assert.deepEqual((await listInbox(app.kv, later)).items, []);
});

Deno.test("a profile shows what is public alone, hides what is for adults, and nobody who is gone", async () => {
  await using app = await openHouse();
  const writer = await member(app, "Writer");
  const empty = await writer.browser.page(`/users/${writer.id}`);
  assert.match(empty, /Nothing of yours is public yet/);
  await writer.browser.make({ name: "Open", visibility: "public" });
  await writer.browser.make({ name: "Linked", visibility: "unlisted" });
  await writer.browser.make({ name: "Adult", visibility: "public", rating: "mature" });
  const visitor = new Person(app);
  const html = await visitor.page(`/users/${writer.id}`);
  assert.match(html, />Open</);
  assert.doesNotMatch(html, />Linked<|>Adult</);
  await visitor.post("/characters/mature", { back: `/users/${writer.id}` });
  assert.match(await visitor.page(`/users/${writer.id}`), />Adult</);
  const face = await visitor.get(`/users/${writer.id}/face.svg`);
  assert.equal(face.headers.get("content-type")?.startsWith("image/svg+xml"), true);
  await face.body?.cancel();
  await writer.browser.post("/account/delete", { password: "감나무 아래 평상", word: "delete" });
  for (const tail of ["", "/followers", "/following"]) {
    assert.equal((await visitor.get(`/users/${writer.id}${tail}`)).status, 404);
  }
  assert.equal((await visitor.get(`/users/${"x".repeat(3000)}`)).status, 404);
  assert.deepEqual(await checkStore(app.kv), []);
});

Deno.test("feedback on a chapter is given, changed, shown to its writer without a name, and taken back", async () => {
  await using app = await openHouse();
  const writer = await member(app, "Writer");
  const reader = await member(app, "Annabel");
  const story = await makeStory(app, writer.id);
  const path = `/stories/${story}/1/feedback`;
  assert.match(await reader.browser.page(`/stories/${story}/1`), new RegExp(`href="${path}"`));
  const give = (fields: Record<string, string>) => reader.browser.post(path, fields);
  const none = await give({ words: "kept as typed" });
  assert.equal(none.status, 422);
  assert.match(await none.text(), /Choose one reason[\s\S]*kept as typed/);
  assert.equal((await give({ reason: "moving", words: "x".repeat(501) })).status, 422);
  assert.equal((await give({ reason: "__proto__" })).status, 422);
  assert.equal((await give({ reason: "moving", words: "I wept.\r\nTwice." })).status, 303);
  assert.equal((await give({ reason: "dull", words: "On second thought: no." })).status, 303);
  const page = `/stories/${story}/feedback`;
  const received = await writer.browser.page(page);
  assert.match(received, /On second thought: no\./);
  assert.match(received, /On “One”/);
  assert.doesNotMatch(received, /I wept|Annabel/);
  assert.equal((await reader.browser.get(page)).status, 403);
  assert.deepEqual(await noticesOf(writer.browser), ["* Somebody gave feedback on The lamp"]);
  assert.deepEqual(await checkStore(app.kv), []);
  assert.equal((await give({ do: "take_back" })).headers.get("location"), `${path}?done=takenBack`);
  assert.match(await writer.browser.page(page), /No feedback yet/);
  assert.deepEqual(await noticesOf(writer.browser), []);
  assert.deepEqual(await checkStore(app.kv), []);
});

Deno.test("feedback on a reply shows its author nothing of the conversation unless the reader ticks to", async () => {
  await using app = await openHouse();
  const writer = await member(app, "Writer");
  const reader = await member(app, "Reader");
  const greeting = "The secret word is quillwort.";
  const character = await writer.browser.make({ name: "Bori", visibility: "public", greeting });
  const begun = await reader.browser.post("/chats", { character });
  const chat = begun.headers.get("location") ?? "";
  const path: string | undefined = /href="(\/chats\/[^"]+\/feedback)"/.exec(
    await reader.browser.page(chat),
  )?.[1];
  assert(path, "a reply has no way to its feedback");
  const page = `/characters/${character}/feedback`;
  await reader.browser.post(path, { reason: "in_character", words: "Just like her." });
  const hidden = await writer.browser.page(page);
  assert.match(hidden, /Just like her/);
  assert.doesNotMatch(hidden, /quillwort|Reader/);
  assert.equal(hidden.includes(chat), false);
  await reader.browser.post(path, { reason: "in_character", show: "1" });
  assert.match(await writer.browser.page(page), /quillwort/);
  assert.equal((await writer.browser.get(path)).status, 404);
  for (const wrong of ["0.zzz", "x", "99.abc"]) {
    const place: string = path.replace(/messages\/[^/]+/, `messages/${wrong}`);
    assert.equal((await reader.browser.get(place)).status, 404, wrong);
  }
  await writer.browser.post(`/characters/${character}/remove`, {});
  assert.equal((await reader.browser.get(path)).status, 404);
  assert.deepEqual(await checkStore(app.kv), []);
});

Deno.test("an account takes its follows, feedback and notices along, or leaves nothing of them", async () => {
  await using app = await openHouse();
  const writer = await member(app, "Writer");
  const reader = await member(app, "Reader");
  const story = await makeStory(app, writer.id);
  const guest = new Person(app, "203.0.113.50");
  await guest.post(`/users/${writer.id}/follow`, { following: "yes" });
  await guest.post(`/stories/${story}/1/feedback`, { reason: "funny", words: "Ha." });
  await guest.post(`/stories/${story}/like`, { liked: "yes" });
  const own = await guest.make({ name: "Guest's own", visibility: "public" });
  await reader.browser.post(`/characters/${own}/like`, { liked: "yes" });
  const followed = z.string().parse(
    (await app.kv.get<{ ownerId: string }>(keys.character(own))).value?.ownerId,
  );
  await reader.browser.post(`/users/${followed}/follow`, { following: "yes" });
  const email = "keeper@example.com";
  const keeper = new Person(app, "203.0.113.51");
  const password = "a warm wooden floor";
  await keeper.post("/signup", { email, password, nickname: "Keeper" });
  const moved = await guest.post("/login", { email, password, keep_guest_data: "1" });
  assert.equal(moved.status, 303);
  guest.language = "en";
  const profile = await guest.page(`/users/${writer.id}`);
  assert.match(profile, /title="Stop following"/);
  assert.deepEqual(
    (await noticesOf(guest)).map((line) => line.replace("* ", "")).toSorted(),
    ["Reader follows you", "Somebody liked Guest's own"],
  );
  assert.deepEqual(await checkStore(app.kv), []);
  await guest.post("/account/delete", { password });
  await writer.browser.post("/account/delete", { password: "감나무 아래 평상" });
  assert.deepEqual(await checkStore(app.kv), []);
});
