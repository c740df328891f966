/** Decides what a call of `tests/run.ts` runs: which groups, which files, which flags for `deno test`. */

/** In the order in which they run: what is quick and tells most comes first. */
export const GROUP_NAMES = ["unit", "integration", "browser"] as const;
export type GroupName = (typeof GROUP_NAMES)[number];

export interface TestPlan {
  /** Groups with at least one file. */
  groups: { name: GroupName; files: string[] }[];
  /** Flags for `deno test`, as given. */
  denoArgs: string[];
  /** False after `--no-build`: whoever calls has just built the app. */
  build: boolean;
}

export type PlanResult = { ok: true; plan: TestPlan } | { ok: false; reason: string };

/** Flags of `deno test` whose value is a word of its own. */
const FLAGS_WITH_VALUE = new Set(["--filter", "--retry", "--repeats", "--reporter", "--seed"]);

const TEST_FILE = /_test\.(?:ts|tsx|mts|js|jsx|mjs)$/;

/** A file that only looks like a test, as it is what a test works on, lies in a folder of fixtures. */
export function isTestFile(path: string): boolean {
  return TEST_FILE.test(path) && !path.split("/").includes("fixtures");
}

/** Tells the group of a test file by its place; what lies beside the code is a unit test. */
export function groupOf(file: string): GroupName {
  if (file.startsWith("tests/browser/")) return "browser";
  if (file.startsWith("tests/integration/")) return "integration";
  return "unit";
}

/**
 * Reads the arguments: any of the group names, `--no-build`, files and folders to narrow the run to, and
 * flags for `deno test`.
 *
 * @param files All test files, relative to the project, with `/`.
 */
export function planTests(args: string[], files: string[]): PlanResult {
  const plan: TestPlan = { groups: [], denoArgs: [], build: true };
  const names = new Set<GroupName>();
  const paths: string[] = [];
  for (let index = 0; index < args.length; index++) {
    const arg = args[index] ?? "";
    const name = GROUP_NAMES.find((known) => known === arg);
    if (name !== undefined) {
      names.add(name);
    } else if (arg === "--no-build") {
      plan.build = false;
    } else if (FLAGS_WITH_VALUE.has(arg)) {
      const value = args[++index];
      if (value === undefined) return { ok: false, reason: `${arg} needs a value` };
      plan.denoArgs.push(arg, value);
    } else if (arg.startsWith("-")) {
      plan.denoArgs.push(arg);
    } else {
      paths.push(normalisePath(arg));
    }
  }
  const wanted = files.filter((file) => names.size === 0 || names.has(groupOf(file)));
  const empty = paths.find((path) => !wanted.some((file) => isWithin(file, path)));
  if (empty !== undefined) {
    return { ok: false, reason: `No test file of this run is at "${empty}"` };
  }
  const selected = paths.length === 0
    ? wanted
    : wanted.filter((file) => paths.some((path) => isWithin(file, path)));
  plan.groups = GROUP_NAMES
    .map((name) => ({ name, files: selected.filter((file) => groupOf(file) === name).sort() }))
    .filter((group) => group.files.length > 0);
  return { ok: true, plan };
}

function normalisePath(path: string): string {
  return path.replaceAll("\\", "/").replace(/^(?:\.\/)+/, "").replace(/\/+$/, "");
}

function isWithin(file: string, path: string): boolean {
  return path === "." || path === "" || file === path || file.startsWith(`${path}/`);
}
