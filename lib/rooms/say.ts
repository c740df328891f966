/** Saying something to everybody in a room. */
import type { Viewer } from "@/lib/accounts/model.ts";
import type { Services } from "@/lib/define.ts";
import { roomTopic } from "@/lib/rooms/model.ts";
import type { UserMessage } from "@/lib/rooms/protocol.ts";

/** Says it, on every instance. `content` is clean and short enough. */
export async function sayInRoom(
  { hub, now }: Pick<Services, "hub" | "now">,
  roomId: string,
  { viewer, nickname, content }: { viewer: Viewer | null; nickname: string; content: string },
): Promise<void> {
  const said: UserMessage = {
    type: "user_msg",
    nickname,
    content,
    user_id: viewer?.id ?? null,
    timestamp: new Date(now()).toISOString(),
  };
  await hub.append(roomTopic(roomId), [said]);
}
