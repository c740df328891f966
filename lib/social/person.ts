/** People as others see them: a name, a drawn face, and what they made for everybody. */
import type { User } from "@/lib/accounts/model.ts";
import { readUser } from "@/lib/accounts/store.ts";
import { viewCharacters } from "@/lib/characters/listing.ts";
import type { Character, CharacterView } from "@/lib/characters/model.ts";
import { failure } from "@/lib/errors.ts";
import { isId } from "@/lib/id.ts";
import { countFollows, isFollowing } from "@/lib/social/follow.ts";
import { isBlocked } from "@/lib/social/block.ts";
import { keys } from "@/lib/store/keys.ts";
import { getAll } from "@/lib/store/kv.ts";
import { isListed, readStory, released, type Story } from "@/lib/stories/model.ts";

/** Of each kind, a profile shows so many. */
export const MAX_SHOWN = 24;
/** So many of somebody's works are looked through for those that everybody may see. */
const MAX_LOOKED_THROUGH = 300;

/** Somebody, as far as others may know. */
export interface Person {
  id: string;
  nickname: string;
  isGuest: boolean;
  sinceMs: number;
}

/**
 * Finds somebody.
 *
 * @throws {HttpError} `not_found` for those who are not there, or are going.
 */
export async function requirePerson(kv: Deno.Kv, id: string): Promise<Person> {
  if (!isId(id)) throw failure("not_found");
  const [user, gone] = await kv.getMany([keys.user(id), keys.gone(id)]);
  if (user.value === null || gone.value !== null) throw failure("not_found");
  return toPerson(readUser(user.value));
}

function toPerson({ id, nickname, kind, createdAtMs }: User): Person {
  return { id, nickname, isGuest: kind === "guest", sinceMs: createdAtMs };
}

/** Finds people by their ids, in that order; those who are gone are left out. */
export async function listPeople(kv: Deno.Kv, ids: readonly string[]): Promise<Person[]> {
  const entries = await getAll(kv, ids.map((id) => keys.user(id)));
  return entries.flatMap(({ value }) => value === null ? [] : [toPerson(readUser(value))]);
}

/** How somebody stands to whoever looks. */
export interface Bond {
  isSelf: boolean;
  following: boolean;
  /** Whoever looks keeps them away. */
  blocked: boolean;
  followers: number;
  followingCount: number;
}

export async function getBond(
  kv: Deno.Kv,
  personId: string,
  viewerId: string | null,
): Promise<Bond> {
  const [counts, following, blocked] = await Promise.all([
    countFollows(kv, personId),
    isFollowing(kv, viewerId, personId),
    viewerId !== null && isBlocked(kv, { userId: viewerId, otherId: personId }),
  ]);
  return {
    isSelf: personId === viewerId,
    following,
    blocked,
    followers: counts.followers,
    followingCount: counts.following,
  };
}

export interface Works {
  characters: CharacterView[];
  stories: Story[];
  /** Some of it is for adults, and left out. */
  hidesMature: boolean;
}

/** What somebody made for everybody, the latest first. */
export async function listWorks(
  kv: Deno.Kv,
  personId: string,
  { mature, nowMs }: { mature: boolean; nowMs: number },
): Promise<Works> {
  const [characters, stories] = await Promise.all([
    readLatest<Character>(kv, keys.charactersByOwner(personId), keys.character),
    readLatest<unknown>(kv, keys.storiesByOwner(personId), keys.story),
  ]);
  const openCharacters = characters.filter(({ visibility }) => visibility === "public");
  const openStories = stories.map((stored) => released(readStory(stored), nowMs)).filter(isListed);
  const isShown = ({ rating }: { rating: string }) => mature || rating !== "mature";
  const shown = openCharacters.filter(isShown).slice(0, MAX_SHOWN).map(({ id }) => id);
  return {
    characters: await viewCharacters(kv, shown),
    stories: openStories.filter(isShown).slice(0, MAX_SHOWN),
    hidesMature: [...openCharacters, ...openStories].some((work) => !isShown(work)),
  };
}

async function readLatest<T>(
  kv: Deno.Kv,
  prefix: Deno.KvKey,
  keyOf: (id: string) => Deno.KvKey,
): Promise<T[]> {
  const ids: string[] = [];
  const options = { limit: MAX_LOOKED_THROUGH, reverse: true };
  for await (const { value } of kv.list<string>({ prefix }, options)) ids.push(value);
  const entries = await getAll<T>(kv, ids.map(keyOf));
  return entries.flatMap(({ value }) => value === null ? [] : [value]);
}
