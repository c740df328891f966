/** Runs replies: asks the model, writes what comes, and settles the turn, whether or not anyone still reads. */
import { ChatModelError, nameOfModel } from "@/lib/ai/model.ts";
import type { ChatModel, ChatRequest, FinishReason } from "@/lib/ai/model.ts";
import { createOwnWords } from "@/lib/ai/own_words.ts";
import type { Models } from "@/lib/ai/provider.ts";
import { readEmotions } from "@/lib/ai/emotion.ts";
import { createTally, type Tally } from "@/lib/ai/reply_usage.ts";
import type { Citation } from "@/lib/ai/tools/citation.ts";
import { streamWithTools } from "@/lib/ai/tools/loop.ts";
import { createToolbox, type Tool, type Toolbox } from "@/lib/ai/tools/registry.ts";
import { preferredModel } from "@/lib/characters/card/preferred_model.ts";
import { hasReaders } from "@/lib/chat/follow.ts";
import { type Conversation, MAX_REPLY_CHARS, type Turn } from "@/lib/chat/model.ts";
import { type Pen, startPen } from "@/lib/chat/pen.ts";
import { closePromptRecord, keepPromptRecord, recordOf } from "@/lib/chat/prompt_record.ts";
import { buildTurnRequest, type TurnRequest } from "@/lib/chat/request.ts";
import { type Writer } from "@/lib/chat/turn_begin.ts";
import { type Ending, getTurn, holdTurn, settleTurn } from "@/lib/chat/turn_store.ts";
import { chargeQuota } from "@/lib/chat/quota.ts";
import { recordUsage, type TokenUsage } from "@/lib/chat/usage.ts";
import type { Log } from "@/lib/log.ts";
import type { MemoryKeeper } from "@/lib/memory/keeper.ts";
import { keys } from "@/lib/store/keys.ts";

/** How long a reply goes on that nobody has begun to read, and that nobody reads any more. */
const UNREAD_MS = 20_000;
const LEFT_MS = 8_000;
/** How often it is asked whether anyone reads. */
const LOOK_MS = 4_000;

export interface TurnRunner {
  /** Who begins a turn here, now. */
  writer(): Writer;
  /** Writes a turn that was just begun, in the background. Its tokens count against the address that asked. */
  run(turn: Turn, payer?: { address: string }): void;
  /** Lets running replies end by themselves for a while, then cuts them; what they have is kept. */
  drain(graceMs: number): Promise<void>;
}

export interface TurnRunnerOptions {
  kv: Deno.Kv;
  log: Log;
  now: () => number;
  instance: string;
  models: Models;
  /** Tools that characters may be given; none when missing. */
  toolbox?: Toolbox;
  /** Is told of every reply that came to its end; nothing is remembered when missing. */
  memory?: Pick<MemoryKeeper, "after">;
  maxOutputTokens: number;
  /** See {@link startPen}. */
  pauseMs?: number;
  /** How often it is asked whether anyone still reads. */
  lookMs?: number;
}

/** Why a reply was cut before the model ended it; `over`: it went on with the words of somebody else. */
type Cut = "left" | "shutdown" | "lost" | "full" | "over";

/** Makes the runner of one instance. */
export function createTurnRunner(options: TurnRunnerOptions): TurnRunner {
  const { now, instance, models, log } = options;
  const running = new Map<string, { cut: AbortController; done: Promise<void> }>();
  let closing = false;

  return {
    writer: () => ({
      instance,
      madeBy: nameOfModel(models.standard),
      nowMs: now(),
    }),
    run(turn, payer) {
      const cut = new AbortController();
      if (closing) cut.abort("shutdown" satisfies Cut);
      const done = writeTurns(turn, cut.signal, { ...options, payer })
        .catch((error) => log.error("turn_failed", error, { turn: turn.id }))
        .finally(() => running.delete(turn.id));
      running.set(turn.id, { cut, done });
    },
    async drain(graceMs) {
      closing = true;
      const all = () => Promise.all([...running.values()].map(({ done }) => done));
      const timer = setTimeout(() => {
        for (const { cut } of running.values()) cut.abort("shutdown" satisfies Cut);
      }, graceMs);
      await all();
      clearTimeout(timer);
    },
  };
}

type Writing = TurnRunnerOptions & { payer: { address: string } | undefined };

/** Writes a turn, and those that follow it among several characters. */
async function writeTurns(first: Turn, closed: AbortSignal, options: Writing): Promise<void> {
  for (let turn = first;;) {
    // What cuts one of them says nothing of the next, but for a server that stops.
    const cut = new AbortController();
    const close = () => cut.abort(closed.reason);
    closed.addEventListener("abort", close, { once: true });
    if (closed.aborted) close();
    await writeTurn(turn, cut, options);
    closed.removeEventListener("abort", close);
    const next = turn.queue?.[0];
    const running: Turn | null = next ? await getTurn(options.kv, turn.conversationId) : null;
    if (!next || running?.id !== next.id) return;
    turn = running;
  }
}

async function writeTurn(turn: Turn, cut: AbortController, options: Writing): Promise<void> {
  const { kv, now, log, toolbox = createToolbox([]) } = options;
  const held = await holdTurn(kv, turn);
  if (!held) return;
  const startedMs = performance.now();
  const built = await buildTurnRequest(kv, turn, options).catch((error: unknown) => {
    log.error("turn_request_failed", error, { turn: turn.id });
    return null;
  });
  if (!built) {
    await settleTurn(kv, place(turn), {
      finish: "failed",
      trouble: { failure: "bad_response", retryAfterS: null },
      nowMs: now(),
    });
    return;
  }
  const { ownRole, report } = built;
  await keepPromptRecord(kv, held, recordOf(report, { turn, ownRole, nowMs: now() }));
  const model = await chooseModel(kv, turn, { models: options.models, request: built.request });
  const pen = startPen(kv, held, {
    now,
    room: MAX_REPLY_CHARS - built.baseChars,
    ...(options.pauseMs === undefined ? {} : { pauseMs: options.pauseMs }),
  });
  pen.lost.addEventListener("abort", () => cut.abort("lost" satisfies Cut), { once: true });
  const stopLooking = cutWhenUnread(turn, cut, options);
  const stopListening = cutWhenSettled(turn, cut, kv);
  const tools = toolbox.pick(built.tools);
  pen.sign(nameOfModel(model));
  const outcome = await speak(model, built.request, {
    pen,
    cut,
    glue: built.glue,
    voices: built.voices,
    log,
    now,
    tools,
  });
  stopLooking();
  stopListening();
  const kept = await pen.finish() && cut.signal.reason !== ("lost" satisfies Cut);
  const { usage } = outcome;
  if (kept) {
    await settleTurn(kv, place(turn), {
      ...outcome.ending,
      usage,
      lore: built.lore,
      nowMs: now(),
    });
  } else if (usage) {
    await recordUsage(kv, turn.ownerId, { usage, nowMs: now() });
  }
  await closePromptRecord(kv, turn, usage);
  const { payer } = options;
  const charge = async (taken: TokenUsage) => {
    if (payer) await chargeQuota(options, payer, taken);
  };
  if (usage) await charge(usage);
  if (kept && pen.chars > 0) options.memory?.after(turn, model, charge);
  log.info("turn", {
    turn: turn.id,
    model: outcome.madeBy,
    finish: kept ? outcome.ending.finish : "settled elsewhere",
    failure: outcome.ending.trouble?.failure,
    chars: pen.chars,
    tookMs: Math.round(performance.now() - startedMs),
  });
}

function place(turn: Turn) {
  return { conversationId: turn.conversationId, turnId: turn.id };
}

/** The model that the reader chose for this conversation; else the character's maker for the character; else the standard. */
async function chooseModel(
  kv: Deno.Kv,
  { conversationId }: Turn,
  { models, request }: { models: Models; request: ChatRequest },
): Promise<ChatModel> {
  if (models.choices.length === 1) return models.standard;
  const { value } = await kv.get<Conversation>(keys.conversation(conversationId));
  return models.pick(value?.model, preferredModel(request.speaker.card));
}

interface Outcome {
  ending: Omit<Ending, "usage" | "nowMs">;
  usage: TokenUsage | null;
  /** Who answered, as `provider/model`. */
  madeBy: string;
}

/** Streams the model into the pen, and says how it ended. */
async function speak(
  model: ChatModel,
  request: ChatRequest,
  { pen, cut, glue, voices = { own: [], others: [] }, log, now, tools }: {
    pen: Pen;
    cut: AbortController;
    glue: (first: string) => string;
    voices: TurnRequest["voices"];
    log: Log;
    now: () => number;
    tools: readonly Tool[];
  },
): Promise<Outcome> {
  const tally = createTally(model, request);
  let cited: readonly Citation[] = [];
  let reason: FinishReason = "stop";
  let first = true;
  const own = createOwnWords(voices);
  const write = (piece: string) => {
    if (piece === "") return;
    const text = first ? glue(piece) : piece;
    first &&= text === "";
    if (!pen.write(text)) cut.abort("full" satisfies Cut);
  };
  try {
    const stream = streamWithTools(model, request, {
      tools,
      signal: cut.signal,
      now,
      onToolCall: ({ fault, ...ran }) => {
        log.info("tool", { ...ran });
        if (fault !== undefined) log.error("tool_fault", fault, { tool: ran.name });
      },
    });
    for await (const delta of readEmotions(stream, { continues: request.continueLast ?? false })) {
      tally.take(delta);
      if (delta.type === "emotion") pen.feel(delta.emotion);
      if (delta.type === "takeover") pen.sign(delta.madeBy);
      if (delta.type === "finish") reason = delta.reason;
      if (delta.type === "cited") cited = delta.entries;
      if (delta.type !== "text") continue;
      write(own.push(delta.text));
      if (own.over) cut.abort("over" satisfies Cut);
    }
    write(own.end());
    return { ending: { ...endingOf(reason), cited }, ...countOf(tally, { failed: false }) };
  } catch (error) {
    write(own.end());
    // Nothing but words of others is no reply.
    const ending = own.over && pen.chars === 0
      ? BAD_RESPONSE
      : endingOfError(error, cut.signal, log);
    return { ending, ...countOf(tally, { failed: ending.finish === "failed" }) };
  }
}

function countOf(tally: Tally, how: { failed: boolean }): Pick<Outcome, "usage" | "madeBy"> {
  return { usage: tally.total(how), madeBy: tally.madeBy };
}

const BAD_RESPONSE: Outcome["ending"] = {
  finish: "failed",
  trouble: { failure: "bad_response", retryAfterS: null },
};

function endingOf(reason: FinishReason): Outcome["ending"] {
  // The loop ends no reply with calls of tools; whatever did has said what it had to say.
  if (reason !== "blocked") return { finish: reason === "tool_calls" ? "stop" : reason };
  return { finish: "blocked", trouble: { failure: "blocked", retryAfterS: null } };
}

function endingOfError(error: unknown, signal: AbortSignal, log: Log): Outcome["ending"] {
  if (signal.aborted) {
    switch (signal.reason as Cut) {
      case "full":
        return { finish: "length" };
      case "over":
        return { finish: "stop" };
      case "left":
        return { finish: "left" };
      case "shutdown":
      case "lost":
        return { finish: "lost", trouble: { failure: "network", retryAfterS: null } };
    }
  }
  if (!(error instanceof ChatModelError)) {
    log.error("model_fault", error);
    return BAD_RESPONSE;
  }
  const { failure, retryAfterS } = error;
  return {
    finish: failure === "blocked" ? "blocked" : "failed",
    trouble: { failure, retryAfterS },
  };
}

/** Cuts a turn that nobody reads. @returns What stops the looking. */
function cutWhenUnread(
  turn: Turn,
  cut: AbortController,
  { kv, now, log, lookMs = LOOK_MS }: TurnRunnerOptions,
): () => void {
  let lastReadMs: number | null = null;
  const startedMs = now();
  const timer = setInterval(async () => {
    try {
      const nowMs = now();
      if (await hasReaders(kv, turn.id, nowMs)) lastReadMs = nowMs;
      const alone = lastReadMs === null
        ? nowMs - startedMs > UNREAD_MS
        : nowMs - lastReadMs > LEFT_MS;
      if (alone) cut.abort("left" satisfies Cut);
    } catch (error) {
      log.warn("turn_look_failed", { turn: turn.id, error: String(error) });
    }
  }, lookMs);
  return () => clearInterval(timer);
}

/**
 * Cuts a turn that somebody else settles, as a reader who stops it, on whichever instance: the provider hears of it at
 * once, not with the next piece of text. @returns What stops the listening.
 */
function cutWhenSettled(turn: Turn, cut: AbortController, kv: Deno.Kv): () => void {
  const bell = kv.watch<[Turn]>([keys.turn(turn.conversationId)]).getReader();
  const listen = async () => {
    for (;;) {
      const { done, value } = await bell.read();
      if (done) return;
      if (value[0].value?.id !== turn.id) return cut.abort("lost" satisfies Cut);
    }
  };
  // A bell that breaks is no fault: the pen finds out at its next commit.
  listen().catch(() => {});
  return () => void bell.cancel().catch(() => {});
}
