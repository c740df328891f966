/**
 * Compares two things by turns, A B A B …, in one run: on a shared machine a figure alone says little, but
 * what slows one turn down mostly slows its neighbour too, so the ratio of neighbours holds.
 */
import { fileURLToPath } from "node:url";
import {
  type LoadOptions,
  loadOptionsSchema,
  type LoadResult,
  loadResultSchema,
} from "@/tests/bench/load.ts";
import { requireLoopback } from "@/tests/bench/loopback.ts";
import { formatReport } from "@/tests/bench/report.ts";

/** One measurement; the unit is the caller's, as long as both contenders use the same. */
export interface Sample {
  value: number;
  /** What a reader should know about it. */
  note?: string;
}

export interface Contender {
  name: string;
  /** Measures once. */
  measure: () => Promise<Sample>;
}

export interface Comparison {
  a: { name: string; median: number };
  b: { name: string; median: number };
  /** Of A to B, over the rounds. */
  ratio: { median: number; min: number; max: number };
  rounds: { a: number; b: number; ratio: number }[];
  /** Without repetitions. */
  notes: string[];
}

/**
 * Measures both contenders `rounds` times by turns.
 *
 * @throws {RangeError} If there is no round, or a value is not a positive number.
 */
export async function compare(
  a: Contender,
  b: Contender,
  { rounds = 7 }: { rounds?: number } = {},
): Promise<Comparison> {
  if (!Number.isInteger(rounds) || rounds < 1) {
    throw new RangeError(`Cannot compare in ${rounds} rounds`);
  }
  const results: Comparison["rounds"] = [];
  const notes = new Set<string>();
  const measure = async ({ name, measure }: Contender): Promise<number> => {
    const { value, note } = await measure();
    if (!(value > 0 && Number.isFinite(value))) {
      throw new RangeError(`Cannot compare as "${name}" measured ${value}`);
    }
    if (note !== undefined) notes.add(`${name}: ${note}`);
    return value;
  };
  for (let round = 0; round < rounds; round++) {
    const valueA = await measure(a);
    const valueB = await measure(b);
    results.push({ a: valueA, b: valueB, ratio: valueA / valueB });
  }
  const ratios = results.map(({ ratio }) => ratio);
  return {
    a: { name: a.name, median: median(results.map((round) => round.a)) },
    b: { name: b.name, median: median(results.map((round) => round.b)) },
    ratio: { median: median(ratios), min: Math.min(...ratios), max: Math.max(...ratios) },
    rounds: results,
    notes: [...notes],
  };
}

/**
 * Finds the middle value, or the mean of the two in the middle.
 *
 * @throws {RangeError} If there is none.
 */
export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  if (upper === undefined || lower === undefined) throw new RangeError("No values, no median");
  return (lower + upper) / 2;
}

/** Lays comparisons out as a table in Markdown, with their notes below. */
export function formatComparisons(comparisons: Comparison[], unit: string): string {
  const rows = comparisons.map(({ a, b, ratio, rounds }) => [
    a.name,
    formatFigure(a.median),
    b.name,
    formatFigure(b.median),
    `${ratio.median.toFixed(2)}×`,
    `${ratio.min.toFixed(2)}–${ratio.max.toFixed(2)}`,
    String(rounds.length),
  ]);
  const head = ["A", unit, "B", unit, "A/B", "range", "rounds"];
  const notes = new Set(comparisons.flatMap((comparison) => comparison.notes));
  return formatReport({ tables: [{ head, rows }], notes: [...notes], verdicts: [] });
}

/** Three digits, or a whole number with commas. */
export function formatFigure(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString("en-US") : value.toPrecision(3);
}

/** From here on, the load generator is likely to be the limit. */
const SATURATED_CORES = 0.9;

/**
 * Makes a contender of a URL: its value is requests per second. Any error, or any status but the expected
 * one, ends the comparison, as a server that fails fast is not a fast server.
 */
export function loadContender(
  name: string,
  { expectedStatus = 200, ...options }: LoadOptions & { expectedStatus?: number },
): Contender {
  requireLoopback(options.url);
  return {
    name,
    measure: async () => {
      const result = await measureLoad(options);
      const expected = result.statuses[expectedStatus] ?? 0;
      if (result.errors > 0 || expected !== result.requests) {
        const { statuses, errorReasons } = result;
        throw new Error(
          `Cannot measure "${name}" as not every answer was a ${expectedStatus}: ` +
            JSON.stringify({ statuses, errorReasons }),
        );
      }
      const value = result.requestsPerSecond;
      return result.loadCores < SATURATED_CORES ? { value } : {
        value,
        note: "the load took a whole core, so the server may be faster than this shows",
      };
    },
  };
}

/**
 * Runs `load.ts` as a process of its own.
 *
 * @throws {RangeError} If the URL is not on this machine.
 */
export async function measureLoad(options: LoadOptions): Promise<LoadResult> {
  const parsed = loadOptionsSchema.parse(options);
  requireLoopback(parsed.url);
  const args = [
    `--url=${parsed.url}`,
    `--connections=${parsed.connections}`,
    `--seconds=${parsed.seconds}`,
    `--warmup-seconds=${parsed.warmupSeconds}`,
    `--timeout-ms=${parsed.timeoutMs}`,
    `--method=${parsed.method}`,
    ...parsed.headers.map((header) => `--header=${header}`),
    ...parsed.body === undefined ? [] : [`--body=${parsed.body}`],
  ];
  const program = fileURLToPath(new URL("load.ts", import.meta.url));
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", program, ...args],
    env: { NO_COLOR: "1" },
  }).output();
  const decoder = new TextDecoder();
  if (!success) throw new Error(`The load did not run: ${decoder.decode(stderr).trim()}`);
  return loadResultSchema.parse(JSON.parse(decoder.decode(stdout)));
}
