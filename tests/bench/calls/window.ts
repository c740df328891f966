/** What both kinds of calls are measured by. */
import type { Page } from "playwright-core";

/** Until bit rates, buffers and budgets have found themselves, and how long is measured then; milliseconds. */
export const SETTLE_MS = 6_000;
export const WINDOW_MS = 15_000;

/** Bytes that the newest connection of a page has put on its way, without those of IP and UDP. */
export async function sentBytes(page: Page): Promise<number> {
  return await page.evaluate(async () => {
    let bytes = 0;
    const report = await globalThis.watched.peers.at(-1)?.getStats();
    report?.forEach((one) => {
      if (one.type === "candidate-pair") bytes += one.bytesSent ?? 0;
    });
    return bytes;
  });
}

/**
 * How long after each of some moments a row of growing values reached it first.
 *
 * @param moments Milliseconds, growing.
 * @param row What was reached, and when; on the clock of the moments.
 */
export function firstReached(
  moments: readonly number[],
  row: readonly { value: number; atMs: number }[],
): number[] {
  const delays: number[] = [];
  let n = 0;
  for (const moment of moments) {
    // Times go through a codec that rounds them to whole milliseconds, and through a blend.
    while (n < row.length && row[n]!.value < moment - 0.5) n++;
    const reached = row[n];
    if (!reached) break;
    delays.push(reached.atMs - moment);
  }
  return delays;
}
