import assert from "node:assert/strict";
import { cancelled } from "@/lib/stories/writing/job.ts";
import { changeJob, deleteJob } from "@/lib/stories/writing/job_store.ts";
import { followJob, type JobNews } from "@/lib/stories/writing/follow_job.ts";
import { addTestJob, GUEST } from "@/lib/stories/writing/writing_for_tests.ts";

const OPEN = { signal: new AbortController().signal, closing: new AbortController().signal };

async function next(news: AsyncGenerator<JobNews>): Promise<JobNews | "over"> {
  const { done, value } = await news.next();
  return done ? "over" : value;
}

Deno.test("followJob() tells how a job stands at once, whatever changes it, and that it has ended", async () => {
  using kv = await Deno.openKv(":memory:");
  const job = await addTestJob(kv);
  const news = followJob(kv, job.id, OPEN);
  assert.deepEqual(await next(news), { type: "job", job });
  const named = { id: job.id, ownerId: GUEST.id };
  const running = await changeJob(kv, named, (present) => ({ ...present, status: "running" }));
  assert.deepEqual(await next(news), { type: "job", job: running });
  const ended = await changeJob(kv, named, (present) => cancelled(present, 5));
  assert.deepEqual(await next(news), { type: "job", job: ended });
  assert.equal(await next(news), "over");
});

Deno.test("followJob() pulses while nothing happens, and hears of a job that is thrown away", async () => {
  using kv = await Deno.openKv(":memory:");
  const job = await addTestJob(kv);
  const news = followJob(kv, job.id, { ...OPEN, pulseMs: 1 });
  await next(news);
  assert.deepEqual(await next(news), { type: "pulse" });
  await deleteJob(kv, job);
  let told = await next(news);
  while (told !== "over" && told.type === "pulse") told = await next(news);
  assert.deepEqual(told, { type: "job", job: null });
  assert.equal(await next(news), "over");
});

Deno.test("followJob() breaks off when the process ends, and after the longest time", async () => {
  using kv = await Deno.openKv(":memory:");
  const job = await addTestJob(kv);
  const closing = new AbortController();
  const news = followJob(kv, job.id, { ...OPEN, closing: closing.signal });
  await next(news);
  closing.abort();
  assert.deepEqual(await next(news), { type: "break" });
  assert.equal(await next(news), "over");
  const late = followJob(kv, job.id, { ...OPEN, maxMs: 0 });
  assert.deepEqual(await next(late), { type: "job", job });
  assert.deepEqual(await next(late), { type: "break" });
  assert.equal(await next(late), "over");
});

Deno.test("followJob() says nothing more to a reader who left", async () => {
  using kv = await Deno.openKv(":memory:");
  const job = await addTestJob(kv);
  const left = new AbortController();
  const news = followJob(kv, job.id, { ...OPEN, signal: left.signal });
  await next(news);
  left.abort();
  assert.equal(await next(news), "over");
});
