/**
 * Every public character of the store, prepared for searching, in the memory of each instance.
 *
 * It is filled at the first search, and then follows the change log: one small read tells whether anything changed, so
 * that a search sees whatever was committed before it, on any instance. 20,000 characters are some 20 MB and a search a
 * few milliseconds; lists without words never come here.
 */
import { z } from "zod";
import { type Character, type CharacterView, readCharacter } from "@/lib/characters/model.ts";
import {
  searchEntries,
  type SearchEntry,
  type SearchQuery,
  toSearchEntry,
} from "@/lib/characters/search.ts";
import { viewCharacters } from "@/lib/characters/listing.ts";
import { failure } from "@/lib/errors.ts";
import { keys } from "@/lib/store/keys.ts";
import { getAll } from "@/lib/store/kv.ts";
import type { Page } from "@/lib/store/page.ts";

/** The change log keeps a day; a catalogue that slept longer than this starts anew. */
const MAX_LAG_MS = 20 * 60 * 60 * 1000;

/** Where a page of results ended. */
const SearchCursor = z.tuple([z.number(), z.number(), z.string()]);

export interface Catalogue {
  /** Finds public characters, best first. */
  search(query: SearchQuery & PageOptions): Promise<Page<CharacterView>>;
}

interface PageOptions {
  limit: number;
  cursor?: string | undefined;
}

/** Makes the catalogue of one instance. It reads nothing before the first search. */
export function createCatalogue(kv: Deno.Kv, now: () => number): Catalogue {
  const entries = new Map<string, SearchEntry>();
  let seen: { versionstamp: string; atMs: number } | null = null;
  let refreshing: Promise<void> | null = null;

  const put = (id: string, stored: Character | null) => {
    const character = stored && readCharacter(stored);
    if (character?.visibility === "public") entries.set(id, toSearchEntry(character));
    else entries.delete(id);
  };

  const fill = async () => {
    // A fill that breaks off leaves nothing that anyone could take for whole.
    seen = null;
    entries.clear();
    const all = kv.list<Character>({ prefix: keys.characters() }, { batchSize: 500 });
    for await (const { value } of all) put(value.id, value);
  };

  const follow = async (after: string) => {
    const changed = new Set<string>();
    const start = [...keys.characterChanges(), after];
    const end = [...keys.characterChanges(), "g"];
    for await (const { value } of kv.list<string>({ start, end })) changed.add(value);
    const ids = [...changed];
    const records = await getAll<Character>(kv, ids.map((id) => keys.character(id)));
    records.forEach(({ value }, n) => put(ids[n]!, value));
  };

  const refresh = async () => {
    const head = (await kv.get(keys.characterChangeHead())).versionstamp ?? "";
    const atMs = now();
    if (seen && seen.versionstamp === head) {
      seen = { versionstamp: head, atMs };
      return;
    }
    if (seen && atMs - seen.atMs < MAX_LAG_MS) await follow(seen.versionstamp);
    else await fill();
    seen = { versionstamp: head, atMs };
  };

  return {
    async search({ limit, cursor, ...query }) {
      // Whoever comes while a refresh runs may have written after it began to read: only a later one will do.
      if (refreshing) await refreshing;
      refreshing ??= refresh().finally(() => refreshing = null);
      await refreshing;
      const found = searchEntries(entries.values(), query);
      const start = cursor === undefined ? 0 : firstAfter(found, decodeCursor(cursor));
      const slice = found.slice(start, start + limit);
      const last = slice.at(-1);
      const more = start + limit < found.length;
      return {
        items: await viewCharacters(kv, slice.map(({ id }) => id)),
        nextCursor: last && more ? encodeCursor([last.score, last.createdAtMs, last.id]) : null,
      };
    },
  };
}

type Found = ReturnType<typeof searchEntries>;

/** Index of the first result that stands after the cursor, whether or not the cursor's own is still there. */
function firstAfter(found: Found, [score, createdAtMs, id]: z.infer<typeof SearchCursor>): number {
  const index = found.findIndex((entry) =>
    entry.score < score ||
    entry.score === score && (entry.createdAtMs < createdAtMs ||
        entry.createdAtMs === createdAtMs && entry.id > id)
  );
  return index === -1 ? found.length : index;
}

function encodeCursor(position: z.infer<typeof SearchCursor>): string {
  return new TextEncoder().encode(JSON.stringify(position))
    .toBase64({ alphabet: "base64url", omitPadding: true });
}

function decodeCursor(cursor: string): z.infer<typeof SearchCursor> {
  try {
    const bytes = Uint8Array.fromBase64(cursor, { alphabet: "base64url" });
    return SearchCursor.parse(JSON.parse(new TextDecoder().decode(bytes)));
  } catch (cause) {
    throw failure("bad_cursor", { cause });
  }
}
