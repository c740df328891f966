// Owns turning iterables into response bodies.

const encoder = new TextEncoder();

/** Makes a stream that takes from an iterable as the client reads; strings are sent as UTF-8. */
export function streamOf<T extends string | Uint8Array>(
  source: Iterable<T> | AsyncIterable<T>,
): ReadableStream<Uint8Array> {
  const iterator = Symbol.asyncIterator in source
    ? source[Symbol.asyncIterator]()
    : source[Symbol.iterator]();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await iterator.next();
      if (done) controller.close();
      else {controller.enqueue(
          typeof value === "string" ? encoder.encode(value) : value,
        );}
    },
    async cancel(reason) {
      await iterator.return?.(reason);
    },
  }, { highWaterMark: 0 }); // nothing is produced before the client asks for it
}
