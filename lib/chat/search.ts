/**
 * Searches what somebody said and heard in their conversations, on every branch, the latest conversations first.
 *
 * There is no index: a search reads, and one page of it reads no more than {@link MAX_READ} messages. Where the reading
 * ended is in the cursor, so that the next page goes on from that very message.
 */
import { titleOf } from "@/lib/chat/group.ts";
import {
  type Conversation,
  type Message,
  type Place,
  readConversation,
  readMessage,
} from "@/lib/chat/model.ts";
import { findPassage, hasTerms, type PassagePart, readTerms } from "@/lib/chat/search_words.ts";
import { failure } from "@/lib/errors.ts";
import { keys } from "@/lib/store/keys.ts";

/** Most messages that one page of a search reads. Measured: about 150 ms on SQLite. */
export const MAX_READ = 4_000;
/** Most conversations that one page of a search opens. */
const MAX_OPENED = 300;

export interface Found {
  conversation: Conversation;
  message: Message;
  passage: PassagePart[];
}

export interface SearchPage {
  items: Found[];
  nextCursor: string | null;
  /** Whether the page ended because it had read enough, not because it was full. */
  paused: boolean;
}

/** Where a search goes on: in a conversation, before one of its messages; without one, at its last. */
interface Position {
  updatedAtMs: number;
  id: string;
  before: Place | null;
}

/**
 * Finds messages that hold every word of the query.
 *
 * @throws {HttpError} `bad_cursor` for a cursor that no search gave.
 */
export async function searchMessages(
  kv: Deno.Kv,
  ownerId: string,
  { query, limit, cursor, maxRead = MAX_READ }: {
    query: string;
    limit: number;
    cursor?: string | undefined;
    maxRead?: number;
  },
): Promise<SearchPage> {
  const terms = readTerms(query);
  const items: Found[] = [];
  if (terms.length === 0) return { items, nextCursor: null, paused: false };
  const from = cursor === undefined ? null : decodePosition(cursor);
  const stop = (position: Position, paused: boolean): SearchPage => ({
    items,
    nextCursor: encodePosition(position),
    paused,
  });
  let opened = 0;
  let read = 0;
  for await (const conversation of conversationsFrom(kv, ownerId, from)) {
    const { id, updatedAtMs } = conversation;
    const before = from?.id === id ? from.before : null;
    if (opened++ === MAX_OPENED) return stop({ id, updatedAtMs, before }, true);
    const trashed = await idsInTrash(kv, conversation);
    for await (const message of messagesBefore(kv, id, before)) {
      const here = { id, updatedAtMs, before: { id: message.id, depth: message.depth } };
      const passage = trashed.has(message.id) ? null : findPassage(message.content, terms);
      if (passage) items.push({ conversation, message, passage });
      read++;
      if (items.length === limit) return stop(here, false);
      if (read >= maxRead) return stop(here, true);
    }
  }
  return { items, nextCursor: null, paused: false };
}

/** Most conversations that are named beside what was found in them. */
const MAX_NAMED = 6;

/** Finds the conversations with characters whose names hold every word of the query, the latest first. */
export async function searchNames(
  kv: Deno.Kv,
  ownerId: string,
  query: string,
): Promise<Conversation[]> {
  const terms = readTerms(query);
  const found: Conversation[] = [];
  if (terms.length === 0) return found;
  let opened = 0;
  for await (const conversation of conversationsFrom(kv, ownerId, null)) {
    if (hasTerms(titleOf(conversation), terms)) found.push(conversation);
    if (found.length === MAX_NAMED || ++opened === MAX_OPENED) break;
  }
  return found;
}

/** Somebody's conversations, the latest first, from the one of a position on. */
async function* conversationsFrom(
  kv: Deno.Kv,
  ownerId: string,
  from: Position | null,
): AsyncGenerator<Conversation> {
  const prefix = keys.conversationsByOwner(ownerId);
  const selector = from
    ? {
      start: prefix,
      // The end of a range is not in it; the id with a sign behind it comes right after the id.
      end: keys.conversationByOwner(ownerId, from.updatedAtMs, `${from.id}\u0000`),
    }
    : { prefix };
  for await (const { value: id } of kv.list<string>(selector, { reverse: true, batchSize: 50 })) {
    const { value } = await kv.get<Conversation>(keys.conversation(id));
    if (value?.ownerId === ownerId) yield readConversation(value);
  }
}

/** The messages of a conversation on all its branches, the deepest first. */
async function* messagesBefore(
  kv: Deno.Kv,
  conversationId: string,
  before: Place | null,
): AsyncGenerator<Message> {
  const end = before
    ? keys.message(conversationId, before.depth, before.id)
    : keys.messagesAt(conversationId, Infinity);
  const start = keys.messagesAt(conversationId, 0);
  for await (const { value } of kv.list({ start, end }, { reverse: true, batchSize: 100 })) {
    yield readMessage(value);
  }
}

/** What waits in the trash, with all that follows it: nobody is shown it any more. */
async function idsInTrash(kv: Deno.Kv, { id, trash }: Conversation): Promise<Set<string>> {
  const ids = new Set<string>();
  if (!trash) return ids;
  const { removed } = trash;
  ids.add(removed.id);
  const below = kv.list<Message>({
    start: keys.messagesAt(id, removed.depth + 1),
    end: keys.messagesAt(id, Infinity),
  }, { batchSize: 100 });
  for await (const { value } of below) {
    if (value.parentId !== null && ids.has(value.parentId)) ids.add(value.id);
  }
  return ids;
}

function encodePosition({ updatedAtMs, id, before }: Position): string {
  return [updatedAtMs, id, ...(before ? [before.depth, before.id] : [])].join(".");
}

function decodePosition(cursor: string): Position {
  const found = /^(\d{1,15})\.([0-9a-z-]{1,64})(?:\.(\d{1,7})\.([0-9a-z]{1,64}))?$/.exec(cursor);
  if (!found) throw failure("bad_cursor");
  const [, updatedAtMs, id, depth, messageId] = found;
  return {
    updatedAtMs: Number(updatedAtMs),
    id: id!,
    before: depth === undefined ? null : { depth: Number(depth), id: messageId! },
  };
}
