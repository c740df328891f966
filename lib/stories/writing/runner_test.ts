/** Jobs on one instance and on two: stopping, taking over, paying, waiting, failing, editing. */
import assert from "node:assert/strict";
import type { ChatFailure } from "@/lib/ai/model.ts";
import { getUsage, sumOf } from "@/lib/chat/usage.ts";
import { getChapterById, getStory } from "@/lib/stories/store.ts";
import {
  cancelWriting,
  editWriting,
  lengthenWriting,
  redoWriting,
  removeWriting,
  resumeWriting,
} from "@/lib/stories/writing/actions.ts";
import type { Job } from "@/lib/stories/writing/job.ts";
import { toRedo } from "@/lib/stories/writing/job.ts";
import {
  getJob,
  getOutput,
  LEASE_MS,
  listUnitRecords,
  renewLease,
  takeLease,
  writeHeld,
} from "@/lib/stories/writing/job_store.ts";
import { type Unit, unitName } from "@/lib/stories/writing/model.ts";
import type { WritingRunner } from "@/lib/stories/writing/runner.ts";
import { WritingError } from "@/lib/stories/writing/writer.ts";
import {
  addTestJob,
  bodyOf,
  createTestRunner,
  createTestWriter,
  GUEST,
  hangingAt,
  TEST_USAGE,
} from "@/lib/stories/writing/writing_for_tests.ts";
import { listInbox } from "@/lib/social/inbox.ts";
import { checkStore } from "@/lib/store/check/check.ts";
import { keys } from "@/lib/store/keys.ts";

const ADDRESS = "203.0.113.5";

async function requireJob(kv: Deno.Kv, id: string): Promise<Job> {
  const job = await getJob(kv, id);
  assert(job);
  return job;
}

async function finish(kv: Deno.Kv, id: string, runner: WritingRunner): Promise<Job> {
  runner.run(id);
  await runner.idle();
  return await requireJob(kv, id);
}

/** What pages and the API work with. */
function servicesOf(kv: Deno.Kv, writing: WritingRunner) {
  return { kv, now: Date.now, writing };
}

const named = (id: string) => ({ id, ownerId: GUEST.id, address: ADDRESS });

async function repliesOf(kv: Deno.Kv): Promise<number> {
  const usage = await getUsage(kv, GUEST.id, Date.now());
  return sumOf(Object.values(usage?.models ?? {})).replies;
}

/** What its owner is told of writing: kinds, where they lead, and of what. */
async function toldOf(kv: Deno.Kv) {
  const all = { userId: GUEST.id, off: [], limit: 50, nowMs: Date.now() };
  const { items } = await listInbox(kv, all);
  return items.map(({ kind, path, title }) => [kind, path, title]);
}

Deno.test("a job goes through all sixteen stages and becomes a story of its owner's", async () => {
  using kv = await Deno.openKv(":memory:");
  const { id } = await addTestJob(kv, { length: "medium", visibility: "public" });
  const { writer, calls } = createTestWriter();
  const runner = createTestRunner(kv, writer);
  const job = await finish(kv, id, runner);
  await runner.close();
  assert.equal(job.status, "done");
  assert.equal(calls.length, 11 + 5 * 5);
  assert.equal(await repliesOf(kv), calls.length);
  assert.equal(job.spent.promptTokens, TEST_USAGE.promptTokens * calls.length);
  const story = await getStory(kv, job.story!.id);
  assert.equal(story?.title, "늦은 편지");
  assert.equal(story.ownerId, GUEST.id);
  assert.equal(story.status, "published");
  assert.deepEqual(story.source, { jobId: id, madeBy: "test/writer" });
  assert.deepEqual(
    story.chapters.map(({ title }) => title),
    [1, 2, 3, 4, 5].map((n) => `${n}번째 밤`),
  );
  assert.equal((await getChapterById(kv, story.id, 3))?.body, bodyOf(3));
  assert.deepEqual(await checkStore(kv), []);
});

Deno.test("a story that only its writer may read is a draft", async () => {
  using kv = await Deno.openKv(":memory:");
  const { id } = await addTestJob(kv);
  const runner = createTestRunner(kv, createTestWriter().writer);
  const job = await finish(kv, id, runner);
  await runner.close();
  const story = await getStory(kv, job.story!.id);
  assert.equal(story?.status, "draft");
  assert.equal(story.visibility, "private");
});

Deno.test("of several candidates the judge's choice is kept, with what it said of each", async () => {
  using kv = await Deno.openKv(":memory:");
  const { id } = await addTestJob(kv, { candidates: 3 });
  const { writer, calls } = createTestWriter({ judges: true });
  const runner = createTestRunner(kv, writer);
  const job = await finish(kv, id, runner);
  await runner.close();
  assert.deepEqual(calls.filter((call) => call.includes("draft")), [
    "draft:1",
    "draft:1",
    "draft:1",
    "judge draft:1",
  ]);
  const record = (await listUnitRecords(kv, job)).get("draft:1");
  assert.deepEqual([record?.candidates, record?.chosen, record?.reasons.length], [3, 2, 3]);
  const draft = await getOutput(kv, id, { stage: "draft", chapter: 1 });
  assert.equal((draft as { body: string }).body, bodyOf(1, 2));
});

Deno.test("a second instance leaves a job alone whose lease is alive, and takes over one whose lease ran out", async () => {
  using kv = await Deno.openKv(":memory:");
  const { id } = await addTestJob(kv);
  const first = hangingAt("outline");
  let clockMs = Date.now();
  const one = createTestRunner(kv, first.writer, { instance: "one", renewMs: 1_000_000 });
  one.run(id);
  await first.reached;
  const second = createTestWriter();
  const two = createTestRunner(kv, second.writer, { instance: "two", now: () => clockMs });
  await two.adopt();
  await two.idle();
  assert.equal(second.calls.length, 0);
  clockMs += LEASE_MS + 1;
  await two.adopt();
  await two.idle();
  assert.equal((await requireJob(kv, id)).status, "done");
  const replies = await repliesOf(kv);
  const units = (await requireJob(kv, id)).spent.calls;
  // The first one's answer comes too late: it was asked for and is to be paid, and changes nothing.
  const before = await requireJob(kv, id);
  first.letGo(undefined);
  await one.idle();
  assert.deepEqual(await requireJob(kv, id), before);
  assert.equal(await repliesOf(kv), replies + 1);
  assert.equal(units, 16);
  assert.equal(first.calls.length + second.calls.length, 17);
  await Promise.all([one.close(), two.close()]);
});

Deno.test("two instances that adopt at the same moment write each unit once", async () => {
  using kv = await Deno.openKv(":memory:");
  const { id } = await addTestJob(kv, { length: "medium" });
  const writers = [createTestWriter(), createTestWriter(), createTestWriter()];
  const runners = writers.map(({ writer }, n) =>
    createTestRunner(kv, writer, { instance: `i${n}` })
  );
  await Promise.all(runners.map((runner) => runner.adopt()));
  await Promise.all(runners.map((runner) => runner.idle()));
  assert.equal((await requireJob(kv, id)).status, "done");
  const calls = writers.flatMap(({ calls }) => calls);
  assert.equal(calls.length, 36);
  assert.equal(new Set(calls).size, calls.length);
  await Promise.all(runners.map((runner) => runner.close()));
});

Deno.test("whoever lost the lease writes nothing", async () => {
  using kv = await Deno.openKv(":memory:");
  const { id, round } = await addTestJob(kv);
  const nowMs = Date.now();
  const old = await takeLease(kv, id, { instance: "one", token: "a", nowMs });
  assert(old);
  assert.equal(await takeLease(kv, id, { instance: "two", token: "b", nowMs }), null);
  const late = { instance: "two", token: "b", nowMs: nowMs + LEASE_MS + 1 };
  const fresh = await takeLease(kv, id, late);
  assert(fresh);
  const change = (job: Job): Job => ({ ...job, unit: "title" });
  assert.equal(await writeHeld(kv, { held: old, round }, change), null);
  assert.equal(await renewLease(kv, old, nowMs), false);
  assert.equal((await requireJob(kv, id)).unit, null);
  assert.equal((await writeHeld(kv, { held: fresh, round }, change))?.unit, "title");
  // Nor does the holder, once a person changed the job.
  assert.equal(await writeHeld(kv, { held: fresh, round: round + 1 }, change), null);
});

Deno.test("stopping a job reaches the model at once, keeps what is written, and it can go on", async () => {
  using kv = await Deno.openKv(":memory:");
  const { id } = await addTestJob(kv);
  const hanging = hangingAt("arcs");
  const runner = createTestRunner(kv, hanging.writer);
  runner.run(id);
  await hanging.reached;
  await cancelWriting(servicesOf(kv, runner), named(id));
  assert.equal(await hanging.aborted, "changed");
  await runner.idle();
  const stopped = await requireJob(kv, id);
  assert.equal(stopped.status, "cancelled");
  assert.equal(stopped.done.length, 7);
  assert.deepEqual(await checkStore(kv), []);
  await assert.rejects(cancelWriting(servicesOf(kv, runner), named(id)), { status: 409 });
  await runner.close();
  const { writer, calls } = createTestWriter();
  const next = createTestRunner(kv, writer);
  await resumeWriting(servicesOf(kv, next), named(id));
  await next.idle();
  assert.equal((await requireJob(kv, id)).status, "done");
  assert.equal(calls[0], "arcs");
  assert.equal(calls.length, 9);
  await next.close();
});

Deno.test("an edited output stays, and what stands on it alone is written anew", async () => {
  using kv = await Deno.openKv(":memory:");
  const { id } = await addTestJob(kv, { length: "medium" });
  const { writer, calls } = createTestWriter();
  const runner = createTestRunner(kv, writer);
  const whole = await finish(kv, id, runner);
  const storyId = whole.story!.id;
  calls.length = 0;
  const unit: Unit = { stage: "draft", chapter: 4 };
  const foreseen = toRedo(whole, unit).map(unitName);
  const body = bodyOf(4).replace("초고 0", "내가 고친 글");
  const output = { n: 4, title: "4번째 밤", body };
  await editWriting(servicesOf(kv, runner), { ...named(id), unit, output, redo: true });
  await runner.idle();
  const job = await requireJob(kv, id);
  assert.equal(job.status, "done");
  assert.deepEqual(calls, foreseen);
  assert.deepEqual(calls.slice(0, 4), ["dialogue:4", "continuity:4", "style:4", "scenes:5"]);
  assert.equal(job.story?.id, storyId);
  assert.equal((await getChapterById(kv, storyId, 4))?.body, body);
  const records = await listUnitRecords(kv, job);
  assert.deepEqual([records.get("draft:4")?.by, records.get("dialogue:4")?.by], [
    "person",
    "model",
  ]);
  assert.deepEqual(await checkStore(kv), []);
  await runner.close();
});

Deno.test("a chapter that its owner changed in the library stays so, where nothing of it was written anew", async () => {
  using kv = await Deno.openKv(":memory:");
  const { id } = await addTestJob(kv, { length: "medium" });
  const { writer } = createTestWriter();
  const runner = createTestRunner(kv, writer);
  const storyId = (await finish(kv, id, runner)).story!.id;
  const chapter = (await getChapterById(kv, storyId, 1))!;
  await kv.set(keys.chapter(storyId, 1), { ...chapter, body: "내가 쓴 첫 화", rev: 2 });
  await redoWriting(servicesOf(kv, runner), {
    ...named(id),
    unit: { stage: "style", chapter: 2 },
  });
  await runner.idle();
  assert.equal((await getChapterById(kv, storyId, 1))?.body, "내가 쓴 첫 화");
  assert.equal((await getChapterById(kv, storyId, 2))?.rev, 2);
  assert.deepEqual(await checkStore(kv), []);
  await runner.close();
});

Deno.test("a title that is edited in the job becomes the story's, and one edited in the library stays", async () => {
  using kv = await Deno.openKv(":memory:");
  const { id } = await addTestJob(kv);
  const runner = createTestRunner(kv, createTestWriter().writer);
  const storyId = (await finish(kv, id, runner)).story!.id;
  const unit: Unit = { stage: "title", chapter: 0 };
  const old = await getOutput(kv, id, unit) as Record<string, unknown>;
  // Another moment than that of the first title.
  while (Date.now() <= (await requireJob(kv, id)).story!.titleAtMs) await Promise.resolve();
  const edit = (title: string) =>
    editWriting(servicesOf(kv, runner), {
      ...named(id),
      unit,
      output: { ...old, title },
      redo: true,
    });
  await edit("이른 편지");
  await runner.idle();
  const story = (await getStory(kv, storyId))!;
  assert.equal(story.title, "이른 편지");
  await kv.set(keys.story(storyId), { ...story, title: "내가 붙인 제목" });
  await redoWriting(servicesOf(kv, runner), {
    ...named(id),
    unit: { stage: "style", chapter: 1 },
  });
  await runner.idle();
  assert.equal((await getStory(kv, storyId))?.title, "내가 붙인 제목");
  assert.deepEqual(await checkStore(kv), []);
  await runner.close();
});

Deno.test("an edit of a running job cuts what stands on it, and nothing is written from the old words", async () => {
  using kv = await Deno.openKv(":memory:");
  const { id } = await addTestJob(kv);
  const hanging = hangingAt("rules");
  const runner = createTestRunner(kv, hanging.writer);
  runner.run(id);
  await hanging.reached;
  const unit: Unit = { stage: "concept", chapter: 0 };
  const old = await getOutput(kv, id, unit) as Record<string, unknown>;
  hanging.letGo(undefined);
  const changed = { ...old, premise: "바다 밑의 등대를 찾는 사람들의 이야기다." };
  await editWriting(servicesOf(kv, runner), { ...named(id), unit, output: changed, redo: true });
  await runner.idle();
  const job = await requireJob(kv, id);
  assert.equal(job.status, "done");
  for (const { unit, given } of hanging.materials.slice(-13)) {
    const concept = given.get("concept");
    if (concept) assert.deepEqual(concept, changed, unitName(unit));
  }
  await runner.close();
});

Deno.test("an edit that fits nothing is refused with what is against it", async () => {
  using kv = await Deno.openKv(":memory:");
  const { id } = await addTestJob(kv);
  const runner = createTestRunner(kv, createTestWriter().writer);
  await finish(kv, id, runner);
  const edit = (unit: Unit, output: unknown) =>
    editWriting(servicesOf(kv, runner), { ...named(id), unit, output, redo: true });
  const scenes: Unit = { stage: "scenes", chapter: 1 };
  const scene = { place: "moon", when: "밤", who: ["p1"], goal: "-", obstacle: "-", outcome: "-" };
  await assert.rejects(edit(scenes, { n: 1, scenes: [scene] }), { status: 422 });
  await assert.rejects(edit(scenes, "아무 말"), { status: 422 });
  assert.equal((await requireJob(kv, id)).status, "done");
  await runner.close();
});

Deno.test("a finished story goes on chapter by chapter, and its story with it", async () => {
  using kv = await Deno.openKv(":memory:");
  const { id } = await addTestJob(kv);
  const { writer, calls } = createTestWriter();
  const runner = createTestRunner(kv, writer);
  const storyId = (await finish(kv, id, runner)).story!.id;
  calls.length = 0;
  await lengthenWriting(servicesOf(kv, runner), { ...named(id), more: 2 });
  await runner.idle();
  assert.equal((await requireJob(kv, id)).status, "done");
  assert.deepEqual(calls.filter((call) => !/^(?:scenes|draft|dialogue)/.test(call)), [
    "outline:2",
    "continuity:2",
    "style:2",
    "outline:3",
    "continuity:3",
    "style:3",
  ]);
  assert.equal((await getStory(kv, storyId))?.chapters.length, 3);
  assert.deepEqual(await checkStore(kv), []);
  await runner.close();
});

for (
  const [kind, status] of [
    ["quota", "queued"],
    ["overloaded", "queued"],
    ["blocked", "failed"],
    ["auth", "failed"],
    ["bad_response", "failed"],
  ] as const satisfies readonly (readonly [ChatFailure, Job["status"]])[]
) {
  Deno.test(`a model that fails (${kind}) leaves a job that says why and can go on where it stood`, async () => {
    using kv = await Deno.openKv(":memory:");
    const { id } = await addTestJob(kv);
    const failing = createTestWriter({
      answer: ({ unit }) => {
        if (unit.stage !== "theme") return undefined;
        throw new WritingError(kind, { retryAfterS: 40, usage: TEST_USAGE });
      },
    });
    const runner = createTestRunner(kv, failing.writer);
    const job = await finish(kv, id, runner);
    assert.equal(job.status, status);
    assert.deepEqual([job.trouble?.kind, job.trouble?.unit], [kind, "theme"]);
    if (status === "queued") {
      assert.equal(job.trouble?.untilMs, job.trouble!.atMs + 40_000);
      await runner.adopt();
      await runner.idle();
      assert.equal(
        failing.calls.filter((call) => call === "theme").length,
        1,
        "not before its time",
      );
    }
    assert.deepEqual(
      await toldOf(kv),
      status === "failed"
        ? [["unwritten", `/stories/write/${id}`, job.request.keywords.join(", ")]]
        : [],
      "what goes on by itself is not told",
    );
    // What failed halfway was used all the same.
    assert.equal(await repliesOf(kv), 7);
    await runner.close();
    const { writer, calls } = createTestWriter();
    const next = createTestRunner(kv, writer);
    await resumeWriting(servicesOf(kv, next), named(id));
    await next.idle();
    const done = await requireJob(kv, id);
    assert.deepEqual([done.status, done.trouble, calls[0]], ["done", null, "theme"]);
    const told = await toldOf(kv);
    assert.deepEqual(told, [["written", `/stories/${done.story!.id}`, "늦은 편지"]]);
    assert.deepEqual(await checkStore(kv), []);
    await next.close();
  });
}

Deno.test("a model that stays overloaded is waited for three times, each time longer, and then the job fails", async () => {
  using kv = await Deno.openKv(":memory:");
  const { id } = await addTestJob(kv);
  let clockMs = Date.now();
  const { writer, calls } = createTestWriter({
    answer: () => {
      throw new WritingError("overloaded");
    },
  });
  const runner = createTestRunner(kv, writer, { now: () => clockMs });
  const waits: number[] = [];
  for (let job = await finish(kv, id, runner); job.status === "queued";) {
    waits.push((job.trouble!.untilMs! - clockMs) / 1000);
    clockMs = job.trouble!.untilMs!;
    await runner.adopt();
    await runner.idle();
    job = await requireJob(kv, id);
  }
  assert.deepEqual(waits, [15, 60, 240]);
  assert.equal((await requireJob(kv, id)).status, "failed");
  assert.equal(calls.length, 4);
  await runner.close();
});

Deno.test("answers that are no JSON are asked for again with the reason, and then the job fails for good reason", async () => {
  using kv = await Deno.openKv(":memory:");
  const { id } = await addTestJob(kv);
  const { writer, calls, materials } = createTestWriter({
    answer: ({ unit }) => unit.stage === "world" ? "Sure! Here is your world:" : undefined,
  });
  const runner = createTestRunner(kv, writer);
  const job = await finish(kv, id, runner);
  assert.deepEqual([job.status, job.trouble?.kind, job.trouble?.unit], [
    "failed",
    "refused",
    "world",
  ]);
  assert.deepEqual(job.trouble?.why, ["The answer is not a JSON object."]);
  assert.deepEqual(calls, ["concept", "reader", "world", "world", "world"]);
  assert.equal(materials[2]?.redo, undefined);
  assert.match(materials[3]?.redo ?? "", /not a JSON object/);
  assert.equal(new Set(materials.map(({ seed }) => seed)).size, materials.length);
  await runner.close();
});

Deno.test("a job whose owner has used the day's tokens waits for the next day, and goes on by itself", async () => {
  using kv = await Deno.openKv(":memory:");
  const { id } = await addTestJob(kv);
  let clockMs = Date.now();
  let left = 5;
  const { writer, calls } = createTestWriter();
  const charged: (string | null)[] = [];
  const runner = createTestRunner(kv, writer, {
    now: () => clockMs,
    quota: () => Promise.resolve(left-- > 0 ? { ok: true } : { ok: false, retryAfterS: 3600 }),
    charge: ({ address }) => Promise.resolve(void charged.push(address)),
  });
  runner.run(id, { address: ADDRESS });
  await runner.idle();
  const waiting = await requireJob(kv, id);
  assert.equal(waiting.status, "queued");
  assert.equal(waiting.trouble?.kind, "day_quota");
  assert.equal(waiting.trouble.untilMs, clockMs + 3_600_000);
  assert.equal(calls.length, 5);
  assert.deepEqual(charged, Array(5).fill(ADDRESS));
  left = 1000;
  await runner.adopt();
  await runner.idle();
  assert.equal(calls.length, 5);
  clockMs += 3_600_000;
  await runner.adopt();
  await runner.idle();
  assert.equal((await requireJob(kv, id)).status, "done");
  assert.equal(calls.length, 16);
  await runner.close();
});

Deno.test("a job stops at its budget until it is given more", async () => {
  using kv = await Deno.openKv(":memory:");
  const { id } = await addTestJob(kv, { budgetTokens: 600 });
  const { writer, calls } = createTestWriter();
  const runner = createTestRunner(kv, writer);
  const job = await finish(kv, id, runner);
  assert.deepEqual([job.status, job.trouble?.kind, job.trouble?.untilMs], [
    "queued",
    "budget",
    null,
  ]);
  // 150 tokens each.
  assert.equal(calls.length, 4);
  assert.deepEqual(await checkStore(kv), []);
  await resumeWriting(servicesOf(kv, runner), { ...named(id), budgetTokens: 100_000 });
  await runner.idle();
  assert.equal((await requireJob(kv, id)).status, "done");
  await runner.close();
});

Deno.test("a job that is thrown away takes all of it along, but not its story", async () => {
  using kv = await Deno.openKv(":memory:");
  const { id } = await addTestJob(kv);
  const runner = createTestRunner(kv, createTestWriter().writer);
  const storyId = (await finish(kv, id, runner)).story!.id;
  await assert.rejects(
    removeWriting(servicesOf(kv, runner), { id, ownerId: "somebody" }),
    { status: 404 },
  );
  await removeWriting(servicesOf(kv, runner), named(id));
  assert.equal(await getJob(kv, id), null);
  assert(await getStory(kv, storyId));
  assert.deepEqual(await checkStore(kv), []);
  await runner.close();
});

Deno.test("a job that is thrown away while it is written ends without a trace", async () => {
  using kv = await Deno.openKv(":memory:");
  const { id } = await addTestJob(kv);
  const hanging = hangingAt("draft:1");
  const runner = createTestRunner(kv, hanging.writer);
  runner.run(id);
  await hanging.reached;
  await removeWriting(servicesOf(kv, runner), named(id));
  await hanging.aborted;
  await runner.idle();
  assert.deepEqual(await checkStore(kv), []);
  await runner.close();
});
