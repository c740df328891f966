/**
 * Every public character of the store, prepared for searching, in the memory of each instance.
 *
 * It is filled at the first search, and then follows the change log, so that a search sees whatever was committed before
 * it, on any instance. 20,000 characters are some 20 MB and a search a few milliseconds; lists without words never come
 * here.
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
import { createFollower } from "@/lib/store/follower.ts";
import { pageOfFound } from "@/lib/store/found.ts";
import { keys } from "@/lib/store/keys.ts";
import type { Page } from "@/lib/store/page.ts";

/** Where a result stands: its score, when it was made, its id. */
const Position = z.tuple([z.number(), z.number(), z.string()]);
type Position = z.infer<typeof Position>;

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

  const put = (id: string, stored: Character | null) => {
    const character = stored && readCharacter(stored);
    if (character?.visibility === "public") entries.set(id, toSearchEntry(character));
    else entries.delete(id);
  };

  const refresh = createFollower<Character>(kv, now, {
    head: keys.characterChangeHead(),
    changes: keys.characterChanges(),
    record: keys.character,
    put,
    async fill() {
      entries.clear();
      const all = kv.list<Character>({ prefix: keys.characters() }, { batchSize: 500 });
      for await (const { value } of all) put(value.id, value);
    },
  });

  return {
    async search({ limit, cursor, ...query }) {
      await refresh();
      const { items, nextCursor } = pageOfFound(searchEntries(entries.values(), query), {
        limit,
        cursor,
        position: Position,
        positionOf: ({ score, createdAtMs, id }): Position => [score, createdAtMs, id],
        isAfter: (entry, [score, createdAtMs, id]) =>
          entry.score < score ||
          entry.score === score && (entry.createdAtMs < createdAtMs ||
              entry.createdAtMs === createdAtMs && entry.id > id),
      });
      return { items: await viewCharacters(kv, items.map(({ id }) => id)), nextCursor };
    },
  };
}
