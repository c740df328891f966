/** Characters: owners, lists, likes and counters. */
import { isCounted } from "@/lib/characters/cap.ts";
import type { Character } from "@/lib/characters/model.ts";
import { rankKeys, scopesOf, type Standing } from "@/lib/characters/standing.ts";
import { checkIndex } from "@/lib/store/check/index_rules.ts";
import { nameKey, type Walk } from "@/lib/store/check/walk.ts";
import { keys, type SubjectKind } from "@/lib/store/keys.ts";

export function* checkCharacters(walk: Walk): Generator<string> {
  yield* checkIndex<Character>(walk, {
    records: keys.characters(),
    index: keys.charactersByAnyOwner(),
    keysOf: ({ ownerId, createdAtMs }, id) => [keys.characterByOwner(ownerId, createdAtMs, id)],
  });
  yield* checkIndex<Standing>(walk, {
    records: keys.characterStandings(),
    index: keys.characterRanks(),
    keysOf: (standing, id) => [...rankKeys(id, standing).values()],
  });
  yield* checkTotals(walk);
  yield* checkStandings(walk);
  yield* checkLikes(walk);
}

/** Who has none is counted when the next is made. */
function* checkTotals(walk: Walk): Generator<string> {
  const owned = new Map<string, number>();
  for (const { value } of walk.below(keys.characters())) {
    const character = value as Character;
    if (!isCounted(character)) continue;
    owned.set(character.ownerId, (owned.get(character.ownerId) ?? 0) + 1);
  }
  for (const { key, value } of walk.below(keys.characterTotals())) {
    const ownerId = String(key[1]);
    const has = owned.get(ownerId) ?? 0;
    if (!walk.has(keys.user(ownerId))) yield `${nameKey(key)} is of nobody`;
    if (value !== has) yield `${nameKey(key)} says ${value}, there are ${has}`;
  }
}

function* checkStandings(walk: Walk): Generator<string> {
  for (const { key, value } of walk.below(keys.characters())) {
    const character = value as Character;
    if (!walk.has(keys.user(character.ownerId))) yield `${nameKey(key)} is of nobody`;
    const standing = walk.get(keys.characterStanding(character.id)) as Standing | undefined;
    if (!standing) {
      yield `${nameKey(key)} has no standing`;
      continue;
    }
    const wanted = scopesOf(character).toSorted().join("\n");
    if (standing.scopes.toSorted().join("\n") !== wanted) {
      yield `${nameKey(key)} stands in other lists than its own`;
    }
    // What is marked as due may lag behind; whatever is not, must agree.
    if (walk.has(keys.standingDue(character.id))) continue;
    for (const what of ["likes", "chats"] as const) {
      const counted = countOf(walk, "character", character.id, what);
      if (standing[what] !== counted) {
        yield `${nameKey(key)} stands with ${standing[what]} ${what}, it has ${counted}`;
      }
    }
  }
  for (const { key } of walk.below(keys.characterStandings())) {
    if (!walk.has(keys.character(String(key[1])))) yield `${nameKey(key)} is of no character`;
  }
}

function* checkLikes(walk: Walk): Generator<string> {
  const counted = new Map<string, number>();
  for (const { key } of walk.below(keys.likes())) {
    const [, kind, subjectId, userId] = key as [string, SubjectKind, string, string];
    if (!walk.has(keys.liked(userId, kind, subjectId))) yield `${nameKey(key)} is one-sided`;
    if (!walk.has(keys.user(userId))) yield `${nameKey(key)} is of nobody`;
    if (!walk.has(kind === "character" ? keys.character(subjectId) : keys.story(subjectId))) {
      yield `${nameKey(key)} is for nothing`;
    }
    const name = nameKey(keys.count(kind, subjectId, "likes"));
    counted.set(name, (counted.get(name) ?? 0) + 1);
  }
  for (const { key } of walk.below(keys.likedByAny())) {
    const [, userId, kind, subjectId] = key as [string, string, SubjectKind, string];
    if (!walk.has(keys.like(kind, subjectId, userId))) yield `${nameKey(key)} is one-sided`;
  }
  for (const { key, value } of walk.below(keys.counts())) {
    if (key[3] !== "likes") continue;
    const name = nameKey(key);
    const says = Number((value as Deno.KvU64).value);
    const likes = counted.get(name) ?? 0;
    if (says !== likes) yield `${name} says ${says}, there are ${likes}`;
    counted.delete(name);
  }
  for (const [name, likes] of counted) yield `${name} is missing, there are ${likes}`;
}

function countOf(walk: Walk, kind: SubjectKind, id: string, what: "likes" | "chats"): number {
  const value = walk.get(keys.count(kind, id, what)) as Deno.KvU64 | undefined;
  return Number(value?.value ?? 0n);
}
