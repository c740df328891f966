import assert from "node:assert/strict";
import { join } from "node:path";
import {
  countOutcomes,
  type FinishedRun,
  formatCounts,
  gradeRun,
  parseReport,
} from "@/tests/support/junit.ts";

/** Runs `deno test` on files made for it and reads its report. */
async function reportOf(files: Record<string, string>, args: string[] = []) {
  const folder = await Deno.makeTempDir();
  try {
    for (const [name, text] of Object.entries(files)) {
      await Deno.writeTextFile(join(folder, name), text);
    }
    const { code } = await new Deno.Command(Deno.execPath(), {
      args: ["test", "--no-check", "--no-config", "--junit-path=report.xml", ...args],
      cwd: folder,
      stdout: "null",
      stderr: "null",
    }).output();
    return { code, ...parseReport(await Deno.readTextFile(join(folder, "report.xml"))) };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("parseReport() counts what a real run passed, failed and skipped", async () => {
  const { code, files, results } = await reportOf({
    "a_test.ts": `
      Deno.test("passes <b> & \\"quotes\\"", () => {});
      Deno.test.ignore("is skipped", () => {});
      Deno.test("fails", () => { throw new Error("</failure><testcase name='x'> & more"); });
    `,
    "b_test.ts": `Deno.test("passes too", () => {});`,
  });
  assert.equal(code, 1);
  assert.deepEqual(files.toSorted(), ["a_test.ts", "b_test.ts"]);
  assert.deepEqual(countOutcomes(results), { passed: 2, failed: 1, skipped: 1 });
  assert.equal(results[0]?.name, 'passes <b> & "quotes"');
  const failed = results.find(({ outcome }) => outcome === "failed");
  assert.equal(failed?.file, "a_test.ts");
  assert.match(failed?.detail ?? "", /<\/failure><testcase name='x'> & more/);
});

Deno.test("parseReport() counts a test with steps once and names the step that failed", async () => {
  const { results } = await reportOf({
    "steps_test.ts": `
      Deno.test("good", async (t) => {
        await t.step("one", () => {});
        await t.step("two", async (t) => { await t.step("three", () => {}); });
      });
      Deno.test("bad > odd name", async (t) => {
        await t.step("outer", async (t) => {
          await t.step("inner", () => { throw new Error("deep"); });
        });
      });
    `,
  });
  assert.deepEqual(
    results.map(({ name, outcome }) => [name, outcome]),
    [["good", "passed"], ["bad > odd name", "failed"]],
  );
  assert.match(results[1]?.detail ?? "", /outer > inner: Error: deep/);
});

Deno.test("parseReport() takes a test that was tried again by its last attempt", async () => {
  const { code, results } = await reportOf({
    "again_test.ts": `
      let tries = 0;
      Deno.test("once is enough", () => { if (tries++ === 0) throw new Error("first"); });
      let steps = 0;
      Deno.test("with steps", async (t) => {
        await t.step("one", () => { if (steps++ === 0) throw new Error("first"); });
      });
      Deno.test("never", async (t) => {
        await t.step("one", () => { throw new Error("always"); });
      });
    `,
  }, ["--retry=1"]);
  assert.equal(code, 1);
  assert.deepEqual(
    results.map(({ name, outcome }) => [name, outcome]),
    [["once is enough", "passed"], ["with steps", "passed"], ["never", "failed"]],
  );
});

Deno.test("parseReport() leaves out what --filter left out, but not its file", async () => {
  const { files, results } = await reportOf(
    {
      "a_test.ts": `Deno.test("wanted", () => {}); Deno.test("other", () => {});`,
      "b_test.ts": `Deno.test("another", () => {});`,
    },
    ["--filter", "wanted"],
  );
  assert.deepEqual(files.toSorted(), ["a_test.ts", "b_test.ts"]);
  assert.deepEqual(results.map(({ name }) => name), ["wanted"]);
});

Deno.test("parseReport() does not list a file that failed to load", async () => {
  const { code, files, results } = await reportOf({
    "broken_test.ts": `throw new Error("at load");`,
    "good_test.ts": `Deno.test("fine", () => {});`,
  });
  assert.equal(code, 1);
  assert.deepEqual(files, ["good_test.ts"]);
  assert.equal(results.length, 1);
});

Deno.test("parseReport() counts tests that an uncaught error cancelled as failed", async () => {
  const { results } = await reportOf({
    "late_test.ts": `
      Deno.test("waits", () => {
        queueMicrotask(() => { throw new Error("late"); });
        return new Promise(() => {});
      });
    `,
  });
  assert.deepEqual(countOutcomes(results), { passed: 0, failed: 1, skipped: 0 });
});

Deno.test("parseReport() finds nothing in an empty report", () => {
  assert.deepEqual(parseReport(""), { files: [], results: [] });
});

Deno.test("formatCounts() names skipped tests only where there are any", () => {
  assert.equal(formatCounts({ passed: 3, failed: 0, skipped: 0 }), "3 passed, 0 failed");
  assert.equal(formatCounts({ passed: 0, failed: 2, skipped: 1 }), "0 passed, 2 failed, 1 skipped");
});

/** A run of two files, one passed test in each, with changes. */
function finished(changes: Partial<FinishedRun>): FinishedRun {
  const passed = (file: string) => ({
    file,
    name: "works",
    outcome: "passed" as const,
    detail: "",
  });
  return {
    group: "unit",
    files: ["a_test.ts", "b_test.ts"],
    report: {
      files: ["a_test.ts", "b_test.ts"],
      results: [passed("a_test.ts"), passed("b_test.ts")],
    },
    code: 0,
    timedOut: false,
    ...changes,
  };
}

Deno.test("gradeRun() takes the report of a good run as it is", () => {
  const counts = countOutcomes(gradeRun(finished({})));
  assert.deepEqual(counts, { passed: 2, failed: 0, skipped: 0 });
});

Deno.test("gradeRun() counts every file that a failed run is silent about as a failure", () => {
  const { report } = finished({});
  const half = { files: ["a_test.ts"], results: report.results.slice(0, 1) };
  const results = gradeRun(finished({ report: half, code: 1 }));
  assert.deepEqual(countOutcomes(results), { passed: 1, failed: 1, skipped: 0 });
  assert.equal(results[1]?.file, "b_test.ts");

  const none = gradeRun(
    finished({ report: { files: [], results: [] }, code: 137, timedOut: true }),
  );
  assert.deepEqual(countOutcomes(none), { passed: 0, failed: 2, skipped: 0 });
  assert.match(none[0]?.detail ?? "", /too long/);
});

Deno.test("gradeRun() never lets a failed run pass for a good one", () => {
  const results = gradeRun(finished({ code: 1 }));
  assert.deepEqual(countOutcomes(results), { passed: 2, failed: 1, skipped: 0 });
  assert.deepEqual([results[2]?.file, results[2]?.detail], [
    "(unit)",
    "deno test ended with code 1",
  ]);
});
