/** Pages of what was found in memory: found anew for each page, they tell by a cursor where the last one ended. */
import type { z } from "zod";
import { failure } from "@/lib/errors.ts";
import type { Page } from "@/lib/store/page.ts";

export interface FoundPageOptions<T, P> {
  limit: number;
  /** As a former page gave it. */
  cursor?: string | undefined;
  /** What tells the place of a result among all. */
  position: z.ZodType<P>;
  positionOf(item: T): P;
  /** Whether an item stands after a place, whether or not there is still something at it. */
  isAfter(item: T, position: P): boolean;
}

/**
 * One page of what was found, in its order.
 *
 * @throws {HttpError} `bad_cursor` (400) when the cursor is none of such a list.
 */
export function pageOfFound<T, P>(
  found: readonly T[],
  { limit, cursor, position, positionOf, isAfter }: FoundPageOptions<T, P>,
): Page<T> {
  let start = 0;
  if (cursor !== undefined) {
    const reached = decodeCursor(cursor, position);
    start = found.findIndex((item) => isAfter(item, reached));
    if (start === -1) start = found.length;
  }
  const items = found.slice(start, start + limit);
  const last = items.at(-1);
  const more = last !== undefined && start + limit < found.length;
  return { items, nextCursor: more ? encodeCursor(positionOf(last)) : null };
}

function encodeCursor(position: unknown): string {
  return new TextEncoder().encode(JSON.stringify(position))
    .toBase64({ alphabet: "base64url", omitPadding: true });
}

function decodeCursor<P>(cursor: string, position: z.ZodType<P>): P {
  try {
    const bytes = Uint8Array.fromBase64(cursor, { alphabet: "base64url" });
    return position.parse(JSON.parse(new TextDecoder().decode(bytes)));
  } catch (cause) {
    throw failure("bad_cursor", { cause });
  }
}
