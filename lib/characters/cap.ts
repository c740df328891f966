/** How many characters one person keeps: the only place that says so, and that counts them. */
import type { User } from "@/lib/accounts/model.ts";
import { readUser } from "@/lib/accounts/store.ts";
import { type Character, readCharacter } from "@/lib/characters/model.ts";
import { asFailure, failure } from "@/lib/errors.ts";
import { keys } from "@/lib/store/keys.ts";
import { getAll } from "@/lib/store/kv.ts";

/** Sized so that nobody who makes them one by one gets there soon. */
export const MAX_CHARACTERS = { guest: 20, full: 200 } as const satisfies Record<
  User["kind"],
  number
>;

/** How many somebody has, as it was read. */
export interface CharacterTotal {
  /** What a commit checks that changes it. */
  check: Deno.AtomicCheck;
  count: number;
}

/** Whether a character is one of so many. Those of stories are not: whoever opens one may make it for the writer. */
export function isCounted({ story }: Pick<Character, "story">): boolean {
  return story === undefined;
}

/** Reads how many somebody has; counts them where nobody has kept the number yet. */
export async function readTotal(kv: Deno.Kv, ownerId: string): Promise<CharacterTotal> {
  return await totalOf(kv, ownerId, await kv.get<number>(keys.characterTotal(ownerId)));
}

/**
 * Changes the number in the commit that makes, deletes or moves one. Whatever does so at the same moment loses its race,
 * also where there was no number; so it stays, at 0, for as long as its owner does.
 */
export function moveTotal(
  write: Deno.AtomicOperation,
  { check, count }: CharacterTotal,
  by: 1 | -1,
): void {
  write.check(check).set(check.key, count + by);
}

/**
 * Looks whether somebody may have one character more. What they have stays in any case: a guest's may come to an account
 * that then has more than it may make.
 *
 * @returns What the commit that makes it changes by {@link moveTotal}, so that none gets in above the limit.
 * @throws {HttpError} `too_many`.
 */
export async function requireRoomFor(kv: Deno.Kv, ownerId: string): Promise<CharacterTotal> {
  const [user, entry] = await kv.getMany<[User, number]>(
    [keys.user(ownerId), keys.characterTotal(ownerId)],
  );
  const max = MAX_CHARACTERS[user.value === null ? "full" : readUser(user.value).kind];
  const total = await totalOf(kv, ownerId, entry);
  if (total.count >= max) {
    throw failure("too_many", { detail: `Cannot keep more than ${max} characters` });
  }
  return total;
}

async function totalOf(
  kv: Deno.Kv,
  ownerId: string,
  entry: Deno.KvEntryMaybe<number>,
): Promise<CharacterTotal> {
  return { check: entry, count: entry.value ?? await countCharacters(kv, ownerId) };
}

async function countCharacters(kv: Deno.Kv, ownerId: string): Promise<number> {
  const ids: string[] = [];
  for await (const { value } of kv.list<string>({ prefix: keys.charactersByOwner(ownerId) })) {
    ids.push(value);
  }
  const entries = await getAll(kv, ids.map((id) => keys.character(id)));
  return entries.filter(({ value }) => value !== null && isCounted(readCharacter(value))).length;
}

/** Waits for a character that may be one too many. */
export async function orFull<T>(wanted: Promise<T>): Promise<T | "full"> {
  try {
    return await wanted;
  } catch (error) {
    if (asFailure(error).reason === "too_many") return "full";
    throw error;
  }
}
