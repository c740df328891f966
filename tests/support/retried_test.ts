import assert from "node:assert/strict";
import { join } from "node:path";
import { listRetried } from "@/tests/support/retried.ts";

Deno.test("listRetried() names what a real run tried again, however it ended", async () => {
  const folder = await Deno.makeTempDir();
  try {
    await Deno.writeTextFile(
      join(folder, "a_test.ts"),
      `
      let tries = 0;
      Deno.test("good", () => {});
      Deno.test("once is not enough", () => { if (tries++ === 0) throw new Error("first"); });
      let steps = 0;
      Deno.test("with steps", async (t) => {
        await t.step("one", () => { if (steps++ === 0) throw new Error("first"); });
      });
      Deno.test("never", () => { throw new Error("always"); });
    `,
    );
    for (const env of [{ NO_COLOR: "1" }, { FORCE_COLOR: "1" }]) {
      const { stdout } = await new Deno.Command(Deno.execPath(), {
        args: ["test", "--no-check", "--no-config", "--retry=1"],
        cwd: folder,
        env,
        stdout: "piped",
        stderr: "null",
      }).output();
      assert.deepEqual(listRetried(new TextDecoder().decode(stdout)), [
        "once is not enough",
        "with steps",
        "never",
      ]);
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("listRetried() finds nothing where every test passed at once", () => {
  assert.deepEqual(listRetried("running 1 test from ./a_test.ts\ngood ... ok (1ms)\n"), []);
});
