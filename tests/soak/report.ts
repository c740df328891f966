/** What calls that were soaked came to, for a terminal. */
import type { CallFigures } from "@/tests/soak/call.ts";
import { CUTS } from "@/tests/soak/world.ts";
import type { Report } from "@/tests/bench/report.ts";

/** What the product promises of calls of five minutes and more. */
const SUCCESS = 0.99;

export function reportSoak(calls: readonly CallFigures[], notes: readonly string[]): Report {
  const delays = calls.flatMap(({ delaysMs }) => delaysMs);
  const good = calls.filter(({ trouble }) => trouble === null).length;
  const share = good / calls.length;
  return {
    tables: [
      {
        head: ["calls", "went well", "pictures drawn", "pose to picture p50", "p95", "p99"],
        rows: [[
          String(calls.length),
          `${good} (${(100 * share).toFixed(1)} %)`,
          String(delays.length),
          ...[0.5, 0.95, 0.99].map((at) => ms(quantile(delays, at))),
        ]],
      },
      {
        head: ["cut", "times", "back after p50", "most", "oldest face shown"],
        rows: CUTS.map((kind) => {
          const cuts = calls.flatMap((call) => call.cuts).filter((cut) => cut.kind === kind);
          const back = cuts.map(({ backMs }) => backMs);
          return [
            kind,
            String(cuts.length),
            ms(quantile(back, 0.5)),
            ms(quantile(back, 1)),
            ms(quantile(cuts.map(({ oldestMs }) => oldestMs), 1)),
          ];
        }),
      },
    ],
    notes: [
      ...notes,
      ...calls.flatMap(({ trouble }, n) => trouble === null ? [] : [`call ${n + 1}: ${trouble}`]),
    ],
    verdicts: [{ promise: `success ≥ ${100 * SUCCESS} %`, holds: share >= SUCCESS }],
  };
}

/** The value that so many of them do not pass; NaN of none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? NaN;
}

function ms(value: number): string {
  return Number.isNaN(value) ? "–" : `${Math.round(value)} ms`;
}
