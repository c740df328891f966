/**
 * Owns the queue of pixel work: one picture at a time, in a worker, so that neither a large picture
 * stalls the server nor a hostile one stays in its memory. Deno only.
 */
import type { ImageHeader } from "@/lib/avatar/image_header.ts";
import type { makeFitting, makePng, makePortrait } from "@/lib/avatar/portrait_work.ts";
import { failure } from "@/lib/errors.ts";

/** One picture and what is to become of it. The header must have been read from these bytes. */
export type ImageJob =
  | {
    readonly kind: "portrait" | "png";
    readonly bytes: Uint8Array;
    readonly header: ImageHeader;
  }
  /** All of the picture, with no side longer than `maxSide`. */
  | {
    readonly kind: "fit";
    readonly bytes: Uint8Array;
    readonly header: ImageHeader;
    readonly maxSide: number;
  }
  /** An SVG of ours, to be drawn to PNG. */
  | { readonly kind: "draw"; readonly svg: string; readonly widthPx: number };

interface Results {
  readonly portrait: Awaited<ReturnType<typeof makePortrait>>;
  readonly png: Awaited<ReturnType<typeof makePng>>;
  readonly fit: Awaited<ReturnType<typeof makeFitting>>;
  readonly draw: Uint8Array<ArrayBuffer>;
}

/** Pictures that may wait, and their files in memory together; whoever comes then is told to come back. */
const MAX_WAITING = 100;
const MAX_WAITING_BYTES = 96 * 1024 * 1024;
const RETRY_AFTER_S = 20;

/** The largest allowed picture takes about two seconds; what takes this long is meant to. */
const TIMEOUT_MS = 30_000;

let worker: Worker | undefined;
let waiting = 0;
let waitingBytes = 0;
let last: Promise<unknown> = Promise.resolve();

function endWorker(): void {
  worker?.terminate();
  worker = undefined;
}

/** Sends a job to the worker and waits for its answer; null where the file is damaged. */
async function ask<R>(job: ImageJob): Promise<R | null> {
  worker ??= new Worker(new URL("./image_worker.ts", import.meta.url), { type: "module" });
  const answer = Promise.withResolvers<R | null>();
  worker.onmessage = (event: MessageEvent<R | null>) => answer.resolve(event.data);
  worker.onerror = (event) => {
    event.preventDefault();
    answer.reject(new Error("The image worker failed", { cause: event.error ?? event.message }));
  };
  const timer = setTimeout(() => answer.resolve(null), TIMEOUT_MS);
  let result: R | null = null;
  try {
    worker.postMessage(job);
    result = await answer.promise;
    return result;
  } finally {
    clearTimeout(timer);
    // After a damaged file a codec may hold on to its memory or be broken for good; without work
    // a worker would only hold memory.
    if (result === null || waiting === 0) endWorker();
  }
}

/**
 * Does a job when its turn comes. Null means that the file is damaged.
 *
 * @throws {HttpError} `rate_limited` when too many wait already.
 * @throws If the worker itself fails, which is a bug or a lack of memory.
 */
export function runImageJob<K extends ImageJob["kind"]>(
  job: ImageJob & { readonly kind: K },
): Promise<Results[K] | null> {
  const sizeBytes = sizeOf(job);
  if (waiting >= MAX_WAITING || waitingBytes + sizeBytes > MAX_WAITING_BYTES) {
    return Promise.reject(failure("rate_limited", { retryAfterS: RETRY_AFTER_S }));
  }
  waiting++;
  waitingBytes += sizeBytes;
  const mine = last.then(() => {
    waiting--;
    waitingBytes -= sizeBytes;
    return ask<Results[K]>(job);
  });
  last = mine.catch(() => undefined); // The caller sees the failure; the next in line must not.
  return mine;
}

function sizeOf(job: ImageJob): number {
  return job.kind === "draw" ? job.svg.length : job.bytes.length;
}
