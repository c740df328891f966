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
import type { Log } from "@/lib/log.ts";
import { isListed, readStory, type Story } from "@/lib/stories/model.ts";
import { publishDue } from "@/lib/stories/publish_due.ts";
import { fits, settleDueStoryStandings, type StoryFilter } from "@/lib/stories/standing.ts";
import { getStories, listStories } from "@/lib/stories/store.ts";
import { createFollower } from "@/lib/store/follower.ts";
import { pageOfFound } from "@/lib/store/found.ts";
import { keys, type RankSort } from "@/lib/store/keys.ts";
import type { Page } from "@/lib/store/page.ts";

/** How often the clock looks for stories that are due. */
const SWEEP_MS = 30_000;
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

/** Where a result stands: its score, when it came out, its id. */
const Position = z.tuple([z.number(), z.number(), z.string()]);
type Position = z.infer<typeof Position>;
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
      const { items, nextCursor } = pageOfFound(await index.search(words, filter), {
        limit,
        cursor,
        position: Position,
        positionOf: ({ score, outAtMs, id }): Position => [score, outAtMs, id],
        isAfter: (one, [score, outAtMs, id]) =>
          one.score < score ||
          one.score === score &&
            (one.outAtMs < outAtMs || one.outAtMs === outAtMs && one.id > id),
      });
      return { items: await getStories(kv, items.map(({ id }) => id)), nextCursor };
    },
    close: () => clearInterval(clock),
  };
}

function createStoryIndex(kv: Deno.Kv, now: () => number) {
  const known = new Map<string, { story: Story; entry: SearchEntry }>();

  const put = (id: string, stored: unknown) => {
    const story = stored === null ? null : readStory(stored);
    if (story && isListed(story)) known.set(id, { story, entry: entryOf(story) });
    else known.delete(id);
  };

  const refresh = createFollower<unknown>(kv, now, {
    head: keys.storyChangeHead(),
    changes: keys.storyChanges(),
    record: keys.story,
    put,
    async fill() {
      known.clear();
      for await (const { key, value } of kv.list({ prefix: keys.stories() }, { batchSize: 100 })) {
        put(String(key.at(-1)), value);
      }
    },
  });

  return {
    async search(words: readonly string[], filter: StoryFilter): Promise<Found[]> {
      await refresh();
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
