/** A page of those who follow somebody, or are followed, each as they stand to whoever looks. */
import { type FollowList, listFollows } from "@/lib/social/follow.ts";
import { listPeople, type Person, requirePerson } from "@/lib/social/person.ts";
import { keys } from "@/lib/store/keys.ts";
import { getAll } from "@/lib/store/kv.ts";

const ON_A_PAGE = 30;

/** Somebody in a list. */
export interface Listed {
  person: Person;
  sinceMs: number;
  /** Whoever looks follows them. */
  following: boolean;
  isSelf: boolean;
}

export interface PeopleList {
  /** Whose list it is. */
  person: Person;
  list: FollowList;
  items: Listed[];
  nextCursor: string | null;
}

/** @throws {HttpError} `not_found` or `bad_cursor`. */
export async function readPeople(
  kv: Deno.Kv,
  personId: string,
  { list, viewerId, cursor, limit = ON_A_PAGE }: {
    list: FollowList;
    viewerId: string | null;
    cursor?: string | undefined;
    limit?: number;
  },
): Promise<PeopleList> {
  const person = await requirePerson(kv, personId);
  const { items, nextCursor } = await listFollows(kv, person.id, { list, limit, cursor });
  const found = await listPeople(kv, items.map(({ id }) => id));
  const followed = viewerId === null
    ? []
    : await getAll(kv, found.map(({ id }) => keys.follow(viewerId, id)));
  const since = new Map(items.map(({ id, sinceMs }) => [id, sinceMs]));
  return {
    person,
    list,
    items: found.map((one, n) => ({
      person: one,
      sinceMs: since.get(one.id) ?? 0,
      following: (followed[n]?.versionstamp ?? null) !== null,
      isSelf: one.id === viewerId,
    })),
    nextCursor,
  };
}
