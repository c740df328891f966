/** Reads a running reply along, on whichever instance it is written. */
import type { Emotion } from "@/lib/ai/model.ts";
import { type Message, readMessage, readTurn, type Turn } from "@/lib/chat/model.ts";
import { settleIfLost } from "@/lib/chat/turn_store.ts";
import { newId } from "@/lib/id.ts";
import { waitAt } from "@/lib/store/doorbell.ts";
import { keys } from "@/lib/store/keys.ts";

/** A reader says this often that it is still there. */
export const READER_PULSE_MS = 5_000;
/** A reader that is not heard of for this long has left. */
const READER_EXPIRY_MS = 12_000;

export type FollowEvent =
  | { type: "text"; text: string }
  /** The face changes; it does so before the text that comes next. */
  | { type: "emotion"; emotion: Emotion }
  /** Nothing came for a while. */
  | { type: "pulse" }
  /** The turn is settled; null when no text came of it. */
  | { type: "end"; message: Message | null };

export interface FollowOptions {
  now: () => number;
  /** Ends the reading; the reply goes on for a moment, in case the reader comes back. */
  signal: AbortSignal;
  pulseMs?: number;
  /** Characters of the target that the reader has already. Default: what is stored of it now. */
  shownChars?: number;
}

/**
 * Yields the text of a turn from its first part, then whatever is added, then its end.
 *
 * The turn's record is the doorbell: each commit of the writer touches it.
 */
export async function* followTurn(
  kv: Deno.Kv,
  turn: Turn,
  { now, signal, pulseMs = READER_PULSE_MS, shownChars }: FollowOptions,
): AsyncGenerator<FollowEvent> {
  const mark = keys.turnReader(turn.id, newId());
  const stay = () =>
    kv.set(mark, now() + READER_EXPIRY_MS, { expireIn: READER_EXPIRY_MS }).then(() => undefined);
  const baseChars = shownChars ?? (await readTarget(kv, turn))?.content.length ?? 0;
  let parts = 0;
  let chars = 0;
  let { emotion } = turn;
  const feel = function* (next: Emotion | null | undefined): Generator<FollowEvent> {
    if (next && next !== emotion) yield { type: "emotion", emotion: emotion = next };
  };
  try {
    await stay();
    const rings = waitAt<Turn>(kv, keys.turn(turn.conversationId), { signal, pulseMs });
    for await (const rung of rings) {
      if (rung === null) {
        await stay();
        if (await isOver(kv, turn, now())) break;
        yield { type: "pulse" };
        continue;
      }
      const present = rung.value;
      if (present?.id === turn.id) yield* feel(present.emotion);
      for await (const { value } of listParts(kv, turn.id, parts)) {
        parts++;
        chars += value.length;
        yield { type: "text", text: value };
      }
      if (present?.id !== turn.id) break;
    }
    if (signal.aborted) return;
    const message = await readTarget(kv, turn);
    // Between the last look at the parts and the end, more may have come: it is in the message now.
    yield* feel(message?.emotion);
    const rest = message?.content.slice(baseChars + chars) ?? "";
    if (rest !== "") yield { type: "text", text: rest };
    yield { type: "end", message: rest === "" && chars === 0 ? null : message };
  } finally {
    await kv.delete(mark);
  }
}

/** Whether anybody, on any instance, reads this turn along. */
export async function hasReaders(kv: Deno.Kv, turnId: string, nowMs: number): Promise<boolean> {
  for await (const { value } of kv.list<number>({ prefix: keys.turnReaders(turnId) })) {
    if (value > nowMs) return true;
  }
  return false;
}

async function isOver(kv: Deno.Kv, turn: Turn, nowMs: number): Promise<boolean> {
  const { value } = await kv.get(keys.turn(turn.conversationId));
  if (value === null) return true;
  const present = readTurn(value);
  return present.id !== turn.id || await settleIfLost(kv, present, nowMs);
}

async function readTarget(kv: Deno.Kv, turn: Turn): Promise<Message | null> {
  const { id, depth } = turn.target;
  const { value } = await kv.get(keys.message(turn.conversationId, depth, id));
  return value === null ? null : readMessage(value);
}

function listParts(kv: Deno.Kv, turnId: string, from: number): Deno.KvListIterator<string> {
  return kv.list<string>({
    start: keys.turnPart(turnId, from),
    end: keys.turnPart(turnId, Infinity),
  });
}
