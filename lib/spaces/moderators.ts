/** What the keepers of a space do to it as a whole: its lock, its pace, and who keeps it. */
import { readUser } from "@/lib/accounts/store.ts";
import { failure } from "@/lib/errors.ts";
import { isId } from "@/lib/id.ts";
import { type Actor, putDeed } from "@/lib/spaces/deeds.ts";
import { MAX_MODERATORS, outranks, type Role, roleOf, type Space } from "@/lib/spaces/model.ts";
import type { DeedAction } from "@/lib/spaces/moderation_model.ts";
import type { SpaceEventFrame } from "@/lib/spaces/protocol.ts";
import { getSeat, type SeatDeps } from "@/lib/spaces/seats.ts";
import { updateSpace } from "@/lib/spaces/store.ts";
import { arrivalPlace, participantOf } from "@/lib/spaces/wire.ts";
import { keys } from "@/lib/store/keys.ts";

type Deps = SeatDeps;

/** Locks a space, or opens it again. */
export async function setLocked(deps: Deps, { id }: Space, by: Actor, locked: boolean) {
  return await updateSpace(deps, id, (space) => {
    requireRole(space, by, "moderator");
    if (space.locked === locked) return null;
    const action = locked ? "lock" : "unlock";
    return {
      space: { ...space, locked },
      also: (write) =>
        putDeed(deps.kv, write, { spaceId: id, by, action, reason: "", nowMs: deps.now() }),
    };
  });
}

/** Sets how long each person waits between two messages, in seconds; 0 is off. */
export async function setSlowMode(deps: Deps, { id }: Space, by: Actor, seconds: number) {
  return await updateSpace(deps, id, (space) => {
    requireRole(space, by, "moderator");
    if (space.slowModeS === seconds) return null;
    return {
      space: { ...space, slowModeS: seconds },
      also: (write) =>
        putDeed(deps.kv, write, {
          spaceId: id,
          by,
          action: "slow_mode",
          seconds,
          reason: "",
          nowMs: deps.now(),
        }),
    };
  });
}

/**
 * Makes somebody a moderator.
 *
 * @throws {HttpError} `forbidden` but for the owner, `not_found`, `too_many`.
 */
export async function addModerator(
  deps: Deps,
  { id }: Space,
  by: Actor,
  { userId }: { userId: string },
) {
  return await updateSpace(deps, id, async (space) => {
    requireRole(space, by, "owner");
    if (roleOf(space, userId) !== "guest") return null;
    if (space.moderatorIds.length >= MAX_MODERATORS) throw failure("too_many");
    const nickname = await requireNickname(deps.kv, userId);
    const after = { ...space, moderatorIds: [...space.moderatorIds, userId] };
    return await roleChange(deps, after, { by, userId, nickname, action: "add_moderator" });
  });
}

/**
 * Takes the role of a moderator back. Moderators may lay it down themselves.
 *
 * @throws {HttpError} `forbidden`.
 */
export async function removeModerator(
  deps: Deps,
  { id }: Space,
  by: Actor,
  { userId }: { userId: string },
) {
  return await updateSpace(deps, id, async (space) => {
    if (by.userId !== userId) requireRole(space, by, "owner");
    if (!space.moderatorIds.includes(userId)) return null;
    const moderatorIds = space.moderatorIds.filter((other) => other !== userId);
    const nickname = await findNickname(deps.kv, userId) ?? "";
    const after = { ...space, moderatorIds };
    return await roleChange(deps, after, { by, userId, nickname, action: "remove_moderator" });
  });
}

async function roleChange(
  { kv, now }: Deps,
  space: Space,
  { by, ...deed }: { by: Actor; userId: string; nickname: string; action: DeedAction },
) {
  const seat = await getSeat(kv, space.id, deed.userId);
  const place = seat && arrivalPlace(space.theme, seat.n);
  const events: SpaceEventFrame[] = seat && place
    ? [{ type: "participant_changed", participant: participantOf(seat, space, place) }]
    : [];
  return {
    space,
    events,
    also: (write: Deno.AtomicOperation) =>
      putDeed(kv, write, { spaceId: space.id, by, reason: "", nowMs: now(), ...deed }),
  };
}

function requireRole(space: Space, by: Actor, role: Exclude<Role, "guest">): void {
  const has = roleOf(space, by.userId);
  if (has !== role && outranks(role, has)) throw failure("forbidden");
}

async function findNickname(kv: Deno.Kv, userId: string): Promise<string | null> {
  const { value } = await kv.get(keys.user(userId));
  return value === null ? null : readUser(value).nickname;
}

async function requireNickname(kv: Deno.Kv, userId: string): Promise<string> {
  const nickname = isId(userId) ? await findNickname(kv, userId) : null;
  if (nickname === null) throw failure("not_found");
  return nickname;
}
