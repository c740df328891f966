/** Removes for good what a conversation let go of: marked in the commit that lets go, removed after it, resumed after a crash. */
import type { Conversation, Message, Place } from "@/lib/chat/model.ts";
import { deleteAll, deletePrefix } from "@/lib/store/commit.ts";
import { keys } from "@/lib/store/keys.ts";

/** The purge of a whole conversation, beside those of single messages. */
export const WHOLE = "*";

/** Finishes the deletions that a crash left half done. */
export async function resumePurges(kv: Deno.Kv): Promise<void> {
  const unfinished = new Set<string>();
  for await (const { key } of kv.list({ prefix: keys.purges() })) unfinished.add(String(key[1]));
  for (const conversationId of unfinished) await purge(kv, conversationId);
}

/** Removes for good what the conversation marked for it. Safe to repeat. */
export async function purge(kv: Deno.Kv, conversationId: string): Promise<void> {
  for await (const entry of kv.list<number>({ prefix: keys.purgesOf(conversationId) })) {
    const id = String(entry.key.at(-1));
    if (entry.value < 0) await deletePrefix(kv, keys.turnParts(id));
    else if (id === WHOLE) await purgeAll(kv, conversationId);
    else await purgeBelow(kv, conversationId, { id, depth: entry.value });
    await kv.delete(entry.key);
  }
}

async function purgeAll(kv: Deno.Kv, conversationId: string): Promise<void> {
  await deletePrefix(kv, keys.messages(conversationId));
  await deletePrefix(kv, keys.branchLeaves(conversationId));
  await deletePrefix(kv, keys.summaries(conversationId));
  await deletePrefix(kv, keys.promptRecords(conversationId));
  await kv.delete(keys.memory(conversationId));
}

/** Deletes a message and everything that descends from it. Parents come before their children, as depth is the key. */
async function purgeBelow(kv: Deno.Kv, conversationId: string, root: Place): Promise<void> {
  const removed = new Set([root.id]);
  const doomed: Deno.KvKey[] = [];
  const below = kv.list<Message>({
    start: keys.messagesAt(conversationId, root.depth),
    end: [...keys.messages(conversationId), Infinity],
  }, { batchSize: 200 });
  for await (const { key, value } of below) {
    if (value.id !== root.id && !(value.parentId && removed.has(value.parentId))) continue;
    removed.add(value.id);
    doomed.push(
      key,
      keys.branchLeaf(conversationId, value.id),
      keys.summary(conversationId, value.depth, value.id),
      keys.promptRecord(conversationId, value.id),
    );
  }
  // Children first: what a crash leaves is still found from the root.
  await deleteAll(kv, doomed.reverse());
}

/** Marks what is in the trash for removal: from here on it cannot come back. */
export function emptyTrash(
  write: Deno.AtomicOperation,
  { id, trash }: Conversation,
): { trash: null } {
  if (trash) write.set(keys.purge(id, trash.removed.id), trash.removed.depth);
  return { trash: null };
}
