/**
 * Runs the tests: `deno task test`, `test:unit`, `test:integration`, `test:browser`.
 *
 * `deno run -A tests/run.ts [unit] [integration] [browser] [--no-build] [files, folders] [flags of deno test]`
 *
 * Installs packages, builds the app where a group needs it, finds or unpacks a browser for the browser group,
 * finds or builds `denokv` for tests of several instances, and runs each group with `deno test`. The last line
 * is `N passed, N failed`, counted from Deno's own reports. A test file that does not load, a build that fails
 * or a missing browser is a failure, never a skip. Exits with 1 if anything failed or nothing ran.
 */
// deno-lint-ignore-file no-console -- a command-line program that talks to its terminal
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { BrowserUnavailableError, findBrowser } from "@/tests/support/browser.ts";
import { findDenokv, installDenokv } from "@/tests/support/denokv.ts";
import {
  countOutcomes,
  formatCounts,
  gradeRun,
  notRun,
  parseReport,
  type TestResult,
} from "@/tests/support/junit.ts";
import { listRetried } from "@/tests/support/retried.ts";
import { type GroupName, isTestFile, planTests } from "@/tests/support/test_plan.ts";

const PROJECT_PATH = fileURLToPath(new URL("..", import.meta.url));

/**
 * Flags of `deno test` for each group. A unit test closes what it opens. A browser test has the cores to
 * itself: the page, its server and the browser are busy processes enough. It gets a second attempt where the
 * machine was too busy for the first, and is then named, as it may have found a fault all the same.
 */
const GROUP_ARGS: Record<GroupName, string[]> = {
  unit: ["--parallel", "--sanitize-ops", "--sanitize-resources"],
  integration: ["--parallel"],
  browser: ["--retry=1"],
};

/** A hanging test must not eat the whole time of a CI run. */
const GROUP_TIMEOUT_MS = 30 * 60_000;

/** How long a group that was told to end may take to report. */
const REPORT_TIMEOUT_MS = 15_000;

/** Tests of several instances on one store. */
const NEEDS_DENOKV = new Set([
  "tests/browser/call_soak_test.ts",
  "tests/integration/calls_instances_test.ts",
  "tests/integration/realtime_instances_test.ts",
]);

const SKIPPED_FOLDERS = new Set(["node_modules", "_fresh"]);

async function main(args: string[]): Promise<number> {
  const planned = planTests(args, await Array.fromAsync(listTestFiles("")));
  if (!planned.ok) return finish([], planned.reason);
  const { groups, denoArgs, build } = planned.plan;
  await installPackages();
  const results: TestResult[] = [];
  const lines: string[] = [];
  const buildApp = once(build ? runBuild : () => Promise.resolve(null));
  for (const { name, files } of groups) {
    heading(`${name}: ${files.length} test ${files.length === 1 ? "file" : "files"}`);
    const startedMs = performance.now();
    const obstacle = await prepareGroup(name, files, buildApp);
    const { results: found, flaky } = obstacle === null
      ? await runGroup(name, files, denoArgs)
      : { results: files.map((file) => notRun(file, obstacle)), flaky: [] };
    const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
    lines.push(`${name}: ${formatCounts(countOutcomes(found))} (${seconds} s)`);
    for (const { file, name } of flaky) {
      lines.push(`flaky, passed at the second attempt: ${file} › ${name}`);
    }
    results.push(...found);
  }
  heading("summary");
  for (const line of lines) console.log(line);
  return finish(results, null);
}

/** Prints the failures once more and the last line; returns the exit code. */
function finish(results: TestResult[], problem: string | null): number {
  for (const { file, name, outcome, detail } of results) {
    if (outcome === "failed") console.log(`\nFAILED ${file} › ${name}\n${indent(detail)}`);
  }
  const counts = countOutcomes(results);
  if (problem !== null) console.log(`\n${problem}`);
  else if (counts.passed + counts.failed === 0) console.log("\nNo test ran");
  console.log(`\n${formatCounts(counts)}`);
  return counts.failed === 0 && counts.passed > 0 && problem === null ? 0 : 1;
}

async function* listTestFiles(folder: string): AsyncGenerator<string> {
  for await (const entry of Deno.readDir(join(PROJECT_PATH, folder))) {
    if (entry.name.startsWith(".") || SKIPPED_FOLDERS.has(entry.name)) continue;
    const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory) yield* listTestFiles(path);
    else if (entry.isFile && isTestFile(path)) yield path;
  }
}

/** Installs what `deno.json` names. Without a network, what is installed already has to do. */
async function installPackages(): Promise<void> {
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["install", "--quiet"],
    cwd: PROJECT_PATH,
    stdout: "null",
    stderr: "piped",
  }).output();
  if (!success) {
    console.log(`Packages could not be checked; the tests run with what is there.`);
    console.log(indent(new TextDecoder().decode(stderr).trim()));
  }
}

/** Tells what keeps a group from running, or null. */
async function prepareGroup(
  name: GroupName,
  files: readonly string[],
  buildApp: () => Promise<string | null>,
): Promise<string | null> {
  if (name === "unit") return null;
  const problem = await buildApp();
  if (problem === null && files.some((file) => NEEDS_DENOKV.has(file))) await prepareDenokv();
  if (problem !== null || name !== "browser") return problem;
  try {
    const { executablePath, source } = await findBrowser();
    console.log(`Browser (${source}): ${executablePath}`);
    return null;
  } catch (error) {
    if (error instanceof BrowserUnavailableError) return error.message;
    throw error;
  }
}

/** Without denokv these tests are left out, and say so. */
async function prepareDenokv(): Promise<void> {
  const found = await findDenokv();
  if (found !== null) return console.log(`denokv: ${found}`);
  console.log("denokv is not installed: cargo builds it now, once, which takes about five minutes");
  const built = await installDenokv();
  console.log(built ? `denokv: ${built}` : "denokv could not be built: is there a cargo?");
}

async function runBuild(): Promise<string | null> {
  const { success } = await new Deno.Command(Deno.execPath(), {
    args: ["task", "build"],
    cwd: PROJECT_PATH,
    stdin: "null",
  }).spawn().status;
  return success ? null : "The build failed, so the tests that need the built app did not run";
}

/** Runs one group and grades every file of it. */
async function runGroup(
  name: GroupName,
  files: string[],
  denoArgs: string[],
): Promise<{ results: TestResult[]; flaky: TestResult[] }> {
  const folderPath = await Deno.makeTempDir({ prefix: "maru_report_" });
  const reportPath = join(folderPath, "report.xml");
  const child = new Deno.Command(Deno.execPath(), {
    args: [
      "test",
      "-A",
      "--no-check",
      ...GROUP_ARGS[name],
      `--junit-path=${reportPath}`,
      ...denoArgs,
      ...files,
    ],
    cwd: PROJECT_PATH,
    stdin: "null",
    stdout: "piped",
  }).spawn();
  const output = passOn(child.stdout);
  let timedOut = false;
  const timers = [setTimeout(() => {
    timedOut = true;
    // On SIGINT Deno still writes its report, and names the tests that were pending.
    child.kill("SIGINT");
    timers.push(setTimeout(() => child.kill("SIGKILL"), REPORT_TIMEOUT_MS));
  }, GROUP_TIMEOUT_MS)];
  const { code } = await child.status;
  timers.forEach(clearTimeout);
  const retried = listRetried(await output);
  const report = parseReport(await readReport(reportPath));
  await Deno.remove(folderPath, { recursive: true });
  const results = gradeRun({ group: name, files, report, code, timedOut });
  const isFlaky = ({ name, outcome }: TestResult) => outcome === "passed" && retried.includes(name);
  return { results, flaky: results.filter(isFlaky) };
}

/** Shows what a run prints as it comes, and keeps it. */
async function passOn(stream: ReadableStream<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const bytes of stream) {
    Deno.stdout.writeSync(bytes);
    text += decoder.decode(bytes, { stream: true });
  }
  return text;
}

async function readReport(path: string): Promise<string> {
  try {
    return await Deno.readTextFile(path);
  } catch (error) {
    // Deno writes none when it could not load its modules; then every file counts as not run.
    if (error instanceof Deno.errors.NotFound) return "";
    throw error;
  }
}

function once<T>(run: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | undefined;
  return () => result ??= run();
}

function heading(text: string): void {
  console.log(`\n━━ ${text}`);
}

function indent(text: string): string {
  return text.replaceAll(/^/gm, "    ");
}

Deno.exit(await main(Deno.args));
