/** Lists characters, and puts them together with what lists and pages show beside them. */
import type { User } from "@/lib/accounts/model.ts";
import { type Character, type CharacterView, fold, readCharacter } from "@/lib/characters/model.ts";
import { getCounts, scopeOf } from "@/lib/characters/standing.ts";
import { keys, type RankSort } from "@/lib/store/keys.ts";
import { getAll } from "@/lib/store/kv.ts";
import { listPage, type Page } from "@/lib/store/page.ts";

/** How many index entries a page may look through for those that also fit its second filter. */
const MAX_SCANNED = 400;

export interface CharacterFilter {
  sort: RankSort;
  tag?: string | undefined;
  lang?: Character["lang"] | undefined;
  mature?: boolean;
  limit: number;
  cursor?: string | undefined;
}

/** Lists public characters, best first. */
export async function listCharacters(
  kv: Deno.Kv,
  { sort, tag, lang, mature = false, limit, cursor }: CharacterFilter,
): Promise<Page<CharacterView>> {
  const prefix = keys.charactersRanked(sort, scopeOf({ tag, lang, mature }));
  const items: CharacterView[] = [];
  let next: string | null = cursor ?? null;
  // Only a tag and a language together need a second look at each entry.
  const filtered = Boolean(tag && lang);
  for (let scanned = 0; scanned < MAX_SCANNED;) {
    const wanted = limit - items.length;
    const page: Page<Deno.KvEntry<string>> = await listPage<string>(kv, prefix, {
      limit: wanted,
      cursor: next ?? undefined,
      reverse: true,
    });
    const views = await viewCharacters(kv, page.items.map((entry) => entry.value));
    items.push(...views.filter(({ character }) => !filtered || character.lang === lang));
    scanned += page.items.length;
    next = page.nextCursor;
    if (next === null || items.length >= limit || !filtered) break;
  }
  return { items, nextCursor: next };
}

/** Lists the characters somebody made, newest first. */
export async function listOwnCharacters(
  kv: Deno.Kv,
  ownerId: string,
  page: { limit: number; cursor?: string | undefined },
): Promise<Page<CharacterView>> {
  const { items, nextCursor } = await listPage<string>(kv, keys.charactersByOwner(ownerId), {
    ...page,
    reverse: true,
  });
  return { items: await viewCharacters(kv, items.map((entry) => entry.value)), nextCursor };
}

/** Reads characters for showing, in the order of their ids; those that are gone are left out. */
export async function viewCharacters(
  kv: Deno.Kv,
  ids: readonly string[],
): Promise<CharacterView[]> {
  const [records, counts] = await Promise.all([
    getAll<Character>(kv, ids.map((id) => keys.character(id)), { consistency: "eventual" }),
    getCounts(kv, ids),
  ]);
  const owners = await getNicknames(
    kv,
    records.flatMap(({ value }) => value ? [value.ownerId] : []),
  );
  return records.flatMap(({ value }, n) => {
    if (!value) return [];
    const character = readCharacter(value);
    const creator = { id: character.ownerId, nickname: owners.get(character.ownerId) ?? "" };
    return [{ character, creator, ...(counts[n] ?? { likes: 0, chats: 0 }) }];
  });
}

/** Puts one character with its counters, which are exact here, and its maker. */
export async function viewCharacter(kv: Deno.Kv, character: Character): Promise<CharacterView> {
  const [likes, chats, owner] = await kv.getMany<[Deno.KvU64, Deno.KvU64, User]>([
    keys.count("character", character.id, "likes"),
    keys.count("character", character.id, "chats"),
    keys.user(character.ownerId),
  ]);
  return {
    character,
    creator: { id: character.ownerId, nickname: owner.value?.nickname ?? "" },
    likes: Number(likes.value?.value ?? 0n),
    chats: Number(chats.value?.value ?? 0n),
  };
}

async function getNicknames(
  kv: Deno.Kv,
  userIds: readonly string[],
): Promise<Map<string, string>> {
  const distinct = [...new Set(userIds)];
  const users = await getAll<User>(kv, distinct.map((id) => keys.user(id)), {
    consistency: "eventual",
  });
  return new Map(users.flatMap(({ value }) => value ? [[value.id, value.nickname]] : []));
}

/** The tags that most of the newest public characters carry, for the gallery's filter. */
export async function listTags(
  kv: Deno.Kv,
  { lang, limit }: { lang: Character["lang"]; limit: number },
): Promise<string[]> {
  const { items } = await listCharacters(kv, { sort: "popular", lang, limit: 60 });
  const seen = new Map<string, { tag: string; times: number }>();
  for (const { character } of items) {
    for (const tag of character.tags) {
      const known = seen.get(fold(tag)) ?? { tag, times: 0 };
      seen.set(fold(tag), { ...known, times: known.times + 1 });
    }
  }
  return [...seen.values()].sort((a, b) => b.times - a.times).slice(0, limit).map(({ tag }) => tag);
}
