/** Who may share into a space and pin to its board: those who are in it and may speak. */
import type { Viewer } from "@/lib/accounts/model.ts";
import { failure, type Reason } from "@/lib/errors.ts";
import type { Space } from "@/lib/spaces/model.ts";
import { holds, readBan } from "@/lib/spaces/moderation_model.ts";
import { keys } from "@/lib/store/keys.ts";

type SharerRefusal = Extract<Reason, "not_in_space" | "space_muted">;

/** Why somebody may not share into a space just now; null where nothing stands in the way. */
export async function sharerRefusal(
  kv: Deno.Kv,
  space: Pick<Space, "id">,
  { userId, nowMs }: { userId: string; nowMs: number },
): Promise<SharerRefusal | null> {
  const [member, mute] = await kv.getMany([
    keys.spaceMember(space.id, userId),
    keys.spaceMute(space.id, userId),
  ]);
  if (member.value === null) return "not_in_space";
  return mute.value !== null && holds(readBan(mute.value), nowMs) ? "space_muted" : null;
}

/** @throws {HttpError} `not_in_space`, `space_muted`. */
export async function requireSharer(
  kv: Deno.Kv,
  space: Pick<Space, "id">,
  viewer: Pick<Viewer, "id">,
  nowMs: number,
): Promise<void> {
  const refusal = await sharerRefusal(kv, space, { userId: viewer.id, nowMs });
  if (refusal) throw failure(refusal);
}
