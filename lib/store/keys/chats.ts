/**
 * The keys of chats: conversations, their turns and memory, personas, and what replies cost.
 * The columns are those of [keys.ts](../keys.ts).
 *
 * ```
 * ["conversation", id]                     Conversation v1       –          the next two, message
 * ["conversation_by_owner", owner, ms, id] conversation id       –          conversation
 * ["conversation_with", owner, char, id]   conversation id       –          conversation
 * ["message", conversationId, depth, id]   Message v1            –          conversation
 * ["branch_leaf", conversationId, id]      Place                 –          conversation
 * ["purge", conversationId, id]            depth                 –          conversation
 * ["turn", conversationId]                 Turn v1               –          message, conversation
 * ["turn_part", turnId, n]                 text ≤ 8 KiB          –          turn
 * ["turn_reader", turnId, reader]          reads until, ms       seconds    –
 * ["shared_chat", code]                    SharedChat v1         –          conversation (checked), shared_chat_of
 * ["shared_chat_of", conversationId, code] code                  –          shared_chat; both go with the conversation
 * ["memory", conversationId]               MemoryBook v1         –          conversation (checked)
 * ["summary", conversationId, depth, id]   Summary v1            –          memory, conversation (checked)
 * ["prompt", conversationId, messageId]    PromptRecord v1       90 days    turn (checked)
 * ["persona_shelf", ownerId]               PersonaShelf v1       –          persona
 * ["persona", ownerId, id]                 Persona v1            –          persona_shelf
 * ["usage", userId, day]                   Usage v2              40 days    message (of a reply that is settled)
 * ["quota", scope, subject, day]           Count v1              2 days     –  (scope: address, room)
 * ```
 */

import type { KeyBuilders } from "./parts.ts";

export const chatKeys = {
  conversation: (id: string) => ["conversation", id],
  conversations: () => ["conversation"],
  conversationByOwner: (
    ownerId: string,
    updatedAtMs: number,
    id: string,
  ) => ["conversation_by_owner", ownerId, updatedAtMs, id],
  conversationsByOwner: (ownerId: string) => ["conversation_by_owner", ownerId],
  conversationsByAnyOwner: () => ["conversation_by_owner"],
  conversationWith: (
    ownerId: string,
    characterId: string,
    id: string,
  ) => ["conversation_with", ownerId, characterId, id],
  conversationsWith: (
    ownerId: string,
    characterId: string,
  ) => ["conversation_with", ownerId, characterId],
  conversationsWithAny: () => ["conversation_with"],
  /** `depth` is the message's distance from the start of the conversation; siblings share it. */
  message: (
    conversationId: string,
    depth: number,
    id: string,
  ) => ["message", conversationId, depth, id],
  messages: (conversationId: string) => ["message", conversationId],
  messagesAt: (conversationId: string, depth: number) => ["message", conversationId, depth],
  anyMessages: () => ["message"],
  branchLeaf: (conversationId: string, id: string) => ["branch_leaf", conversationId, id],
  branchLeaves: (conversationId: string) => ["branch_leaf", conversationId],
  anyBranchLeaves: () => ["branch_leaf"],
  turn: (conversationId: string) => ["turn", conversationId],
  turns: () => ["turn"],
  turnPart: (turnId: string, n: number) => ["turn_part", turnId, n],
  turnParts: (turnId: string) => ["turn_part", turnId],
  anyTurnParts: () => ["turn_part"],
  turnReader: (turnId: string, reader: string) => ["turn_reader", turnId, reader],
  turnReaders: (turnId: string) => ["turn_reader", turnId],
  purge: (conversationId: string, id: string) => ["purge", conversationId, id],
  purgesOf: (conversationId: string) => ["purge", conversationId],
  purges: () => ["purge"],
  sharedChat: (code: string) => ["shared_chat", code],
  sharedChats: () => ["shared_chat"],
  sharedChatOf: (conversationId: string, code: string) => ["shared_chat_of", conversationId, code],
  sharedChatsOf: (conversationId: string) => ["shared_chat_of", conversationId],
  sharedChatsOfAny: () => ["shared_chat_of"],
  memory: (conversationId: string) => ["memory", conversationId],
  memories: () => ["memory"],
  /** By the place of the last message that the summary tells of: it holds on the branches that go through it. */
  summary: (
    conversationId: string,
    depth: number,
    messageId: string,
  ) => ["summary", conversationId, depth, messageId],
  summaries: (conversationId: string) => ["summary", conversationId],
  summariesAt: (conversationId: string, depth: number) => ["summary", conversationId, depth],
  anySummaries: () => ["summary"],
  promptRecord: (conversationId: string, messageId: string) => [
    "prompt",
    conversationId,
    messageId,
  ],
  promptRecords: (conversationId: string) => ["prompt", conversationId],
  anyPromptRecords: () => ["prompt"],
  personaShelf: (ownerId: string) => ["persona_shelf", ownerId],
  personaShelves: () => ["persona_shelf"],
  persona: (ownerId: string, id: string) => ["persona", ownerId, id],
  personas: (ownerId: string) => ["persona", ownerId],
  anyPersonas: () => ["persona"],
  usage: (userId: string, day: string) => ["usage", userId, day],
  usages: (userId: string) => ["usage", userId],
  quota: (
    scope: "address" | "room",
    subject: string,
    day: string,
  ) => ["quota", scope, subject, day],
} satisfies KeyBuilders;
