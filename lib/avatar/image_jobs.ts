/**
 * Owns the queue of pixel work: one picture at a time, in a worker, so that neither a large picture
 * stalls the server nor a hostile one stays in its memory. Deno only.
 */
import type { ImageHeader } from "@/lib/avatar/image_header.ts";
import type { makePng, makePortrait } from "@/lib/avatar/portrait_work.ts";

/** One picture and what is to become of it. The header must have been read from these bytes. */
export interface ImageJob {
  readonly kind: "portrait" | "png";
  readonly bytes: Uint8Array;
  readonly header: ImageHeader;
}

interface Results {
  readonly portrait: Awaited<ReturnType<typeof makePortrait>>;
  readonly png: Awaited<ReturnType<typeof makePng>>;
}

/** The largest allowed picture takes about two seconds; what takes this long is meant to. */
const TIMEOUT_MS = 30_000;

let worker: Worker | undefined;
let waiting = 0;
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
 * @throws If the worker itself fails, which is a bug or a lack of memory.
 */
export function runImageJob<K extends ImageJob["kind"]>(
  job: ImageJob & { readonly kind: K },
): Promise<Results[K] | null> {
  waiting++;
  const mine = last.then(() => {
    waiting--;
    return ask<Results[K]>(job);
  });
  last = mine.catch(() => undefined); // The caller sees the failure; the next in line must not.
  return mine;
}
