/** Writes one answer of the assistant: what a model says, with what its tools find. */
import { readEmotions } from "@/lib/ai/emotion.ts";
import { gatheringFor, gatherText } from "@/lib/ai/gather.ts";
import { ChatModelError } from "@/lib/ai/model.ts";
import { createTally } from "@/lib/ai/reply_usage.ts";
import { streamWithTools, type ToolLoopDelta } from "@/lib/ai/tools/loop.ts";
import type { AssistantDeps } from "@/lib/assistant/assistant.ts";
import type { Counted } from "@/lib/assistant/limits.ts";
import { type ChatLine, CONTEXT_LINES, MAX_ANSWER } from "@/lib/assistant/model.ts";
import { buildRequest, TOOLS } from "@/lib/assistant/prompt.ts";
import { listLines } from "@/lib/assistant/store.ts";
import { checkQuota, recordReply } from "@/lib/chat/quota.ts";
import type { assistantWords } from "@/lib/i18n/assistant.ts";
import { chatWords } from "@/lib/i18n/chat.ts";
import { localeOf } from "@/lib/said.ts";

/** A piece of an answer; trouble comes last, if at all. */
export type AnswerPiece =
  | { type: "text"; content: string }
  | { type: "trouble"; code: string; message: string; retryAfterS: number | null };

export interface AnswerOptions {
  asked: ChatLine;
  who: Counted;
  words: (typeof assistantWords)["ko"];
  signal: AbortSignal;
}

/** An answer takes no longer than that, with everything that is looked up for it. */
const TIMEOUT_MS = 120_000;
/** Pieces share events, as in the rooms; the name of a session makes those of Socket.IO the longest. */
const GATHERING = gatheringFor(
  `42/chat,["ai-chunk",{"sessionId":"${"x".repeat(36)}","content":""}]`.length + 4,
);

/** Yields the answer. Never throws; an aborted one just ends. */
export async function* writeAnswer(
  deps: AssistantDeps,
  options: AnswerOptions,
): AsyncGenerator<AnswerPiece> {
  const { asked, words, signal: left } = options;
  const late = AbortSignal.timeout(TIMEOUT_MS);
  const done = new AbortController();
  const signal = AbortSignal.any([left, late, done.signal]);
  const ended = { blocked: false };
  let over = false;
  const failures = chatWords[localeOf(asked.content)].failure;
  let room = MAX_ANSWER;
  try {
    const quota = await checkQuota(deps, options.who);
    if (!quota.ok) {
      over = true;
      const spent = chatWords[localeOf(asked.content)].spent[quota.of];
      yield trouble("quota", spent, quota.retryAfterS);
      return;
    }
    const text = textOf(deps, { ...options, signal, ended });
    for await (const piece of gatherText(text, GATHERING)) {
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
      deps.log.warn("assistant_answer_refused", { failure });
      yield trouble(failure, failures[failure], retryAfterS);
    } else {
      deps.log.error("assistant_answer_failed", error);
      yield trouble("internal", words.broken);
    }
  } finally {
    // What is cut here ends upstream, too.
    if (!over) done.abort();
  }
}

/** The text of an answer; whether it was held back is told, and what it took is counted, also where it is cut. */
async function* textOf(
  deps: AssistantDeps,
  { asked, who, signal, ended }: AnswerOptions & { ended: { blocked: boolean } },
): AsyncGenerator<string> {
  const { kv, env, now, log, chatModel, toolbox } = deps;
  const lines = await listLines(kv, asked.sessionId, { limit: CONTEXT_LINES });
  const request = buildRequest(lines, { maxOutputTokens: env.AI_CHAT_MAX_TOKENS });
  const stream = streamWithTools(chatModel, request, {
    tools: toolbox.pick(TOOLS),
    signal,
    now,
    onToolCall: ({ fault, ...ran }) => {
      log.info("tool", { ...ran });
      if (fault !== undefined) log.error("tool_fault", fault, { tool: ran.name });
    },
  });
  type Cited = Extract<ToolLoopDelta, { type: "cited" }>;
  const tally = createTally(chatModel, request);
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
      await recordReply(deps, who, usage)
        .catch((error) => log.error("assistant_usage_failed", error));
    }
  }
}

function trouble(code: string, message: string, retryAfterS: number | null = null): AnswerPiece {
  return { type: "trouble", code, message, retryAfterS };
}
