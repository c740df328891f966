/** A story that is written on one of two instances of one store: stopped from the other, and taken over by it. */
import assert from "node:assert/strict";
import { cancelWriting, resumeWriting } from "@/lib/stories/writing/actions.ts";
import { getJob, LEASE_MS } from "@/lib/stories/writing/job_store.ts";
import { unitName } from "@/lib/stories/writing/model.ts";
import {
  addTestJob,
  createTestRunner,
  createTestWriter,
  GUEST,
} from "@/lib/stories/writing/writing_for_tests.ts";
import { checkStore } from "@/lib/store/check/check.ts";
import { findDenokv, startDenokv } from "@/tests/support/denokv.ts";

const denokvPath = await findDenokv();
if (denokvPath === null) {
  // deno-lint-ignore no-console -- a test that does not run must say so
  console.warn("denokv is not installed, so nothing is shown of writing on two instances");
}

/** A writer that stays at one unit until it is cut. */
function stuckAt(name: string) {
  const reached = Promise.withResolvers<void>();
  const cut = Promise.withResolvers<unknown>();
  const test = createTestWriter({
    answer: ({ unit }, signal) => {
      if (unitName(unit) !== name) return undefined;
      reached.resolve();
      return new Promise((_, reject) =>
        signal.addEventListener("abort", () => {
          cut.resolve(signal.reason);
          reject(signal.reason);
        })
      );
    },
  });
  return { ...test, reached: reached.promise, cut: cut.promise };
}

Deno.test({
  name:
    "a story that is stopped on another instance is cut at its model at once, and goes on there",
  ignore: denokvPath === null,
  async fn() {
    await using denokv = await startDenokv(denokvPath!);
    Deno.env.set("DENO_KV_ACCESS_TOKEN", denokv.token);
    using one = await Deno.openKv(denokv.url);
    using two = await Deno.openKv(denokv.url);
    const { id } = await addTestJob(one);
    const stuck = stuckAt("voices");
    const first = createTestRunner(one, stuck.writer, { instance: "one" });
    const next = createTestWriter();
    const second = createTestRunner(two, next.writer, { instance: "two" });
    first.run(id);
    await stuck.reached;
    const services = { kv: two, now: Date.now, writing: second };
    const named = { id, ownerId: GUEST.id, address: "203.0.113.5" };
    await cancelWriting(services, named);
    assert.equal(await stuck.cut, "changed");
    await first.idle();
    assert.equal((await getJob(two, id))?.status, "cancelled");
    await resumeWriting(services, named);
    await second.idle();
    assert.equal((await getJob(one, id))?.status, "done");
    assert.deepEqual([next.calls[0], next.calls.length], ["voices", 11]);
    assert.deepEqual(await checkStore(one), []);
    await Promise.all([first.close(), second.close()]);
  },
});

Deno.test({
  name:
    "a story whose instance is not heard of any more is taken over by another, which writes each unit once",
  ignore: denokvPath === null,
  async fn() {
    await using denokv = await startDenokv(denokvPath!);
    Deno.env.set("DENO_KV_ACCESS_TOKEN", denokv.token);
    using one = await Deno.openKv(denokv.url);
    using two = await Deno.openKv(denokv.url);
    using three = await Deno.openKv(denokv.url);
    const { id } = await addTestJob(one);
    const stuck = stuckAt("arcs");
    const first = createTestRunner(one, stuck.writer, { instance: "one", renewMs: 1_000_000 });
    first.run(id);
    await stuck.reached;
    const later = () => Date.now() + LEASE_MS + 1;
    const writers = [createTestWriter(), createTestWriter()];
    const others = writers.map(({ writer }, n) =>
      createTestRunner([two, three][n]!, writer, { instance: `${n}`, now: later })
    );
    await Promise.all(others.map((runner) => runner.adopt()));
    await Promise.all(others.map((runner) => runner.idle()));
    assert.equal((await getJob(two, id))?.status, "done");
    assert.equal(writers.flatMap(({ calls }) => calls).length, 9);
    assert.equal((await getJob(two, id))?.spent.calls, 16);
    await first.close();
    await Promise.all(others.map((runner) => runner.close()));
    assert.deepEqual(await checkStore(two), []);
  },
});
