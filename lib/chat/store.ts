/** Keeps conversations and their messages. What a running reply writes is in `turn_store.ts`. */
import { requireStay } from "@/lib/accounts/gone.ts";
import { failure } from "@/lib/errors.ts";
import { isId, newId } from "@/lib/id.ts";
import {
  type Conversation,
  type Message,
  type PathMessage,
  pathTo,
  type Place,
  previewOf,
  readConversation,
  readMessage,
} from "@/lib/chat/model.ts";
import { countChat } from "@/lib/characters/likes.ts";
import type { Character } from "@/lib/characters/model.ts";
import { commitWithRetry, deleteAll, deletePrefix } from "@/lib/store/commit.ts";
import { keys } from "@/lib/store/keys.ts";
import { getAll } from "@/lib/store/kv.ts";
import { listPage, type Page } from "@/lib/store/page.ts";

/** The purge of a whole conversation, beside those of single messages. */
const WHOLE = "*";

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
  { ownerId, character, greetings, nowMs }: {
    ownerId: string;
    character: Pick<Character, "id" | "name">;
    /** At least one. */
    greetings: readonly string[];
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

/**
 * Shows another alternative (swipe) in place of a message on the path, with whatever followed it when it was last
 * shown. What follows the present one is remembered in the same way.
 *
 * @throws {HttpError} `not_found`, or `conflict` while a reply is being written.
 */
export async function chooseAlternative(
  kv: Deno.Kv,
  conversationId: string,
  { ownerId, from, to }: { ownerId: string; from: string; to: Place },
): Promise<void> {
  await commitWithRetry(async () => {
    const { conversation, check } = await requireEntry(kv, conversationId, ownerId);
    const [current, wanted, remembered] = await kv.getMany<[Message, Message, Place]>([
      keys.message(conversationId, to.depth, from),
      keys.message(conversationId, to.depth, to.id),
      keys.branchLeaf(conversationId, to.id),
    ]);
    if (!current.value || !wanted.value || current.value.parentId !== wanted.value.parentId) {
      throw failure("not_found");
    }
    const leaf = remembered.value ?? { id: to.id, depth: to.depth };
    const last = await kv.get<Message>(keys.message(conversationId, leaf.depth, leaf.id));
    const shown = last.value ? leaf : { id: to.id, depth: to.depth };
    const write = kv.atomic().check(check).check(wanted).check(
      await requireSilence(kv, conversationId),
    )
      .set(keys.branchLeaf(conversationId, from), conversation.leaf);
    const greeting = to.depth > 0
      ? conversation.greeting
      : pathTo(to, await listMessagesAt(kv, conversationId, 0))[0]!.siblings.indexOf(to.id);
    putConversation(write, conversation, {
      ...conversation,
      leaf: shown,
      greeting,
      preview: previewOf(readMessage(last.value ?? wanted.value)),
      trouble: null,
      ...emptyTrash(write, conversation),
    });
    return { write, value: undefined };
  });
  await purge(kv, conversationId);
}

/**
 * Takes a message and all that follows it off the path. It can be brought back until the conversation goes on. Where
 * the message has alternatives, the one before it (else after it) is shown instead. The first message stays.
 *
 * @throws {HttpError} `not_found`, or `conflict` while a reply is being written.
 */
export async function deleteMessage(
  kv: Deno.Kv,
  conversationId: string,
  { ownerId, place }: { ownerId: string; place: Place },
): Promise<void> {
  if (place.depth === 0) throw failure("invalid_input");
  await commitWithRetry(async () => {
    const { conversation, check } = await requireEntry(kv, conversationId, ownerId);
    const siblings = await listMessagesAt(kv, conversationId, place.depth);
    const message = siblings.find(({ id }) => id === place.id);
    if (!message?.parentId) throw failure("not_found");
    const { siblings: ids } = pathTo(place, siblings)[0]!;
    const neighbour = ids[ids.indexOf(place.id) - 1] ?? ids[ids.indexOf(place.id) + 1];
    const shown = neighbour
      ? { id: neighbour, depth: place.depth }
      : { id: message.parentId, depth: place.depth - 1 };
    const remembered = neighbour
      ? (await kv.get<Place>(keys.branchLeaf(conversationId, neighbour))).value
      : null;
    const leaf = remembered ?? shown;
    const last = await requireMessage(kv, conversationId, leaf);
    const write = kv.atomic().check(check).check(await requireSilence(kv, conversationId));
    emptyTrash(write, conversation);
    putConversation(write, conversation, {
      ...conversation,
      leaf,
      preview: previewOf(last),
      trouble: null,
      trash: { removed: place, leaf: conversation.leaf },
    });
    return { write, value: undefined };
  });
  await purge(kv, conversationId);
}

/** What a commit checks that moves the path: the reply that is being written would end on a path that is gone. */
async function requireSilence(kv: Deno.Kv, conversationId: string): Promise<Deno.AtomicCheck> {
  const running = await kv.get(keys.turn(conversationId));
  if (running.value !== null) throw failure("conflict", { detail: "A reply is being written" });
  return running;
}

/** Brings back what was deleted last. Does nothing when the conversation has gone on since. */
export async function undoDelete(
  kv: Deno.Kv,
  conversationId: string,
  ownerId: string,
): Promise<void> {
  await commitWithRetry(async () => {
    const { conversation, check } = await requireEntry(kv, conversationId, ownerId);
    const { trash } = conversation;
    if (!trash) return { write: null, value: undefined };
    const last = await requireMessage(kv, conversationId, trash.leaf);
    const write = kv.atomic().check(check);
    putConversation(write, conversation, {
      ...conversation,
      leaf: trash.leaf,
      preview: previewOf(last),
      trash: null,
    });
    return { write, value: undefined };
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
    return { write, value: undefined };
  });
  await purge(kv, id);
}

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
    doomed.push(key, keys.branchLeaf(conversationId, value.id));
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

async function listMessagesAt(
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
