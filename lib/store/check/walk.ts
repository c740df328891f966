/** Walks a whole store once and answers questions about what is in it. */

/** Everything of a store, by key. For checking, not for serving. */
export interface Walk {
  get(key: Deno.KvKey): unknown;
  has(key: Deno.KvKey): boolean;
  /** Entries below a prefix of parts that are compared by value, in the order of the store. */
  below(prefix: Deno.KvKey): Iterable<{ key: Deno.KvKey; value: unknown }>;
}

/** Reads the store, 500 entries at a time. */
export async function walkStore(kv: Deno.Kv): Promise<Walk> {
  const entries = new Map<string, { key: Deno.KvKey; value: unknown }>();
  const byKind = new Map<unknown, { key: Deno.KvKey; value: unknown }[]>();
  for await (const { key, value } of kv.list({ prefix: [] }, { batchSize: 500 })) {
    const entry = { key, value };
    entries.set(nameKey(key), entry);
    const kind = byKind.get(key[0]);
    if (kind) kind.push(entry);
    else byKind.set(key[0], [entry]);
  }
  return {
    get: (key) => entries.get(nameKey(key))?.value,
    has: (key) => entries.has(nameKey(key)),
    *below(prefix) {
      for (const entry of byKind.get(prefix[0]) ?? []) {
        if (prefix.every((part, n) => entry.key[n] === part)) yield entry;
      }
    },
  };
}

/** A key as readable text that differs for different keys. */
export function nameKey(key: Deno.KvKey): string {
  return key.map((part) => typeof part === "string" ? JSON.stringify(part) : String(part)).join(
    " ",
  );
}
