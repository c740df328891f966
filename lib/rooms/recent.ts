/** What was said in a room lately, from its log. */
import { listLatest } from "@/lib/realtime/log.ts";
import type { TopicEvent } from "@/lib/realtime/model.ts";
import type { UserMessage } from "@/lib/rooms/protocol.ts";

/** Commits that are looked through: people come and go between messages. */
const MAX_ENTRIES = 300;

export type RecentMessage = UserMessage & { event_id: string };

/** The last messages of a room, oldest first, through the event `until`. */
export async function readRecent(
  kv: Deno.Kv,
  topic: string,
  { until, limit }: { until: string; limit: number },
): Promise<RecentMessage[]> {
  const events = await listLatest(kv, topic, { limit: MAX_ENTRIES });
  return events.flatMap(({ id, event }) =>
    isMessage(event) && id <= until ? [{ event_id: id, ...event }] : []
  ).slice(-limit);
}

/** The log of a room holds its own frames alone. */
function isMessage(event: TopicEvent): event is UserMessage {
  return event.type === "user_msg";
}
