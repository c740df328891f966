/** Chat sessions: whose they are, and their messages. */
import type { ChatSession } from "@/lib/assistant/model.ts";
import { checkIndex } from "@/lib/store/check/index_rules.ts";
import { nameKey, type Walk } from "@/lib/store/check/walk.ts";
import { keys } from "@/lib/store/keys.ts";

export function* checkAssistant(walk: Walk): Generator<string> {
  yield* checkIndex<ChatSession>(walk, {
    records: keys.assistSessions(),
    index: keys.assistsByAnyUser(),
    keysOf: ({ viewerId }, id) => viewerId === null ? [] : [keys.assistByUser(viewerId, id)],
  });
  for (const { key, value } of walk.below(keys.assistSessions())) {
    const { viewerId } = value as ChatSession;
    if (viewerId !== null && !walk.has(keys.user(viewerId))) yield `${nameKey(key)} is of nobody`;
  }
  for (const { key } of walk.below(keys.anyAssistLines())) {
    const session = walk.get(keys.assistSession(String(key[1]))) as ChatSession | undefined;
    if (!session) yield `${nameKey(key)} is of no session`;
    else if (Number(key[2]) > session.lines) yield `${nameKey(key)} is beyond its session's end`;
  }
}
