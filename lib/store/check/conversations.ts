/** Conversations: lists, the tree of messages, and replies that are being written. */
import type { Conversation, Message, Turn } from "@/lib/chat/model.ts";
import type { SharedChat } from "@/lib/chat/share.ts";
import { checkIndex } from "@/lib/store/check/index_rules.ts";
import { nameKey, type Walk } from "@/lib/store/check/walk.ts";
import { keys } from "@/lib/store/keys.ts";

export function* checkConversations(walk: Walk): Generator<string> {
  yield* checkIndex<Conversation>(walk, {
    records: keys.conversations(),
    index: keys.conversationsByAnyOwner(),
    keysOf: ({ ownerId, updatedAtMs }, id) => [keys.conversationByOwner(ownerId, updatedAtMs, id)],
  });
  yield* checkIndex<Conversation>(walk, {
    records: keys.conversations(),
    index: keys.conversationsWithAny(),
    keysOf: ({ ownerId, characterId }, id) => [keys.conversationWith(ownerId, characterId, id)],
  });
  yield* checkLeaves(walk);
  yield* checkMessages(walk);
  yield* checkTurns(walk);
  yield* checkShares(walk);
}

function* checkShares(walk: Walk): Generator<string> {
  yield* checkIndex<SharedChat>(walk, {
    records: keys.sharedChats(),
    index: keys.sharedChatsOfAny(),
    keysOf: ({ conversationId }, code) => [keys.sharedChatOf(conversationId, code)],
  });
  for (const { key, value } of walk.below(keys.sharedChats())) {
    const { conversationId } = value as SharedChat;
    if (!walk.has(keys.conversation(conversationId))) yield `${nameKey(key)} is of no conversation`;
  }
}

function* checkLeaves(walk: Walk): Generator<string> {
  for (const { key, value } of walk.below(keys.conversations())) {
    const { id, ownerId, leaf, trash } = value as Conversation;
    if (!walk.has(keys.user(ownerId))) yield `${nameKey(key)} is of nobody`;
    if (!walk.has(keys.message(id, leaf.depth, leaf.id))) yield `${nameKey(key)} ends nowhere`;
    if (trash && !walk.has(keys.message(id, trash.leaf.depth, trash.leaf.id))) {
      yield `${nameKey(key)} cannot bring back what is in its trash`;
    }
  }
}

function* checkMessages(walk: Walk): Generator<string> {
  for (const { key, value } of walk.below(keys.anyMessages())) {
    const [, conversationId, depth] = key as [string, string, number, string];
    // What is marked for removal goes child by child.
    if (isPurging(walk, conversationId)) continue;
    const { parentId } = value as Message;
    if (!walk.has(keys.conversation(conversationId))) yield `${nameKey(key)} is of no conversation`;
    if ((parentId === null) !== (depth === 0)) yield `${nameKey(key)} stands at the wrong depth`;
    if (parentId !== null && !walk.has(keys.message(conversationId, depth - 1, parentId))) {
      yield `${nameKey(key)} has no parent`;
    }
  }
}

function* checkTurns(walk: Walk): Generator<string> {
  const running = new Set<string>();
  for (const { key, value } of walk.below(keys.turns())) {
    const turn = value as Turn;
    running.add(turn.id);
    if (!walk.has(keys.conversation(turn.conversationId))) {
      yield `${nameKey(key)} is of no conversation`;
    }
    const { parentId, target } = turn;
    if (!walk.has(keys.message(turn.conversationId, target.depth - 1, parentId))) {
      yield `${nameKey(key)} answers nothing`;
    }
    const parts = [...walk.below(keys.turnParts(turn.id))].length;
    if (parts !== turn.parts) yield `${nameKey(key)} says ${turn.parts} parts, there are ${parts}`;
  }
  for (const { key } of walk.below(keys.purges())) running.add(String(key.at(-1)));
  for (const { key } of walk.below(keys.anyTurnParts())) {
    if (!running.has(String(key[1]))) yield `${nameKey(key)} is of no reply`;
  }
}

function isPurging(walk: Walk, conversationId: string): boolean {
  return !walk.below(keys.purgesOf(conversationId))[Symbol.iterator]().next().done;
}
