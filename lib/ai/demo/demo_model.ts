/**
 * Owns the embedded default model: an offline improviser that speaks from the character's own
 * card, in Korean and English, with no network and no language model behind it.
 */
import { setTimeout as delay } from "node:timers/promises";
import type { ChatDelta, ChatModel, ChatRequest } from "@/lib/ai/model.ts";
import { continueReply } from "@/lib/ai/demo/continuation.ts";
import { improvise } from "@/lib/ai/demo/reply.ts";
import { answerFrom, callFor, wishFor } from "@/lib/ai/demo/services.ts";
import { Scene } from "@/lib/ai/demo/scene.ts";
import { emotionTag } from "@/lib/ai/emotion.ts";
import { estimateTokens } from "@/lib/ai/tokens.ts";
import { spokenTurns, textOfTurn } from "@/lib/ai/turn_text.ts";

/** Settings of the demo model. */
export interface DemoOptions {
  /** Pause before each word; 35 by default. */
  delayMs?: number;
}

/**
 * Makes the demo model. The same seed, card and messages give the same reply; another seed gives
 * another one. Replies begin with an emotion tag, except continuations, which keep their face.
 * Where it may search services and is asked for help, it does that first.
 */
export function createDemoModel({ delayMs = 35 }: DemoOptions = {}): ChatModel {
  async function* stream(request: ChatRequest, signal: AbortSignal): AsyncGenerator<ChatDelta> {
    signal.throwIfAborted();
    const wish = wishFor(request);
    if (wish !== null) {
      await pause(delayMs, signal);
      yield callFor(wish, `call-${request.messages.length}`);
      yield { type: "usage", promptTokens: promptTokensOf(request), outputTokens: 0 };
      yield { type: "finish", reason: "tool_calls" };
      return;
    }
    const pieces = piecesOf(writeReply(request));
    let outputTokens = 0;
    let isCut = false;
    for (const piece of pieces) {
      const tokens = estimateTokens(piece);
      isCut = outputTokens > 0 && outputTokens + tokens > request.maxOutputTokens;
      if (isCut) break;
      await pause(delayMs, signal);
      outputTokens += tokens;
      yield { type: "text", text: piece };
      signal.throwIfAborted();
    }
    yield { type: "usage", promptTokens: promptTokensOf(request), outputTokens };
    yield { type: "finish", reason: isCut ? "length" : "stop" };
  }
  return { provider: "demo", model: "maru-improviser", stream };
}

function promptTokensOf({ system, messages }: ChatRequest): number {
  return estimateTokens([system, ...messages.map(textOfTurn)].join("\n"));
}

/** The whole reply, tag included. */
function writeReply(request: ChatRequest): string {
  const answer = answerFrom(request);
  if (answer !== null) return `${emotionTag("smile")} ${answer}`;
  const turns = spokenTurns(request.messages);
  const last = turns.at(-1);
  if (request.continueLast === true && last?.role === "model") {
    return continueReply(new Scene(request, turns), last.content);
  }
  const draft = improvise(new Scene(request, turns));
  return `${emotionTag(draft.emotion)} ${draft.text}`;
}

/** Words with the blanks before them, as a model would stream them. */
function piecesOf(text: string): string[] {
  return text.match(/\s*\S+/g) ?? [];
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (ms === 0) return;
  try {
    await delay(ms, undefined, { signal });
  } catch {
    // Node wraps the reason of an abort into an error of its own; callers want the reason.
    signal.throwIfAborted();
  }
}
