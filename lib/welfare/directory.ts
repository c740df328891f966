/**
 * The whole directory of welfare services in the memory of each instance: filled at the first search, and brought up to
 * date when the head in the store was touched, so that a search sees whatever was committed before it.
 */
import { z } from "zod";
import { failure } from "@/lib/errors.ts";
import type { WelfareService } from "@/lib/welfare/model.ts";
import {
  byRank,
  createWelfareIndex,
  type Found,
  type WelfareIndex,
  type WelfareQuery,
} from "@/lib/welfare/search.ts";
import { allServices } from "@/lib/welfare/store.ts";
import { keys } from "@/lib/store/keys.ts";
import type { Page } from "@/lib/store/page.ts";

/** Where a page of results ended. */
const Cursor = z.object({ s: z.number(), n: z.string(), i: z.string() });

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
      const start = cursor === undefined ? 0 : firstAfter(found, decodeCursor(cursor));
      const slice = found.slice(start, start + limit);
      const last = slice.at(-1);
      return {
        items: slice.map(({ service }) => service),
        nextCursor: last && start + limit < found.length ? encodeCursor(last) : null,
        total: found.length,
      };
    },
    regions: async () => (await current()).regions,
  };
}

/** Index of the first result after the cursor, whether or not the cursor's own is still there. */
function firstAfter(found: readonly Found[], { s, n, i }: z.infer<typeof Cursor>): number {
  const at = found.findIndex(({ service, score }) =>
    byRank({ service, score }, { service: { ...service, id: i, name: n }, score: s }) > 0
  );
  return at === -1 ? found.length : at;
}

function encodeCursor({ service: { id, name }, score }: Found): string {
  const cursor: z.infer<typeof Cursor> = { s: score, n: name, i: id };
  return new TextEncoder().encode(JSON.stringify(cursor))
    .toBase64({ alphabet: "base64url", omitPadding: true });
}

function decodeCursor(cursor: string): z.infer<typeof Cursor> {
  try {
    const bytes = Uint8Array.fromBase64(cursor, { alphabet: "base64url" });
    return Cursor.parse(JSON.parse(new TextDecoder().decode(bytes)));
  } catch (cause) {
    throw failure("bad_cursor", { cause });
  }
}
