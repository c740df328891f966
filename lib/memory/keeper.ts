/** Keeps memory up after replies, in the background: never a reply waits for it, and none is lost by it. */
import type { User } from "@/lib/accounts/model.ts";
import { type ChatModel, ChatModelError, type ReplyUsage } from "@/lib/ai/model.ts";
import type { Character } from "@/lib/characters/model.ts";
import { type Conversation, readConversation, type Turn } from "@/lib/chat/model.ts";
import { readPath } from "@/lib/chat/store.ts";
import { recordUsage } from "@/lib/chat/usage.ts";
import { newId } from "@/lib/id.ts";
import type { Log } from "@/lib/log.ts";
import { askForPiece } from "@/lib/memory/ask.ts";
import { extractPiece } from "@/lib/memory/extract.ts";
import { dueMessages, learn, type Summary } from "@/lib/memory/model.ts";
import type { PieceInput, PieceOutput } from "@/lib/memory/piece.ts";
import { findSummary, keepPiece, REACH } from "@/lib/memory/store.ts";
import { getPersona } from "@/lib/personas/store.ts";
import { keys } from "@/lib/store/keys.ts";

/** Longest time that one piece may take. */
const MAX_MS = 60_000;

export interface MemoryKeeper {
  /** Looks whether a conversation is due for a piece of memory after a reply by this model, and makes it. */
  after(turn: Turn, model: ChatModel, paid?: (usage: ReplyUsage) => Promise<void>): void;
  /** Ends what runs; it is made after a later reply. */
  close(): Promise<void>;
  /** Resolves when nothing runs. */
  idle(): Promise<void>;
}

export interface MemoryKeeperOptions {
  kv: Deno.Kv;
  log: Log;
  now: () => number;
}

/** Makes the keeper of one instance. */
export function createMemoryKeeper(options: MemoryKeeperOptions): MemoryKeeper {
  const { log } = options;
  const closing = new AbortController();
  const running = new Map<string, Promise<void>>();
  const idle = async () => void await Promise.all(running.values());
  return {
    after(turn, model, paid) {
      const { conversationId: id } = turn;
      // Somebody who talks fast finds the last piece still in the making; the next reply asks again.
      if (closing.signal.aborted || running.has(id)) return;
      const signal = AbortSignal.any([closing.signal, AbortSignal.timeout(MAX_MS)]);
      const work = makePiece(turn, { ...options, model, signal, paid })
        .catch((error) => {
          if (!signal.aborted) log.error("memory_failed", error, { conversation: id });
        })
        .finally(() => running.delete(id));
      running.set(id, work);
    },
    async close() {
      closing.abort(new DOMException("The process ends", "AbortError"));
      await idle();
    },
    idle,
  };
}

interface Making extends MemoryKeeperOptions {
  model: ChatModel;
  signal: AbortSignal;
  paid: ((usage: ReplyUsage) => Promise<void>) | undefined;
}

async function makePiece(turn: Turn, making: Making): Promise<void> {
  const { kv, now } = making;
  const due = await findDue(kv, turn);
  if (!due) return;
  const { input, before, sources } = due;
  const made = await compose(input, { ...making, ownerId: turn.ownerId });
  const last = input.messages.at(-1)!;
  const known = before?.factIds ?? [];
  await keepPiece(kv, turn.conversationId, {
    summary: {
      v: 1,
      at: { id: last.id, depth: last.depth },
      from: before?.from ?? input.messages[0]!.depth,
      text: made.piece.summary,
      by: made.by,
      madeAtMs: now(),
    },
    known,
    learn: (book) => learn(book, made.piece.facts, { known, newId, nowMs: now() }),
    sources,
  });
}

interface Due {
  input: PieceInput;
  before: Summary | null;
  sources: Deno.AtomicCheck[];
}

/** The messages that are to be remembered next on the path that is shown; null while there is nothing to do. */
async function findDue(kv: Deno.Kv, turn: Turn): Promise<Due | null> {
  const { conversationId: id, ownerId } = turn;
  const [stored, owner, character] = await kv.getMany<[Conversation, User, Character]>([
    keys.conversation(id),
    keys.user(ownerId),
    keys.character(turn.characterId),
  ]);
  if (!stored.value || !owner.value) return null;
  const conversation = readConversation(stored.value);
  const { leaf } = conversation;
  // Most replies end here, with one look at the store.
  if (dueMessages({ total: leaf.depth + 1, told: 0 }) === 0) return null;
  const { messages: path } = await readPath(kv, id, { leaf, limit: REACH });
  const before = await findSummary(kv, id, path);
  const start = before ? path.findIndex(({ message }) => message.id === before.at.id) + 1 : 0;
  const count = dueMessages({ total: path.length, told: start });
  const messages = path.slice(start, start + count).map(({ message }) => message);
  if (messages.length === 0) return null;
  const entries = await Promise.all(
    messages.map((message) => kv.get(keys.message(id, message.depth, message.id))),
  );
  const persona = conversation.personaId
    ? await getPersona(kv, ownerId, conversation.personaId)
    : null;
  return {
    input: {
      messages,
      before: before?.text ?? "",
      userName: persona?.name ?? owner.value.nickname,
      characterName: character.value?.name ?? conversation.characterName,
      locale: character.value?.lang ?? "ko",
    },
    before,
    sources: entries.map(({ key, versionstamp }) => ({ key, versionstamp })),
  };
}

/** Lets the model that answers make it, else picks sentences: where no model is there, or it fails or says something else. */
async function compose(
  input: PieceInput,
  { model, signal, kv, log, now, paid, ownerId }: Making & { ownerId: string },
): Promise<{ piece: PieceOutput; by: Summary["by"] }> {
  if (model.provider !== "demo") {
    try {
      const { piece, usage } = await askForPiece(model, input, signal);
      await recordUsage(kv, ownerId, { usage, nowMs: now() });
      await paid?.(usage);
      if (piece) return { piece, by: "model" };
      log.warn("memory_unreadable", { model: usage.madeBy });
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof ChatModelError)) throw error;
      log.warn("memory_refused", { failure: error.failure });
    }
  }
  return { piece: extractPiece(input), by: "extract" };
}
