/** Holds what is drawn of somebody in a call against the film that their camera shows. */
import type { Page } from "playwright-core";
import { PoseDecoder } from "@/lib/avatar/pose/codec.ts";
import type { Pose } from "@/lib/avatar/pose/pose.ts";
import { correlation, type Truth } from "@/tests/browser/call_film.ts";
import type { Drawn, Shot } from "@/tests/browser/call_watch.ts";

/** What is seen before that is of a face that the tracker does not know yet, in milliseconds of the film. */
const WARM_MS = 3_000;
const FILM_MS = 10_000;
/** What is drawn may be that much older or newer than its clock says, by filters and by a camera that is looked at late. */
const MOST_LAG_MS = 200;
/** Where a busy machine looked at no picture for longer, there is nothing to compare. */
const MOST_GAP_MS = 200;
/** The film has so many pictures; of each of its parts, so many are to be drawn at the least. */
const PICTURES = 300;
const PARTS = 20;
const LEAST_SHOWN = 4;

/** The last of a row of moments that is not after one; null where the row has a gap there. */
function before<T extends { atMs: number }>(row: readonly T[], atMs: number): T | null {
  let [low, high] = [0, row.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (row[middle]!.atMs <= atMs) low = middle + 1;
    else high = middle;
  }
  const [found, next] = [row[low - 1], row[low]];
  return found && next && next.atMs - found.atMs <= MOST_GAP_MS ? found : null;
}

/** The face that the film showed at a moment of the sender's clock; null where the camera stood still. */
export function truthAt(
  shots: readonly Shot[],
  truth: readonly Truth[],
): (atMs: number) => Truth | null {
  return (atMs) => truth[before(shots, atMs)?.n ?? -1] ?? null;
}

interface OnTheWay {
  atMs: number;
  bytes: number[];
}

/** Poses as they went out or came in, each with the moment of that. */
function posesOf(all: readonly OnTheWay[]): { pose: Pose; atMs: number }[] {
  let decoder = new PoseDecoder();
  return all.flatMap(({ atMs, bytes }) => {
    const data = Uint8Array.from(bytes);
    const fresh = new PoseDecoder();
    const known = decoder.decode(data);
    // Whoever comes back on another connection begins to count anew.
    const read = known ?? fresh.decode(data);
    if (!known && read) decoder = fresh;
    return read?.pose ? [{ pose: read.pose, atMs }] : [];
  });
}

/** Moments of the newest pose that was there as each picture was drawn; −∞ before the first. */
export function newestPoses(
  drawn: readonly { nowMs: number }[],
  came: readonly OnTheWay[],
): number[] {
  const arrived = posesOf(came);
  let next = 0;
  return drawn.map(({ nowMs }) => {
    while (next < arrived.length && arrived[next]!.atMs <= nowMs) next++;
    return arrived[next - 1]?.pose.atMs ?? -Infinity;
  });
}

/** How well values follow the truth, and how much later, where they do best. */
export interface Following {
  r: number;
  /** Milliseconds by which the truth is older than the moment that a value stands for. */
  lagMs: number;
}

/** Shifts values against the truth until they fit it best. */
export function bestLag(
  values: readonly { atMs: number; value: number }[],
  truthOf: (atMs: number) => number | null,
  { fromMs, toMs, stepMs }: { fromMs: number; toMs: number; stepMs: number },
): Following {
  let best = { r: -1, lagMs: 0 };
  for (let lagMs = fromMs; lagMs <= toMs; lagMs += stepMs) {
    const pairs = values.flatMap(({ atMs, value }): [number, number][] => {
      const truth = truthOf(atMs - lagMs);
      return truth === null ? [] : [[value, truth]];
    });
    const r = correlation(pairs);
    if (r > best.r) best = { r, lagMs };
  }
  return best;
}

/** How well a value that was drawn follows the truth, at the lag where it does best. */
export function follows(
  shown: readonly Drawn[],
  at: (atMs: number) => Truth | null,
  of: { drawn: (one: Drawn) => number; truth: (one: Truth) => number },
): Following {
  const values = shown.map((one) => ({ atMs: one.atMs, value: of.drawn(one) }));
  const truthOf = (atMs: number) => {
    const truth = at(atMs);
    return truth && of.truth(truth);
  };
  return bestLag(values, truthOf, { fromMs: -MOST_LAG_MS, toMs: MOST_LAG_MS, stepMs: 10 });
}

/** Looks on until another round of the film was drawn at the other side. */
export async function watchFilm(page: Page, rounds: number): Promise<void> {
  await page.waitForFunction(
    (spanMs) => {
      const tracked = globalThis.watched.drawn.filter(({ source }) => source === "camera");
      const [first, last] = [tracked[0], tracked.at(-1)];
      return first && last && last.atMs - first.atMs > spanMs;
    },
    WARM_MS + rounds * FILM_MS,
    { timeout: 120_000, polling: 500 },
  );
}

export interface Seen {
  shots: Shot[];
  poses: Pose[];
  drawn: Drawn[];
  /** What was drawn while the tracker kept up. */
  shown: Drawn[];
}

export async function readSeen(from: Page, to: Page): Promise<Seen> {
  const { shots, sent } = await from.evaluate(() => ({
    shots: globalThis.watched.shots,
    sent: globalThis.watched.sent.map(({ atMs, bytes }) => ({ atMs, bytes: [...bytes] })),
  }));
  const drawn = await to.evaluate(() => globalThis.watched.drawn);
  const poses = posesOf(sent).map(({ pose }) => pose).filter(({ source }) => source === "camera");
  const fromMs = drawn.find(({ source }) => source === "camera")!.atMs + WARM_MS;
  const shown = drawn.filter(({ source, atMs }) =>
    source === "camera" && atMs >= fromMs && before(poses, atMs) !== null
  );
  return { shots, poses, drawn, shown };
}

/** Whether each part of the film was drawn often enough to tell. */
export function isWhole({ shots, shown }: Seen): boolean {
  const counts = new Array<number>(PARTS).fill(0);
  for (const { atMs } of shown) {
    const n = before(shots, atMs)?.n ?? -1;
    if (n >= 0) counts[Math.floor(n * PARTS / PICTURES)]!++;
  }
  return counts.every((count) => count >= LEAST_SHOWN);
}
