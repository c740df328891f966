/** Who made something, and how the reader stands to them. */
import type { User } from "@/lib/accounts/model.ts";
import { keys } from "@/lib/store/keys.ts";

export interface Maker {
  id: string;
  nickname: string;
  /** The reader follows them. */
  following: boolean;
  /** The reader made it. */
  isSelf: boolean;
}

/** Null where whoever made it is gone. */
export async function getMaker(
  kv: Deno.Kv,
  makerId: string,
  viewerId: string | null,
): Promise<Maker | null> {
  const [user, edge] = await kv.getMany<[User, number]>([
    keys.user(makerId),
    keys.follow(viewerId ?? "", makerId),
  ]);
  if (!user.value) return null;
  const { id, nickname } = user.value;
  return { id, nickname, following: edge.value !== null, isSelf: id === viewerId };
}
