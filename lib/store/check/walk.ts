/** Walks a whole store once and answers questions about what is in it. */

/** Everything of a store, by key. For checking, not for serving. */
export interface Walk {
  get(key: Deno.KvKey): unknown;
  has(key: Deno.KvKey): boolean;
  all(): Iterable<WalkEntry>;
  /** Entries below a prefix of one part or more, in the order of the store. */
  below(prefix: Deno.KvKey): Iterable<WalkEntry>;
}

export interface WalkEntry {
  key: Deno.KvKey;
  value: unknown;
}

/** Reads the store, 500 entries at a time. */
export async function walkStore(kv: Deno.Kv): Promise<Walk> {
  const entries = new Map<string, WalkEntry>();
  // By the first part of their keys, and by the first two: what prefixes mostly are.
  const groups = new Map<string, WalkEntry[]>();
  for await (const { key, value } of kv.list({ prefix: [] }, { batchSize: 500 })) {
    const entry = { key, value };
    entries.set(nameKey(key), entry);
    for (const length of [1, 2]) {
      if (key.length <= length) continue;
      const name = nameKey(key.slice(0, length));
      const group = groups.get(name);
      if (group) group.push(entry);
      else groups.set(name, [entry]);
    }
  }
  return {
    get: (key) => entries.get(nameKey(key))?.value,
    has: (key) => entries.has(nameKey(key)),
    all: () => entries.values(),
    *below(prefix) {
      for (const entry of groups.get(nameKey(prefix.slice(0, 2))) ?? []) {
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
