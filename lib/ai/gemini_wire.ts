/**
 * Owns how Maru's request and deltas map to Gemini's `streamGenerateContent`: pure functions with
 * no network in them.
 *
 * Source: ai.google.dev/api/generate-content, and the types of npm @google/genai 3.1.
 */
import type {
  Content,
  FunctionDeclaration,
  GenerateContentConfig,
  Part,
  ThinkingConfig,
  ToolConfig,
} from "@google/genai/web";
import { z } from "zod";
import { toStreamFailure } from "@/lib/ai/gemini_errors.ts";
import type { ChatRequest, FinishReason, ToolCall, ToolSpec, ToolTurn } from "@/lib/ai/model.ts";
import type { ProviderChunk } from "@/lib/ai/provider_stream.ts";
import { joinTurns } from "@/lib/ai/turns.ts";

const Fields = z.record(z.string(), z.unknown());

/** The part of a streamed chunk that Maru reads. Anything else in it is ignored. */
const Chunk = z.object({
  candidates: z.array(z.object({
    content: z.object({
      parts: z.array(z.object({
        text: z.string().optional(),
        thought: z.boolean().optional(),
        thoughtSignature: z.string().optional(),
        functionCall: z.object({
          id: z.string().optional(),
          name: z.string(),
          args: z.unknown(),
        }).optional(),
      })).optional(),
    }).optional(),
    finishReason: z.string().optional(),
  })).optional(),
  error: z.unknown().optional(),
  promptFeedback: z.object({ blockReason: z.string().optional() }).optional(),
  usageMetadata: z.object({
    promptTokenCount: z.number().optional(),
    toolUsePromptTokenCount: z.number().optional(),
    cachedContentTokenCount: z.number().optional(),
    candidatesTokenCount: z.number().optional(),
    thoughtsTokenCount: z.number().optional(),
  }).optional(),
});

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

/** Accepted by Gemini 3 in place of a signed thought that is not at hand. Source: ai.google.dev/gemini-api/docs/thought-signatures. */
const NO_SIGNATURE = "skip_thought_signature_validator";

/** Turns the conversation into Gemini's contents; see {@link joinTurns}. */
export function toContents(request: ChatRequest, madeBy = ""): Content[] {
  return joinTurns(request).map((turn): Content => {
    if (turn.role === "user") return { role: "user", parts: turn.texts.map((text) => ({ text })) };
    if (turn.role === "tool") return { role: "user", parts: turn.results.map(toResponse) };
    const calls = turn.toolCalls.map((call, n) => toCall(call, { madeBy, first: n === 0 }));
    return { role: "model", parts: [...turn.texts.map((text) => ({ text })), ...calls] };
  });
}

/** Gemini 3 refuses a call that comes back without the thought it was signed with, which the first of a turn has. */
function toCall(
  { name, arguments: given, trace }: ToolCall,
  { madeBy, first }: { madeBy: string; first: boolean },
): Part {
  const args = Fields.safeParse(given);
  const own = trace?.madeBy === madeBy ? trace.value : null;
  const needed = first && /^gemini\/(?:models\/)?gemini-(?:[3-9]|\d\d)/.test(madeBy);
  const thoughtSignature = own ?? (needed ? NO_SIGNATURE : null);
  return {
    functionCall: { name, args: args.success ? args.data : {} },
    ...(thoughtSignature === null ? {} : { thoughtSignature }),
  };
}

function toResponse({ name, content }: ToolTurn["results"][number]): Part {
  return { functionResponse: { name, response: toFields(content) } };
}

/** Gemini takes an object; anything else goes into one. */
function toFields(json: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(json);
    const fields = Fields.safeParse(value);
    return fields.success ? fields.data : { result: value };
  } catch {
    // A tool that answers in plain words.
    return { result: json };
  }
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

/** Below their own 1.0, models from 3 on repeat themselves. Source: ai.google.dev/gemini-api/docs/gemini-3. */
function takesTemperature(model: string): boolean {
  return !/^(?:models\/)?gemini-(?:[3-9]|\d\d)/.test(model);
}

/** Builds the config of one request; the signal is what cancels it upstream. */
export function toConfig(
  request: ChatRequest,
  options: { model: string; signal: AbortSignal },
): GenerateContentConfig {
  const thinking = leastThinking(options.model);
  return {
    abortSignal: options.signal,
    // The SDK's own way to go on with a reply would read the answer itself.
    automaticContinuation: false,
    maxOutputTokens: request.maxOutputTokens + thinking.headroomTokens,
    ...(request.system === "" ? {} : { systemInstruction: request.system }),
    ...(request.temperature !== undefined && takesTemperature(options.model)
      ? { temperature: request.temperature }
      : {}),
    ...(request.seed === undefined ? {} : { seed: request.seed | 0 }),
    ...(thinking.config === null ? {} : { thinkingConfig: thinking.config }),
    ...(request.tools === undefined || request.tools.length === 0 ? {} : {
      tools: [{ functionDeclarations: request.tools.map(toDeclaration) }],
      ...(request.toolChoice === "none" ? { toolConfig: NO_CALLS } : {}),
    }),
  };
}

/** The tools stay named, as the conversation speaks of them, but none may be called. The SDK's enum, spelled out. */
const NO_CALLS: ToolConfig = {
  functionCallingConfig: {
    mode: "NONE" as NonNullable<NonNullable<ToolConfig["functionCallingConfig"]>["mode"]>,
  },
};

function toDeclaration({ name, description, parameters }: ToolSpec): FunctionDeclaration {
  return { name, description, parametersJsonSchema: parameters };
}

/** Makes the reader of one answer's chunks. Thoughts are left out. */
export function createGeminiReader(madeBy: string): (chunk: unknown) => ProviderChunk {
  let calls = 0;
  /**
   * @throws {z.ZodError} Where the chunk has not the documented shape.
   * @throws {ChatModelError} Where it is an error.
   */
  return (chunk) => {
    const { candidates, promptFeedback, usageMetadata, error } = Chunk.parse(chunk);
    if (error !== undefined) throw toStreamFailure(error);
    const candidate = candidates?.at(0);
    const content: ProviderChunk["content"] = [];
    for (const part of candidate?.content?.parts ?? []) {
      if (part.thought === true) continue;
      if (part.text !== undefined && part.text !== "") {
        content.push({ type: "text", text: part.text });
      }
      if (part.functionCall === undefined) continue;
      const { id, name, args } = part.functionCall;
      calls++;
      const value = part.thoughtSignature;
      content.push({
        type: "tool_call",
        id: id ?? `call_${calls}`,
        name,
        arguments: args ?? {},
        ...(value === undefined ? {} : { trace: { madeBy, value } }),
      });
    }
    const { blockReason } = promptFeedback ?? {};
    const finish = blockReason === undefined ? toFinish(candidate?.finishReason) : "blocked";
    return {
      content,
      usage: usageMetadata === undefined ? null : toUsage(usageMetadata),
      finish: finish === "stop" && calls > 0 ? "tool_calls" : finish,
    };
  };
}

function toUsage(
  counted: NonNullable<z.infer<typeof Chunk>["usageMetadata"]>,
): NonNullable<ProviderChunk["usage"]> {
  const cachedTokens = counted.cachedContentTokenCount ?? 0;
  return {
    type: "usage",
    promptTokens: (counted.promptTokenCount ?? 0) + (counted.toolUsePromptTokenCount ?? 0),
    outputTokens: (counted.candidatesTokenCount ?? 0) + (counted.thoughtsTokenCount ?? 0),
    ...(cachedTokens === 0 ? {} : { cachedTokens }),
  };
}

function toFinish(reason: string | undefined): FinishReason | null {
  if (reason === undefined || reason === "FINISH_REASON_UNSPECIFIED") return null;
  if (reason === "MAX_TOKENS") return "length";
  return BLOCKING.has(reason) ? "blocked" : "stop";
}
