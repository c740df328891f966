/**
 * `deno task soak [calls] [minutes]`: calls on the real pages, one after the other, in which things break every 45 seconds;
 * 4 calls of 5 minutes where nothing is said. The app has to be built.
 */
// deno-lint-ignore-file no-console -- a program for a terminal
import { formatReport } from "@/tests/bench/report.ts";
import { type CallFigures, soakCall } from "@/tests/soak/call.ts";
import { reportSoak } from "@/tests/soak/report.ts";
import { openWorld } from "@/tests/soak/world.ts";

const CUT_EVERY_S = 45;
const MINUTE_S = 60;

function readCount(text: string | undefined, standard: number): number {
  const count = text === undefined ? standard : Number(text);
  if (count > 0 && Number.isFinite(count)) return count;
  console.error(`Cannot take "${text}" for a number: deno task soak [calls] [minutes]`);
  Deno.exit(2);
}

const calls = Math.ceil(readCount(Deno.args[0], 4));
const minutes = readCount(Deno.args[1], 5);

await using world = await openWorld();
for (const note of world.notes) console.log(`* ${note}`);
// Each kind at least once, however short a call is.
const cuts = Math.max(world.cuts.length, Math.round(minutes * MINUTE_S / CUT_EVERY_S) - 1);
const done: CallFigures[] = [];
for (let n = 0; n < calls; n++) {
  const figures = await soakCall(world, {
    // Each call begins with another kind.
    cuts: Array.from({ length: cuts }, (_, i) => world.cuts[(n + i) % world.cuts.length]!),
    restMs: minutes * MINUTE_S * 1_000 / (cuts + 1),
  });
  done.push(figures);
  console.log(
    `call ${n + 1} of ${calls}: ${figures.trouble ?? "well"}, ` +
      figures.cuts.map(({ kind, backMs }) => `${kind} ${Math.round(backMs)} ms`).join(", "),
  );
}
const report = reportSoak(done, world.notes);
console.log(`\n${formatReport(report)}`);
if (report.verdicts.some(({ holds }) => !holds)) Deno.exitCode = 1;
