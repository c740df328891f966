/** Keeps a reply while it is being written: begins it, adds to it, and settles it into a message. */
import { failure } from "@/lib/errors.ts";
import { isId, newId } from "@/lib/id.ts";
import type { Emotion } from "@/lib/ai/model.ts";
import {
  type Conversation,
  type Finish,
  MAX_REPLY_CHARS,
  MAX_SWIPES,
  type Message,
  type Place,
  previewOf,
  readConversation,
  readMessage,
  readTurn,
  type Trouble,
  type Turn,
} from "@/lib/chat/model.ts";
import {
  type ConversationEntry,
  emptyTrash,
  purge,
  putConversation,
  putMessage,
  requireEntry,
} from "@/lib/chat/store.ts";
import type { LoreState } from "@/lib/characters/card/lore_state.ts";
import { addUsage, type TokenUsage } from "@/lib/chat/usage.ts";
import { commitWithRetry } from "@/lib/store/commit.ts";
import { keys } from "@/lib/store/keys.ts";

/** A writer that is not heard of for this long is taken for gone. */
export const LEASE_MS = 15_000;

/** Who writes, and when. */
export interface Writer {
  instance: string;
  madeBy: string;
  nowMs: number;
}

/** Reads the running turn of a conversation, or null. */
export async function getTurn(kv: Deno.Kv, conversationId: string): Promise<Turn | null> {
  const { value } = await kv.get(keys.turn(conversationId));
  return value === null ? null : readTurn(value);
}

/** Whether a reader's form has arrived before: what it said is the leaf, or what the leaf answers. */
export async function wasSent(
  kv: Deno.Kv,
  { id, leaf }: Pick<Conversation, "id" | "leaf">,
  sentAs: string,
): Promise<boolean> {
  const { value: last } = await kv.get<Message>(keys.message(id, leaf.depth, leaf.id));
  if (!last?.parentId || last.sentAs === sentAs) return last?.sentAs === sentAs;
  const above = await kv.get<Message>(keys.message(id, leaf.depth - 1, last.parentId));
  return above.value?.sentAs === sentAs;
}

/**
 * Reads a conversation of this person and its running turn as they are at one moment: were they read one after the
 * other, a turn that is settled in between would be seen neither running nor as a message.
 *
 * @throws {HttpError} `not_found`.
 */
export async function requireWithTurn(
  kv: Deno.Kv,
  id: string,
  ownerId: string,
): Promise<{ conversation: Conversation; turn: Turn | null }> {
  if (!isId(id)) throw failure("not_found");
  const [{ value: found }, { value: running }] = await kv.getMany<[Conversation, Turn]>(
    [keys.conversation(id), keys.turn(id)],
  );
  if (found?.ownerId !== ownerId) throw failure("not_found");
  return {
    conversation: readConversation(found),
    turn: running === null ? null : readTurn(running),
  };
}

/**
 * Adds what the reader said and begins the reply to it, in one commit.
 *
 * The same `sentAs` again changes nothing: a form that was sent twice is one message.
 *
 * @param options.replace A message of the reader's that this one is another version of; absent: it follows the leaf.
 * @returns The turn that answers it, or null where it was sent before.
 * @throws {HttpError} `not_found`, or `conflict` while another reply is being written, and where `replace` has as many
 * versions as a message may have.
 */
export async function beginReplyTo(
  kv: Deno.Kv,
  conversationId: string,
  { ownerId, sentAs, content, replace, writer }: {
    ownerId: string;
    sentAs: string;
    content: string;
    replace?: Place;
    writer: Writer;
  },
): Promise<Turn | null> {
  return await begin(kv, conversationId, ownerId, async ({ conversation }, write) => {
    if (await wasSent(kv, conversation, sentAs)) return null;
    const replaced = replace && await kv.get<Message>(
      keys.message(conversationId, replace.depth, replace.id),
    );
    if (replaced && replaced.value?.role !== "user") throw failure("not_found");
    const parent = replaced?.value?.parentId ?? conversation.leaf.id;
    const depth = replace ? replace.depth : conversation.leaf.depth + 1;
    if (replace) {
      await requireRoom(kv, conversationId, { parentId: parent, depth });
      write.set(keys.branchLeaf(conversationId, replace.id), conversation.leaf);
    }
    const message: Message = {
      v: 1,
      id: newId(),
      parentId: parent,
      depth,
      role: "user",
      content,
      emotion: null,
      finish: "stop",
      failure: null,
      madeBy: null,
      createdAtMs: writer.nowMs,
      editedAtMs: null,
      sentAs,
    };
    putMessage(write, conversationId, message);
    const said = { id: message.id, depth };
    return {
      turn: newTurn(conversation, {
        mode: "reply",
        target: { id: newId(), depth: depth + 1 },
        parentId: said.id,
        fallback: said,
        writer,
      }),
      change: { leaf: said, preview: previewOf(message), updatedAtMs: writer.nowMs },
    };
  });
}

/**
 * Begins another reply to what the reader said last: beside the reply that is there, or where none came.
 *
 * @throws {HttpError} `conflict` while a reply is being written, when there is nothing to reply to, and when there are as
 * many replies as there may be.
 */
export async function beginAnother(
  kv: Deno.Kv,
  conversationId: string,
  { ownerId, writer }: { ownerId: string; writer: Writer },
): Promise<Turn | null> {
  return await begin(kv, conversationId, ownerId, async ({ conversation }, write) => {
    const { leaf } = conversation;
    const { value } = await kv.get(keys.message(conversationId, leaf.depth, leaf.id));
    const last = value === null ? null : readMessage(value);
    if (!last || (last.role === "model" && last.depth === 0)) throw failure("conflict");
    const reply = last.role === "model";
    const parent = reply ? { id: last.parentId!, depth: leaf.depth - 1 } : leaf;
    await requireRoom(kv, conversationId, { parentId: parent.id, depth: parent.depth + 1 });
    if (reply) write.set(keys.branchLeaf(conversationId, leaf.id), leaf);
    return {
      turn: newTurn(conversation, {
        mode: "reply",
        target: { id: newId(), depth: parent.depth + 1 },
        parentId: parent.id,
        fallback: leaf,
        writer,
      }),
      change: { leaf: parent },
    };
  });
}

/** Whoever reads a path reads all versions of its messages; no more of one may be made than are shown. */
async function requireRoom(
  kv: Deno.Kv,
  conversationId: string,
  { parentId, depth }: { parentId: string; depth: number },
): Promise<void> {
  let versions = 0;
  for await (
    const { value } of kv.list<Message>({ prefix: keys.messagesAt(conversationId, depth) })
  ) {
    if (value.parentId === parentId) versions++;
  }
  if (versions >= MAX_SWIPES) {
    throw failure("conflict", { detail: `Cannot keep more than ${MAX_SWIPES} versions` });
  }
}

/** Begins to go on with the reply that is the leaf. @throws {HttpError} `conflict` where the leaf is none. */
export async function beginContinuation(
  kv: Deno.Kv,
  conversationId: string,
  { ownerId, writer }: { ownerId: string; writer: Writer },
): Promise<Turn | null> {
  return await begin(kv, conversationId, ownerId, async ({ conversation }) => {
    const { leaf } = conversation;
    const { value } = await kv.get(keys.message(conversationId, leaf.depth, leaf.id));
    const last = value === null ? null : readMessage(value);
    if (last?.role !== "model" || last.parentId === null) throw failure("conflict");
    return {
      turn: newTurn(conversation, {
        mode: "continue",
        target: leaf,
        parentId: last.parentId,
        fallback: leaf,
        writer,
      }),
      change: {},
    };
  });
}

interface Beginning {
  turn: Turn;
  change: Partial<Pick<Conversation, "leaf" | "preview" | "updatedAtMs">>;
}

async function begin(
  kv: Deno.Kv,
  conversationId: string,
  ownerId: string,
  plan: (
    entry: ConversationEntry,
    write: Deno.AtomicOperation,
  ) => Promise<Beginning | null>,
): Promise<Turn | null> {
  const turn = await commitWithRetry<Turn | null>(async () => {
    const entry = await requireEntry(kv, conversationId, ownerId);
    const running = await kv.get(keys.turn(conversationId));
    const write = kv.atomic().check(entry.check).check(running);
    const planned = await plan(entry, write);
    if (!planned) return { write: null, value: null };
    if (running.value !== null) throw failure("conflict", { detail: "A reply is being written" });
    const { conversation } = entry;
    putConversation(write, conversation, {
      ...conversation,
      ...planned.change,
      trouble: null,
      ...emptyTrash(write, conversation),
    });
    write.set(keys.turn(conversationId), planned.turn);
    return { write, value: planned.turn };
  });
  if (turn) await purge(kv, conversationId);
  return turn;
}

function newTurn(
  conversation: Conversation,
  { writer, ...rest }: Pick<Turn, "mode" | "target" | "parentId" | "fallback"> & {
    writer: Writer;
  },
): Turn {
  return {
    v: 1,
    id: newId(),
    conversationId: conversation.id,
    ownerId: conversation.ownerId,
    characterId: conversation.characterId,
    ...rest,
    parts: 0,
    chars: 0,
    emotion: null,
    madeBy: writer.madeBy,
    instance: writer.instance,
    leaseUntilMs: writer.nowMs + LEASE_MS,
    startedAtMs: writer.nowMs,
  };
}

/** A turn as its writer holds it. */
export interface HeldTurn {
  turn: Turn;
  versionstamp: string;
}

/** Takes hold of a turn that was just begun. Null when somebody settled it already. */
export async function holdTurn(kv: Deno.Kv, turn: Turn): Promise<HeldTurn | null> {
  const entry = await kv.get<Turn>(keys.turn(turn.conversationId));
  if (entry.versionstamp === null || entry.value.id !== turn.id) return null;
  return { turn: readTurn(entry.value), versionstamp: entry.versionstamp };
}

/**
 * Stores the next piece of text (none: only the lease is renewed), and rings for those who read along.
 *
 * @returns The turn as it is now; null when it is not ours any more.
 */
export async function appendToTurn(
  kv: Deno.Kv,
  held: HeldTurn,
  { text, emotion, nowMs }: { text: string; emotion: Emotion | null; nowMs: number },
): Promise<HeldTurn | null> {
  const { turn } = held;
  const key = keys.turn(turn.conversationId);
  const next: Turn = {
    ...turn,
    parts: turn.parts + (text === "" ? 0 : 1),
    chars: turn.chars + text.length,
    emotion: emotion ?? turn.emotion,
    leaseUntilMs: nowMs + LEASE_MS,
  };
  const write = kv.atomic().check({ key, versionstamp: held.versionstamp }).set(key, next);
  if (text !== "") write.set(keys.turnPart(turn.id, turn.parts), text);
  const result = await write.commit();
  return result.ok ? { turn: next, versionstamp: result.versionstamp } : null;
}

/** How a turn ended. */
export interface Ending {
  finish: Finish;
  trouble?: Omit<Trouble, "atMs"> | null;
  usage?: TokenUsage | null;
  lore?: LoreState;
  nowMs: number;
}

/**
 * Ends a turn: what is stored of it becomes its message, its record goes. Anyone may call this; the first one counts.
 *
 * Without any text, the conversation goes back to where it was and keeps the trouble to show.
 *
 * @returns The message, or null when no text came or the turn was settled before.
 */
export async function settleTurn(
  kv: Deno.Kv,
  { conversationId, turnId }: { conversationId: string; turnId: string },
  ending: Ending,
): Promise<Message | null> {
  return await commitWithRetry<Message | null>(async () => {
    const [turnEntry, conversationEntry] = await kv.getMany<[Turn, Conversation]>(
      [keys.turn(conversationId), keys.conversation(conversationId)],
    );
    const turn = turnEntry.value && readTurn(turnEntry.value);
    if (turn?.id !== turnId) return { write: null, value: null };
    const write = kv.atomic().check(turnEntry).check(conversationEntry).delete(turnEntry.key);
    let text = "";
    for await (const part of kv.list<string>({ prefix: keys.turnParts(turnId) })) {
      text += part.value;
      write.delete(part.key);
    }
    const conversation = conversationEntry.value;
    // A conversation that is gone has marked its turn for purging; nothing is left to settle into.
    if (!conversation) return { write, value: null };
    if (ending.usage) await addUsage(kv, write, turn.ownerId, { ...ending, usage: ending.usage });
    const message = await toMessage(kv, turn, { text, ending });
    if (message) putMessage(write, conversationId, message);
    const trouble = ending.trouble ? { ...ending.trouble, atMs: ending.nowMs } : null;
    putConversation(write, conversation, {
      ...conversation,
      leaf: message ? turn.target : turn.fallback,
      preview: message ? previewOf(message) : conversation.preview,
      trouble: message ? null : trouble,
      lore: message && ending.lore ? ending.lore : conversation.lore,
      updatedAtMs: ending.nowMs,
    });
    return { write, value: message };
  });
}

async function toMessage(
  kv: Deno.Kv,
  turn: Turn,
  { text, ending }: { text: string; ending: Ending },
): Promise<Message | null> {
  const written = text.trimEnd();
  if (written === "") return null;
  const outcome = {
    finish: ending.finish,
    failure: ending.trouble?.failure ?? null,
    emotion: turn.emotion,
  };
  if (turn.mode === "continue") {
    const { value } = await kv.get(
      keys.message(turn.conversationId, turn.target.depth, turn.target.id),
    );
    if (value === null) return null;
    const base = readMessage(value);
    return {
      ...base,
      ...outcome,
      emotion: turn.emotion ?? base.emotion,
      // Edited meanwhile, it may have become longer than there is room for what was going on from it.
      content: (base.content + written).slice(0, MAX_REPLY_CHARS),
    };
  }
  return {
    v: 1,
    id: turn.target.id,
    parentId: turn.parentId,
    depth: turn.target.depth,
    role: "model",
    content: written,
    ...outcome,
    madeBy: turn.madeBy,
    createdAtMs: ending.nowMs,
    editedAtMs: null,
  };
}

/** Settles a turn whose writer is not heard of any more. @returns Whether the conversation is free now. */
export async function settleIfLost(kv: Deno.Kv, turn: Turn, nowMs: number): Promise<boolean> {
  if (nowMs <= turn.leaseUntilMs) return false;
  await settleLost(kv, turn, nowMs);
  return true;
}

async function settleLost(kv: Deno.Kv, turn: Turn, nowMs: number): Promise<void> {
  await settleTurn(kv, { conversationId: turn.conversationId, turnId: turn.id }, {
    finish: "lost",
    trouble: { failure: "network", retryAfterS: null },
    nowMs,
  });
}

/**
 * Settles turns that no living process writes: at the start, with a store that this process alone uses, all of them;
 * otherwise those whose lease ran out.
 */
export async function settleLostTurns(
  kv: Deno.Kv,
  { nowMs, soleUser }: { nowMs: number; soleUser: boolean },
): Promise<void> {
  for await (const { value } of kv.list({ prefix: keys.turns() })) {
    const turn = readTurn(value);
    if (soleUser) await settleLost(kv, turn, nowMs);
    else await settleIfLost(kv, turn, nowMs);
  }
}
