/** How many characters one person keeps: the only place that says so. */
import type { User } from "@/lib/accounts/model.ts";
import { readUser } from "@/lib/accounts/store.ts";
import { readCharacter } from "@/lib/characters/model.ts";
import { asFailure, failure } from "@/lib/errors.ts";
import { keys } from "@/lib/store/keys.ts";
import { getAll } from "@/lib/store/kv.ts";

/** Sized so that nobody who makes them one by one gets there soon. */
export const MAX_CHARACTERS = { guest: 20, full: 200 } as const satisfies Record<
  User["kind"],
  number
>;

/**
 * Looks whether somebody may have one character more. What they have stays in any case: a guest's may come to an account
 * that then has more than it may make. People of stories are not counted: whoever opens one may make it for the writer.
 *
 * Some that come at the same moment may get in above the limit; it is there to keep the store from filling up.
 *
 * @throws {HttpError} `too_many`.
 */
export async function requireRoomFor(kv: Deno.Kv, ownerId: string): Promise<void> {
  const { value } = await kv.get(keys.user(ownerId));
  const kind = value === null ? "full" : readUser(value).kind;
  const max = MAX_CHARACTERS[kind];
  const ids: string[] = [];
  for await (const entry of kv.list<string>({ prefix: keys.charactersByOwner(ownerId) })) {
    ids.push(entry.value);
  }
  if (ids.length < max) return;
  // Only now is it worth reading who they are.
  const entries = await getAll(kv, ids.map((id) => keys.character(id)));
  const made = entries.filter(({ value }) =>
    value !== null && readCharacter(value).story === undefined
  );
  if (made.length >= max) {
    throw failure("too_many", { detail: `Cannot keep more than ${max} characters` });
  }
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
