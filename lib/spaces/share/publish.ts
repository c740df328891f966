/** Shares into a space: what is shared is said, so that it stands in the history with everything else. */
import type { Services } from "@/lib/define.ts";
import type { Reason } from "@/lib/errors.ts";
import type { Space } from "@/lib/spaces/model.ts";
import type { ChatMessage, ChatPending, ShareRequest } from "@/lib/spaces/protocol.ts";
import { say, type Saying } from "@/lib/spaces/say.ts";
import { resolveShare, type ShareRefusal } from "@/lib/spaces/share/share.ts";

/** What somebody shares, and the words that go with it. */
export interface Sharing {
  space: Space;
  speaker: { userId: string; nickname: string };
  payer: Saying["payer"];
  request: ShareRequest;
  /** May be empty. */
  caption: string;
  nonce: string | null;
}

export type Published =
  | { ok: true; message: ChatMessage | ChatPending }
  | { ok: false; reason: ShareRefusal }
  | { ok: false; reason: Reason; retryAfterS?: number | undefined; said: true };

/** What saying refuses with, in the words of all answers. */
const SAID = {
  muted: "space_muted",
  slow: "slow_mode",
  character: "not_resident",
  repeated: "repeated",
} as const satisfies Record<string, Reason>;

/** Resolves a share and says it. */
export async function publishShare(
  services: Services,
  { space, speaker, payer, request, caption, nonce }: Sharing,
): Promise<Published> {
  const { userId } = speaker;
  const resolved = await resolveShare(services, { space, userId, request });
  if (!resolved.ok) return resolved;
  const said = await say(services, {
    space,
    speaker,
    payer,
    message: caption,
    characterId: null,
    nonce,
    share: resolved.share,
  });
  if (said.ok) return said;
  return { ok: false, reason: SAID[said.reason], retryAfterS: said.retryAfterS, said: true };
}
