/**
 * Owns how Maru's request and deltas map to Gemini's `streamGenerateContent`: pure functions with
 * no network in them.
 *
 * Source: ai.google.dev/api/generate-content, and the types of npm @google/genai 3.1.
 */
import type { Content, GenerateContentConfig, ThinkingConfig } from "@google/genai/web";
import { z } from "zod";
import type { ChatDelta, ChatRequest, ChatTurn, FinishReason } from "@/lib/ai/model.ts";

/** The part of a streamed chunk that Maru reads. Anything else in it is ignored. */
const Chunk = z.object({
  candidates: z.array(z.object({
    content: z.object({
      parts: z.array(z.object({
        text: z.string().optional(),
        thought: z.boolean().optional(),
        functionCall: z.object({
          id: z.string().optional(),
          name: z.string(),
          args: z.unknown(),
        }).optional(),
      })).optional(),
    }).optional(),
    finishReason: z.string().optional(),
  })).optional(),
  promptFeedback: z.object({ blockReason: z.string().optional() }).optional(),
  usageMetadata: z.object({
    promptTokenCount: z.number().optional(),
    candidatesTokenCount: z.number().optional(),
    thoughtsTokenCount: z.number().optional(),
  }).optional(),
});

/** What one chunk says. `finish` and `usage` are null where it does not tell. */
export interface GeminiChunk {
  content: Extract<ChatDelta, { type: "text" | "tool_call" }>[];
  usage: Extract<ChatDelta, { type: "usage" }> | null;
  finish: FinishReason | null;
}

/** Finish reasons that mean a safety rule, not an accident, ended the reply. */
const BLOCKING = new Set([
  "SAFETY",
  "PROHIBITED_CONTENT",
  "BLOCKLIST",
  "SPII",
  "RECITATION",
  "IMAGE_SAFETY",
  "LANGUAGE",
]);

const OPENING = { ko: "(대화를 시작한다)", en: "(The conversation begins)" } as const;
const CONTINUE = {
  ko: "(방금 하던 말을 끊긴 바로 그 자리부터 이어 간다. 이미 한 말은 되풀이하지 않는다.)",
  en: "(Go on from exactly where your last message stopped. Repeat nothing of it.)",
} as const;

/**
 * Turns the conversation into Gemini's contents: the first is from the user, roles alternate, no
 * part is empty. A reply to be continued is followed by a turn that asks for the rest, which also
 * works on models that refuse to end on a turn of their own.
 */
export function toContents(request: ChatRequest): Content[] {
  const { locale } = request.speaker;
  const turns: ChatTurn[] = request.messages.filter((turn) => turn.content.trim() !== "");
  if (turns.at(0)?.role !== "user") turns.unshift({ role: "user", content: OPENING[locale] });
  if (request.continueLast === true && turns.at(-1)?.role === "model") {
    turns.push({ role: "user", content: CONTINUE[locale] });
  }
  const contents: { role: string; parts: { text: string }[] }[] = [];
  for (const turn of turns) {
    const last = contents.at(-1);
    if (last?.role === turn.role) last.parts.push({ text: turn.content });
    else contents.push({ role: turn.role, parts: [{ text: turn.content }] });
  }
  return contents;
}

/** How little a model can think, and the output tokens that its thoughts may use up. */
interface Thinking {
  config: ThinkingConfig | null;
  headroomTokens: number;
}

/**
 * Chooses the least thinking a model allows, as a chat wants its first word soon. Thoughts count
 * against `maxOutputTokens`, so where thinking cannot be switched off that limit gets headroom.
 *
 * Source: ai.google.dev/gemini-api/docs/thinking: 2.5 takes a budget (0 is off, but Pro's least is
 * 128), 3 takes a level (Pro's least is LOW), a parameter of the other kind is refused with 400.
 */
export function leastThinking(model: string): Thinking {
  const name = model.replace(/^models\//, "");
  const version = /^gemini-(\d+)(?:\.(\d+))?/.exec(name);
  const isPro = /\bpro\b/.test(name);
  if (version === null) return { config: null, headroomTokens: 0 };
  const major = Number(version[1]);
  if (major >= 3) {
    // The SDK's enum, spelled out, as this module must not load the SDK to build a request.
    const thinkingLevel = (isPro ? "LOW" : "MINIMAL") as NonNullable<
      ThinkingConfig["thinkingLevel"]
    >;
    return { config: { thinkingLevel }, headroomTokens: isPro ? 2048 : 512 };
  }
  if (major === 2 && Number(version[2] ?? 0) >= 5) {
    return isPro
      ? { config: { thinkingBudget: 128 }, headroomTokens: 128 }
      : { config: { thinkingBudget: 0 }, headroomTokens: 0 };
  }
  return { config: null, headroomTokens: 0 };
}

/** Builds the config of one request; the signal is what cancels it upstream. */
export function toConfig(
  request: ChatRequest,
  options: { model: string; signal: AbortSignal },
): GenerateContentConfig {
  const thinking = leastThinking(options.model);
  return {
    abortSignal: options.signal,
    maxOutputTokens: request.maxOutputTokens + thinking.headroomTokens,
    ...(request.system === "" ? {} : { systemInstruction: request.system }),
    ...(request.temperature === undefined ? {} : { temperature: request.temperature }),
    ...(request.seed === undefined ? {} : { seed: request.seed | 0 }),
    ...(thinking.config === null ? {} : { thinkingConfig: thinking.config }),
  };
}

/**
 * Reads one chunk. Thoughts are left out.
 *
 * @throws {z.ZodError} Where the chunk has not the documented shape.
 */
export function decodeChunk(chunk: unknown, newCallId: () => string): GeminiChunk {
  const { candidates, promptFeedback, usageMetadata } = Chunk.parse(chunk);
  const candidate = candidates?.at(0);
  const content: GeminiChunk["content"] = [];
  for (const part of candidate?.content?.parts ?? []) {
    if (part.thought === true) continue;
    if (part.text !== undefined && part.text !== "") {
      content.push({ type: "text", text: part.text });
    }
    if (part.functionCall !== undefined) {
      const { id, name, args } = part.functionCall;
      content.push({ type: "tool_call", id: id ?? newCallId(), name, arguments: args ?? {} });
    }
  }
  const { blockReason } = promptFeedback ?? {};
  return {
    content,
    usage: usageMetadata === undefined ? null : {
      type: "usage",
      promptTokens: usageMetadata.promptTokenCount ?? 0,
      outputTokens: (usageMetadata.candidatesTokenCount ?? 0) +
        (usageMetadata.thoughtsTokenCount ?? 0),
    },
    finish: blockReason === undefined ? toFinish(candidate?.finishReason) : "blocked",
  };
}

function toFinish(reason: string | undefined): FinishReason | null {
  if (reason === undefined || reason === "FINISH_REASON_UNSPECIFIED") return null;
  if (reason === "MAX_TOKENS") return "length";
  return BLOCKING.has(reason) ? "blocked" : "stop";
}
