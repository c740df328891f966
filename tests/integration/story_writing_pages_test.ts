/** The writing room by forms: a story is asked for, watched, edited and run again, as somebody without scripts does. */
import assert from "node:assert/strict";
import { ChatModelError } from "@/lib/ai/model.ts";
import { checkStore } from "@/lib/store/check/check.ts";
import { storyWords } from "@/lib/i18n/stories.ts";
import { writingWords } from "@/lib/i18n/writing.ts";
import { getJob, getOutput, listJobs } from "@/lib/stories/writing/job_store.ts";
import { findUnit } from "@/lib/stories/writing/actions.ts";
import { getChapter, getStory } from "@/lib/stories/store.ts";
import { STAGES } from "@/lib/stories/writing/model.ts";
import { formOf } from "@/lib/stories/writing/unit_form.ts";
import { shapeOf } from "@/lib/stories/writing/unit_shape.ts";
import { locationOf, Person } from "@/tests/integration/characters_client.ts";
import { openTestApp, type TestApp } from "@/tests/support/app.ts";
import { type Asked, scriptedModel } from "@/tests/support/scripted_model.ts";

const words = writingWords.ko;
const REQUEST = {
  keywords: "등대, 부치지 못한 편지",
  premise: "",
  genre: "mystery",
  tone: "warm",
  length: "short",
  lang: "ko",
  visibility: "private",
  budget: "",
};

async function begin(person: Person, request: Partial<typeof REQUEST> = {}): Promise<string> {
  const room = locationOf(await person.post("/stories/write", { ...REQUEST, ...request }));
  return /^\/stories\/write\/([0-9a-z]+)$/.exec(room)?.[1] ?? assert.fail(room);
}

/** Somebody with a story that the improviser has written. */
async function written(app: TestApp, request: Partial<typeof REQUEST> = {}) {
  const ann = await new Person(app).signUp("안나");
  const id = await begin(ann, request);
  await app.services.writing.idle();
  return { ann, id, room: `/stories/write/${id}` };
}

/** What the form of a unit holds, as a browser would send it. */
async function formIn(app: TestApp, id: string, name: string, person: Person) {
  const job = await getJob(app.kv, id) ?? assert.fail("no job");
  const unit = findUnit(job, name) ?? assert.fail(name);
  const pairs = formOf(shapeOf(unit.stage), await getOutput(app.kv, id, unit));
  const html = await person.page(`/stories/write/${id}/${name}/edit`);
  const fields: Record<string, string | string[]> = {
    rev: /name="rev" value="(\d+)"/.exec(html)?.[1] ?? assert.fail("no rev"),
  };
  for (const [field, value] of pairs) {
    // Every field of the output has its place in the form.
    if (value !== "") assert(html.includes(`name="${field}"`), field);
    const before = fields[field];
    fields[field] = before === undefined ? value : [before, value].flat();
  }
  return fields;
}

/** The document that grows, piece by piece. */
function follow(response: Response) {
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let html = "";
  return {
    /** Reads on until it says this. */
    async until(what: RegExp): Promise<string> {
      while (!what.test(html)) {
        const { done, value } = await reader.read();
        assert(!done, `it ended without ${what}: ${html.slice(-600)}`);
        html += value;
      }
      return html;
    },
    async rest(): Promise<string> {
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return html;
        html += value;
      }
    },
    leave: () => reader.cancel(),
  };
}

Deno.test("a story is asked for by anybody, grows on its page without a script, and is read", async () => {
  await using app = await openTestApp({ env: { DEMO_DELAY_MS: "1" } });
  const ann = new Person(app);
  const form = await ann.page("/stories/write");
  assert.match(form, /무료예요/);
  const id = await begin(ann);
  const response = await ann.get(`/stories/write/${id}`);
  assert.match(response.headers.get("cache-control")!, /private/);
  const html = await response.text();
  assert.doesNotMatch(html, /<script|\sstyle="/);
  assert(!html.includes("\u001f"), "no mark is left in it");
  assert(html.trimEnd().endsWith("</html>"));
  assert.match(html, /<template shadowrootmode="open">/);
  const roles = ["컨셉 정리자", "세계관 설계자", "캐릭터 설계자", "웹소설 전문 작가"];
  for (const role of roles) assert(html.includes(role), role);
  for (const stage of STAGES) {
    assert.match(html, new RegExp(`<slot [^>]*name="desk-${stage}"`));
    assert(html.includes(words.names[stage]), stage);
    const desks = html.split(/<div class="desk /).filter((desk) =>
      desk.includes(`slot="desk-${stage}"`)
    );
    assert.match(desks.at(-1)!, /^is-done/, `${stage} ends as done`);
  }
  // Each piece is told once, in order, to those who listen.
  assert.equal(html.match(/class="visually-hidden" slot="said"/g)?.length, STAGES.length + 1);
  const story = /href="(\/stories\/[0-9a-z]+)"[^>]*>(?:(?!<\/a>).)*이야기 읽기/.exec(html)?.[1] ??
    assert.fail("no way to the story");
  assert((await ann.page(story)).includes(storyWords.ko.improvised));
  assert.match(await ann.page(`${story}/1`), /<p>/);
  assert.match(await ann.page(`${story}/edit`), new RegExp(`href="/stories/write/${id}"`));
  assert.match(await ann.page("/stories/write"), new RegExp(`href="/stories/write/${id}"`));
  assert.deepEqual(await checkStore(app.kv), []);
  assert.deepEqual(app.logged, []);
});

Deno.test("a form that is wrong comes back with what was typed, and with what to mend", async () => {
  await using app = await openTestApp();
  const ann = new Person(app);
  const typed = { premise: "노인과 <바다>", tone: "lyrical", length: "medium" };
  for (
    const [field, value, said] of [
      ["keywords", " , ", words.form.faults.keywords],
      ["keywords", Array(11).fill("말").join(), words.form.faults.keywords],
      ["keywords", "x".repeat(41), words.form.faults.keywords],
      ["premise", "x".repeat(1001), words.form.faults.premise],
      ["length", "epic", words.form.faults.choice],
      ["lang", "fr", words.form.faults.choice],
      ["budget", "많이", words.form.faults.budget],
      ["budget", "9999", words.form.faults.budget],
    ] as const
  ) {
    const response = await ann.post("/stories/write", { ...REQUEST, ...typed, [field]: value });
    const html = await response.text();
    assert.equal(response.status, 422, field);
    assert(html.includes(said), `${field}: ${said}`);
    if (field !== "premise") assert.match(html, /노인과 &lt;바다/);
    if (field !== "length") assert.match(html, /value="medium" checked/);
  }
  assert.equal(ann.cookies.size, 0, "nobody becomes a guest by a mistake");
});

Deno.test("an idea fills the form in, and whoever has a story at the desk hears of it with what they typed", async () => {
  const script = scriptedModel();
  await using app = await openTestApp({ chatModel: script.model });
  const ann = new Person(app);
  const [idea] = words.ideas;
  const query = new URLSearchParams({ ...idea! });
  const html = await ann.page(`/stories/write?${query}`);
  assert.match(html, new RegExp(`value="${idea!.keywords}"[^>]*name="keywords"`));
  assert.match(html, new RegExp(`value="${idea!.tone}" checked`));
  // What it takes is said before it starts.
  assert.match(html, /test\/scripted 모델이 써요/);
  assert.match(html, /약 [\d.만천,]+ 토큰/);
  await begin(ann, { budget: "2,000,000" });
  const response = await ann.post("/stories/write", { ...REQUEST, keywords: "둘째 이야기" });
  assert.equal(response.status, 409);
  const again = await response.text();
  assert(again.includes(words.form.tooMany(1)));
  assert.match(again, /value="둘째 이야기"/);
  const [job] =
    (await listJobs(app.kv, (await script.asked(), await ownerOf(app)), { limit: 5 })).items;
  assert.equal(job?.budgetTokens, 2_000_000);
});

async function ownerOf(app: TestApp): Promise<string> {
  for await (const { key } of app.kv.list({ prefix: ["story_job_by_owner"] })) {
    return String(key[1]);
  }
  assert.fail("nobody has a job");
}

/** All that a model was sent. */
const said = ({ request }: Asked) => JSON.stringify(request.messages);

const CONCEPT = JSON.stringify({
  logline: "편지를 기다리는 등대지기의 이야기",
  premise: "섬에 남은 마지막 등대지기가 부치지 않은 편지를 찾는다.",
  hook: "등대의 불이 낮에 켜졌다.",
  avoid: ["뻔한 화해"],
});

Deno.test("the page says who works at what, and ends well when writing is stopped; then it goes on", async () => {
  const script = scriptedModel();
  await using app = await openTestApp({ chatModel: script.model });
  const ann = await new Person(app).signUp();
  const id = await begin(ann, { premise: "등대지기는 마지막에 섬을 떠난다" });
  const asked = await script.asked();
  assert.match(said(asked), /마지막에 섬을 떠난다/);
  const room = follow(await ann.get(`/stories/write/${id}`));
  await room.until(/class="desk is-running"[^>]*slot="desk-concept"/);
  asked.text(CONCEPT);
  asked.end();
  const html = await room.until(/class="desk is-running"[^>]*slot="desk-reader"/);
  assert.match(html, /class="desk is-done"[^>]*slot="desk-concept"/);
  assert.match(html, /등대의 불이 낮에 켜졌다/);
  assert(html.includes(words.room.saidDone("컨셉")));
  await script.asked();
  assert.equal(
    locationOf(await ann.post(`/stories/write/${id}/cancel`)),
    `/stories/write/${id}`,
  );
  const end = await room.rest();
  assert(end.includes(words.room.cancelled));
  assert.match(end, new RegExp(`action="/stories/write/${id}/resume"`));
  assert(end.trimEnd().endsWith("</html>"));
  // Stopped twice is stopped.
  assert.equal((await ann.post(`/stories/write/${id}/cancel`)).status, 303);
  assert.equal((await ann.post(`/stories/write/${id}/resume`)).status, 303);
  const next = await script.asked();
  assert.match(said(next), /등대의 불이 낮에 켜졌다/);
  // A reader who leaves takes nothing along: the job goes on.
  const other = follow(await ann.get(`/stories/write/${id}`));
  await other.until(/slot="desk-title"/);
  await other.leave();
  assert.equal((await getJob(app.kv, id))?.status, "running");
});

Deno.test("writing pauses once the piece at hand is written, says so on its page, and goes on", async () => {
  const script = scriptedModel();
  await using app = await openTestApp({ chatModel: script.model });
  const ann = await new Person(app).signUp();
  const id = await begin(ann);
  const path = `/stories/write/${id}`;
  const asked = await script.asked();
  const room = follow(await ann.get(path));
  assert((await room.until(/slot="desk-title"/)).includes(words.room.pause));
  assert.equal(locationOf(await ann.post(`${path}/pause`)), path);
  // Whoever thinks better of it takes it back.
  await room.until(new RegExp(words.room.willPause));
  assert.match(await room.until(new RegExp(words.room.keepOn)), new RegExp(`"${path}/resume"`));
  asked.text(CONCEPT);
  asked.end();
  const html = await room.rest();
  assert(html.trimEnd().endsWith("</html>"));
  assert.match(html, /class="desk is-done"[^>]*slot="desk-concept"/);
  assert.match(html, /class="desk is-paused"[^>]*slot="desk-reader"/);
  assert(html.includes(words.room.paused));
  assert.match(await ann.page("/stories/write"), /쉬는 중/);
  const still = await ann.page(path);
  assert(still.includes(words.room.paused) && !still.includes(words.room.pause));
  assert.equal(locationOf(await ann.post(`${path}/resume`)), path);
  assert.match(said(await script.asked()), /등대의 불이 낮에 켜졌다/);
  const job = await getJob(app.kv, id);
  assert.deepEqual([job?.status, job?.unit], ["running", "reader"]);
});

Deno.test("the page's heading becomes the title as soon as the story has one", async () => {
  await using app = await openTestApp({ env: { DEMO_DELAY_MS: "1" } });
  const ann = new Person(app);
  const id = await begin(ann);
  const html = await (await ann.get(`/stories/write/${id}`)).text();
  const headings = [...html.matchAll(/slot="title".*?<h1><span[^>]*>(.*?)<\/span><\/h1>/gs)]
    .map(([, heading]) => heading);
  const { title } = (await getJob(app.kv, id).then((job) => getStory(app.kv, job!.story!.id)))!;
  assert.deepEqual(headings, ["등대 · 부치지 못한 편지", title]);
});

Deno.test("the page ends when its job is thrown away in another window, and when the process ends", async () => {
  const script = scriptedModel();
  const app = await openTestApp({ chatModel: script.model });
  const ann = await new Person(app).signUp();
  const id = await begin(ann);
  await script.asked();
  const room = follow(await ann.get(`/stories/write/${id}`));
  await room.until(/slot="desk-title"/);
  assert.equal(
    locationOf(await ann.post(`/stories/write/${id}/remove`)),
    "/stories/write?done=removed",
  );
  assert(!(await room.rest()).includes(words.room.broke));
  const second = await begin(ann);
  const left = follow(await ann.get(`/stories/write/${second}`));
  await left.until(/slot="desk-title"/);
  const closed = app[Symbol.asyncDispose]();
  const html = await left.rest();
  assert(html.includes(words.room.broke));
  assert(html.trimEnd().endsWith("</html>"));
  await closed;
});

Deno.test("a model that fails is said so with what helps, and the stage is tried again", async () => {
  const script = scriptedModel();
  await using app = await openTestApp({ chatModel: script.model, logLevel: "error" });
  const ann = await new Person(app).signUp();
  const id = await begin(ann);
  const room = follow(await ann.get(`/stories/write/${id}`));
  (await script.asked()).fail(new ChatModelError("auth", "No key"));
  const html = await room.rest();
  assert.match(html, /모델이 이 서버의 키를 받지 않아요/);
  assert.match(html, /class="desk is-failed"[^>]*slot="desk-concept"/);
  assert.equal((await ann.post(`/stories/write/${id}/resume`)).status, 303);
  const asked = await script.asked();
  asked.text(CONCEPT);
  asked.end();
  await script.asked();
  assert.deepEqual((await getJob(app.kv, id))?.done, ["concept"]);
});

Deno.test("a budget that is used up is asked for anew", async () => {
  const script = scriptedModel();
  await using app = await openTestApp({ chatModel: script.model, logLevel: "error" });
  const ann = await new Person(app).signUp();
  const id = await begin(ann, { budget: "10000" });
  const job = await getJob(app.kv, id) ?? assert.fail();
  const asked = await script.asked();
  await app.kv.set(["story_job", id], {
    ...job,
    budgetTokens: 1,
    status: "running",
    unit: "concept",
  });
  asked.text("no json");
  asked.end();
  await app.services.writing.idle();
  const html = await ann.page(`/stories/write/${id}`);
  assert.match(html, /예산을 다 썼어요/);
  assert.match(html, /name="budget"/);
  assert.equal((await ann.post(`/stories/write/${id}/resume`, { budget: "50,000" })).status, 303);
  await script.asked();
  assert.equal((await getJob(app.kv, id))?.budgetTokens, 50_000);
});

Deno.test("nobody sees or changes a job of somebody else's", async () => {
  await using app = await openTestApp();
  const { ann, id, room } = await written(app);
  const ben = await new Person(app, "203.0.113.9").signUp("벤");
  const pages = ["", "/remove", "/concept", "/concept/edit", "/concept/redo"];
  const deeds = [
    "/cancel",
    "/resume",
    "/continue",
    "/remove",
    "/concept/edit",
    "/concept/redo",
    "/concept/restore",
  ];
  for (const path of pages) {
    assert.equal((await ann.get(room + path)).status, 200, path);
    assert.equal((await ben.get(room + path)).status, 404, path);
    assert.match(locationOf(await new Person(app).get(room + path)), /^\/login/, path);
  }
  for (const path of deeds) {
    assert.equal((await ben.post(room + path)).status, 404, path);
    assert.match(locationOf(await new Person(app).post(room + path)), /^\/login/, path);
  }
  for (const path of ["/nothing", "/draft:2", "/draft:x", "/concept/restore"]) {
    assert.equal((await ann.get(room + path)).status, 404, path);
  }
  assert.doesNotMatch(await ben.page("/stories/write"), new RegExp(id));
});

Deno.test("every stage can be looked at, and its form holds all that it handed on", async () => {
  await using app = await openTestApp();
  const { ann, id, room } = await written(app);
  const job = await getJob(app.kv, id) ?? assert.fail();
  assert.equal(job.done.length, STAGES.length);
  for (const name of job.done) {
    const html = await ann.page(`${room}/${name}`);
    assert.doesNotMatch(html, /<script|\sstyle="|\[object|undefined/, name);
    assert.match(html, new RegExp(`href="${room}/${name}/edit"`));
    await formIn(app, id, name, ann);
  }
  assert.match(await ann.page(`${room}/style:1`), /class="prose is-story"/);
});

Deno.test("an edit shows what it has written anew before it does; the earlier one can be brought back", async () => {
  await using app = await openTestApp();
  const { ann, id, room } = await written(app);
  const before = await getJob(app.kv, id) ?? assert.fail();
  const fields = await formIn(app, id, "characters", ann);
  const name = String(fields["people.0.name"]);
  const edited = { ...fields, "people.0.name": "새이름", do: "look" };

  const asked = await (await ann.upload(`${room}/characters/edit`, edited)).text();
  // From the voices to the title: all but the five that came before.
  assert(asked.includes(words.change.stands(11)), asked);
  for (const stage of ["관계와 말투", "초고", "제목과 소개"]) assert(asked.includes(stage), stage);
  assert.match(asked, /value="새이름"/);
  assert.match(asked, new RegExp(`${words.change.cost}.*무료`));
  assert.deepEqual(await getJob(app.kv, id), before, "nothing has happened yet");

  const back = await (await ann.upload(`${room}/characters/edit`, { ...edited, do: "edit" }))
    .text();
  assert.match(
    back,
    /name="people.0.name"[^>]*value="새이름"|value="새이름"[^>]*name="people.0.name"/,
  );
  assert.equal(
    locationOf(await ann.upload(`${room}/characters/edit`, { ...edited, do: "redo" })),
    room,
  );
  await app.services.writing.idle();
  const after = await getJob(app.kv, id) ?? assert.fail();
  assert.equal(after.status, "done", JSON.stringify(after.trouble));
  const story = await getStory(app.kv, after.story!.id) ?? assert.fail();
  const chapter = await getChapter(app.kv, story, 1) ?? assert.fail();
  assert(
    chapter.body.includes("새이름") && !chapter.body.includes(name),
    "the chapter has the new name",
  );
  const room2 = await (await ann.get(room)).text();
  assert.match(room2, /class="desk is-edited"[^>]*slot="desk-characters"/);

  const unit = await ann.page(`${room}/characters`);
  assert(unit.includes(words.unit.by.person));
  assert.match(unit, new RegExp(`href="${room}/characters/restore"`));
  const restore = await ann.page(`${room}/characters/restore`);
  assert(restore.includes(words.change.stands(11)) && restore.includes(name));
  assert.equal(
    locationOf(await ann.post(`${room}/characters/restore`, { do: "keep" })),
    `${room}/characters?done=restored`,
  );
  const restored = await ann.page(`${room}/characters?done=restored`);
  assert(restored.includes(name) && !restored.includes("새이름"));
  assert(restored.includes("demo/improviser"), "it is the improviser's again");
  // And what was there until now is one step back.
  assert((await ann.page(`${room}/characters/restore`)).includes("새이름"));
  assert.deepEqual(await checkStore(app.kv), []);
});

Deno.test("an edit that cannot be used comes back with every word of it, and says where and why", async () => {
  await using app = await openTestApp();
  const { ann, id, room } = await written(app);
  const path = `${room}/characters/edit`;
  const fields = await formIn(app, id, "characters", ann);
  const send = async (change: Record<string, string>) => {
    const response = await ann.upload(path, { ...fields, do: "look", ...change });
    const html = await response.text();
    assert.equal(response.status, 422, JSON.stringify(change));
    assert.match(html, /<form class="form unit-form"/);
    return html;
  };
  const missing = await send({ "people.0.name": " ", "people.1.wants": "바다를 건너는 일" });
  assert.match(missing, /href="#field-people-0-name"[^>]*>인물 1 · 이름/);
  assert.match(missing, /바다를 건너는 일/);
  assert.match(await send({ "people.0.age": "x".repeat(301) }), /300자까지/);
  assert.match(await send({ "people.0.name": String(fields["people.1.name"]) }), /두 번 있어요/);
  const nobody = Object.keys(fields).filter((name) => /^people\.\d+\.role$/.test(name));
  assert.match(
    await send(Object.fromEntries(nobody.map((name) => [name, "other"]))),
    /주인공이 한 사람은/,
  );
  assert.match(await send({ rev: "1" }), new RegExp(words.unit.stale.slice(0, 12)));
  const draft = await formIn(app, id, "dialogue:1", ann);
  const cut = await ann.upload(`${room}/dialogue:1/edit`, { ...draft, body: "짧다.", do: "look" });
  assert.equal(cut.status, 422);
  assert.match(await cut.text(), /회차의 대부분이 사라졌어요/);
});

Deno.test("an edit that nothing stands on is saved at once", async () => {
  await using app = await openTestApp();
  const { ann, id, room } = await written(app);
  const fields = await formIn(app, id, "title", ann);
  const to = locationOf(
    await ann.upload(`${room}/title/edit`, { ...fields, title: "낮에 켜진 등대", do: "look" }),
  );
  assert.equal(to, `${room}/title?done=saved`);
  assert.match(await ann.page(to), /낮에 켜진 등대/);
  await app.services.writing.idle();
  const job = await getJob(app.kv, id);
  assert.equal((await getStory(app.kv, job!.story!.id))?.title, "낮에 켜진 등대");
});

Deno.test("a stage is written anew once it is seen what else is; a finished story goes on", async () => {
  await using app = await openTestApp();
  const { ann, id, room } = await written(app);
  const page = await ann.page(`${room}/arcs/redo`);
  assert(page.includes(words.change.itself(8)), page);
  assert.equal(locationOf(await ann.post(`${room}/arcs/redo`)), room);
  await app.services.writing.idle();
  assert.equal((await getJob(app.kv, id))?.status, "done");
  assert((await ann.page(`${room}/arcs`)).includes(words.unit.restore));
  assert.equal(locationOf(await ann.post(`${room}/continue`, { chapters: "2" })), room);
  await app.services.writing.idle();
  const job = await getJob(app.kv, id);
  assert.equal(job?.chapters, 3);
  assert.equal((await getStory(app.kv, job!.story!.id))?.chapters.length, 3);
  assert.match(await ann.page(room), /href="\/stories\/[0-9a-z]+\/3"/);
  assert.equal(locationOf(await ann.post(`${room}/remove`)), "/stories/write?done=removed");
  assert.equal((await ann.get(room)).status, 404);
  assert.equal((await ann.get(`/stories/${job!.story!.id}`)).status, 200, "its story stays");
  assert.deepEqual(await checkStore(app.kv), []);
});
