/**
 * Where a public character stands in the lists: its scores, and the index entries that follow from them.
 *
 * Likes and chats only add to counters and leave a mark ("standing due"); {@link settleStanding} moves the index
 * entries after them. So no like ever waits for another, and whoever reads a list settles what a crash left behind.
 */
import { z } from "zod";
import { getAll } from "@/lib/store/kv.ts";
import { keys, type RankSort } from "@/lib/store/keys.ts";
import { type Character, fold } from "@/lib/characters/model.ts";
import { upgrader } from "@/lib/store/versioned.ts";

export const RANK_SORTS = ["new", "popular", "trending"] as const satisfies RankSort[];

/** A like or chat weighs half as much in `trending` after this time. */
export const HALF_LIFE_MS = 3 * 24 * 60 * 60 * 1000;
const LIKE_WEIGHT = 4;
const CHAT_WEIGHT = 1;

export const Standing = z.object({
  v: z.literal(1),
  /** Lists it stands in; none while it is not public. */
  scopes: z.array(z.string()),
  scores: z.object({ new: z.number(), popular: z.number(), trending: z.number() }),
  /** Counts that the scores are made of. */
  likes: z.number(),
  chats: z.number(),
});
export type Standing = z.infer<typeof Standing>;

export const readStanding = upgrader<Standing>(1);

/** The list that a filter reads. Mature characters stand in lists of their own. */
export function scopeOf(
  { tag, lang, mature = false }: {
    tag?: string | undefined;
    lang?: string | undefined;
    mature?: boolean;
  },
): string {
  const scope = tag ? `tag:${fold(tag)}` : lang ? `lang:${lang}` : "";
  return mature ? `mature|${scope}` : scope;
}

/** All lists that a character stands in. */
export function scopesOf(character: Character): string[] {
  if (character.visibility !== "public") return [];
  const mature = character.rating === "mature";
  return [
    scopeOf({ mature }),
    scopeOf({ lang: character.lang, mature }),
    ...new Set(character.tags.map((tag) => scopeOf({ tag, mature }))),
  ];
}

/** The standing of a character that nobody has liked or spoken to. */
export function newStanding(character: Character): Standing {
  const { createdAtMs } = character;
  return {
    v: 1,
    scopes: scopesOf(character),
    scores: { new: createdAtMs, popular: 0, trending: createdAtMs / HALF_LIFE_MS },
    likes: 0,
    chats: 0,
  };
}

/**
 * Adds likes and chats that came since.
 *
 * `trending` is a forward-decayed sum, kept as its logarithm: each event counts 2^(t / half-life), so that scores of
 * different moments compare without ever being recalculated. Source: Cormode et al., "Forward Decay", ICDE 2009.
 */
export function advanceStanding(
  standing: Standing,
  { likes, chats, nowMs }: { likes: number; chats: number; nowMs: number },
): Standing {
  const weight = Math.max(0, likes - standing.likes) * LIKE_WEIGHT +
    Math.max(0, chats - standing.chats) * CHAT_WEIGHT;
  const { trending } = standing.scores;
  const heat = weight === 0
    ? trending
    : addLog2(trending, Math.log2(weight) + nowMs / HALF_LIFE_MS);
  const popular = likes * LIKE_WEIGHT + chats * CHAT_WEIGHT;
  return { ...standing, likes, chats, scores: { ...standing.scores, popular, trending: heat } };
}

/** Puts the move of the index entries from one standing to the next into `atomic`. Null: there is none. */
export function moveStanding(
  atomic: Deno.AtomicOperation,
  id: string,
  { from, to }: { from: Standing | null; to: Standing | null },
): void {
  const before = from ? rankKeys(id, from) : new Map<string, Deno.KvKey>();
  const after = to ? rankKeys(id, to) : new Map<string, Deno.KvKey>();
  for (const [name, key] of before) if (!after.has(name)) atomic.delete(key);
  for (const [name, key] of after) if (!before.has(name)) atomic.set(key, id);
  if (to) atomic.set(keys.characterStanding(id), to);
  else atomic.delete(keys.characterStanding(id));
}

/** Every index entry that belongs to a standing, under a name that is equal when the key is. */
export function rankKeys(id: string, standing: Standing): Map<string, Deno.KvKey> {
  const found = new Map<string, Deno.KvKey>();
  for (const sort of RANK_SORTS) {
    const score = standing.scores[sort];
    for (const scope of standing.scopes) {
      found.set(`${sort}\n${scope}\n${score}`, keys.characterRank(sort, scope, score, id));
    }
  }
  return found;
}

/**
 * Brings one character's standing up to its counters. Gives up without harm when somebody else does the same: the
 * mark stays until a commit saw it.
 */
export async function settleStanding(kv: Deno.Kv, id: string, nowMs: number): Promise<void> {
  const [due, standing, likes, chats] = await kv.getMany<
    [unknown, Standing, Deno.KvU64, Deno.KvU64]
  >([
    keys.standingDue(id),
    keys.characterStanding(id),
    keys.count("character", id, "likes"),
    keys.count("character", id, "chats"),
  ]);
  if (due.versionstamp === null) return;
  const atomic = kv.atomic().check(due).check(standing).delete(keys.standingDue(id));
  if (standing.value) {
    const from = readStanding(standing.value);
    const to = advanceStanding(from, {
      likes: Number(likes.value?.value ?? 0n),
      chats: Number(chats.value?.value ?? 0n),
      nowMs,
    });
    moveStanding(atomic, id, { from, to });
  }
  await atomic.commit();
}

/** Settles what is due, a bounded number at a time. */
export async function settleDueStandings(kv: Deno.Kv, nowMs: number, limit = 50): Promise<void> {
  const due: string[] = [];
  for await (const { key } of kv.list({ prefix: keys.standingsDue() }, { limit })) {
    due.push(String(key.at(-1)));
  }
  for (const id of due) await settleStanding(kv, id, nowMs);
}

/** Reads likes and chats of many characters, as of their last settling. */
export async function getCounts(
  kv: Deno.Kv,
  ids: readonly string[],
): Promise<{ likes: number; chats: number }[]> {
  const entries = await getAll<Standing>(kv, ids.map((id) => keys.characterStanding(id)));
  return entries.map(({ value }) => ({ likes: value?.likes ?? 0, chats: value?.chats ?? 0 }));
}

/** log2(2^a + 2^b), without leaving the range of numbers. */
export function addLog2(a: number, b: number): number {
  const high = Math.max(a, b);
  return high + Math.log2(1 + 2 ** (Math.min(a, b) - high));
}
