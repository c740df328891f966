/** What conversations owe to accounts: export, deletion, moving. */
import type { AccountDomain } from "@/lib/accounts/domains.ts";
import { getStay } from "@/lib/accounts/gone.ts";
import {
  type Conversation,
  type Message,
  readConversation,
  readMessage,
} from "@/lib/chat/model.ts";
import { listShares } from "@/lib/chat/share.ts";
import { deleteConversation } from "@/lib/chat/store.ts";
import { moveUsage } from "@/lib/chat/usage.ts";
import { foundOrNull } from "@/lib/errors.ts";
import { exportMemory } from "@/lib/memory/store.ts";
import { commitWithRetry, deletePrefix } from "@/lib/store/commit.ts";
import { keys } from "@/lib/store/keys.ts";

export const chatDomain: AccountDomain = {
  name: "chat",

  async *exportData(kv, userId) {
    for await (const id of ownIds(kv, userId)) {
      const { value } = await kv.get(keys.conversation(id));
      if (value === null) continue;
      const conversation = readConversation(value);
      const messages = await allMessages(kv, id);
      const shares = await foundOrNull(listShares(kv, id, userId)) ?? [];
      yield [`conversations/${id}.json`, { conversation, messages, shares }];
      const memory = await exportMemory(kv, id);
      if (memory) yield [`conversations/${id}.memory.json`, memory];
    }
    const usage: Record<string, unknown> = {};
    for await (const { key, value } of kv.list({ prefix: keys.usages(userId) })) {
      usage[String(key.at(-1))] = value;
    }
    yield ["usage.json", usage];
  },

  async deleteData(kv, userId) {
    for await (const id of ownIds(kv, userId)) {
      await foundOrNull(deleteConversation(kv, id, userId));
    }
    await deletePrefix(kv, keys.usages(userId));
  },

  async moveData(kv, fromId, toId) {
    for await (const id of ownIds(kv, fromId)) await moveConversation(kv, id, { fromId, toId });
    await moveUsage(kv, fromId, toId);
  },
};

async function* ownIds(kv: Deno.Kv, userId: string): AsyncGenerator<string> {
  for await (const { value } of kv.list<string>({ prefix: keys.conversationsByOwner(userId) })) {
    yield value;
  }
}

async function allMessages(kv: Deno.Kv, conversationId: string): Promise<Message[]> {
  const messages: Message[] = [];
  for await (const { value } of kv.list({ prefix: keys.messages(conversationId) })) {
    messages.push(readMessage(value));
  }
  return messages;
}

async function moveConversation(
  kv: Deno.Kv,
  id: string,
  { fromId, toId }: { fromId: string; toId: string },
): Promise<void> {
  await commitWithRetry(async () => {
    const [entry, turn] = await kv.getMany<[Conversation, { ownerId: string }]>(
      [keys.conversation(id), keys.turn(id)],
    );
    const stay = await getStay(kv, toId);
    if (entry.value?.ownerId !== fromId || !stay) return { write: null, value: undefined };
    const conversation = readConversation(entry.value);
    const { updatedAtMs, characterId } = conversation;
    const write = kv.atomic().check(entry, turn, stay)
      .delete(keys.conversationByOwner(fromId, updatedAtMs, id))
      .delete(keys.conversationWith(fromId, characterId, id))
      .set(keys.conversation(id), { ...conversation, ownerId: toId })
      .set(keys.conversationByOwner(toId, updatedAtMs, id), id)
      .set(keys.conversationWith(toId, characterId, id), id);
    if (turn.value) write.set(turn.key, { ...turn.value, ownerId: toId });
    return { write, value: undefined };
  });
}
