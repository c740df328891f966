/** Owns joining the small pieces of a streamed text, so that what is put around each piece does not outweigh it. */

const LATE = Symbol("late");

/** How pieces are joined. */
export interface Gathering {
  /** Pieces of this many bytes (UTF-8) are worth what is put around them, and go at most so often. */
  enoughBytes: number;
  enoughMs: number;
  /** Smaller ones wait for more, but no longer than that. */
  mostMs: number;
}

/**
 * Makes a gathering for frames with so many bytes around a piece: together they are no more than twice the text, wherever
 * a model says `bytesAround` bytes in 0.4 seconds. Slower text is read as it comes, and there is little of it.
 */
export function gatheringFor(bytesAround: number): Gathering {
  // Some more than what is around: the first piece, and the last one, may be small.
  return { enoughBytes: Math.ceil(bytesAround * 1.25), enoughMs: 80, mostMs: 400 };
}

/**
 * Yields the first piece at once, and later ones joined. A piece that comes after a longer silence passes at once, too:
 * text that comes slowly is not held back at all.
 *
 * What is held comes before the end and before an error, so that nothing streamed is lost.
 */
export async function* gatherText(
  pieces: AsyncIterable<string>,
  { enoughBytes, enoughMs, mostMs }: Gathering,
): AsyncGenerator<string> {
  const source = pieces[Symbol.asyncIterator]();
  let held = "";
  let wentMs = -Infinity;
  const dueMs = () => wentMs + (bytesIn(held) >= enoughBytes ? enoughMs : mostMs);
  let coming = source.next();
  try {
    for (;;) {
      const came = held === "" ? await coming : await orLate(coming, dueMs() - performance.now());
      if (came !== LATE) {
        if (came.done) break;
        held += came.value;
        coming = source.next();
        if (performance.now() < dueMs()) continue;
      }
      if (held === "") continue;
      const ready = held;
      held = "";
      wentMs = performance.now();
      yield ready;
    }
    if (held !== "") yield held;
  } catch (error) {
    if (held !== "") yield held;
    throw error;
  } finally {
    // Whoever stops listening has no use for what is on its way, nor for how it fails.
    coming.catch(() => {});
    void source.return?.().catch(() => {});
  }
}

const encoder = new TextEncoder();

function bytesIn(text: string): number {
  return encoder.encode(text).length;
}

async function orLate<T>(coming: Promise<T>, ms: number): Promise<T | typeof LATE> {
  const { promise, resolve } = Promise.withResolvers<typeof LATE>();
  const timer = setTimeout(() => resolve(LATE), Math.max(0, ms));
  try {
    return await Promise.race([coming, promise]);
  } finally {
    clearTimeout(timer);
  }
}
