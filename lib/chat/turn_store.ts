/** Keeps a reply while it is being written: adds to it, and settles it into a message. */
import { failure } from "@/lib/errors.ts";
import { isId } from "@/lib/id.ts";
import type { Emotion } from "@/lib/ai/model.ts";
import type { Citation } from "@/lib/ai/tools/citation.ts";
import {
  type Conversation,
  type Finish,
  MAX_CITED,
  MAX_REPLY_CHARS,
  type Message,
  previewOf,
  readConversation,
  readMessage,
  readTurn,
  type Trouble,
  type Turn,
} from "@/lib/chat/model.ts";
import { putConversation, putMessage } from "@/lib/chat/store.ts";
import type { LoreState } from "@/lib/characters/card/lore_state.ts";
import { addUsage, type TokenUsage } from "@/lib/chat/usage.ts";
import { commitWithRetry } from "@/lib/store/commit.ts";
import { keys } from "@/lib/store/keys.ts";

/** A writer that is not heard of for this long is taken for gone. */
export const LEASE_MS = 15_000;

/** Reads the running turn of a conversation, or null. */
export async function getTurn(kv: Deno.Kv, conversationId: string): Promise<Turn | null> {
  const { value } = await kv.get(keys.turn(conversationId));
  return value === null ? null : readTurn(value);
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
  { text, emotion, madeBy = held.turn.madeBy, nowMs }: {
    text: string;
    emotion: Emotion | null;
    /** Who answers, where that is another than the one who was asked. */
    madeBy?: string;
    nowMs: number;
  },
): Promise<HeldTurn | null> {
  const { turn } = held;
  const key = keys.turn(turn.conversationId);
  const next: Turn = {
    ...turn,
    parts: turn.parts + (text === "" ? 0 : 1),
    chars: turn.chars + text.length,
    emotion: emotion ?? turn.emotion,
    madeBy,
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
  /** What the reply says it found. */
  cited?: readonly Citation[];
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
    // Whoever is next begins in this very commit: between the two, nobody else could.
    const next = message && hasEnded(ending) ? nextTurn(turn, ending.nowMs) : null;
    if (next) write.set(turnEntry.key, next);
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

/** Whether a reply came to its end by itself: one that was stopped or broke off is followed by no other. */
function hasEnded({ finish }: Ending): boolean {
  return finish === "stop" || finish === "length";
}

/** The turn of whoever speaks after this one; null where nobody does. */
export function nextTurn(turn: Turn, nowMs: number): Turn | null {
  const [next, ...queue] = turn.queue ?? [];
  if (!next) return null;
  return {
    ...turn,
    id: next.id,
    characterId: next.speaker.id,
    speaker: next.speaker,
    queue,
    target: { id: next.targetId, depth: turn.target.depth + 1 },
    parentId: turn.target.id,
    fallback: turn.target,
    parts: 0,
    chars: 0,
    emotion: null,
    leaseUntilMs: nowMs + LEASE_MS,
    startedAtMs: nowMs,
  };
}

/** A turn and those that follow it, as they will be. */
export function chainOf(turn: Turn): Turn[] {
  const chain = [turn];
  for (let next = nextTurn(turn, turn.startedAtMs); next; next = nextTurn(next, next.startedAtMs)) {
    chain.push(next);
  }
  return chain;
}

/** Whether a name is that of a turn, or of the first of those that it follows. */
export function isInChain(turn: Pick<Turn, "id" | "chain">, name: string): boolean {
  return turn.id === name || turn.chain === name;
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
    ...(ending.cited?.length ? { cited: ending.cited.slice(0, MAX_CITED) } : {}),
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
    ...(turn.speaker ? { speaker: turn.speaker } : {}),
    ...(turn.present ? { present: turn.present } : {}),
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
