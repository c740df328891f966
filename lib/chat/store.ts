/** Keeps conversations and their messages. What moves the path is in `branches.ts`, what a running reply writes in `turn_store.ts`. */
import { requireStay } from "@/lib/accounts/gone.ts";
import { failure } from "@/lib/errors.ts";
import { isId, newId } from "@/lib/id.ts";
import {
  type CastMember,
  type Conversation,
  type Message,
  type PathMessage,
  pathTo,
  type Place,
  previewOf,
  readConversation,
  readMessage,
} from "@/lib/chat/model.ts";
import { purge, WHOLE } from "@/lib/chat/purge.ts";
import { countChat } from "@/lib/characters/likes.ts";
import type { Character } from "@/lib/characters/model.ts";
import { commitWithRetry } from "@/lib/store/commit.ts";
import { keys } from "@/lib/store/keys.ts";
import { getAll } from "@/lib/store/kv.ts";
import { listPage, type Page } from "@/lib/store/page.ts";

/** Reads a conversation of this person. @throws {HttpError} `not_found`, also for somebody else's. */
export async function requireConversation(
  kv: Deno.Kv,
  id: string,
  ownerId: string,
): Promise<Conversation> {
  return (await requireEntry(kv, id, ownerId)).conversation;
}

/** A conversation with the versionstamp that a change of it must check. */
export interface ConversationEntry {
  conversation: Conversation;
  check: Deno.AtomicCheck;
}

/** Reads a conversation for a change. @throws {HttpError} `not_found`. */
export async function requireEntry(
  kv: Deno.Kv,
  id: string,
  ownerId: string,
): Promise<ConversationEntry> {
  if (!isId(id)) throw failure("not_found");
  const entry = await kv.get<Conversation>(keys.conversation(id));
  if (!entry.value || entry.value.ownerId !== ownerId) throw failure("not_found");
  return { conversation: readConversation(entry.value), check: entry };
}

/**
 * Begins a conversation with the character's greetings as alternatives of its first message.
 *
 * @throws {HttpError} `unauthorized` when the owner's account is going away.
 */
export async function createConversation(
  kv: Deno.Kv,
  { ownerId, character, greetings, personaId = null, cast, horizons, nowMs }: {
    ownerId: string;
    character: Pick<Character, "id" | "name">;
    /** At least one. */
    greetings: readonly string[];
    /** Who the reader is in it. */
    personaId?: string | null;
    /** Everybody it is with, where there are several. */
    cast?: CastMember[];
    /** How far the stories are known that they come out of. */
    horizons?: Conversation["horizons"];
    nowMs: number;
  },
): Promise<Conversation> {
  const id = newId();
  const messages = greetings.map((content, n): Message => ({
    v: 1,
    id: newId(),
    parentId: null,
    depth: 0,
    role: "model",
    content,
    emotion: null,
    finish: "stop",
    failure: null,
    madeBy: null,
    // One apart, so that they keep their order among alternatives.
    createdAtMs: nowMs + n,
    editedAtMs: null,
    ...(cast ? { present: cast.map(({ id }) => id) } : {}),
  }));
  const first = messages[0];
  if (!first) throw new TypeError("Cannot begin a conversation without a greeting");
  const conversation: Conversation = {
    v: 1,
    id,
    ownerId,
    characterId: character.id,
    characterName: character.name,
    leaf: { id: first.id, depth: 0 },
    greeting: 0,
    personaId,
    ...(cast ? { cast } : {}),
    ...(horizons && horizons.length > 0 ? { horizons } : {}),
    lore: null,
    preview: previewOf(first),
    trouble: null,
    trash: null,
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
  };
  return await commitWithRetry(async () => {
    const write = kv.atomic().check(await requireStay(kv, ownerId));
    putConversation(write, null, conversation);
    write.set(keys.conversationWith(ownerId, character.id, id), id);
    for (const message of messages) putMessage(write, id, message);
    const counted = await kv.get(keys.character(character.id));
    // One that was deleted meanwhile has no counter any more.
    if (counted.versionstamp !== null) countChat(write.check(counted), character.id);
    return { write, value: conversation };
  });
}

/** Lists somebody's conversations, the latest first. */
export async function listConversations(
  kv: Deno.Kv,
  ownerId: string,
  page: { limit: number; cursor?: string | undefined },
): Promise<Page<Conversation>> {
  const { items, nextCursor } = await listPage<string>(kv, keys.conversationsByOwner(ownerId), {
    ...page,
    reverse: true,
  });
  const entries = await getAll<Conversation>(
    kv,
    items.map(({ value }) => keys.conversation(value)),
  );
  return {
    items: entries.flatMap(({ value }) => value ? [readConversation(value)] : []),
    nextCursor,
  };
}

/** Finds the conversation somebody had last with a character, or null. */
export async function findConversationWith(
  kv: Deno.Kv,
  ownerId: string,
  characterId: string,
): Promise<Conversation | null> {
  const ids: string[] = [];
  const prefix = keys.conversationsWith(ownerId, characterId);
  for await (const { value } of kv.list<string>({ prefix }, { limit: 100 })) ids.push(value);
  const entries = await getAll<Conversation>(kv, ids.map((id) => keys.conversation(id)));
  const found = entries.flatMap(({ value }) => value ? [readConversation(value)] : []);
  return found.sort((a, b) => b.updatedAtMs - a.updatedAtMs)[0] ?? null;
}

/** Part of a path, and where the part before it ends. */
export interface PathPage {
  messages: PathMessage[];
  /** Place of the message above the first one; null at the start of the conversation. */
  before: Place | null;
}

/** Reads the last `limit` messages of the path that ends at `leaf`. Costs the same at any depth. */
export async function readPath(
  kv: Deno.Kv,
  conversationId: string,
  { leaf, limit }: { leaf: Place; limit: number },
): Promise<PathPage> {
  const messages: Message[] = [];
  const from = Math.max(0, leaf.depth - limit + 1);
  const entries = kv.list<Message>({
    start: keys.messagesAt(conversationId, from),
    end: keys.messagesAt(conversationId, leaf.depth + 1),
  }, { batchSize: 100 });
  for await (const { value } of entries) messages.push(readMessage(value));
  const path = pathTo(leaf, messages);
  const first = path[0]?.message;
  const before = first?.parentId ? { id: first.parentId, depth: first.depth - 1 } : null;
  return { messages: path, before };
}

/** Reads one message. @throws {HttpError} `not_found`. */
export async function requireMessage(
  kv: Deno.Kv,
  conversationId: string,
  { id, depth }: Place,
): Promise<Message> {
  const { value } = await kv.get(keys.message(conversationId, depth, id));
  if (value === null) throw failure("not_found");
  return readMessage(value);
}

/** Changes the words of a message in place. */
export async function editMessage(
  kv: Deno.Kv,
  conversationId: string,
  { ownerId, place, content, nowMs }: {
    ownerId: string;
    place: Place;
    content: string;
    nowMs: number;
  },
): Promise<Message> {
  return await commitWithRetry(async () => {
    const { conversation, check } = await requireEntry(kv, conversationId, ownerId);
    const entry = await kv.get(keys.message(conversationId, place.depth, place.id));
    if (entry.value === null) throw failure("not_found");
    const message: Message = { ...readMessage(entry.value), content, editedAtMs: nowMs };
    const write = kv.atomic().check(check).check(entry);
    putMessage(write, conversationId, message);
    const preview = conversation.leaf.id === place.id ? previewOf(message) : conversation.preview;
    putConversation(write, conversation, { ...conversation, preview });
    return { write, value: message };
  });
}

/** Deletes a conversation with everything in it. A running reply ends, as its record goes. */
export async function deleteConversation(
  kv: Deno.Kv,
  id: string,
  ownerId: string,
): Promise<void> {
  await commitWithRetry(async () => {
    const { conversation, check } = await requireEntry(kv, id, ownerId);
    const turn = await kv.get<{ id: string }>(keys.turn(id));
    const write = kv.atomic().check(check).check(turn)
      .delete(keys.conversation(id))
      .delete(keys.conversationByOwner(ownerId, conversation.updatedAtMs, id))
      .delete(keys.conversationWith(ownerId, conversation.characterId, id))
      .delete(keys.turn(id))
      .set(keys.purge(id, WHOLE), 0);
    if (turn.value) write.set(keys.purge(id, turn.value.id), -1);
    for await (const { key, value } of kv.list<string>({ prefix: keys.sharedChatsOf(id) })) {
      write.delete(key).delete(keys.sharedChat(value));
    }
    return { write, value: undefined };
  });
  await purge(kv, id);
}

/** Puts a message into the commit. */
export function putMessage(
  write: Deno.AtomicOperation,
  conversationId: string,
  message: Message,
): void {
  write.set(keys.message(conversationId, message.depth, message.id), message);
}

/** Puts a conversation and its place in the owner's list into the commit. */
export function putConversation(
  write: Deno.AtomicOperation,
  old: Conversation | null,
  next: Conversation,
): void {
  const { id, ownerId, updatedAtMs } = next;
  if (old && old.updatedAtMs !== updatedAtMs) {
    write.delete(keys.conversationByOwner(ownerId, old.updatedAtMs, id));
  }
  write.set(keys.conversation(id), next)
    .set(keys.conversationByOwner(ownerId, updatedAtMs, id), id);
}

/** Reads every message of one depth, on whichever branch. */
export async function listMessagesAt(
  kv: Deno.Kv,
  conversationId: string,
  depth: number,
): Promise<Message[]> {
  const found: Message[] = [];
  for await (const { value } of kv.list({ prefix: keys.messagesAt(conversationId, depth) })) {
    found.push(readMessage(value));
  }
  return found;
}
