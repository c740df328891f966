/** Writes one answer of the assistant: what a model says, with what its tools find. */
import { gatheringFor } from "@/lib/ai/gather.ts";
import { streamWithTools } from "@/lib/ai/tools/loop.ts";
import type { AssistantDeps } from "@/lib/assistant/assistant.ts";
import type { Counted } from "@/lib/assistant/limits.ts";
import { type ChatLine, CONTEXT_LINES, MAX_ANSWER } from "@/lib/assistant/model.ts";
import { buildRequest, TOOLS } from "@/lib/assistant/prompt.ts";
import { listLines } from "@/lib/assistant/store.ts";
import { type AnswerPiece, writeAnswer } from "@/lib/chat/answer.ts";
import type { assistantWords } from "@/lib/i18n/assistant.ts";
import { localeOf } from "@/lib/said.ts";

export interface AskedOptions {
  asked: ChatLine;
  who: Counted;
  words: (typeof assistantWords)["ko"];
  signal: AbortSignal;
}

/** Pieces share events, as in the rooms; the name of a session makes those of Socket.IO the longest. */
const GATHERING = gatheringFor(
  `42/chat,["ai-chunk",{"sessionId":"${"x".repeat(36)}","content":""}]`.length + 4,
);

/** Yields the answer to a line. Never throws; an aborted one just ends. */
export function answerLine(
  deps: AssistantDeps,
  { asked, who, words, signal }: AskedOptions,
): AsyncGenerator<AnswerPiece> {
  const { kv, env, now, log, chatModel, toolbox } = deps;
  return writeAnswer(deps, {
    name: "assistant",
    payer: who,
    locale: localeOf(asked.content),
    words,
    gathering: GATHERING,
    maxChars: MAX_ANSWER,
    signal,
    async ask(signal) {
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
      return { request, stream };
    },
  });
}
