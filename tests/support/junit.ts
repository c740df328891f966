/**
 * Reads the JUnit report that `deno test --junit-path` writes, to count what really ran.
 *
 * Not a general XML reader: Deno escapes `<`, `>` and `"` in every name and message, so in its reports a `<`
 * always opens a tag (Deno 2.9; `junit_test.ts` holds such a report against it).
 */

export type Outcome = "passed" | "failed" | "skipped";

/** One test of a report; the steps inside it are part of it. */
export interface TestResult {
  /** Path as Deno was given it, without a leading `./`. */
  file: string;
  name: string;
  outcome: Outcome;
  /** Why it failed, with the stack; for a failed step, the step's. Empty otherwise. */
  detail: string;
}

export interface Report {
  results: TestResult[];
  /** Files that were loaded, with or without tests that ran. */
  files: string[];
}

export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

interface OpenCase {
  name: string;
  /** Deno gives a time to what it ran or skipped on request, none to what `--filter` left out. */
  considered: boolean;
  outcome: Outcome;
  detail: string;
}

const TAG = /<(\/?)(testsuite|testcase|failure|error|skipped)\b([^>]*?)(\/?)>([^<]*)/g;

/** Reads a report. Tests that `--filter` left out are left out here too. */
export function parseReport(xml: string): Report {
  const files: string[] = [];
  const results: TestResult[] = [];
  let file = "";
  let cases: OpenCase[] = [];
  for (const [, closing, tag, attributes = "", selfClosed, text = ""] of xml.matchAll(TAG)) {
    if (tag === "testsuite") {
      if (closing === "") {
        file = readAttribute(attributes, "name").replace(/^\.\//, "");
        files.push(file);
        cases = [];
      }
      if (closing !== "" || selfClosed !== "") results.push(...foldSteps(file, cases));
      continue;
    }
    if (closing !== "") continue;
    if (tag === "testcase") {
      const considered = /\stime="/.test(attributes);
      cases.push({
        name: readAttribute(attributes, "name"),
        considered,
        outcome: "passed",
        detail: "",
      });
      continue;
    }
    const open = cases.at(-1);
    if (open === undefined) continue;
    open.outcome = tag === "skipped" ? "skipped" : "failed";
    open.detail = unescapeXml(text).trim() || readAttribute(attributes, "message");
  }
  return { files, results };
}

/** A file that should have run and did not, as a failure. */
export function notRun(file: string, detail: string): TestResult {
  return { file, name: "(did not run)", outcome: "failed", detail };
}

export interface FinishedRun {
  group: string;
  /** The files that were to run. */
  files: string[];
  report: Report;
  /** What `deno test` ended with. */
  code: number;
  /** Whether it was killed because it took too long. */
  timedOut: boolean;
}

/**
 * Lists what a run of `deno test` comes to. Deno's report is silent about a file that does not load, and is
 * missing altogether when the run breaks off; so a run that failed has at least one failure here, whatever
 * its report says.
 */
export function gradeRun({ group, files, report, code, timedOut }: FinishedRun): TestResult[] {
  if (code === 0) return report.results;
  const reason = timedOut
    ? "The group took too long and was ended"
    : "It did not load, or the run ended before it reported; see the output above";
  const silent = files.filter((file) => !report.files.includes(file));
  const results = [...report.results, ...silent.map((file) => notRun(file, reason))];
  const explained = results.some(({ outcome }) => outcome === "failed");
  return explained
    ? results
    : [...results, notRun(`(${group})`, `deno test ended with code ${code}`)];
}

/** Sums outcomes up. */
export function countOutcomes(results: Iterable<{ outcome: Outcome }>): Counts {
  const counts: Counts = { passed: 0, failed: 0, skipped: 0 };
  for (const { outcome } of results) counts[outcome]++;
  return counts;
}

/** Spells counts as the run's last line: `3 passed, 0 failed`, and `, 1 skipped` where there are any. */
export function formatCounts({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed` + (skipped > 0 ? `, ${skipped} skipped` : "");
}

/**
 * Folds steps into their tests: a report lists them after all tests, as `test > step > step`. A step that
 * failed in a test that did not is one of an attempt before the last (`--retry`).
 */
function foldSteps(file: string, cases: OpenCase[]): TestResult[] {
  const tests = new Map<string, TestResult>();
  const folded: TestResult[] = [];
  for (const { name, considered, outcome, detail } of cases) {
    if (!considered) continue;
    const test = findTestOfStep(tests, name);
    if (test === undefined) {
      const result = { file, name, outcome, detail };
      tests.set(name, result);
      folded.push(result);
    } else if (outcome === "failed" && test.outcome === "failed") {
      const step = `${name.slice(test.name.length + " > ".length)}: ${detail}`;
      // Deno's own words for the test say only that a step failed; what follows says which and why.
      test.detail += `\n${step}`;
    }
  }
  return folded;
}

function findTestOfStep(tests: Map<string, TestResult>, name: string): TestResult | undefined {
  for (let end = name.lastIndexOf(" > "); end > 0; end = name.lastIndexOf(" > ", end - 1)) {
    const test = tests.get(name.slice(0, end));
    if (test !== undefined) return test;
  }
  return undefined;
}

function readAttribute(attributes: string, name: string): string {
  const value = new RegExp(`\\s${name}="([^"]*)"`).exec(attributes)?.[1] ?? "";
  return unescapeXml(value);
}

const ENTITIES: Record<string, string> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

function unescapeXml(text: string): string {
  return text.replace(/&(?:#(\d+)|#x([0-9a-f]+)|(\w+));/gi, (entity, decimal, hex, name) => {
    if (decimal !== undefined) return String.fromCodePoint(Number(decimal));
    if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16));
    return ENTITIES[name] ?? entity;
  });
}
