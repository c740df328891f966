/** Owns joining the small pieces of a streamed text, so that what is put around each piece does not outweigh it. */

const LATE = Symbol("late");

/**
 * Yields the first piece at once, and then at most every `gatherMs` whatever came meanwhile. A piece that comes after a
 * longer silence passes at once, too: text that comes slowly is not held back at all.
 *
 * What is held comes before the end and before an error, so that nothing streamed is lost.
 */
export async function* gatherText(
  pieces: AsyncIterable<string>,
  gatherMs: number,
): AsyncGenerator<string> {
  const source = pieces[Symbol.asyncIterator]();
  let held = "";
  let dueMs = 0;
  let coming = source.next();
  try {
    for (;;) {
      const came = held === "" ? await coming : await orLate(coming, dueMs - performance.now());
      if (came !== LATE) {
        if (came.done) break;
        held += came.value;
        coming = source.next();
        if (performance.now() < dueMs) continue;
      }
      if (held === "") continue;
      const ready = held;
      held = "";
      dueMs = performance.now() + gatherMs;
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

async function orLate<T>(coming: Promise<T>, ms: number): Promise<T | typeof LATE> {
  const { promise, resolve } = Promise.withResolvers<typeof LATE>();
  const timer = setTimeout(() => resolve(LATE), Math.max(0, ms));
  try {
    return await Promise.race([coming, promise]);
  } finally {
    clearTimeout(timer);
  }
}
