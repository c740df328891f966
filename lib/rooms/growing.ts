/** A room's log as a page without a script follows it: what was said lately, and then what is. */
import { listen, type Listening } from "@/lib/realtime/listen.ts";
import type { Hub } from "@/lib/realtime/model.ts";
import { RECENT_MESSAGES, roomTopic } from "@/lib/rooms/model.ts";
import type { RoomEvent } from "@/lib/rooms/protocol.ts";
import { readRecent, type RecentMessage } from "@/lib/rooms/recent.ts";

export interface FollowedRoom extends Pick<Listening<RoomEvent>, "follow" | "close"> {
  recent: readonly RecentMessage[];
}

/** Listens first and reads then, so that nothing falls in between. */
export async function followRoom(
  { kv, hub }: { kv: Deno.Kv; hub: Pick<Hub, "subscribe"> },
  roomId: string,
): Promise<FollowedRoom> {
  const topic = roomTopic(roomId);
  const { cursor: until, follow, close } = await listen<RoomEvent>(hub, topic);
  try {
    const recent = await readRecent(kv, topic, { until, limit: RECENT_MESSAGES });
    return { recent, follow, close };
  } catch (error) {
    close();
    throw error;
  }
}
