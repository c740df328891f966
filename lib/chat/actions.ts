/** What readers do in a conversation that asks for a reply: they may interrupt, and the reply begins at once. */
import { HttpError } from "fresh";
import type { Place, Turn } from "@/lib/chat/model.ts";
import { requireConversation } from "@/lib/chat/store.ts";
import {
  beginAnother,
  beginContinuation,
  beginReplyTo,
  getTurn,
  settleTurn,
} from "@/lib/chat/turn_store.ts";
import type { Services } from "@/lib/define.ts";
import { asFailure } from "@/lib/errors.ts";

type Deps = Pick<Services, "kv" | "now" | "turns">;

/**
 * Says something. What is being written is interrupted, as in any conversation; what came of it stays.
 *
 * @throws {HttpError} `not_found`.
 */
export async function say(
  deps: Deps,
  conversationId: string,
  said: { ownerId: string; messageId: string; content: string },
): Promise<void> {
  await speak(deps, conversationId, said);
}

/** Says something in other words, and gets a reply to those. Both versions stay as branches. */
export async function reword(
  deps: Deps,
  conversationId: string,
  { place, ...said }: { ownerId: string; place: Place; messageId: string; content: string },
): Promise<void> {
  await speak(deps, conversationId, { ...said, replace: place });
}

/** Asks for another reply. While one is being written, that one goes on. */
export async function regenerate(
  deps: Deps,
  conversationId: string,
  ownerId: string,
): Promise<void> {
  await unlessRunning(deps, conversationId, { ownerId, begin: beginAnother });
}

/** Asks to go on with the last reply. While one is being written, that one goes on. */
export async function continueReply(
  deps: Deps,
  conversationId: string,
  ownerId: string,
): Promise<void> {
  await unlessRunning(deps, conversationId, { ownerId, begin: beginContinuation });
}

/** Ends the reply that is being written; what it has stays. Another one than `turnId` is left alone. */
export async function stopReply(
  { kv, now }: Pick<Deps, "kv" | "now">,
  conversationId: string,
  { ownerId, turnId }: { ownerId: string; turnId: string },
): Promise<void> {
  await requireConversation(kv, conversationId, ownerId);
  await settleTurn(kv, { conversationId, turnId }, { finish: "stopped", nowMs: now() });
}

/** Interrupts what is being written and begins the reply, also where another begins at that very moment. */
async function speak(
  deps: Deps,
  conversationId: string,
  said: { ownerId: string; messageId: string; content: string; replace?: Place },
): Promise<void> {
  const { kv, turns } = deps;
  for (let triesLeft = 5;; triesLeft--) {
    await interrupt(deps, conversationId, said);
    try {
      return run(
        deps,
        await beginReplyTo(kv, conversationId, { ...said, writer: turns.writer() }),
      );
    } catch (error) {
      if (!isConflict(error) || triesLeft === 0) throw error;
    }
  }
}

async function interrupt(
  { kv, now }: Deps,
  conversationId: string,
  { ownerId, messageId }: { ownerId: string; messageId: string },
): Promise<void> {
  const running = await getTurn(kv, conversationId);
  // The same form twice must not interrupt the reply to its first arrival.
  if (running?.ownerId !== ownerId || running.parentId === messageId) return;
  await settleTurn(kv, { conversationId, turnId: running.id }, {
    finish: "stopped",
    nowMs: now(),
  });
}

async function unlessRunning(
  deps: Deps,
  conversationId: string,
  { ownerId, begin }: { ownerId: string; begin: typeof beginAnother },
): Promise<void> {
  const { kv, turns } = deps;
  const isRunning = async () => await getTurn(kv, conversationId) !== null;
  if (await isRunning()) return;
  try {
    run(deps, await begin(kv, conversationId, { ownerId, writer: turns.writer() }));
  } catch (error) {
    // A button that was pressed twice: the other press came first.
    if (!isConflict(error) || !await isRunning()) throw error;
  }
}

function isConflict(error: unknown): boolean {
  return error instanceof HttpError && asFailure(error).reason === "conflict";
}

function run({ turns }: Pick<Deps, "turns">, turn: Turn | null): void {
  if (turn) turns.run(turn);
}
