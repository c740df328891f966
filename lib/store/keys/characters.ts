/**
 * The keys of characters and their catalogue, and of what is liked and counted.
 * The columns are those of [keys.ts](../keys.ts).
 *
 * ```
 * ["character", id]                        Character v1          –          the next four
 * ["character_by_owner", ownerId, ms, id]  character id          –          character
 * ["character_total", ownerId]             number                –          character, character_by_owner
 * ["character_rank", sort, scope, n, id]   character id          –          character_standing
 * ["character_standing", id]               Standing v1           –          character, character_rank
 * ["character_change", versionstamp]       character id          1 day      character_change_head
 * ["character_change_head"]                touched               –          character_change
 * ["standing_due", id]                     touched               –          like or chat counter
 * ["like", kind, subjectId, userId]        liked at, ms          –          liked, count
 * ["liked", userId, kind, subjectId]       liked at, ms          –          like, count
 * ["count", kind, subjectId, what]         Deno.KvU64            –          what it counts
 * ```
 */

import type { CountName, KeyBuilders, RankSort, SubjectKind } from "./parts.ts";

export const characterKeys = {
  character: (id: string) => ["character", id],
  characters: () => ["character"],
  characterByOwner: (
    ownerId: string,
    createdAtMs: number,
    id: string,
  ) => ["character_by_owner", ownerId, createdAtMs, id],
  charactersByOwner: (ownerId: string) => ["character_by_owner", ownerId],
  charactersByAnyOwner: () => ["character_by_owner"],
  characterTotal: (ownerId: string) => ["character_total", ownerId],
  characterTotals: () => ["character_total"],
  /** `scope` is `""` for all, `lang:ko`, or `tag:` and the folded tag. */
  characterRank: (
    sort: RankSort,
    scope: string,
    score: number,
    id: string,
  ) => ["character_rank", sort, scope, score, id],
  charactersRanked: (sort: RankSort, scope: string) => ["character_rank", sort, scope],
  characterRanks: () => ["character_rank"],
  characterStanding: (id: string) => ["character_standing", id],
  characterStandings: () => ["character_standing"],
  standingDue: (id: string) => ["standing_due", id],
  standingsDue: () => ["standing_due"],
  characterChange: (versionstamp: string) => ["character_change", versionstamp],
  characterChanges: () => ["character_change"],
  characterChangeHead: () => ["character_change_head"],
  like: (kind: SubjectKind, subjectId: string, userId: string) => ["like", kind, subjectId, userId],
  likesOf: (kind: SubjectKind, subjectId: string) => ["like", kind, subjectId],
  likes: () => ["like"],
  liked: (
    userId: string,
    kind: SubjectKind,
    subjectId: string,
  ) => ["liked", userId, kind, subjectId],
  likedBy: (userId: string, kind: SubjectKind) => ["liked", userId, kind],
  likedByAny: () => ["liked"],
  count: (
    kind: SubjectKind,
    subjectId: string,
    what: CountName,
  ) => ["count", kind, subjectId, what],
  counts: () => ["count"],
} satisfies KeyBuilders;
