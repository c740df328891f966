/** Answers with a document that is still being written: its pieces go out as they come. */

export interface GrowingDocument {
  /** A whole page that was rendered, for its headers. */
  rendered: Response;
  pieces: AsyncGenerator<string>;
  /** Aborted as the reader goes away. */
  left: AbortController;
}

export function answerGrowing({ rendered, pieces, left }: GrowingDocument): Response {
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await pieces.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel(reason) {
      left.abort(reason);
      await pieces.return(undefined);
    },
  });
  const headers = new Headers(rendered.headers);
  headers.delete("content-length");
  // An answer that streams says so, or it would be read to its end: see `conditional.ts`.
  headers.set("cache-control", "private, no-store");
  // Asks a proxy in front to pass each piece on at once. Source: nginx, X-Accel-Buffering.
  headers.set("x-accel-buffering", "no");
  return new Response(body, { status: rendered.status, headers });
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
