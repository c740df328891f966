/** Answers with a document that is still being written: its pieces go out as they come. */

export interface GrowingDocument {
  /** A whole page that was rendered, for its headers. */
  rendered: Response;
  pieces: AsyncGenerator<string>;
  /** Aborted as the reader goes away. */
  left: AbortController;
}

export function answerGrowing({ rendered, pieces, left }: GrowingDocument): Response {
  const headers = new Headers(rendered.headers);
  headers.delete("content-length");
  // An answer that streams says so, or it would be read to its end: see `conditional.ts`.
  headers.set("cache-control", "private, no-store");
  for (const [name, value] of Object.entries(AT_ONCE)) headers.set(name, value);
  return new Response(toBytes(pieces, left), { status: rendered.status, headers });
}

/** Asks a proxy in front to pass each piece on at once. Source: nginx, X-Accel-Buffering. */
export const AT_ONCE = { "x-accel-buffering": "no" } as const;

/** The pieces as bytes; tells by `left` that nobody reads them any more. */
export function toBytes(
  pieces: AsyncGenerator<string>,
  left: AbortController,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      for (;;) {
        const { done, value } = await pieces.next();
        if (done) return controller.close();
        // An empty chunk is none: in HTTP/1.1 it would end the body.
        if (value !== "") return controller.enqueue(encoder.encode(value));
      }
    },
    async cancel(reason) {
      left.abort(reason);
      await pieces.return(undefined);
    },
  });
}

/** A mark in a page: text with a control character, which nothing that people write may hold. */
export function markFor(name: string): string {
  return `\u001f${name}\u001f`;
}

/**
 * Cuts a page at its marks, which come once each and in this order.
 *
 * @throws {Error} If the page lacks one: it would never show what belongs there.
 */
export function cutAt(page: string, marks: readonly string[]): string[] {
  const pieces: string[] = [];
  let rest = page;
  for (const mark of marks) {
    const at = rest.indexOf(mark);
    if (at === -1) throw new Error("Cannot grow a page without a place for what follows");
    pieces.push(rest.slice(0, at));
    rest = rest.slice(at + mark.length);
  }
  return [...pieces, rest];
}
