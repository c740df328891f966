/** Keeps order in spaces: each deed, its entry in the log of deeds, and the event that tells of it are one commit. */
import { readUser } from "@/lib/accounts/store.ts";
import { failure } from "@/lib/errors.ts";
import { isId } from "@/lib/id.ts";
import { type Actor, putDeed } from "@/lib/spaces/deeds.ts";
import { blankMessage, findMessage } from "@/lib/spaces/messages.ts";
import { outranks, readSpace, roleOf, type Space, spaceTopic } from "@/lib/spaces/model.ts";
import { type Ban, DEFAULT_MUTE_S, holds, KICK_S, readBan } from "@/lib/spaces/moderation_model.ts";
import type { MutedPerson, SpaceEventFrame } from "@/lib/spaces/protocol.ts";
import { dropPending, getPending } from "@/lib/spaces/residents/pendings.ts";
import { getSeat, leaveSeat, type SeatDeps } from "@/lib/spaces/seats.ts";
import { removeModerator } from "@/lib/spaces/moderators.ts";
import { tryAgain } from "@/lib/store/commit.ts";
import { releaseImage } from "@/lib/spaces/share/image_store.ts";
import { keys } from "@/lib/store/keys.ts";

type Deps = SeatDeps;

/** Something done to a person. Without `seconds`, a ban has no end, and a mute its usual one. */
export interface PersonDeed {
  userId: string;
  seconds?: number | undefined;
  reason?: string | undefined;
}

/** Reads who is silenced; null where the person may speak at `nowMs`. */
export async function getMute(
  kv: Deno.Kv,
  spaceId: string,
  userId: string,
  nowMs: number,
): Promise<Ban | null> {
  const { value } = await kv.get(keys.spaceMute(spaceId, userId));
  const mute = value === null ? null : readBan(value);
  return mute && holds(mute, nowMs) ? mute : null;
}

/** Those who are shut out, and those who are silenced, at `nowMs`; the latest first. */
export async function listPenalties(
  kv: Deno.Kv,
  spaceId: string,
  nowMs: number,
): Promise<{ bans: Ban[]; mutes: Ban[] }> {
  const [bans, mutes] = await Promise.all(
    [keys.spaceBans(spaceId), keys.spaceMutes(spaceId)].map(async (prefix) => {
      const entries = await Array.fromAsync(kv.list({ prefix }, { batchSize: 500 }));
      return entries.map(({ value }) => readBan(value)).filter((ban) => holds(ban, nowMs))
        .toSorted((a, b) => b.atMs - a.atMs);
    }),
  );
  return { bans: bans!, mutes: mutes! };
}

/** Who of these people is silenced at `nowMs`, and until when. */
export async function listMuted(
  kv: Deno.Kv,
  spaceId: string,
  { among, nowMs }: { among: ReadonlySet<string>; nowMs: number },
): Promise<MutedPerson[]> {
  const { mutes } = await listPenalties(kv, spaceId, nowMs);
  return mutes.flatMap(({ userId, untilMs }) =>
    among.has(userId)
      ? [{ user_id: userId, until: new Date(untilMs ?? FOREVER_MS).toISOString() }]
      : []
  );
}

/** The last moment that a date can name. Source: ECMA-262, time values. */
const FOREVER_MS = 8.64e15;

/**
 * Puts somebody out for {@link KICK_S} seconds.
 *
 * @throws {HttpError} `not_found` where they are not there, `forbidden` where they are of the same rank or a higher one.
 */
export async function kick(deps: Deps, space: Space, by: Actor, deed: PersonDeed) {
  if (!isId(deed.userId) || !await getSeat(deps.kv, space.id, deed.userId)) {
    throw failure("not_found");
  }
  await putOut(deps, space, by, { ...deed, action: "kick", seconds: KICK_S });
}

/**
 * Shuts somebody out, for good or for `seconds`. A moderator is none any more.
 *
 * @throws {HttpError} `not_found` where there is no such person, `forbidden`.
 */
export async function ban(deps: Deps, space: Space, by: Actor, deed: PersonDeed) {
  const { userId } = deed;
  const latest = await requireRights(deps.kv, space.id, by, userId);
  if (latest.space.moderatorIds.includes(userId)) await removeModerator(deps, space, by, deed);
  await putOut(deps, space, by, { ...deed, action: "ban" });
}

async function putOut(
  deps: Deps,
  { id: spaceId }: Space,
  by: Actor,
  { userId, seconds, reason, action }: PersonDeed & { action: "kick" | "ban" },
): Promise<void> {
  const { kv, now } = deps;
  const kicked: SpaceEventFrame = { type: "kicked", user_id: userId, by: by.userId };
  await leaveSeat(deps, { spaceId, userId }, {
    events: [kicked],
    evenWithout: true,
    async also(write) {
      const { checks, nickname } = await requireRights(kv, spaceId, by, userId);
      const nowMs = now();
      const penalty = penaltyOf({ spaceId, userId, nickname, by, reason, seconds, nowMs });
      for (const check of checks) write.check(check);
      write.set(keys.spaceBan(spaceId, userId), penalty, expiryOf(seconds));
      putDeed(kv, write, {
        spaceId,
        by,
        action,
        userId,
        nickname,
        seconds: seconds ?? null,
        reason,
        nowMs,
      });
    },
  });
}

/** Lets somebody in again. Nothing where nobody shut them out. */
export async function unban(deps: Deps, space: Space, by: Actor, deed: PersonDeed) {
  await lift(deps, space, by, { ...deed, action: "unban" });
}

/** Lets somebody speak again. Nothing where nobody silenced them. */
export async function unmute(deps: Deps, space: Space, by: Actor, deed: PersonDeed) {
  await lift(deps, space, by, { ...deed, action: "unmute" });
}

async function lift(
  { kv, hub, now }: Deps,
  { id: spaceId }: Space,
  by: Actor,
  { userId, reason, action }: PersonDeed & { action: "unban" | "unmute" },
): Promise<void> {
  const key = action === "unban" ? keys.spaceBan(spaceId, userId) : keys.spaceMute(spaceId, userId);
  await tryAgain(async () => {
    const [entry, owner] = await kv.getMany([key, keys.space(spaceId)]);
    if (owner.value === null) throw failure("not_found");
    if (roleOf(readSpace(owner.value), by.userId) === "guest") throw failure("forbidden");
    if (entry.value === null) return { value: undefined };
    const { nickname } = readBan(entry.value);
    const write = kv.atomic().check(entry, owner).delete(key);
    putDeed(kv, write, { spaceId, by, action, userId, nickname, reason, nowMs: now() });
    const events: SpaceEventFrame[] = action === "unmute"
      ? [{ type: "muted", user_id: userId, until: null }]
      : [];
    return (await hub.appendWith(write, spaceTopic(spaceId), events)).ok
      ? { value: undefined }
      : null;
  });
}

/**
 * Silences somebody for a while.
 *
 * @throws {HttpError} `not_found` where there is no such person, `forbidden`.
 */
export async function mute(
  { kv, hub, now }: Deps,
  { id: spaceId }: Space,
  by: Actor,
  { userId, seconds = DEFAULT_MUTE_S, reason }: PersonDeed,
): Promise<void> {
  await tryAgain(async () => {
    const { checks, nickname } = await requireRights(kv, spaceId, by, userId);
    const nowMs = now();
    const penalty = penaltyOf({ spaceId, userId, nickname, by, reason, seconds, nowMs });
    const write = kv.atomic();
    for (const check of checks) write.check(check);
    write.set(keys.spaceMute(spaceId, userId), penalty, expiryOf(seconds));
    putDeed(kv, write, { spaceId, by, action: "mute", userId, nickname, seconds, reason, nowMs });
    const until = new Date(nowMs + seconds * 1000).toISOString();
    const muted: SpaceEventFrame = { type: "muted", user_id: userId, until };
    return (await hub.appendWith(write, spaceTopic(spaceId), [muted])).ok
      ? { value: undefined }
      : null;
  });
}

/**
 * Takes away what somebody said: its writer may, and whoever outranks them.
 *
 * @throws {HttpError} `not_found` where there is no such message (any more), `forbidden`.
 */
export async function removeMessage(
  { kv, hub, now }: Deps,
  { id: spaceId }: Space,
  by: Actor,
  messageId: string,
): Promise<void> {
  const share = await tryAgain(async () => {
    const [owner, found, waiting] = await Promise.all([
      kv.get(keys.space(spaceId)),
      findMessage(kv, spaceId, messageId),
      isId(messageId) ? getPending(kv, spaceId, messageId) : null,
    ]);
    const message = found?.message ?? (waiting && { ...waiting.pending, removed: false });
    if (owner.value === null || !message) throw failure("not_found");
    const space = readSpace(owner.value);
    const isOwn = message.userId === by.userId;
    if (!isOwn && !outranks(roleOf(space, by.userId), roleOf(space, message.userId))) {
      throw failure("forbidden");
    }
    if (message.removed) return { value: null };
    const nowMs = now();
    const write = kv.atomic().check(owner);
    if (found) blankMessage(write, { entry: found.entry, id: messageId, nowMs });
    // Of what is being answered, nothing is kept yet, and its answer is stopped by this.
    else if (waiting) dropPending(write, spaceId, waiting);
    if (!isOwn) {
      const { userId, nickname } = message;
      const action = "remove_message";
      putDeed(kv, write, { spaceId, by, action, userId, nickname, reason: "", nowMs });
    }
    const removed: SpaceEventFrame = { type: "message_removed", id: messageId, by: by.userId };
    return (await hub.appendWith(write, spaceTopic(spaceId), [removed])).ok
      ? { value: message.share }
      : null;
  });
  await releaseImage(kv, spaceId, { share, nowMs: now() });
}

/** Reads the space and the person, and that the one may do something to the other: `checks` hold it to that. */
async function requireRights(kv: Deno.Kv, spaceId: string, by: Actor, userId: string) {
  if (!isId(userId)) throw failure("not_found");
  const [owner, user, gone] = await kv.getMany([
    keys.space(spaceId),
    keys.user(userId),
    keys.gone(userId),
  ]);
  if (owner.value === null || user.value === null || gone.value !== null) {
    throw failure("not_found");
  }
  const space = readSpace(owner.value);
  if (!outranks(roleOf(space, by.userId), roleOf(space, userId))) throw failure("forbidden");
  return { space, nickname: readUser(user.value).nickname, checks: [owner, gone] };
}

function penaltyOf({ seconds, nowMs, by, reason = "", ...whom }: {
  spaceId: string;
  userId: string;
  nickname: string;
  by: Actor;
  reason: string | undefined;
  seconds: number | undefined;
  nowMs: number;
}): Ban {
  const untilMs = seconds === undefined ? null : nowMs + seconds * 1000;
  return { v: 1, ...whom, byId: by.userId, reason, atMs: nowMs, untilMs };
}

function expiryOf(seconds: number | undefined): { expireIn?: number } {
  return seconds === undefined ? {} : { expireIn: seconds * 1000 };
}
