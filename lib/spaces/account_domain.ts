/** What spaces owe to accounts: export, deletion, moving. Boards, pictures and events have their own. */
import type { AccountDomain } from "@/lib/accounts/domains.ts";
import { getStay } from "@/lib/accounts/gone.ts";
import type { Services } from "@/lib/define.ts";
import { foundOrNull } from "@/lib/errors.ts";
import {
  readSpace,
  roleOf,
  type Space,
  type SpaceMessage,
  spaceTopic,
} from "@/lib/spaces/model.ts";
import { blank, rewriteMessages } from "@/lib/spaces/messages.ts";
import { DEED_MS, readBan, readDeed } from "@/lib/spaces/moderation_model.ts";
import type { SpaceEventFrame } from "@/lib/spaces/protocol.ts";
import { deleteSpace } from "@/lib/spaces/purge.ts";
import { leaveSeat } from "@/lib/spaces/seats.ts";
import { putSpace, updateSpace } from "@/lib/spaces/store.ts";
import { readPending } from "@/lib/spaces/residents/model.ts";
import { commitWithRetry, tryAgain } from "@/lib/store/commit.ts";
import { keys } from "@/lib/store/keys.ts";

type Own = Pick<Services, "hub" | "now">;
type Deps = Own & { kv: Deno.Kv };

/** Makes the domain; what changes in a space is told to everybody in it. */
export function spaceDomain(own: Own): AccountDomain {
  return {
    name: "spaces",

    async *exportData(kv, userId) {
      for (const id of await ownIds(kv, userId)) {
        const { value } = await kv.get(keys.space(id));
        if (value !== null) yield [`spaces/${id}.json`, readSpace(value)];
      }
      const visits: Record<string, number> = {};
      for (const [spaceId, atMs] of await visitsOf(kv, userId)) {
        visits[spaceId] = atMs;
        const messages: SpaceMessage[] = [];
        for await (const { value } of messagesIn(kv, spaceId)) {
          messages.push(...value.filter((message) => message.userId === userId));
        }
        if (messages.length > 0) yield [`spaces/messages/${spaceId}.json`, messages];
      }
      yield ["spaces/visits.json", visits];
    },

    async deleteData(kv, userId) {
      const deps = { ...own, kv };
      for (const id of await ownIds(kv, userId)) await deleteSpace(deps, id, userId);
      for (const [spaceId] of await visitsOf(kv, userId)) {
        await leaveFor(deps, spaceId, { userId, heirId: null });
        await kv.delete(keys.spaceVisit(userId, spaceId));
      }
    },

    async moveData(kv, fromId, toId) {
      if (!await getStay(kv, toId)) return;
      const deps = { ...own, kv };
      for (const id of await ownIds(kv, fromId)) await moveSpace(kv, id, { fromId, toId });
      for (const [spaceId, atMs] of await visitsOf(kv, fromId)) {
        await leaveFor(deps, spaceId, { userId: fromId, heirId: toId });
        await moveVisit(kv, spaceId, { fromId, toId, atMs });
      }
    },
  };
}

async function ownIds(kv: Deno.Kv, userId: string): Promise<string[]> {
  const prefix = keys.spacesByOwner(userId);
  return (await Array.fromAsync(kv.list<string>({ prefix }))).map(({ value }) => value);
}

async function visitsOf(kv: Deno.Kv, userId: string): Promise<[string, number][]> {
  const prefix = keys.spaceVisits(userId);
  const entries = await Array.fromAsync(kv.list<number>({ prefix }, { batchSize: 500 }));
  return entries.map(({ key, value }) => [String(key.at(-1)), value]);
}

function messagesIn(kv: Deno.Kv, spaceId: string) {
  return kv.list<SpaceMessage[]>({ prefix: keys.spaceMessages(spaceId) }, { batchSize: 100 });
}

/** Whose things these are, and who has them from now on; null where nobody does. */
interface Leaving {
  userId: string;
  heirId: string | null;
}

/** Takes a person out of a space: seat, role, penalties, words, and the mentions in its log. */
async function leaveFor(deps: Deps, spaceId: string, leaving: Leaving): Promise<void> {
  const { kv } = deps;
  await leaveSeat(deps, { spaceId, userId: leaving.userId });
  await passRole(deps, spaceId, leaving);
  await movePenalties(kv, spaceId, leaving);
  await moveAuthorship(deps, spaceId, leaving);
  await dropPendings(deps, spaceId, leaving.userId);
  for await (const entry of messagesIn(kv, spaceId)) {
    if (entry.value.some(({ userId }) => userId === leaving.userId)) {
      await moveMessages(deps, spaceId, entry, leaving);
    }
  }
  await moveDeeds(deps, spaceId, leaving);
}

async function passRole(deps: Deps, spaceId: string, { userId, heirId }: Leaving): Promise<void> {
  await foundOrNull(updateSpace(deps, spaceId, async (space) => {
    if (!space.moderatorIds.includes(userId)) return null;
    const others = space.moderatorIds.filter((id) => id !== userId);
    const stay = heirId !== null && roleOf(space, heirId) === "guest"
      ? await getStay(deps.kv, heirId)
      : null;
    return {
      space: { ...space, moderatorIds: heirId !== null && stay ? [...others, heirId] : others },
      also: (write) => void (stay && write.check(stay)),
    };
  }));
}

/** Who was shut out as a guest is shut out with the account, too. */
async function movePenalties(
  kv: Deno.Kv,
  spaceId: string,
  { userId, heirId }: Leaving,
): Promise<void> {
  for (const make of [keys.spaceBan, keys.spaceMute]) {
    await commitWithRetry(async () => {
      const entry = await kv.get(make(spaceId, userId));
      if (entry.value === null) return { write: null, value: undefined };
      const write = kv.atomic().check(entry).delete(entry.key);
      const stay = heirId === null ? null : await getStay(kv, heirId);
      if (heirId !== null && stay) {
        const own = await kv.get(make(spaceId, heirId));
        const { untilMs, ...ban } = readBan(entry.value);
        write.check(stay, own);
        if (own.value === null) {
          // Its end is checked whenever it is read; the store forgets it with the space.
          write.set(own.key, { ...ban, untilMs, userId: heirId });
        }
      }
      return { write, value: undefined };
    });
  }
}

/** What somebody ordered stays in force, under their heir's name or nobody's. */
async function moveAuthorship({ kv, now }: Deps, spaceId: string, { userId, heirId }: Leaving) {
  for (const prefix of [keys.spaceBans(spaceId), keys.spaceMutes(spaceId)]) {
    for await (const { key } of kv.list({ prefix }, { batchSize: 500 })) {
      await commitWithRetry(async () => {
        const entry = await kv.get(key);
        const penalty = entry.value === null ? null : readBan(entry.value);
        const stay = heirId === null ? null : await getStay(kv, heirId);
        if (penalty?.byId !== userId || (heirId !== null && !stay)) {
          return { write: null, value: undefined };
        }
        const write = kv.atomic().check(entry);
        if (stay) write.check(stay);
        const { untilMs } = penalty;
        const expiry = untilMs === null ? {} : { expireIn: Math.max(1, untilMs - now()) };
        write.set(key, { ...penalty, byId: heirId ?? "" }, expiry);
        return { write, value: undefined };
      });
    }
  }
}

/** What somebody asked who goes is not answered any more. */
async function dropPendings({ kv, hub }: Deps, spaceId: string, userId: string): Promise<void> {
  for await (const { key, value } of kv.list({ prefix: keys.spacePendings(spaceId) })) {
    const pending = readPending(value);
    if (pending.userId !== userId) continue;
    const removed: SpaceEventFrame = { type: "message_removed", id: pending.id, by: userId };
    await hub.appendWith(kv.atomic().delete(key), spaceTopic(spaceId), [removed]);
  }
}

/** Blanks what somebody said who goes for good, or makes it their heir's. */
async function moveMessages(
  { kv, hub, now }: Deps,
  spaceId: string,
  found: Deno.KvEntry<SpaceMessage[]>,
  { userId, heirId }: Leaving,
): Promise<void> {
  await tryAgain(async () => {
    const entry = await kv.get<SpaceMessage[]>(found.key);
    if (entry.versionstamp === null) return { value: undefined };
    const messages = entry.value.map((message): SpaceMessage => {
      if (message.userId !== userId) return message;
      return heirId === null
        ? { ...blank(message), userId: "", nickname: "" }
        : { ...message, userId: heirId };
    });
    const stay = heirId === null ? null : await getStay(kv, heirId);
    if (heirId !== null && !stay) return { value: undefined };
    const write = kv.atomic();
    if (stay) write.check(stay);
    rewriteMessages(write, { entry, messages, nowMs: now() });
    const events = heirId !== null
      ? []
      : entry.value.flatMap((message): SpaceEventFrame[] =>
        message.userId === userId && !message.removed
          ? [{ type: "message_removed", id: message.id, by: userId }]
          : []
      );
    return (await hub.appendWith(write, spaceTopic(spaceId), events)).ok
      ? { value: undefined }
      : null;
  });
}

/** The log of deeds keeps what was done; who goes for good is named in it no more. */
async function moveDeeds(
  { kv, now }: Deps,
  spaceId: string,
  { userId, heirId }: Leaving,
): Promise<void> {
  for await (const entry of kv.list({ prefix: keys.spaceDeeds(spaceId) }, { batchSize: 500 })) {
    const deed = readDeed(entry.value);
    if (deed.byId !== userId && deed.userId !== userId) continue;
    const moved = { ...deed };
    if (deed.byId === userId) {
      moved.byId = heirId ?? "";
      if (heirId === null) moved.byName = "";
    }
    if (deed.userId === userId) {
      moved.userId = heirId ?? "";
      if (heirId === null) moved.nickname = "";
    }
    const expireIn = Math.max(1, deed.atMs + DEED_MS - now());
    const stay = heirId === null ? null : await getStay(kv, heirId);
    if (heirId !== null && !stay) return;
    const write = kv.atomic().check(entry).set(entry.key, moved, { expireIn });
    // Deeds change here alone: where their check fails, this was done already.
    await (stay ? write.check(stay) : write).commit();
  }
}

async function moveSpace(
  kv: Deno.Kv,
  id: string,
  { fromId, toId }: { fromId: string; toId: string },
): Promise<void> {
  await commitWithRetry(async () => {
    const entry = await kv.get(keys.space(id));
    const before = entry.value === null ? null : readSpace(entry.value);
    const stay = await getStay(kv, toId);
    if (before?.ownerId !== fromId || !stay) return { write: null, value: undefined };
    const moderatorIds = before.moderatorIds.filter((moderatorId) => moderatorId !== toId);
    const after: Space = { ...before, ownerId: toId, moderatorIds };
    const write = kv.atomic().check(entry, stay);
    putSpace(write, after, before);
    return { write, value: undefined };
  });
}

async function moveVisit(
  kv: Deno.Kv,
  spaceId: string,
  { fromId, toId, atMs }: { fromId: string; toId: string; atMs: number },
): Promise<void> {
  await commitWithRetry(async () => {
    const [from, to] = await kv.getMany<[number, number]>([
      keys.spaceVisit(fromId, spaceId),
      keys.spaceVisit(toId, spaceId),
    ]);
    const stay = await getStay(kv, toId);
    if (from.value === null || !stay) return { write: null, value: undefined };
    const write = kv.atomic().check(from, to, stay).delete(from.key)
      .set(to.key, Math.max(atMs, to.value ?? 0));
    return { write, value: undefined };
  });
}
