/** Keeps memory: one book of facts for each conversation, and summaries at their places. */
import { failure } from "@/lib/errors.ts";
import { newId } from "@/lib/id.ts";
import type { Conversation, PathMessage, Place } from "@/lib/chat/model.ts";
import { readPath, requireEntry } from "@/lib/chat/store.ts";
import {
  EMPTY_BOOK,
  type Fact,
  factsAt,
  forget,
  MAX_FACTS,
  type MemoryBook,
  readBook,
  readSummary,
  recollect,
  type Summary,
} from "@/lib/memory/model.ts";
import { commitWithRetry, deleteAll } from "@/lib/store/commit.ts";
import { keys } from "@/lib/store/keys.ts";

/** How far above a leaf its nearest summary is looked for, in messages. Memory that is kept up is within 40. */
export const REACH = 200;

export async function getBook(kv: Deno.Kv, conversationId: string): Promise<MemoryBook> {
  const { value } = await kv.get(keys.memory(conversationId));
  return value === null ? EMPTY_BOOK : readBook(value);
}

/** The nearest summary on a path, which is given from its start or from somewhere above that summary. */
export async function findSummary(
  kv: Deno.Kv,
  conversationId: string,
  path: readonly PathMessage[],
): Promise<Summary | null> {
  const [first] = path;
  const last = path.at(-1);
  if (!first || !last) return null;
  const ids = new Set(path.map(({ message }) => message.id));
  const entries = kv.list({
    start: keys.summariesAt(conversationId, first.message.depth),
    end: keys.summariesAt(conversationId, last.message.depth + 1),
  }, { reverse: true });
  for await (const { value } of entries) {
    const summary = readSummary(value);
    if (ids.has(summary.at.id)) return summary;
  }
  return null;
}

/** What is remembered where a path ends. */
export interface Remembered {
  summary: Summary | null;
  /** Pinned ones first, then the newest. */
  facts: Fact[];
  book: MemoryBook;
}

/** Reads what is remembered at a leaf. Reads more than the last messages only where memory has not been kept up. */
export async function remember(
  kv: Deno.Kv,
  conversationId: string,
  leaf: Place,
): Promise<Remembered> {
  const [summary, book] = await Promise.all([
    nearestSummary(kv, conversationId, leaf),
    getBook(kv, conversationId),
  ]);
  return { summary, facts: factsAt(book, summary), book };
}

async function nearestSummary(
  kv: Deno.Kv,
  conversationId: string,
  leaf: Place,
): Promise<Summary | null> {
  // None at all is the common case, and costs one look.
  const any = kv.list({ prefix: keys.summaries(conversationId) }, { limit: 1 });
  if ((await any.next()).done) return null;
  for (const limit of [40, REACH]) {
    const { messages } = await readPath(kv, conversationId, { leaf, limit });
    const found = await findSummary(kv, conversationId, messages);
    if (found || leaf.depth < limit) return found;
  }
  return null;
}

/** Everything that is remembered of a conversation, on all its branches; null where nothing is. */
export async function exportMemory(
  kv: Deno.Kv,
  conversationId: string,
): Promise<{ facts: Fact[]; summaries: Summary[] } | null> {
  const { facts } = await getBook(kv, conversationId);
  const summaries: Summary[] = [];
  for await (const { value } of kv.list({ prefix: keys.summaries(conversationId) })) {
    summaries.push(readSummary(value));
  }
  return facts.length + summaries.length === 0 ? null : { facts, summaries };
}

/** A change of the facts: the next book, or null where there is nothing to change. */
type BookChange = (book: MemoryBook) => MemoryBook | null;

async function changeBook(
  kv: Deno.Kv,
  { conversationId, ownerId }: { conversationId: string; ownerId: string },
  change: BookChange,
): Promise<void> {
  await commitWithRetry(async () => {
    const { check } = await requireEntry(kv, conversationId, ownerId);
    const entry = await kv.get(keys.memory(conversationId));
    const next = change(entry.value === null ? EMPTY_BOOK : readBook(entry.value));
    const write = next && kv.atomic().check(check, entry).set(entry.key, next);
    return { write, value: undefined };
  });
}

interface Whose {
  conversationId: string;
  ownerId: string;
}

/** Adds a fact by hand. @throws {HttpError} `not_found`, or `conflict` where there are as many as there may be. */
export async function addFact(
  kv: Deno.Kv,
  whose: Whose,
  { text, nowMs }: { text: string; nowMs: number },
): Promise<void> {
  const id = newId();
  await changeBook(kv, whose, (book) => {
    if (book.facts.length >= MAX_FACTS) {
      throw failure("conflict", { detail: `Cannot keep more than ${MAX_FACTS} facts` });
    }
    const fact = { id, text, source: null, pinned: false, editedAtMs: null, createdAtMs: nowMs };
    return { ...book, facts: [...book.facts, fact] };
  });
}

/** Changes a fact's words, or pins it. @throws {HttpError} `not_found`. */
export async function changeFact(
  kv: Deno.Kv,
  whose: Whose,
  { id, nowMs, ...change }: { id: string; text?: string; pinned?: boolean; nowMs: number },
): Promise<void> {
  await changeBook(kv, whose, (book) => {
    if (!book.facts.some((fact) => fact.id === id)) throw failure("not_found");
    const facts = book.facts.map((fact) =>
      fact.id !== id
        ? fact
        : { ...fact, ...change, editedAtMs: change.text === undefined ? fact.editedAtMs : nowMs }
    );
    return { ...book, facts };
  });
}

/** Forgets a fact for good, but for one undo. @throws {HttpError} `not_found`. */
export async function forgetFact(kv: Deno.Kv, whose: Whose, id: string): Promise<void> {
  await changeBook(kv, whose, (book) => {
    const next = forget(book, id);
    if (!next) throw failure("not_found");
    return next;
  });
}

/** Brings back the fact that was forgotten last; does nothing where there is none. */
export async function restoreFact(kv: Deno.Kv, whose: Whose): Promise<void> {
  await changeBook(kv, whose, (book) => book.removed ? recollect(book) : null);
}

/** Lets the reader say in other words what happened; with no words, nothing is told of it any more. */
export async function editSummary(
  kv: Deno.Kv,
  { conversationId, ownerId }: Whose,
  { at, text, nowMs }: { at: Place; text: string; nowMs: number },
): Promise<void> {
  await commitWithRetry(async () => {
    const { check } = await requireEntry(kv, conversationId, ownerId);
    const entry = await kv.get(keys.summary(conversationId, at.depth, at.id));
    if (entry.value === null) throw failure("not_found");
    const summary: Summary = { ...readSummary(entry.value), text, by: "reader", madeAtMs: nowMs };
    const write = kv.atomic().check(check, entry).set(entry.key, summary);
    return { write, value: undefined };
  });
}

/** A new piece of memory, as it is kept. */
export interface Piece {
  summary: Omit<Summary, "factIds">;
  /** Ids of the facts that were known before. */
  known: readonly string[];
  /** The facts after it, and which of them are new. */
  learn: (book: MemoryBook) => { book: MemoryBook; ids: string[] };
  /** Versionstamps of the messages it was made of: one that was edited meanwhile makes it worthless. */
  sources: readonly Deno.AtomicCheck[];
}

/** Keeps a piece of memory. @returns False where its conversation or a message of it is gone or changed, or another came first. */
export async function keepPiece(
  kv: Deno.Kv,
  conversationId: string,
  { summary, known, learn, sources }: Piece,
): Promise<boolean> {
  return await commitWithRetry<boolean>(async () => {
    const { at } = summary;
    const key = keys.summary(conversationId, at.depth, at.id);
    const [conversation, bookEntry, there] = await kv.getMany<[Conversation, unknown, unknown]>([
      keys.conversation(conversationId),
      keys.memory(conversationId),
      key,
    ]);
    const now = await Promise.all(sources.map(({ key }) => kv.get(key)));
    const isSame = now.every(({ versionstamp }, n) => versionstamp === sources[n]!.versionstamp);
    if (!conversation.value || there.value !== null || !isSame) {
      return { write: null, value: false };
    }
    const { book, ids } = learn(bookEntry.value === null ? EMPTY_BOOK : readBook(bookEntry.value));
    const kept: Summary = { ...summary, factIds: [...known, ...ids].slice(-2 * MAX_FACTS) };
    // Whatever changes a message changes its conversation in the same commit, so that this one check is enough.
    const write = kv.atomic().check(conversation, bookEntry, there)
      .set(key, kept).set(bookEntry.key, book);
    return { write, value: true };
  });
}

/**
 * Forgets what was made of a message whose words were changed: summaries from there on, and facts of it that nobody
 * pinned or edited. They are made again from the words as they are.
 */
export async function forgetFrom(kv: Deno.Kv, conversationId: string, place: Place): Promise<void> {
  const doomed: Deno.KvKey[] = [];
  const later = kv.list({
    start: keys.summariesAt(conversationId, place.depth),
    end: [...keys.summaries(conversationId), Infinity],
  });
  for await (const { key } of later) doomed.push(key);
  await deleteAll(kv, doomed);
  await commitWithRetry(async () => {
    const entry = await kv.get(keys.memory(conversationId));
    if (entry.value === null) return { write: null, value: undefined };
    const book = readBook(entry.value);
    const facts = book.facts.filter(({ source, pinned, editedAtMs }) =>
      source?.id !== place.id || pinned || editedAtMs !== null
    );
    if (facts.length === book.facts.length) return { write: null, value: undefined };
    return { write: kv.atomic().check(entry).set(entry.key, { ...book, facts }), value: undefined };
  });
}
