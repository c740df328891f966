import assert from "node:assert/strict";
import { groupOf, isTestFile, planTests } from "@/tests/support/test_plan.ts";

const FILES = [
  "lib/cards/png_test.ts",
  "components/Card_test.tsx",
  "tests/support/junit_test.ts",
  "tests/integration/kill_test.ts",
  "tests/browser/chat_test.ts",
  "tests/browser/deep/story_test.ts",
];

function plan(...args: string[]) {
  const result = planTests(args, FILES);
  assert(result.ok, result.ok ? "" : result.reason);
  return {
    ...result.plan,
    groups: Object.fromEntries(result.plan.groups.map(({ name, files }) => [name, files])),
  };
}

function refusal(...args: string[]): string {
  const result = planTests(args, FILES);
  assert(!result.ok);
  return result.reason;
}

Deno.test("planTests() runs every group in order when nothing narrows it", () => {
  const { groups, denoArgs, build } = plan();
  assert.deepEqual(Object.keys(groups), ["unit", "integration", "browser"]);
  assert.deepEqual(groups["unit"], [
    "components/Card_test.tsx",
    "lib/cards/png_test.ts",
    "tests/support/junit_test.ts",
  ]);
  assert.deepEqual(denoArgs, []);
  assert.equal(build, true);
});

Deno.test("planTests() keeps to the groups that are named", () => {
  assert.deepEqual(Object.keys(plan("browser").groups), ["browser"]);
  assert.deepEqual(Object.keys(plan("browser", "unit").groups), ["unit", "browser"]);
});

Deno.test("planTests() narrows to files and folders, however they are spelled", () => {
  assert.deepEqual(plan("./lib/cards/").groups, { unit: ["lib/cards/png_test.ts"] });
  assert.deepEqual(plan("tests\\browser\\deep").groups, {
    browser: ["tests/browser/deep/story_test.ts"],
  });
  assert.equal(Object.keys(plan(".").groups).length, 3);
});

Deno.test("planTests() does not take a folder for one whose name it begins", () => {
  assert.match(refusal("lib/card"), /"lib\/card"/);
});

Deno.test("planTests() refuses a path without a test in the named groups", () => {
  assert.match(refusal("browser", "lib"), /"lib"/);
  assert.match(refusal("lib/cards/png.ts"), /"lib\/cards\/png.ts"/);
});

Deno.test("planTests() passes flags on, with the values that follow them", () => {
  const { denoArgs, groups } = plan("--filter", "unit", "--fail-fast", "--retry=2", "lib");
  assert.deepEqual(denoArgs, ["--filter", "unit", "--fail-fast", "--retry=2"]);
  assert.deepEqual(Object.keys(groups), ["unit"]);
});

Deno.test("planTests() refuses a flag that lacks its value", () => {
  assert.match(refusal("--filter"), /--filter needs a value/);
});

Deno.test("planTests() keeps --no-build to itself", () => {
  const { build, denoArgs } = plan("--no-build");
  assert.equal(build, false);
  assert.deepEqual(denoArgs, []);
});

Deno.test("groupOf() goes by the place of a file", () => {
  assert.equal(groupOf("lib/tests/browser/x_test.ts"), "unit");
  assert.equal(groupOf("tests/browser/x_test.ts"), "browser");
});

Deno.test("isTestFile() knows tests from helpers beside them", () => {
  assert.equal(isTestFile("lib/a_test.ts"), true);
  assert.equal(isTestFile("components/A_test.tsx"), true);
  assert.equal(isTestFile("tests/support/axe.ts"), false);
  assert.equal(isTestFile("lib/latest.ts"), false);
  assert.equal(isTestFile("lib/a_test.ts.bak"), false);
  assert.equal(isTestFile("lib/fresh/tests/fixtures/site/routes/index_test.ts"), false);
});
