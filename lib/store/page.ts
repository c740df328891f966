/** Pages of a list by cursor. */
import CRC32 from "crc-32";
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
 * @throws {HttpError} `bad_cursor` (400) when the cursor is not one that this very list gave.
 */
export async function listPage<T>(
  kv: Deno.Kv,
  prefix: Deno.KvKey,
  { limit, cursor, reverse = false }: PageOptions,
): Promise<Page<Deno.KvEntry<T>>> {
  const tag = tagOf(prefix, reverse);
  const start = cursor ? { cursor: decodeCursor(tag, cursor) } : {};
  const items: Deno.KvEntry<T>[] = [];
  let reached = "";
  try {
    const batchSize = Math.min(limit + 1, 500);
    const iterator = kv.list<T>({ prefix }, { limit: limit + 1, batchSize, reverse, ...start });
    for await (const entry of iterator) {
      if (items.length === limit) return { items, nextCursor: encodeCursor(tag, reached) };
      items.push(entry);
      reached = iterator.cursor;
    }
  } catch (error) {
    // How Deno KV refuses a cursor that it cannot read.
    if (cursor && error instanceof TypeError) throw failure("bad_cursor", { cause: error });
    throw error;
  }
  return { items, nextCursor: null };
}

/** Marks the cursors of one list: in another, the same bytes would name some place at random. */
function tagOf(prefix: Deno.KvKey, reverse: boolean): string {
  return (CRC32.str(JSON.stringify([prefix, reverse])) >>> 0).toString(36);
}

/** Deno KV's cursor is base64url with padding, which URLs do without. */
function encodeCursor(tag: string, cursor: string): string {
  return `${tag}.${cursor.replaceAll("=", "")}`;
}

function decodeCursor(tag: string, cursor: string): string {
  const [, found, bytes = ""] = /^([0-9a-z]+)\.([\w-]+)$/.exec(cursor) ?? [];
  if (found !== tag) throw failure("bad_cursor");
  return bytes.padEnd(Math.ceil(bytes.length / 4) * 4, "=");
}

/** Reads all values below a prefix. For short lists only. */
export async function listValues<T>(kv: Deno.Kv, prefix: Deno.KvKey): Promise<T[]> {
  const values: T[] = [];
  for await (const entry of kv.list<T>({ prefix })) values.push(entry.value);
  return values;
}
