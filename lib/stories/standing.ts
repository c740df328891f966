/**
 * Where a story stands in the gallery: its scores, and the index entries that follow from them.
 *
 * As with characters, likes and comments only add to counters and leave a mark; {@link settleStoryStanding} moves the
 * entries after them.
 */
import { z } from "zod";
import { fold } from "@/lib/characters/model.ts";
import { addLog2, HALF_LIFE_MS, RANK_SORTS } from "@/lib/characters/standing.ts";
import { genresOf, tonesOf } from "@/lib/stories/kinds.ts";
import { isListed, type Story } from "@/lib/stories/model.ts";
import type { Genre, Length, Tone } from "@/lib/stories/writing/model.ts";
import { keys } from "@/lib/store/keys.ts";
import { upgrader } from "@/lib/store/versioned.ts";

const LIKE_WEIGHT = 4;
const COMMENT_WEIGHT = 2;

export const StoryStanding = z.object({
  v: z.literal(1),
  /** Lists it stands in; none while it is a draft, or not public. */
  scopes: z.array(z.string()),
  scores: z.object({ new: z.number(), popular: z.number(), trending: z.number() }),
  /** Counts that the scores are made of. */
  likes: z.number(),
  comments: z.number(),
});
export type StoryStanding = z.infer<typeof StoryStanding>;

export const readStoryStanding = upgrader<StoryStanding>(1);

/** What a list of stories can be narrowed to. */
export interface StoryFilter {
  tag?: string | undefined;
  genre?: Genre | undefined;
  tone?: Tone | undefined;
  length?: Length | undefined;
  lang?: Story["lang"] | undefined;
  /** Stories for adults stand in lists of their own. */
  mature?: boolean | undefined;
}

/** The list to read for a filter: that of its narrowest part. What it leaves open, {@link fits} decides. */
export function storyScopeOf({ tag, genre, tone, length, lang, mature }: StoryFilter): string {
  const scope = tag
    ? `tag:${fold(tag)}`
    : genre
    ? `genre:${genre}`
    : tone
    ? `tone:${tone}`
    : length
    ? `length:${length}`
    : lang
    ? `lang:${lang}`
    : "";
  return mature ? `mature|${scope}` : scope;
}

/** Whether a story is what a filter asks for. */
export function fits(story: Story, filter: StoryFilter): boolean {
  const { tag, genre, tone, length, lang, mature = false } = filter;
  return (story.rating === "mature") === mature &&
    (!tag || story.tags.map(fold).includes(fold(tag))) &&
    (!genre || genresOf(story.genre).includes(genre)) &&
    (!tone || tonesOf(story.tone).includes(tone)) &&
    (!length || story.length === length) &&
    (!lang || story.lang === lang);
}

/** All lists that a story stands in. */
export function storyScopesOf(story: Story): string[] {
  if (!isListed(story)) return [];
  const mature = story.rating === "mature";
  const narrow: StoryFilter[] = [
    {},
    { lang: story.lang },
    { length: story.length },
    ...genresOf(story.genre).map((genre) => ({ genre })),
    ...tonesOf(story.tone).map((tone) => ({ tone })),
    ...story.tags.map((tag) => ({ tag })),
  ];
  return [...new Set(narrow.map((filter) => storyScopeOf({ ...filter, mature })))];
}

/** The standing of a story, with the counts and the heat it had. New is when it came out. */
export function standingOf(story: Story, before: StoryStanding | null): StoryStanding {
  const outAtMs = story.publishedAtMs ?? story.createdAtMs;
  const born = outAtMs / HALF_LIFE_MS;
  return {
    v: 1,
    scopes: storyScopesOf(story),
    scores: {
      new: outAtMs,
      popular: before?.scores.popular ?? 0,
      trending: Math.max(before?.scores.trending ?? born, born),
    },
    likes: before?.likes ?? 0,
    comments: before?.comments ?? 0,
  };
}

/** Adds likes and comments that came since; see `advanceStanding` of characters for the sum. */
export function advanceStoryStanding(
  standing: StoryStanding,
  { likes, comments, nowMs }: { likes: number; comments: number; nowMs: number },
): StoryStanding {
  const weight = Math.max(0, likes - standing.likes) * LIKE_WEIGHT +
    Math.max(0, comments - standing.comments) * COMMENT_WEIGHT;
  const { trending } = standing.scores;
  return {
    ...standing,
    likes,
    comments,
    scores: {
      ...standing.scores,
      popular: likes * LIKE_WEIGHT + comments * COMMENT_WEIGHT,
      trending: weight === 0
        ? trending
        : addLog2(trending, Math.log2(weight) + nowMs / HALF_LIFE_MS),
    },
  };
}

/** Puts the move of the index entries from one standing to the next into `atomic`. Null: there is none. */
export function moveStoryStanding(
  atomic: Deno.AtomicOperation,
  id: string,
  { from, to }: { from: StoryStanding | null; to: StoryStanding | null },
): void {
  const before = from ? storyRankKeys(id, from) : new Map<string, Deno.KvKey>();
  const after = to ? storyRankKeys(id, to) : new Map<string, Deno.KvKey>();
  for (const [name, key] of before) if (!after.has(name)) atomic.delete(key);
  for (const [name, key] of after) if (!before.has(name)) atomic.set(key, id);
  if (to) atomic.set(keys.storyStanding(id), to);
  else atomic.delete(keys.storyStanding(id));
}

/** Every index entry that belongs to a standing, under a name that is equal when the key is. */
export function storyRankKeys(id: string, standing: StoryStanding): Map<string, Deno.KvKey> {
  const found = new Map<string, Deno.KvKey>();
  for (const sort of RANK_SORTS) {
    const score = standing.scores[sort];
    for (const scope of standing.scopes) {
      found.set(`${sort}\n${scope}\n${score}`, keys.storyRank(sort, scope, score, id));
    }
  }
  return found;
}

/** Brings one story's standing up to its counters. Gives up without harm when somebody else does the same. */
export async function settleStoryStanding(
  kv: Deno.Kv,
  id: string,
  nowMs: number,
): Promise<void> {
  const [due, standing, likes, comments] = await kv.getMany<
    [unknown, StoryStanding, Deno.KvU64, Deno.KvU64]
  >([
    keys.storyStandingDue(id),
    keys.storyStanding(id),
    keys.count("story", id, "likes"),
    keys.count("story", id, "comments"),
  ]);
  if (due.versionstamp === null) return;
  const atomic = kv.atomic().check(due).check(standing).delete(due.key);
  if (standing.value) {
    const from = readStoryStanding(standing.value);
    const to = advanceStoryStanding(from, {
      likes: Number(likes.value?.value ?? 0n),
      comments: Number(comments.value?.value ?? 0n),
      nowMs,
    });
    moveStoryStanding(atomic, id, { from, to });
  }
  await atomic.commit();
}

/** Settles what is due, a bounded number at a time. */
export async function settleDueStoryStandings(
  kv: Deno.Kv,
  nowMs: number,
  limit = 50,
): Promise<void> {
  const due: string[] = [];
  for await (const { key } of kv.list({ prefix: keys.storyStandingsDue() }, { limit })) {
    due.push(String(key.at(-1)));
  }
  for (const id of due) await settleStoryStanding(kv, id, nowMs);
}
