/** A story that is written by processes that are killed, one after the other. */
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { join } from "node:path";
import { listInbox } from "@/lib/social/inbox.ts";
import { getJob } from "@/lib/stories/writing/job_store.ts";
import { getStory } from "@/lib/stories/store.ts";
import { unitName } from "@/lib/stories/writing/model.ts";
import { listUnits } from "@/lib/stories/writing/plan.ts";
import { addTestJob } from "@/lib/stories/writing/writing_for_tests.ts";
import { checkStore } from "@/lib/store/check/check.ts";

const SCRIPT = fileURLToPath(new URL("../support/writing_process.ts", import.meta.url));
const CONFIG = fileURLToPath(new URL("../../deno.json", import.meta.url));

/** Where a process is killed: while the model writes, before its answer is stored, or when the unit has been. */
const PLACES = ["asked", "answered", "stored"] as const;

/** What a process says before each thing it does; holds it where it is to be killed. */
function gate(kills: Map<string, (typeof PLACES)[number]>) {
  const calls: string[] = [];
  let child: Deno.ChildProcess | null = null;
  const server = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen: () => {} },
    async (request) => {
      const [, what, unit = "", n] = new URL(request.url).pathname.split("/");
      if (what === "call") calls.push(decodeURIComponent(unit));
      const place = what === "call"
        ? "asked"
        : n === "1"
        ? "answered"
        : n === "3"
        ? "stored"
        : null;
      const name = decodeURIComponent(unit);
      if (place !== null && kills.get(name) === place) {
        kills.delete(name);
        child?.kill("SIGKILL");
        // It is not answered: it has gone, or is about to.
        await child?.status;
      }
      return new Response();
    },
  );
  return {
    calls,
    origin: `http://127.0.0.1:${server.addr.port}`,
    watch: (next: Deno.ChildProcess) => void (child = next),
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}

Deno.test("a story whose writer is killed (SIGKILL) at each of its sixteen stages costs one request more for each kill at most", async () => {
  const folder = await Deno.makeTempDir({ prefix: "maru_writing_" });
  try {
    const path = join(folder, "kv.sqlite");
    const units = listUnits({ planned: 1, chapters: 1 }).map(unitName);
    const kills = new Map(units.map((unit, n) => [unit, PLACES[n % PLACES.length]!]));
    const inFlight = [...kills.values()].filter((place) => place !== "stored").length;
    using kv = await Deno.openKv(path);
    const { id } = await addTestJob(kv);
    await using guard = gate(kills);
    let lives = 0;
    let code = -1;
    while (code !== 0) {
      const child = new Deno.Command(Deno.execPath(), {
        args: [
          "run",
          "-A",
          "--no-check",
          "--quiet",
          `--config=${CONFIG}`,
          SCRIPT,
          path,
          guard.origin,
        ],
        stdin: "null",
        stdout: "null",
        stderr: "inherit",
      }).spawn();
      guard.watch(child);
      const status = await child.status;
      code = status.signal === null ? status.code : -1;
      lives++;
      assert(code <= 0, `it ended with ${status.code} by itself`);
      assert(lives <= units.length + 1, "it was killed more often than asked for");
    }
    assert.equal(kills.size, 0, "each stage was killed once");
    assert.equal(lives, units.length + 1);
    const job = await getJob(kv, id);
    assert.equal(job?.status, "done");
    // Sixteen requests undisturbed; one more for each that was in flight, none where its answer was stored.
    assert.equal(guard.calls.length, units.length + inFlight);
    assert.equal(job.spent.calls, units.length);
    assert((await getStory(kv, job.story!.id))?.chapters.length === 1);
    const all = { userId: job.ownerId, off: [], limit: 50, nowMs: Date.now() };
    const { items } = await listInbox(kv, all);
    assert.deepEqual(items.map(({ kind }) => kind), ["written"], "told once, however often killed");
    assert.deepEqual(await checkStore(kv), []);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
