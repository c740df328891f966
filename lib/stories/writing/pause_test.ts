/** A job that is paused: nothing that is being written is lost, and it goes on when its owner says so. */
import assert from "node:assert/strict";
import {
  cancelWriting,
  editWriting,
  pauseWriting,
  resumeWriting,
} from "@/lib/stories/writing/actions.ts";
import { getJob, getOutput, LEASE_MS } from "@/lib/stories/writing/job_store.ts";
import type { Job } from "@/lib/stories/writing/job.ts";
import type { Unit } from "@/lib/stories/writing/model.ts";
import type { WritingRunner } from "@/lib/stories/writing/runner.ts";
import { WritingError } from "@/lib/stories/writing/writer.ts";
import {
  addTestJob,
  createTestRunner,
  createTestWriter,
  GUEST,
  hangingAt,
} from "@/lib/stories/writing/writing_for_tests.ts";
import { checkStore } from "@/lib/store/check/check.ts";

const named = (id: string) => ({ id, ownerId: GUEST.id, address: "10.0.0.1" });

function servicesOf(kv: Deno.Kv, writing: WritingRunner) {
  return { kv, now: Date.now, writing };
}

async function jobIn(kv: Deno.Kv, id: string): Promise<Job> {
  return await getJob(kv, id) ?? assert.fail("no job");
}

/** A job whose writer hangs at this unit. */
async function writingAt(kv: Deno.Kv, unit: string) {
  const { id } = await addTestJob(kv);
  const hanging = hangingAt(unit);
  const runner = createTestRunner(kv, hanging.writer);
  runner.run(id);
  await hanging.reached;
  return { id, hanging, runner, services: servicesOf(kv, runner) };
}

Deno.test("[WJ4] a pause lets the piece at hand be finished, begins no other, and goes on with the next", async () => {
  using kv = await Deno.openKv(":memory:");
  const { id, hanging, runner, services } = await writingAt(kv, "arcs");
  const asked = await pauseWriting(services, named(id));
  assert.deepEqual([asked.status, asked.pausing, asked.unit], ["running", true, "arcs"]);
  // Asked for twice is asked for.
  await pauseWriting(services, named(id));
  hanging.letGo(undefined);
  await runner.idle();
  const job = await jobIn(kv, id);
  assert.deepEqual([job.status, job.pausing, job.unit], ["paused", false, "outline"]);
  assert(job.done.includes("arcs"));
  assert.equal(hanging.calls.at(-1), "arcs");
  assert.equal(job.spent.calls, job.done.length, "every answer was used");
  // It stays so, however often open jobs are looked for.
  await runner.adopt({ force: true });
  await runner.idle();
  assert.equal(hanging.calls.at(-1), "arcs");
  await assert.rejects(pauseWriting(services, named(id)), { status: 409 });
  assert.deepEqual(await checkStore(kv), []);
  await resumeWriting(services, named(id));
  await runner.idle();
  assert.equal((await jobIn(kv, id)).status, "done");
  assert.equal(hanging.calls.length, new Set(hanging.calls).size, "nothing was written twice");
  await assert.rejects(pauseWriting(services, named(id)), { status: 409 });
  await runner.close();
});

Deno.test("a pause that is taken back before the piece is done changes nothing", async () => {
  using kv = await Deno.openKv(":memory:");
  const { id, hanging, runner, services } = await writingAt(kv, "arcs");
  const { round } = await pauseWriting(services, named(id));
  const kept = await resumeWriting(services, named(id));
  assert.deepEqual([kept.status, kept.pausing, kept.round], ["running", false, round]);
  hanging.letGo(undefined);
  await runner.idle();
  assert.equal((await jobIn(kv, id)).status, "done");
  assert.equal(hanging.calls.length, 16);
  await runner.close();
});

Deno.test("a story whose last piece is at hand comes out, pause or not; written further, it goes on", async () => {
  using kv = await Deno.openKv(":memory:");
  const { id, hanging, runner, services } = await writingAt(kv, "title");
  await pauseWriting(services, named(id));
  hanging.letGo(undefined);
  await runner.idle();
  assert.equal((await jobIn(kv, id)).status, "done");
  const unit: Unit = { stage: "concept", chapter: 0 };
  const output = await getOutput(kv, id, unit);
  const edited = await editWriting(services, { ...named(id), unit, output, redo: false });
  assert.equal(edited.pausing, false);
  await runner.idle();
  assert.equal((await jobIn(kv, id)).status, "done");
  await runner.close();
});

Deno.test("what is to pause still does after an edit", async () => {
  using kv = await Deno.openKv(":memory:");
  const { id, hanging, runner, services } = await writingAt(kv, "arcs");
  await pauseWriting(services, named(id));
  const unit: Unit = { stage: "concept", chapter: 0 };
  const old = await getOutput(kv, id, unit) as Record<string, unknown>;
  const output = { ...old, premise: "바다 밑의 등대를 찾는 사람들의 이야기다." };
  await editWriting(services, { ...named(id), unit, output, redo: true });
  await runner.idle();
  assert.deepEqual([(await jobIn(kv, id)).status, hanging.calls.at(-1)], ["paused", "arcs"]);
  // An edit while it waits lets nobody begin.
  await editWriting(services, { ...named(id), unit, output: old, redo: true });
  await runner.idle();
  assert.deepEqual([(await jobIn(kv, id)).status, hanging.calls.at(-1)], ["paused", "arcs"]);
  await runner.close();
});

Deno.test("what is to pause can be stopped at once instead, and then goes on to its end", async () => {
  using kv = await Deno.openKv(":memory:");
  const { id, hanging, runner, services } = await writingAt(kv, "arcs");
  await pauseWriting(services, named(id));
  const stopped = await cancelWriting(services, named(id));
  assert.deepEqual([stopped.status, stopped.pausing], ["cancelled", false]);
  assert.equal(await hanging.aborted, "changed");
  await runner.idle();
  hanging.letGo(undefined);
  await resumeWriting(services, named(id));
  await runner.idle();
  assert.equal((await jobIn(kv, id)).status, "done");
  await runner.close();
});

Deno.test("what nobody works at is paused at once: before the first piece, and while a trouble is waited out", async () => {
  using kv = await Deno.openKv(":memory:");
  const { id } = await addTestJob(kv);
  const { writer, calls } = createTestWriter({
    answer: ({ unit }, _signal, call) => {
      if (unit.stage === "theme" && call < 8) throw new WritingError("overloaded");
      return undefined;
    },
  });
  let clockMs = Date.now();
  const runner = createTestRunner(kv, writer, { now: () => clockMs });
  const services = servicesOf(kv, runner);
  assert.equal((await pauseWriting(services, named(id))).status, "paused");
  runner.run(id);
  await runner.idle();
  assert.deepEqual(calls, []);
  await resumeWriting(services, named(id));
  await runner.idle();
  assert.equal((await jobIn(kv, id)).trouble?.kind, "overloaded");
  const waiting = await pauseWriting(services, named(id));
  assert.deepEqual([waiting.status, waiting.trouble], ["paused", null]);
  clockMs += 60_000;
  await runner.adopt();
  await runner.idle();
  assert.equal((await jobIn(kv, id)).status, "paused");
  await resumeWriting(services, named(id));
  await runner.idle();
  assert.equal((await jobIn(kv, id)).status, "done");
  assert.deepEqual(await checkStore(kv), []);
  await runner.close();
});

Deno.test("a trouble on the way to a pause is waited out by nobody", async () => {
  using kv = await Deno.openKv(":memory:");
  const { id } = await addTestJob(kv);
  const reached = Promise.withResolvers<void>();
  const broken = Promise.withResolvers<undefined>();
  const { writer } = createTestWriter({
    answer: async ({ unit }) => {
      if (unit.stage !== "theme") return undefined;
      reached.resolve();
      await broken.promise;
      throw new WritingError("overloaded");
    },
  });
  const runner = createTestRunner(kv, writer);
  runner.run(id);
  await reached.promise;
  await pauseWriting(servicesOf(kv, runner), named(id));
  broken.resolve(undefined);
  await runner.idle();
  const job = await jobIn(kv, id);
  assert.deepEqual([job.status, job.trouble, job.unit], ["paused", null, "theme"]);
  await runner.close();
});

Deno.test("a pause outlives the instance that was asked for it", async () => {
  using kv = await Deno.openKv(":memory:");
  const { id, hanging, runner, services } = await writingAt(kv, "arcs");
  await pauseWriting(services, named(id));
  await runner.close();
  const { writer, calls } = createTestWriter();
  const next = createTestRunner(kv, writer, { now: () => Date.now() + LEASE_MS + 1 });
  await next.adopt();
  await next.idle();
  assert.deepEqual([(await jobIn(kv, id)).status, calls], ["paused", []]);
  assert.equal(hanging.calls.at(-1), "arcs");
  await next.close();
});
