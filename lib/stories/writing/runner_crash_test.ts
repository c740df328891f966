/** What a crash may cost a story that is being written: one request for each crash, and nothing that is stored. */
import assert from "node:assert/strict";
import { getUsage, sumOf } from "@/lib/chat/usage.ts";
import { seededRandom } from "@/lib/avatar/random.ts";
import type { Job } from "@/lib/stories/writing/job.ts";
import { getJob, listUnitRecords } from "@/lib/stories/writing/job_store.ts";
import type { Length } from "@/lib/stories/writing/model.ts";
import { listUnits } from "@/lib/stories/writing/plan.ts";
import {
  addTestJob,
  createTestRunner,
  createTestWriter,
  GUEST,
} from "@/lib/stories/writing/writing_for_tests.ts";
import { checkStore } from "@/lib/store/check/check.ts";
import { keys } from "@/lib/store/keys.ts";
import { mortal } from "@/tests/support/mortal_kv.ts";

/** Runs a job in a process that dies at one of its commits. */
async function runUntilDeath(kv: Deno.Kv, diesAt: number, writer = createTestWriter()) {
  const runner = createTestRunner(mortal(kv, { diesAt }), writer.writer, { instance: `${diesAt}` });
  await runner.adopt({ force: true });
  await runner.idle();
  await runner.close();
  return writer;
}

async function commitsOf(length: Length, options: { judges: boolean; candidates: number }) {
  using kv = await Deno.openKv(":memory:");
  const job = await addTestJob(kv, { length, candidates: options.candidates });
  let commits = 0;
  const counting = mortal(kv, { before: (n) => Promise.resolve(void (commits = n)) });
  const writer = createTestWriter(options);
  const runner = createTestRunner(counting, writer.writer);
  await runner.adopt();
  await runner.idle();
  await runner.close();
  assert.equal((await getJob(kv, job.id))?.status, "done");
  return { commits, calls: writer.calls.length };
}

async function assertWhole(kv: Deno.Kv, id: string): Promise<Job> {
  const job = await getJob(kv, id);
  assert.equal(job?.status, "done", JSON.stringify(job?.trouble));
  assert.equal(job.done.length, listUnits(job).length);
  assert.equal(new Set(job.done).size, job.done.length);
  const records = await listUnitRecords(kv, job);
  assert.equal(records.size, job.done.length);
  // What every unit took is in the job's account once.
  const calls = [...records.values()].reduce((sum, { spent }) => sum + spent.calls, 0);
  assert.equal(job.spent.calls, calls);
  const usage = await getUsage(kv, GUEST.id, Date.now());
  assert.equal(sumOf(Object.values(usage?.models ?? {})).replies, calls);
  assert.deepEqual(await Array.fromAsync(kv.list({ prefix: keys.storyJobAllSteps(id) })), []);
  assert.deepEqual(await checkStore(kv), []);
  return job;
}

Deno.test("a story survives a crash at each of its commits, for one more request at most", async () => {
  const options = { judges: true, candidates: 2 };
  const { commits, calls } = await commitsOf("short", options);
  assert(commits > 50, `${commits} commits`);
  for (let diesAt = 1; diesAt <= commits; diesAt++) {
    using kv = await Deno.openKv(":memory:");
    const job = await addTestJob(kv, { candidates: options.candidates });
    const writer = createTestWriter(options);
    await runUntilDeath(kv, diesAt, writer);
    // The last two commits end the job and let go of its lease.
    if (diesAt < commits) assert.notEqual((await getJob(kv, job.id))?.status, "done");
    await runUntilDeath(kv, Infinity, writer);
    await assertWhole(kv, job.id);
    assert(writer.calls.length <= calls + 1, `${writer.calls.length} calls, died at ${diesAt}`);
  }
});

Deno.test("a story of several chapters that crashes again and again costs one more request a crash", async () => {
  const options = { judges: true, candidates: 2 };
  const { calls } = await commitsOf("medium", options);
  for (const seed of [1, 2, 3, 4]) {
    const random = seededRandom(String(seed));
    using kv = await Deno.openKv(":memory:");
    const job = await addTestJob(kv, { length: "medium", candidates: options.candidates });
    const writer = createTestWriter(options);
    let kills = 0;
    while ((await getJob(kv, job.id))?.status !== "done") {
      // Two commits take the job up, the third has the first answer: three at least, or nothing would ever be kept.
      await runUntilDeath(kv, 4 + Math.floor(random() * 9), writer);
      kills++;
      assert(kills < 400, `it never comes to its end, seed ${seed}`);
    }
    await assertWhole(kv, job.id);
    assert(writer.calls.length <= calls + kills, `${writer.calls.length} calls, ${kills} crashes`);
    assert(kills > 10, `${kills} crashes`);
  }
});

Deno.test("a story that is killed while its model writes goes on with that very unit", async () => {
  const units = listUnits({ planned: 1, chapters: 1 }).length;
  for (let call = 1; call <= units; call++) {
    using kv = await Deno.openKv(":memory:");
    const job = await addTestJob(kv);
    const dying = Promise.withResolvers<void>();
    const hanging = createTestWriter({
      answer: (_, signal, n) => {
        if (n < call) return undefined;
        dying.resolve();
        return new Promise((_, reject) =>
          signal.addEventListener("abort", () => reject(signal.reason))
        );
      },
    });
    const runner = createTestRunner(kv, hanging.writer);
    runner.run(job.id);
    await dying.promise;
    // As a kill does: nothing more of this process reaches the store, its lease stays behind.
    await kv.set(keys.storyJobLease(job.id), {
      v: 1,
      token: "dead",
      instance: "dead",
      untilMs: Date.now() + 60_000,
    });
    await runner.close();
    const other = createTestWriter();
    await runUntilDeath(kv, Infinity, other);
    await assertWhole(kv, job.id);
    assert.equal(hanging.calls.length + other.calls.length, units + 1);
    assert.equal(other.calls[0], hanging.calls.at(-1));
  }
});
