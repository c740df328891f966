/** Pages of a list by cursor. */
import { failure } from "@/lib/errors.ts";

export interface PageOptions {
  limit: number;
  /** As a former page gave it. */
  cursor?: string | undefined;
  /** Highest key first. */
  reverse?: boolean;
}

export interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

/**
 * Reads one page below `prefix`.
 *
 * @throws {HttpError} `bad_cursor` (400) when the cursor is not one of ours.
 */
export async function listPage<T>(
  kv: Deno.Kv,
  prefix: Deno.KvKey,
  { limit, cursor, reverse = false }: PageOptions,
): Promise<Page<Deno.KvEntry<T>>> {
  const items: Deno.KvEntry<T>[] = [];
  let nextCursor: string | null = null;
  try {
    const iterator = kv.list<T>({ prefix }, {
      limit: limit + 1,
      batchSize: Math.min(limit + 1, 500),
      reverse,
      ...(cursor ? { cursor } : {}),
    });
    for await (const entry of iterator) {
      if (items.length === limit) return { items, nextCursor };
      items.push(entry);
      nextCursor = iterator.cursor;
    }
  } catch (error) {
    if (
      cursor && error instanceof Error && /cursor|base64|invalid|too large/i.test(error.message)
    ) {
      throw failure("bad_cursor", { cause: error });
    }
    throw error;
  }
  return { items, nextCursor: null };
}

/** Reads all values below a prefix. For short lists only. */
export async function listValues<T>(kv: Deno.Kv, prefix: Deno.KvKey): Promise<T[]> {
  const values: T[] = [];
  for await (const entry of kv.list<T>({ prefix })) values.push(entry.value);
  return values;
}
