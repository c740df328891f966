/**
 * The whole directory of welfare services in the memory of each instance: filled at the first search, and brought up to
 * date when the head in the store was touched, so that a search sees whatever was committed before it.
 */
import { z } from "zod";
import type { WelfareService } from "@/lib/welfare/model.ts";
import {
  byRank,
  createWelfareIndex,
  type WelfareIndex,
  type WelfareQuery,
} from "@/lib/welfare/search.ts";
import { allServices } from "@/lib/welfare/store.ts";
import { pageOfFound } from "@/lib/store/found.ts";
import { keys } from "@/lib/store/keys.ts";
import type { Page } from "@/lib/store/page.ts";

/** Where a result stands: its score, name and id. */
const Position = z.object({ s: z.number(), n: z.string(), i: z.string() });

export interface WelfareDirectory {
  /** Finds services, best first; without words, those of the whole country first. @throws {HttpError} `bad_cursor`. */
  search(
    query: WelfareQuery & { limit: number; cursor?: string | undefined },
  ): Promise<Page<WelfareService> & { total: number }>;
  /** Regions that any service has, the whole country first. */
  regions(): Promise<readonly string[]>;
}

/** Makes the directory of one instance. It reads nothing before it is asked. */
export function createWelfareDirectory(kv: Deno.Kv): WelfareDirectory {
  let known: { head: string; index: WelfareIndex; regions: readonly string[] } | null = null;
  let refreshing: Promise<void> | null = null;

  const refresh = async () => {
    // The head is read first: what is committed while the list is read makes the next search read again.
    const head = (await kv.get(keys.welfareHead())).versionstamp ?? "";
    if (known?.head === head) return;
    const services = await Array.fromAsync(allServices(kv));
    const regions = [...new Set(services.map(({ region }) => region))];
    const index = known?.index ?? await createWelfareIndex(services);
    if (known) {
      // A change that breaks off leaves nothing that anyone could take for whole.
      known = null;
      await index.hold(services);
    }
    known = { head, index, regions };
  };

  const current = async () => {
    // Whoever comes while a refresh runs may have written after it began to read: only a later one will do.
    if (refreshing) await refreshing;
    refreshing ??= refresh().finally(() => refreshing = null);
    await refreshing;
    if (!known) throw new Error("Cannot search a directory that was never read");
    return known;
  };

  return {
    async search({ limit, cursor, ...query }) {
      const { index } = await current();
      const found = index.find(query);
      const { items, nextCursor } = pageOfFound(found, {
        limit,
        cursor,
        position: Position,
        positionOf: ({ service: { id, name }, score }) => ({ s: score, n: name, i: id }),
        isAfter: ({ service, score }, { s, n, i }) =>
          byRank({ service, score }, { service: { ...service, id: i, name: n }, score: s }) > 0,
      });
      return { items: items.map(({ service }) => service), nextCursor, total: found.length };
    },
    regions: async () => (await current()).regions,
  };
}
