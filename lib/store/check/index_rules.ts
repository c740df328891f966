/** What every index owes to its records, said once. */
import { nameKey, type Walk } from "@/lib/store/check/walk.ts";

/**
 * An index agrees with its records when each record has exactly the entries that follow from it. `keysOf` says which;
 * an entry's value is the record's id.
 */
export function* checkIndex<T>(
  walk: Walk,
  { records, index, keysOf }: {
    records: Deno.KvKey;
    index: Deno.KvKey;
    keysOf: (record: T, id: string) => readonly Deno.KvKey[];
  },
): Generator<string> {
  const expected = new Map<string, unknown>();
  for (const { key, value } of walk.below(records)) {
    const id = String(key.at(-1));
    for (const wanted of keysOf(value as T, id)) expected.set(nameKey(wanted), id);
  }
  for (const { key, value } of walk.below(index)) {
    const name = nameKey(key);
    if (!expected.has(name)) yield `${name} stands for nothing`;
    else if (expected.get(name) !== value) yield `${name} names another record`;
    expected.delete(name);
  }
  for (const name of expected.keys()) yield `${name} is missing`;
}
