/** Writes the text of one running turn into the store, a few times a second, and knows when the turn is not its own. */
import type { Emotion } from "@/lib/ai/model.ts";
import { appendToTurn, type HeldTurn, LEASE_MS } from "@/lib/chat/turn_store.ts";

/**
 * Most parts of a turn but for the last few: all of them go in the one commit that settles it, and a commit takes 1,000
 * mutations. Only a model that takes a quarter of an hour for one reply comes so far.
 */
const MAX_PARTS = 900;
/** Longest piece that is stored as one part, in characters: 8 KiB of Hangul. */
const MAX_PART_CHARS = 2_700;

export interface Pen {
  /** Takes text; false once the reply is as long as it may be. */
  write(text: string): boolean;
  feel(emotion: Emotion): void;
  /** Notes who answers, as `provider/model`; it is stored with the next text. */
  sign(madeBy: string): void;
  /** Stores what is left. Resolves to false when the turn was settled by somebody else. */
  finish(): Promise<boolean>;
  /** Aborted when the turn is settled by somebody else, or the store refuses. */
  readonly lost: AbortSignal;
  /** Characters taken so far. */
  readonly chars: number;
}

export interface PenOptions {
  now: () => number;
  /** Room for text, in characters. */
  room: number;
  /** Time between two commits; it grows with their number, so that a long reply stays within one commit at its end. */
  pauseMs?: number;
}

/** Starts to write a turn. */
export function startPen(
  kv: Deno.Kv,
  held: HeldTurn,
  { now, room, pauseMs = 80 }: PenOptions,
): Pen {
  const lost = new AbortController();
  let mine: HeldTurn | null = held;
  let buffer = "";
  let emotion: Emotion | null = null;
  let madeBy = held.turn.madeBy;
  let chars = 0;
  let closed = false;
  let wake = Promise.withResolvers<void>();
  const closing = Promise.withResolvers<void>();

  const commit = async () => {
    const text = buffer.slice(0, MAX_PART_CHARS);
    buffer = buffer.slice(text.length);
    if (mine) mine = await appendToTurn(kv, mine, { text, emotion, madeBy, nowMs: now() });
    if (!mine) throw new DOMException("The turn was settled by somebody else", "AbortError");
  };

  const work = async () => {
    while (!closed || buffer !== "") {
      if (buffer === "") await untilOrFor(wake.promise, LEASE_MS / 3);
      wake = Promise.withResolvers();
      if (closed && buffer === "") break;
      await commit();
      const pause = pauseMs * Math.max(1, (mine?.turn.parts ?? 0) / 50);
      if (pause > 0 && !closed) await untilOrFor(closing.promise, pause);
    }
    // A face that came after the last word.
    if (mine && emotion !== null && emotion !== mine.turn.emotion) await commit();
  };
  const working = work().catch((error) => lost.abort(error));

  return {
    lost: lost.signal,
    get chars() {
      return chars;
    },
    write(text) {
      const left = room - chars;
      const taken = text.slice(0, left);
      chars += taken.length;
      buffer += taken;
      if (taken !== "") wake.resolve();
      return text.length < left && (mine?.turn.parts ?? 0) < MAX_PARTS;
    },
    feel(felt) {
      emotion = felt;
    },
    sign(name) {
      madeBy = name;
    },
    async finish() {
      closed = true;
      wake.resolve();
      closing.resolve();
      await working;
      return !lost.signal.aborted;
    },
  };
}

/** Waits for `promise`, but no longer than `ms`. */
async function untilOrFor(promise: Promise<void>, ms: number): Promise<void> {
  const { promise: late, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms);
  // Work that is still going on, here a lease to renew, is no reason to keep a process alive.
  Deno.unrefTimer(timer);
  await Promise.race([promise, late]);
  clearTimeout(timer);
}
