/**
 * Writes the open stories of a store, as a process of its own, for a test that kills it: `writing_process.ts STORE ORIGIN`.
 *
 * It tells the origin what it is about to do and waits for the answer: `/call/<unit>` before each request to the model,
 * `/commit/<unit>/<n>` before the nth commit after the answer to it. The test kills it where it likes.
 */
import { unitName } from "@/lib/stories/writing/model.ts";
import { createTestRunner, createTestWriter } from "@/lib/stories/writing/writing_for_tests.ts";
import { mortal } from "@/tests/support/mortal_kv.ts";

const [path, origin] = Deno.args;
if (!path || !origin) throw new Error("Usage: writing_process.ts STORE ORIGIN");

let unit = "none";
let commits = 0;

async function tell(what: string): Promise<void> {
  const response = await fetch(`${origin}/${what}`);
  await response.body?.cancel();
}

using kv = await Deno.openKv(path);
const { writer } = createTestWriter({
  answer: async (material) => {
    unit = unitName(material.unit);
    await tell(`call/${unit}`);
    commits = 0;
    return undefined;
  },
});
const watched = mortal(kv, { before: () => tell(`commit/${unit}/${++commits}`) });
const runner = createTestRunner(watched, writer, { instance: String(Deno.pid) });
await runner.adopt({ force: true });
await runner.idle();
await runner.close();
