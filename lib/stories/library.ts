/**
 * The stories that are out, listed and searched, and the clock that brings out those whose time has come.
 *
 * Searching works as with characters: every public story of the store, prepared in the memory of each instance at the
 * first search, following the change log from then on. Lists without words never come there.
 */
import { z } from "zod";
import {
  queryWords,
  scoreEntry,
  type SearchEntry,
  toSearchEntry,
} from "@/lib/characters/search.ts";
import { failure } from "@/lib/errors.ts";
import type { Log } from "@/lib/log.ts";
import { isListed, readStory, type Story } from "@/lib/stories/model.ts";
import { publishDue } from "@/lib/stories/publish_due.ts";
import { fits, settleDueStoryStandings, type StoryFilter } from "@/lib/stories/standing.ts";
import { getStories, listStories } from "@/lib/stories/store.ts";
import { keys, type RankSort } from "@/lib/store/keys.ts";
import { getAll } from "@/lib/store/kv.ts";
import type { Page } from "@/lib/store/page.ts";

/** How often the clock looks for stories that are due. */
const SWEEP_MS = 30_000;
/** The change log keeps a day; whoever slept longer than this starts anew. */
const MAX_LAG_MS = 20 * 60 * 60 * 1000;
/** So much of a synopsis is searched. */
const SEARCHED_SYNOPSIS = 500;

export interface StoryQuery extends StoryFilter {
  /** Words; without any, a list. */
  q?: string | undefined;
  /** Without effect on a search, whose best matches come first. */
  sort?: RankSort | undefined;
  limit: number;
  cursor?: string | undefined;
}

export interface Library {
  /**
   * Finds stories that are out at this moment.
   *
   * @throws {HttpError} `bad_cursor`.
   */
  find(query: StoryQuery): Promise<Page<Story>>;
  close(): void;
}

/** Where a page of results ended. */
const SearchCursor = z.tuple([z.number(), z.number(), z.string()]);
type Found = { id: string; score: number; outAtMs: number };

/** Opens the library of one instance, and starts its clock. */
export function createLibrary(
  { kv, now, log }: { kv: Deno.Kv; now: () => number; log: Log },
): Library {
  const index = createStoryIndex(kv, now);
  const sweep = () =>
    publishDue(kv, now()).then((out) => {
      for (const { id } of out) log.info("story_out", { story: id });
    });
  const clock = setInterval(
    () => void sweep().catch((error) => log.error("story_sweep_failed", { error: String(error) })),
    SWEEP_MS,
  );
  Deno.unrefTimer(clock);
  return {
    async find({ q = "", cursor, limit, sort, ...filter }) {
      await sweep();
      const words = queryWords(q);
      if (words.length === 0) {
        await settleDueStoryStandings(kv, now());
        return await listStories(kv, { sort: sort ?? "new", limit, cursor, ...filter });
      }
      const found = await index.search(words, filter);
      const start = cursor === undefined ? 0 : firstAfter(found, decodeCursor(cursor));
      const slice = found.slice(start, start + limit);
      const last = slice.at(-1);
      const more = start + limit < found.length;
      return {
        items: await getStories(kv, slice.map(({ id }) => id)),
        nextCursor: last && more ? encodeCursor([last.score, last.outAtMs, last.id]) : null,
      };
    },
    close: () => clearInterval(clock),
  };
}

function createStoryIndex(kv: Deno.Kv, now: () => number) {
  const known = new Map<string, { story: Story; entry: SearchEntry }>();
  let seen: { versionstamp: string; atMs: number } | null = null;
  let refreshing: Promise<void> | null = null;

  const put = (id: string, stored: unknown) => {
    const story = stored === null ? null : readStory(stored);
    if (story && isListed(story)) known.set(id, { story, entry: entryOf(story) });
    else known.delete(id);
  };

  const fill = async () => {
    // A fill that breaks off leaves nothing that anyone could take for whole.
    seen = null;
    known.clear();
    for await (const { key, value } of kv.list({ prefix: keys.stories() }, { batchSize: 100 })) {
      put(String(key.at(-1)), value);
    }
  };

  const follow = async (after: string) => {
    const changed = new Set<string>();
    const start = keys.storyChange(after);
    const end = keys.storyChange("g");
    for await (const { value } of kv.list<string>({ start, end })) changed.add(value);
    const ids = [...changed];
    const records = await getAll(kv, ids.map((id) => keys.story(id)));
    records.forEach(({ value }, n) => put(ids[n]!, value));
  };

  const refresh = async () => {
    const head = (await kv.get(keys.storyChangeHead())).versionstamp ?? "";
    const atMs = now();
    if (seen?.versionstamp !== head) {
      if (seen && atMs - seen.atMs < MAX_LAG_MS) await follow(seen.versionstamp);
      else await fill();
    }
    seen = { versionstamp: head, atMs };
  };

  return {
    async search(words: readonly string[], filter: StoryFilter): Promise<Found[]> {
      // Whoever comes while a refresh runs may have written after it began to read: only a later one will do.
      if (refreshing) await refreshing;
      refreshing ??= refresh().finally(() => refreshing = null);
      await refreshing;
      const found: Found[] = [];
      for (const { story, entry } of known.values()) {
        const score = fits(story, filter) ? scoreEntry(entry, words) : 0;
        if (score > 0) found.push({ id: story.id, score, outAtMs: story.publishedAtMs ?? 0 });
      }
      return found.sort((a, b) =>
        b.score - a.score || b.outAtMs - a.outAtMs || (a.id < b.id ? -1 : 1)
      );
    },
  };
}

function entryOf({ title, synopsis, tags, genre, ...story }: Story): SearchEntry {
  return toSearchEntry({
    ...story,
    name: title,
    tagline: synopsis.slice(0, SEARCHED_SYNOPSIS),
    tags: genre ? [...tags, genre] : tags,
  });
}

/** Index of the first result that stands after the cursor, whether or not the cursor's own is still there. */
function firstAfter(found: Found[], [score, outAtMs, id]: z.infer<typeof SearchCursor>): number {
  const index = found.findIndex((entry) =>
    entry.score < score ||
    entry.score === score &&
      (entry.outAtMs < outAtMs || entry.outAtMs === outAtMs && entry.id > id)
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
