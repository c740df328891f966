/** Keeps spaces: each write changes the record and every list it stands in, in one commit. */
import { requireStay } from "@/lib/accounts/gone.ts";
import type { Viewer } from "@/lib/accounts/model.ts";
import type { Services } from "@/lib/define.ts";
import { failure } from "@/lib/errors.ts";
import { isId, newId } from "@/lib/id.ts";
import { indexEvent } from "@/lib/spaces/events/listing.ts";
import { readSpace, roleOf, type Space, spaceTopic, type SpaceType } from "@/lib/spaces/model.ts";
import type { SpaceEventFrame } from "@/lib/spaces/protocol.ts";
import { residentsOf, spaceInfo } from "@/lib/spaces/wire.ts";
import { commitWithRetry, tryAgain } from "@/lib/store/commit.ts";
import { keys } from "@/lib/store/keys.ts";
import { getAll } from "@/lib/store/kv.ts";
import { listPage, type Page } from "@/lib/store/page.ts";

type Deps = Pick<Services, "kv" | "hub" | "now">;

/** Spaces of one person; a guest's fewer, as guests are quickly made. */
export const MAX_OWN_SPACES = { full: 50, guest: 5 } as const;

/** What the maker of a space decides. */
export type SpaceFields = Pick<
  Space,
  | "name"
  | "description"
  | "type"
  | "theme"
  | "isPublic"
  | "maxUsers"
  | "residentIds"
  | "slowModeS"
  | "event"
>;

/** The list keys that a space has. Their value is its id. */
export function spaceIndexKeys(space: Space): Deno.KvKey[] {
  const { id, ownerId, createdAtMs, type, isPublic } = space;
  const byTime = isPublic ? ["all", type] : [];
  return [
    keys.spaceByOwner(ownerId, createdAtMs, id),
    ...byTime.map((scope) => keys.spaceByTime(scope, createdAtMs, id)),
  ];
}

/** Puts a space into a commit, with its lists. `before` is the space as it was, null for a new one. */
export function putSpace(
  write: Deno.AtomicOperation,
  space: Space,
  before: Space | null = null,
): void {
  for (const key of before ? spaceIndexKeys(before) : []) write.delete(key);
  for (const key of spaceIndexKeys(space)) write.set(key, space.id);
  indexEvent(write, before, space);
  write.set(keys.space(space.id), space);
}

/** Reads one space, or null. */
export async function getSpace(kv: Deno.Kv, id: string): Promise<Space | null> {
  if (!isId(id)) return null;
  const { value } = await kv.get(keys.space(id));
  return value === null ? null : readSpace(value);
}

/**
 * Reads a space that this person may know of: a public one, or a private one of those who look after it, are on its
 * guest list, sit in it, or bring its invitation code.
 *
 * @throws {HttpError} `not_found`, also for a private one of others.
 */
export async function requireSpace(
  kv: Deno.Kv,
  id: string,
  viewer: Pick<Viewer, "id"> | null,
  { inviteCode = null }: { inviteCode?: string | null | undefined } = {},
): Promise<Space> {
  const space = await getSpace(kv, id);
  if (!space || !await mayKnow(kv, space, viewer, inviteCode)) throw failure("not_found");
  return space;
}

async function mayKnow(
  kv: Deno.Kv,
  space: Space,
  viewer: Pick<Viewer, "id"> | null,
  inviteCode: string | null,
): Promise<boolean> {
  if (space.isPublic || (space.inviteCode !== null && inviteCode === space.inviteCode)) return true;
  if (!viewer) return false;
  if (roleOf(space, viewer.id) !== "guest") return true;
  const [guest, member] = await kv.getMany([
    keys.spaceGuest(space.id, viewer.id),
    keys.spaceMember(space.id, viewer.id),
  ]);
  return guest.value !== null || member.value !== null;
}

/**
 * Reads a space that this person looks after, as its owner or a moderator.
 *
 * @throws {HttpError} `not_found`, or `forbidden` where they may only come in.
 */
export async function requireKeptSpace(
  kv: Deno.Kv,
  id: string,
  viewer: Pick<Viewer, "id">,
): Promise<Space> {
  const space = await requireSpace(kv, id, viewer);
  if (roleOf(space, viewer.id) === "guest") throw failure("forbidden");
  return space;
}

/**
 * Reads a space of this very person.
 *
 * @throws {HttpError} `not_found`, or `forbidden` where it is another's.
 */
export async function requireOwnSpace(
  kv: Deno.Kv,
  id: string,
  viewer: Pick<Viewer, "id">,
): Promise<Space> {
  const space = await requireSpace(kv, id, viewer);
  if (space.ownerId !== viewer.id) throw failure("forbidden");
  return space;
}

/** Lists public spaces, newest first. */
export async function listSpaces(
  kv: Deno.Kv,
  { type, ...page }: { limit: number; cursor?: string | undefined; type?: SpaceType | undefined },
): Promise<Page<Space>> {
  return await listOf(kv, keys.spacesByTime(type ?? "all"), page);
}

/** Lists the spaces of one owner, private ones too, newest first. */
export async function listOwnSpaces(
  kv: Deno.Kv,
  ownerId: string,
  page: { limit: number; cursor?: string | undefined },
): Promise<Page<Space>> {
  return await listOf(kv, keys.spacesByOwner(ownerId), page);
}

async function listOf(
  kv: Deno.Kv,
  index: Deno.KvKey,
  page: { limit: number; cursor?: string | undefined },
): Promise<Page<Space>> {
  const { items, nextCursor } = await listPage<string>(kv, index, { ...page, reverse: true });
  return { items: await getSpaces(kv, items.map(({ value }) => value)), nextCursor };
}

/** Reads spaces by their ids, without those that are gone. */
export async function getSpaces(kv: Deno.Kv, ids: readonly string[]): Promise<Space[]> {
  const entries = await getAll(kv, ids.map((id) => keys.space(id)));
  return entries.flatMap(({ value }) => value === null ? [] : [readSpace(value)]);
}

/**
 * Stores a new space.
 *
 * @throws {HttpError} `too_many` where its maker has as many as one may have, `unauthorized` when the account is going.
 */
export async function createSpace(
  { kv, now }: Pick<Services, "kv" | "now">,
  owner: Pick<Viewer, "id" | "kind">,
  fields: SpaceFields,
): Promise<Space> {
  const max = MAX_OWN_SPACES[owner.kind];
  const { items } = await listPage(kv, keys.spacesByOwner(owner.id), { limit: max });
  if (items.length >= max) throw failure("too_many");
  const nowMs = now();
  const space: Space = {
    v: 2,
    id: newId(),
    ownerId: owner.id,
    ...fields,
    moderatorIds: [],
    locked: false,
    inviteCode: null,
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
  };
  return await commitWithRetry(async () => {
    const write = kv.atomic().check(await requireStay(kv, owner.id));
    putSpace(write, space);
    return { write, value: space };
  });
}

/** What changes with a space in one commit: more writes, and events beside `space_changed`. */
export interface SpaceChange {
  space: Space;
  also?: (write: Deno.AtomicOperation) => void;
  events?: readonly SpaceEventFrame[];
}

/**
 * Changes a space, and tells everybody in it.
 *
 * @param change Makes the new space of the latest, or null where nothing is to change; may throw. Runs again when another
 * was faster.
 * @throws {HttpError} `not_found`, `conflict`, and what `change` throws.
 */
export async function updateSpace(
  { kv, hub, now }: Deps,
  id: string,
  change: (space: Space) => SpaceChange | null | Promise<SpaceChange | null>,
): Promise<Space> {
  return await tryAgain(async () => {
    const entry = await kv.get(keys.space(id));
    if (entry.value === null) throw failure("not_found");
    const before = readSpace(entry.value);
    const changed = await change(before);
    if (changed === null) return { value: before };
    const { also, events = [] } = changed;
    const space: Space = { ...changed.space, updatedAtMs: now() };
    const write = kv.atomic().check(entry);
    putSpace(write, space, before);
    also?.(write);
    const told: SpaceEventFrame = {
      type: "space_changed",
      // People in one space read different languages; a name that a person gave is the same in all.
      space: spaceInfo(space, "ko"),
      residents: await residentsOf(kv, space),
    };
    const { ok } = await hub.appendWith(write, spaceTopic(id), [told, ...events]);
    return ok ? { value: space } : null;
  });
}
