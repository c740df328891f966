/** What readers do in a conversation while a reply may be written: some of it interrupts, some of it leaves it alone. */
import { HttpError } from "fresh";
import { chooseAlternative, deleteMessage } from "@/lib/chat/branches.ts";
import { goForward, goTo } from "@/lib/chat/go_to.ts";
import { listTalkers, readCast } from "@/lib/chat/cast.ts";
import { castOf, chooseSpeakers } from "@/lib/chat/group.ts";
import type { CastName, Conversation, Place, Turn } from "@/lib/chat/model.ts";
import { editMessage, requireConversation, requireMessage } from "@/lib/chat/store.ts";
import {
  beginAnother,
  beginBy,
  beginContinuation,
  beginReplyTo,
  wasSent,
} from "@/lib/chat/turn_begin.ts";
import { getTurn, isInChain, settleTurn } from "@/lib/chat/turn_store.ts";
import type { Services } from "@/lib/define.ts";
import { asFailure, failure, foundOrNull } from "@/lib/errors.ts";
import { forgetFrom } from "@/lib/memory/store.ts";

type Deps = Pick<Services, "kv" | "now" | "turns">;

/**
 * Says something. What is being written is interrupted, as in any conversation; what came of it stays.
 *
 * @returns The reply that begins; null where nobody answers, and where this was said before.
 * @throws {HttpError} `not_found`.
 */
export async function say(
  deps: Deps,
  conversationId: string,
  said: { ownerId: string; sentAs: string; content: string; call?: NonNullable<Turn["call"]> },
): Promise<Turn | null> {
  return await speak(deps, conversationId, said);
}

/** Says something in other words, and gets a reply to those. Both versions stay as branches. */
export async function reword(
  deps: Deps,
  conversationId: string,
  { place, ...said }: { ownerId: string; place: Place; sentAs: string; content: string },
): Promise<void> {
  await speak(deps, conversationId, { ...said, replace: place });
}

/** Changes the words of a message in place. What was remembered of them is forgotten with them. */
export async function correct(
  { kv, now }: Pick<Deps, "kv" | "now">,
  conversationId: string,
  { ownerId, place, content }: { ownerId: string; place: Place; content: string },
): Promise<void> {
  await editMessage(kv, conversationId, { ownerId, place, content, nowMs: now() });
  await forgetFrom(kv, conversationId, place);
}

/** Asks for another reply. While one is being written, that one goes on. */
export async function regenerate(
  deps: Deps,
  conversationId: string,
  ownerId: string,
): Promise<void> {
  await unlessRunning(deps, conversationId, {
    ownerId,
    begin: async (kv, id, asked) => {
      const conversation = await requireConversation(kv, id, ownerId);
      const last = await requireMessage(kv, id, conversation.leaf);
      const there = conversation.cast && await listThere(kv, conversation);
      if (last.role === "model") return await beginAnother(kv, id, { ...asked, speakers: there });
      const chosen = await whoAnswers(kv, id, { ownerId, content: last.content });
      // Whoever presses for an answer gets one, also where each is asked to speak.
      const speakers = chosen?.length === 0 ? there?.slice(0, 1) : chosen;
      return await beginAnother(kv, id, { ...asked, speakers });
    },
  });
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
  const running = await getTurn(kv, conversationId);
  // The page that stops may have been opened at the first of several replies.
  if (!running || !isInChain(running, turnId)) return;
  await settleTurn(kv, { conversationId, turnId: running.id }, {
    finish: "stopped",
    nowMs: now(),
  });
}

/**
 * Shows another version of a message on the path. What is being written is interrupted: it belongs below the version that
 * was shown.
 */
export async function chooseVersion(
  deps: Pick<Deps, "kv" | "now">,
  conversationId: string,
  choice: { ownerId: string; from: string; to: Place },
): Promise<void> {
  await whenSilent(deps, conversationId, {
    ownerId: choice.ownerId,
    act: () => chooseAlternative(deps.kv, conversationId, choice),
  });
}

/** Leads the path back to a message, on whichever branch, to go on from there. What is being written is interrupted. */
export async function goBack(
  deps: Pick<Deps, "kv" | "now">,
  conversationId: string,
  { ownerId, place }: { ownerId: string; place: Place },
): Promise<void> {
  await whenSilent(deps, conversationId, {
    ownerId,
    act: () => goTo(deps.kv, conversationId, { ownerId, place, follow: false }),
  });
}

/** Leads the path on to where it ended before somebody went back. */
export async function goOnward(
  deps: Pick<Deps, "kv" | "now">,
  conversationId: string,
  ownerId: string,
): Promise<void> {
  await whenSilent(deps, conversationId, {
    ownerId,
    act: () => goForward(deps.kv, conversationId, ownerId),
  });
}

/** Deletes a message and what follows it; what is being written follows, so it is interrupted. */
export async function removeMessage(
  deps: Pick<Deps, "kv" | "now">,
  conversationId: string,
  removal: { ownerId: string; place: Place },
): Promise<void> {
  await whenSilent(deps, conversationId, {
    ownerId: removal.ownerId,
    act: () => deleteMessage(deps.kv, conversationId, removal),
  });
}

/**
 * Lets one of several characters speak. While a reply is being written, that one goes on.
 *
 * @throws {HttpError} `not_found` for somebody who does not take part, or is not there (any more) for the reader.
 */
export async function letSpeak(
  deps: Deps,
  conversationId: string,
  { ownerId, characterId }: { ownerId: string; characterId: string },
): Promise<void> {
  await unlessRunning(deps, conversationId, {
    ownerId,
    begin: async (kv, id, asked) => {
      const there = await listThere(kv, await requireConversation(kv, id, ownerId));
      if (!there.some(({ id }) => id === characterId)) throw failure("not_found");
      return await beginBy(kv, id, { ...asked, characterId });
    },
  });
}

/** Those of a conversation who can speak: a character may have been deleted, or be private by now. */
async function listThere(kv: Deno.Kv, conversation: Conversation): Promise<CastName[]> {
  const people = await readCast(kv, conversation);
  return castOf(conversation).filter(({ id }) => people.has(id));
}

/** Who answers what is said: undefined in a conversation of two, nobody where each is asked to speak. */
async function whoAnswers(
  kv: Deno.Kv,
  conversationId: string,
  { ownerId, content }: { ownerId: string; content: string },
): Promise<CastName[] | undefined> {
  const conversation = await requireConversation(kv, conversationId, ownerId);
  if (!conversation.cast) return undefined;
  if (conversation.order === "manual" && conversation.cast.length > 1) return [];
  const { leaf } = conversation;
  const last = await foundOrNull(requireMessage(kv, conversationId, leaf));
  return chooseSpeakers(content, await listTalkers(kv, conversation), {
    lastId: last?.speaker?.id ?? conversation.characterId,
    random: Math.random,
  });
}

/** Interrupts what is being written and begins the reply. */
async function speak(
  deps: Deps,
  conversationId: string,
  said: {
    ownerId: string;
    sentAs: string;
    content: string;
    replace?: Place;
    call?: NonNullable<Turn["call"]>;
  },
): Promise<Turn | null> {
  const { kv, turns } = deps;
  const speakers = await whoAnswers(kv, conversationId, said);
  const begin = () =>
    beginReplyTo(kv, conversationId, { ...said, speakers, writer: turns.writer() });
  const turn = await whenSilent(deps, conversationId, { ...said, act: begin });
  run(deps, turn);
  return turn;
}

/** How often something is tried again that another reply came before. */
const TRIES = 6;

/**
 * Ends what is being written, which keeps what it has, and does what must not happen meanwhile; also where another reply
 * begins at that very moment. The reply to the form `sentAs` itself is left alone.
 */
async function whenSilent<T>(
  deps: Pick<Deps, "kv" | "now">,
  conversationId: string,
  { ownerId, sentAs, act }: { ownerId: string; sentAs?: string; act: () => Promise<T> },
): Promise<T> {
  for (let n = 1;; n++) {
    await interrupt(deps, conversationId, { ownerId, sentAs });
    try {
      return await act();
    } catch (error) {
      if (!isConflict(error) || n === TRIES) throw error;
    }
  }
}

async function interrupt(
  { kv, now }: Pick<Deps, "kv" | "now">,
  conversationId: string,
  { ownerId, sentAs }: { ownerId: string; sentAs: string | undefined },
): Promise<void> {
  const running = await getTurn(kv, conversationId);
  if (running?.ownerId !== ownerId) return;
  if (sentAs !== undefined) {
    // The same form twice must not interrupt the reply to its first arrival.
    const conversation = await requireConversation(kv, conversationId, ownerId);
    if (await wasSent(kv, conversation, sentAs)) return;
  }
  await settleTurn(kv, { conversationId, turnId: running.id }, {
    finish: "stopped",
    nowMs: now(),
  });
}

async function unlessRunning(
  deps: Deps,
  conversationId: string,
  { ownerId, begin }: { ownerId: string; begin: typeof beginContinuation },
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
