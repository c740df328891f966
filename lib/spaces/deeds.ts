/** The log of what moderators did in a space. */
import { type Deed, DEED_MS, type DeedAction, readDeed } from "@/lib/spaces/moderation_model.ts";
import { keys } from "@/lib/store/keys.ts";
import { listPage, type Page } from "@/lib/store/page.ts";

/** Who does something. */
export interface Actor {
  userId: string;
  nickname: string;
}

/** The log of deeds, latest first. */
export async function listDeeds(
  kv: Deno.Kv,
  spaceId: string,
  page: { limit: number; cursor?: string | undefined },
): Promise<Page<Deed & { id: string }>> {
  const { items, nextCursor } = await listPage(kv, keys.spaceDeeds(spaceId), {
    ...page,
    reverse: true,
  });
  const deeds = items.map(({ key, value }) => ({ ...readDeed(value), id: String(key.at(-1)) }));
  return { items: deeds, nextCursor };
}

/** Puts a deed into the log of its space, in the commit that does it. */
export function putDeed(
  kv: Deno.Kv,
  write: Deno.AtomicOperation,
  { spaceId, by, action, nowMs, userId = null, nickname = null, seconds = null, reason = "" }: {
    spaceId: string;
    by: Actor;
    action: DeedAction;
    nowMs: number;
    userId?: string | null;
    nickname?: string | null;
    seconds?: number | null;
    reason?: string | undefined;
  },
): void {
  const deed: Deed = {
    v: 1,
    atMs: nowMs,
    action,
    byId: by.userId,
    byName: by.nickname,
    userId,
    nickname,
    seconds,
    reason,
  };
  write.set([...keys.spaceDeeds(spaceId), kv.commitVersionstamp()], deed, { expireIn: DEED_MS });
  // Where one is named, one is found again: see `lib/spaces/account_domain.ts`.
  write.set(keys.spaceVisit(by.userId, spaceId), nowMs);
  if (userId !== null) write.set(keys.spaceVisit(userId, spaceId), nowMs);
}
