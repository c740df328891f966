import assert from "node:assert/strict";
import { checkStore } from "@/lib/store/check/check.ts";
import { keys } from "@/lib/store/keys.ts";
import {
  addTestJob,
  createTestRunner,
  createTestWriter,
  GUEST,
} from "@/lib/stories/writing/writing_for_tests.ts";

async function written(kv: Deno.Kv): Promise<{ id: string; createdAtMs: number }> {
  const { id, createdAtMs } = await addTestJob(kv);
  const runner = createTestRunner(kv, createTestWriter().writer);
  runner.run(id);
  await runner.idle();
  await runner.close();
  assert.deepEqual(await checkStore(kv), []);
  return { id, createdAtMs };
}

type Job = Awaited<ReturnType<typeof written>>;

/** What is broken, and what is said of it. */
const BROKEN: Record<string, [(kv: Deno.Kv, job: Job) => Promise<unknown>, RegExp]> = {
  "a job that its owner does not see": [
    (kv, { id, createdAtMs }) => kv.delete(keys.storyJobByOwner(GUEST.id, createdAtMs, id)),
    /^"story_job_by_owner" .* is missing$/,
  ],
  "a finished job that is listed as open": [
    (kv, { id }) => kv.set(keys.storyJobOpen(id), id),
    /^"story_job_open" .* stands for nothing$/,
  ],
  "an open job that nobody would take up": [
    async (kv, { id }) => {
      const { value } = await kv.get<object>(keys.storyJob(id));
      await kv.set(keys.storyJob(id), { ...value, status: "running" });
    },
    /^"story_job_open" .* is missing$/,
  ],
  "a unit that is done and not there": [
    (kv, { id }) => kv.delete(keys.storyJobUnit(id, "theme")),
    /lacks its unit theme$/,
  ],
  "a unit that has handed on nothing": [
    (kv, { id }) => kv.delete(keys.storyJobOutput(id, "theme")),
    /"theme" has handed on nothing$/,
  ],
  "an output of a job that is gone": [
    (kv) => kv.set(keys.storyJobOutput("gone", "theme"), new Uint8Array()),
    /"gone" "theme" is of no job$/,
  ],
  "a ledger of a story that is gone": [
    (kv) =>
      kv.set(keys.storyFact("gone", 1), {
        v: 1,
        storyId: "gone",
        chapterId: 1,
        packed: new Uint8Array(),
      }),
    /^"story_fact" "gone" 1 is of no story$/,
  ],
  "a job of another schema": [
    async (kv, { id }) => {
      const { value } = await kv.get<object>(keys.storyJob(id));
      await kv.set(keys.storyJob(id), { ...value, round: "one" });
    },
    /does not fit its schema: round$/,
  ],
};

for (const [name, [breaking, said]] of Object.entries(BROKEN)) {
  Deno.test(`checkStore() finds ${name}`, async () => {
    using kv = await Deno.openKv(":memory:");
    await breaking(kv, await written(kv));
    const found = await checkStore(kv);
    assert(found.some((sentence) => said.test(sentence)), found.join("\n"));
  });
}
