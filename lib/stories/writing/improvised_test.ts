/** Whole stories by the writer that needs no model, through every stage, check and ledger of the real pipeline. */
import assert from "node:assert/strict";
import { getJob, listUnitRecords } from "@/lib/stories/writing/job_store.ts";
import { createDemoWriter } from "@/lib/stories/writing/demo/demo_writer.ts";
import { listUnits } from "@/lib/stories/writing/plan.ts";
import { getCast, listFacts } from "@/lib/stories/writing/story_facts.ts";
import { getStory } from "@/lib/stories/store.ts";
import { addTestJob, createTestRunner } from "@/lib/stories/writing/writing_for_tests.ts";
import { checkStore } from "@/lib/store/check/check.ts";

for (
  const [lang, length, chapters] of [
    ["ko", "short", 1],
    ["en", "short", 1],
    ["ko", "medium", 5],
    ["en", "medium", 5],
    ["ko", "long", 20],
  ] as const
) {
  Deno.test(`a ${length} story is improvised in ${lang}, and no contradiction is suspected in it`, async () => {
    using kv = await Deno.openKv(":memory:");
    const keywords = lang === "ko" ? ["등대", "편지"] : ["lighthouse", "letter"];
    const { id } = await addTestJob(kv, { lang, length, keywords });
    const runner = createTestRunner(kv, createDemoWriter());
    runner.run(id);
    await runner.idle();
    await runner.close();
    const job = (await getJob(kv, id))!;
    assert.equal(job.status, "done", JSON.stringify(job.trouble));
    assert.equal(job.done.length, listUnits(job).length);
    // No rule takes a consistent story for a contradiction.
    for (const [name, { stage, notes, spent }] of await listUnitRecords(kv, job)) {
      if (stage !== "continuity") continue;
      assert.deepEqual(notes, [], name);
      assert.equal(spent.calls, 1, name);
    }
    const story = (await getStory(kv, job.story!.id))!;
    assert.equal(story.chapters.length, chapters);
    const facts = await listFacts(kv, story.id);
    assert.deepEqual(facts.map(({ n }) => n), story.chapters.map((_, n) => n + 1));
    const cast = (await getCast(kv, story.id))!;
    const opened = new Set(facts.flatMap(({ opened }) => opened));
    const paid = new Set(facts.flatMap(({ paid }) => paid));
    for (const { ref, pays } of cast.promises) {
      assert(opened.has(ref), `${ref} was never opened`);
      assert.equal(paid.has(ref), pays !== null, ref);
    }
    assert.deepEqual(await checkStore(kv), []);
  });
}
