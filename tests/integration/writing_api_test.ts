/** Writing over the real API: as the contract says, and what is asked of it beside. */
import assert from "node:assert/strict";
import { deleteAccount, mergeGuest } from "@/lib/accounts/deletion.ts";
import { createGuest } from "@/lib/accounts/store.ts";
import { STAGES } from "@/lib/stories/writing/model.ts";
import { checkStore } from "@/lib/store/check/check.ts";
import { keys } from "@/lib/store/keys.ts";
import { openTestApp, type TestApp } from "@/tests/support/app.ts";
import { addPeople, type Known } from "@/tests/support/people.ts";
import { scriptedModel } from "@/tests/support/scripted_model.ts";

const BODY = {
  keywords: ["등대", "편지"],
  genre: "mystery",
  length: "short",
  tone: "warm",
  lang: "ko",
  visibility: "public",
};
const GENERATE = "/api/v1/stories/generate";

interface Reply {
  status: number;
  // deno-lint-ignore no-explicit-any -- whatever a client reads of a reply, it reads by name.
  body: any;
}

async function call(
  app: TestApp,
  path: string,
  { person, method = "GET", body }: { person?: Known; method?: string; body?: unknown } = {},
): Promise<Reply> {
  const headers = new Headers({ "accept-language": "ko" });
  if (person) headers.set("authorization", `Bearer ${person.token}`);
  if (body !== undefined) headers.set("content-type", "application/json");
  const response = await app.fetch(path, {
    method,
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === "" ? null : JSON.parse(text) };
}

async function written(app: TestApp, person: Known): Promise<string> {
  const { status, body } = await call(app, GENERATE, { person, method: "POST", body: BODY });
  assert.equal(status, 202, JSON.stringify(body));
  await app.services.writing.idle();
  return body.job.id;
}

Deno.test("a story is asked for, watched through its sixteen stages, and read", async () => {
  await using app = await openTestApp();
  const [person] = await addPeople(app.kv, 1) as [Known];
  const { status, body: { job } } = await call(app, GENERATE, {
    person,
    method: "POST",
    body: BODY,
  });
  assert.equal(status, 202);
  assert.equal(job.status, "queued");
  assert.equal(job.story_id, null);
  assert.deepEqual(job.stages.map(({ key }: { key: string }) => key), [...STAGES]);
  for (const { title, role, status } of job.stages) {
    assert(title !== "" && role !== "");
    assert.equal(status, "pending");
  }
  const roles = job.stages.map(({ role }: { role: string }) => role);
  for (const role of ["컨셉 정리자", "세계관 설계자", "캐릭터 설계자", "웹소설 전문 작가"]) {
    assert(roles.includes(role), role);
  }
  await app.services.writing.idle();
  const { body: { job: done } } = await call(app, `/api/v1/stories/jobs/${job.id}`, { person });
  assert.equal(done.status, "done", JSON.stringify(done.trouble));
  assert.equal(done.stage, null);
  assert(done.stages.every(({ status }: { status: string }) => status === "done"));
  assert.equal(done.progress.fraction, 1);
  assert.equal(done.spent.cost_usd, 0);
  const story = await call(app, `/api/v1/stories/${done.story_id}`, {});
  assert.equal(story.status, 200);
  const list = await call(app, "/api/v1/stories/jobs", { person });
  assert.deepEqual(list.body.items.map(({ id }: { id: string }) => id), [job.id]);
  assert.deepEqual(await checkStore(app.kv), []);
});

Deno.test("what is asked for wrongly is said so, field by field", async () => {
  await using app = await openTestApp();
  const [person] = await addPeople(app.kv, 1) as [Known];
  const post = (body: unknown) => call(app, GENERATE, { person, method: "POST", body });
  assert.equal((await call(app, GENERATE, { method: "POST", body: BODY })).status, 401);
  for (
    const [field, value] of [
      ["keywords", []],
      ["keywords", Array(11).fill("말")],
      ["keywords", ["x".repeat(41)]],
      ["length", "epic"],
      ["lang", "fr"],
      ["visibility", "everyone"],
      ["genre", ""],
      ["budget_tokens", 5],
    ] as const
  ) {
    const { status, body } = await post({ ...BODY, [field]: value });
    assert.equal(status, 422, field);
    assert(body.errors[0].path.startsWith(field), `${field}: ${JSON.stringify(body.errors)}`);
  }
});

Deno.test("jobs of others are not there", async () => {
  await using app = await openTestApp();
  const [owner, other] = await addPeople(app.kv, 2) as [Known, Known];
  const id = await written(app, owner);
  for (
    const [method, path] of [
      ["GET", ""],
      ["DELETE", ""],
      ["POST", "/cancel"],
      ["POST", "/pause"],
      ["POST", "/retry"],
      ["POST", "/continue"],
      ["GET", "/units/concept"],
      ["POST", "/units/concept/redo"],
    ] as const
  ) {
    const { status } = await call(app, `/api/v1/stories/jobs/${id}${path}`, {
      person: other,
      method,
    });
    assert.equal(status, 404, `${method} ${path}`);
  }
  const path = `/api/v1/stories/jobs/${"x".repeat(60)}`;
  assert.equal((await call(app, path, { person: owner })).status, 404);
});

Deno.test("a finished job cannot be stopped or paused, nor let go on", async () => {
  await using app = await openTestApp();
  const [person] = await addPeople(app.kv, 1) as [Known];
  const id = await written(app, person);
  for (const action of ["cancel", "pause", "retry"]) {
    const path = `/api/v1/stories/jobs/${id}/${action}`;
    assert.equal((await call(app, path, { person, method: "POST" })).status, 409, action);
  }
});

Deno.test("a job is paused once the piece at hand is written, and goes on with a retry", async () => {
  const script = scriptedModel();
  await using app = await openTestApp({ chatModel: script.model });
  const [person] = await addPeople(app.kv, 1) as [Known];
  const { body: { job: begun } } = await call(app, GENERATE, {
    person,
    method: "POST",
    body: BODY,
  });
  const asked = await script.asked();
  const path = `/api/v1/stories/jobs/${begun.id}`;
  const { status, body } = await call(app, `${path}/pause`, { person, method: "POST" });
  assert.deepEqual([status, body.job.status, body.job.pausing], [200, "running", true]);
  asked.text(JSON.stringify({
    logline: "편지를 기다리는 등대지기의 이야기",
    premise: "섬에 남은 마지막 등대지기가 부치지 않은 편지를 찾는다.",
    hook: "등대의 불이 낮에 켜졌다.",
    avoid: ["뻔한 화해"],
  }));
  asked.end();
  await app.services.writing.idle();
  const { body: { job } } = await call(app, path, { person });
  assert.deepEqual([job.status, job.paused, job.pausing], ["queued", true, false]);
  assert.deepEqual(job.units_done, ["concept"]);
  const again = await call(app, `${path}/retry`, { person, method: "POST" });
  assert.deepEqual([again.status, again.body.job.status], [200, "queued"]);
  await script.asked();
  await call(app, `${path}/cancel`, { person, method: "POST" });
  await app.services.writing.idle();
});

Deno.test("a unit is read with what would be written anew, edited, and its story follows", async () => {
  await using app = await openTestApp();
  const [person] = await addPeople(app.kv, 1) as [Known];
  const id = await written(app, person);
  const path = `/api/v1/stories/jobs/${id}/units/style:1`;
  const { body: unit } = await call(app, path, { person });
  assert.deepEqual(unit.redone, []);
  assert.equal(unit.by, "model");
  const text = `${unit.output.body}\n\n그리고 아무도 문을 닫지 않았다.`;
  const edit = await call(app, path, {
    person,
    method: "PUT",
    body: { output: { ...unit.output, body: text } },
  });
  assert.equal(edit.status, 200, JSON.stringify(edit.body));
  await app.services.writing.idle();
  const { body: { job } } = await call(app, `/api/v1/stories/jobs/${id}`, { person });
  assert.equal(job.status, "done");
  const { value } = await app.kv.get<{ body: string }>(keys.chapter(job.story_id, 1));
  assert.equal(value?.body, text);
  const bad = await call(app, path, { person, method: "PUT", body: { output: { n: 2 } } });
  assert.equal(bad.status, 422);
  assert.equal((await call(app, `${path}0`, { person })).status, 404);
});

Deno.test("guests write one story at a time", async () => {
  await using app = await openTestApp();
  const [person] = await addPeople(app.kv, 1) as [Known];
  // Long enough to be at work while the next is asked for.
  const first = await call(app, GENERATE, {
    person,
    method: "POST",
    body: { ...BODY, length: "long" },
  });
  assert.equal(first.status, 202);
  const second = await call(app, GENERATE, { person, method: "POST", body: BODY });
  assert.equal(second.status, 409);
  const path = `/api/v1/stories/jobs/${first.body.job.id}/cancel`;
  const stopped = await call(app, path, { person, method: "POST" });
  assert.deepEqual([stopped.status, stopped.body.job.status], [200, "cancelled"]);
  await app.services.writing.idle();
  assert.deepEqual(await checkStore(app.kv), []);
});

Deno.test("an account that goes takes its jobs along, and one that is merged brings them", async () => {
  await using app = await openTestApp();
  const [guest, other] = await addPeople(app.kv, 2) as [Known, Known];
  const id = await written(app, guest);
  const member = await createGuest(app.kv, { nickname: "이웃", nowMs: Date.now() });
  assert(await mergeGuest(app.services, { guestId: guest.id, userId: member.id }));
  const { value } = await app.kv.get<{ ownerId: string }>(keys.storyJob(id));
  assert.equal(value?.ownerId, member.id);
  assert.deepEqual(await checkStore(app.kv), []);
  const kept = await written(app, other);
  assert(await deleteAccount(app.services, member));
  assert.equal((await app.kv.get(keys.storyJob(id))).value, null);
  for (const prefix of [keys.storyJobUnits(id), keys.storyJobOutputs(id), keys.storyFacts(id)]) {
    assert.deepEqual(await Array.fromAsync(app.kv.list({ prefix })), []);
  }
  assert((await app.kv.get(keys.storyJob(kept))).value !== null);
  assert.deepEqual(await checkStore(app.kv), []);
});

Deno.test("an export has a job with every output of it", async () => {
  await using app = await openTestApp();
  const [person] = await addPeople(app.kv, 1) as [Known];
  const id = await written(app, person);
  const files: string[] = [];
  for (const domain of app.services.accountDomains) {
    for await (const [path] of domain.exportData(app.kv, person.id)) files.push(path);
  }
  const own = files.filter((path) => path.startsWith(`writing/${id}/`));
  assert.equal(own.length, 17);
  assert(own.includes(`writing/${id}/draft-1.json`));
});
