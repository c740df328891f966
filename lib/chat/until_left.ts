/** Answers that grow while they are read: told when the reader goes. */

/** Tells whoever writes a stream that its reader has gone. */
export function untilLeft(
  bytes: ReadableStream<Uint8Array>,
  left: AbortController,
): ReadableStream<Uint8Array> {
  const reader = bytes.getReader();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await reader.read();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel(reason) {
      left.abort(reason);
      await reader.cancel(reason);
    },
  });
}
