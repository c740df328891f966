/** One answer of a model to somebody who waits for it, as pieces, where it is part of no conversation that is kept. */
import { readEmotions } from "@/lib/ai/emotion.ts";
import { type Gathering, gatherText } from "@/lib/ai/gather.ts";
import { type ChatDelta, ChatModelError, type ChatRequest } from "@/lib/ai/model.ts";
import { createTally } from "@/lib/ai/reply_usage.ts";
import { checkQuota, type Payer, type QuotaDeps, recordReply } from "@/lib/chat/quota.ts";
import type { Services } from "@/lib/define.ts";
import { chatWords } from "@/lib/i18n/chat.ts";
import type { Locale } from "@/lib/i18n/locale.ts";

/** A piece of an answer; trouble comes last, if at all. */
export type AnswerPiece =
  | { type: "text"; content: string }
  | { type: "trouble"; code: string; message: string; retryAfterS: number | null };

type Cited = { type: "cited" };

/** What a model was asked, and what it says. */
interface Asked {
  request: ChatRequest;
  stream: AsyncIterable<ChatDelta | Cited>;
}

export interface AnswerOptions {
  /** What the log calls it: `room` has `room_answer_failed`. */
  name: string;
  payer: Payer;
  locale: Locale;
  /** Said where it takes too long, and where the server is at fault. */
  words: { late: string; broken: string };
  gathering: Gathering;
  /** What is longer is cut. */
  maxChars?: number;
  signal: AbortSignal;
  /** Asks the model. */
  ask(signal: AbortSignal): Asked | Promise<Asked>;
}

export type AnswerDeps = QuotaDeps & Pick<Services, "log" | "chatModel">;

/** An answer takes no longer than that, with everything that is looked up for it. */
const TIMEOUT_MS = 120_000;

/** Yields the answer. Never throws; an aborted one just ends. */
export async function* writeAnswer(
  deps: AnswerDeps,
  options: AnswerOptions,
): AsyncGenerator<AnswerPiece> {
  const { name, payer, locale, words, gathering, signal: left } = options;
  const { failure: failures, spent } = chatWords[locale];
  const late = AbortSignal.timeout(TIMEOUT_MS);
  const done = new AbortController();
  const signal = AbortSignal.any([left, late, done.signal]);
  const ended = { blocked: false };
  let over = false;
  let room = options.maxChars ?? Infinity;
  try {
    const quota = await checkQuota(deps, payer);
    if (!quota.ok) {
      over = true;
      yield trouble("quota", spent[quota.of], quota.retryAfterS);
      return;
    }
    for await (const piece of gatherText(textOf(deps, { ...options, signal, ended }), gathering)) {
      yield { type: "text", content: piece.slice(0, room) };
      room -= piece.length;
      if (room <= 0) return;
    }
    over = true;
    if (ended.blocked) yield trouble("blocked", failures.blocked);
  } catch (error) {
    over = true;
    if (left.aborted) return;
    if (late.aborted) yield trouble("timeout", words.late);
    else if (error instanceof ChatModelError) {
      const { failure, retryAfterS } = error;
      deps.log.warn(`${name}_answer_refused`, { failure });
      yield trouble(failure, failures[failure], retryAfterS);
    } else {
      deps.log.error(`${name}_answer_failed`, error);
      yield trouble("internal", words.broken);
    }
  } finally {
    // What is cut here, and what nobody reads any more, ends upstream, too.
    if (!over) done.abort();
  }
}

/** The text of an answer; whether it was held back is told, and what it took is counted, also where it is cut. */
async function* textOf(
  deps: AnswerDeps,
  { name, payer, ask, signal, ended }: AnswerOptions & { ended: { blocked: boolean } },
): AsyncGenerator<string> {
  const { request, stream } = await ask(signal);
  const tally = createTally(deps.chatModel, request);
  let failed = false;
  try {
    for await (const delta of readEmotions<Cited>(stream)) {
      tally.take(delta);
      if (delta.type === "text" && delta.text !== "") yield delta.text;
      if (delta.type === "finish") ended.blocked = delta.reason === "blocked";
    }
  } catch (error) {
    failed = error instanceof ChatModelError;
    throw error;
  } finally {
    const usage = tally.total({ failed });
    if (usage) {
      await recordReply(deps, payer, usage)
        .catch((error) => deps.log.error(`${name}_usage_failed`, error));
    }
  }
}

function trouble(code: string, message: string, retryAfterS: number | null = null): AnswerPiece {
  return { type: "trouble", code, message, retryAfterS };
}
