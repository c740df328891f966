/**
 * Owns how Maru's request and deltas map to OpenAI's chat completions, as OpenAI itself and the many servers that speak
 * the same (Ollama, llama.cpp, vLLM) take and give them: no network in here.
 *
 * Source: developers.openai.com/api/reference (chat completions), and the types of npm openai 7.57.
 */
import type {
  ChatCompletionCreateParamsStreaming,
  ChatCompletionMessageParam,
} from "openai/resources/chat/completions/completions";
import type { ReasoningEffort } from "openai/resources/shared";
import { z } from "zod";
import type { ChatRequest, FinishReason } from "@/lib/ai/model.ts";
import { parseArguments, type ProviderChunk } from "@/lib/ai/provider_stream.ts";
import { joinTurns } from "@/lib/ai/turns.ts";

/** Whose server it is: OpenAI's own knows parameters that others refuse, and the other way round. */
export interface OpenAiDialect {
  model: string;
  isOpenAi: boolean;
}

/** Builds the body of one request. */
export function toOpenAiBody(
  request: ChatRequest,
  { model, isOpenAi }: OpenAiDialect,
): ChatCompletionCreateParamsStreaming {
  const { maxOutputTokens, temperature, seed, tools = [] } = request;
  const { effort, headroomTokens } = isOpenAi ? leastReasoning(model) : NO_REASONING;
  const warm = temperature !== undefined && (effort === null || effort === "none");
  return {
    model,
    stream: true,
    stream_options: { include_usage: true },
    messages: toOpenAiMessages(request),
    // The name that OpenAI gave up is the only one that every other server knows.
    ...(isOpenAi
      ? { max_completion_tokens: maxOutputTokens + headroomTokens }
      : { max_tokens: maxOutputTokens }),
    ...(effort === null ? {} : { reasoning_effort: effort }),
    ...(warm ? { temperature } : {}),
    ...(seed === undefined || isOpenAi ? {} : { seed: seed >>> 1 }),
    ...(tools.length === 0 ? {} : {
      tools: tools.map(toTool),
      ...(request.toolChoice === "none" ? { tool_choice: "none" } : {}),
    }),
  };
}

const NO_REASONING = { effort: null, headroomTokens: 0 } as const;

/**
 * Chooses the least reasoning a model allows, as a chat wants its first word soon, and the tokens it may use up.
 *
 * Source: developers.openai.com/api/docs/models: from 5.1 on `none`; 5 takes `minimal`; the o series `low`.
 */
export function leastReasoning(
  model: string,
): { effort: Exclude<ReasoningEffort, undefined>; headroomTokens: number } {
  const version = /^gpt-(\d+)(?:\.(\d+))?/.exec(model);
  if (/^o\d/.test(model)) return { effort: "low", headroomTokens: 2048 };
  if (version === null || /-chat\b/.test(model)) return NO_REASONING;
  const major = Number(version[1]);
  if (major < 5) return NO_REASONING;
  if (/-pro\b/.test(model)) return { effort: null, headroomTokens: 4096 };
  if (major === 5 && version[2] === undefined) return { effort: "minimal", headroomTokens: 512 };
  return { effort: "none", headroomTokens: 0 };
}

function toTool({ name, description, parameters }: NonNullable<ChatRequest["tools"]>[number]) {
  return { type: "function" as const, function: { name, description, parameters } };
}

function toOpenAiMessages(request: ChatRequest): ChatCompletionMessageParam[] {
  const messages: ChatCompletionMessageParam[] = [];
  if (request.system !== "") messages.push({ role: "system", content: request.system });
  for (const turn of joinTurns(request)) {
    if (turn.role === "user") messages.push({ role: "user", content: turn.texts.join("\n\n") });
    else if (turn.role === "tool") {
      for (const { id, content } of turn.results) {
        messages.push({ role: "tool", tool_call_id: id, content });
      }
    } else {
      const calls = turn.toolCalls.map(({ id, name, arguments: given }) => ({
        id,
        type: "function" as const,
        function: { name, arguments: JSON.stringify(given ?? {}) },
      }));
      messages.push({
        role: "assistant",
        content: turn.texts.length === 0 ? null : turn.texts.join("\n\n"),
        ...(calls.length === 0 ? {} : { tool_calls: calls }),
      });
    }
  }
  return messages;
}

/** The part of a streamed chunk that Maru reads. Servers send null for what they have not. */
const Chunk = z.object({
  choices: z.array(z.object({
    delta: z.object({
      content: z.string().nullish(),
      refusal: z.string().nullish(),
      tool_calls: z.array(z.object({
        index: z.number().nullish(),
        id: z.string().nullish(),
        function: z.object({ name: z.string().nullish(), arguments: z.string().nullish() })
          .nullish(),
      })).nullish(),
    }).nullish(),
    finish_reason: z.string().nullish(),
  })),
  usage: z.object({
    prompt_tokens: z.number().nullish(),
    completion_tokens: z.number().nullish(),
    prompt_tokens_details: z.object({
      cached_tokens: z.number().nullish(),
      cache_write_tokens: z.number().nullish(),
    }).nullish(),
  }).nullish(),
});
type CallPiece = NonNullable<
  NonNullable<z.infer<typeof Chunk>["choices"][number]["delta"]>["tool_calls"]
>[number];

const FINISHES: Readonly<Record<string, FinishReason>> = {
  length: "length",
  content_filter: "blocked",
  tool_calls: "tool_calls",
  function_call: "tool_calls",
};

/**
 * Makes the reader of one answer's chunks. What was used comes after the reason of the end, in a chunk of its own, so
 * the end of the stream is the end of the reply.
 */
export function createOpenAiReader() {
  const calls = createCallJoiner();
  let finish: FinishReason | null = null;
  let refused = false;
  return {
    /** @throws {z.ZodError} Where the chunk has not the documented shape. */
    read(raw: unknown): ProviderChunk {
      const { choices, usage } = Chunk.parse(raw);
      const choice = choices.at(0);
      const text = choice?.delta?.content ?? "";
      for (const piece of choice?.delta?.tool_calls ?? []) calls.add(piece);
      if (choice?.delta?.refusal) refused = true;
      const reason = choice?.finish_reason;
      if (reason) finish = FINISHES[reason] ?? "stop";
      return {
        content: text === "" ? [] : [{ type: "text", text }],
        usage: usage == null ? null : toUsage(usage),
        finish: null,
      };
    },

    /** @throws {SyntaxError} Where the arguments of a call are no JSON. */
    end(): ProviderChunk | null {
      if (finish === null) return null;
      if (refused || finish === "blocked") return { content: [], usage: null, finish: "blocked" };
      // A call that the limit cut off is not to be run.
      if (finish === "length") return { content: [], usage: null, finish };
      const content = calls.all();
      return { content, usage: null, finish: content.length > 0 ? "tool_calls" : finish };
    },
  };
}

/** Puts calls together from their pieces. Some servers number every call 0, and some give no ids. */
function createCallJoiner() {
  const calls: { index: number; id: string; name: string; json: string }[] = [];
  return {
    add({ index, id, function: called }: CallPiece) {
      const known = calls.findLast((call) => index == null || call.index === index);
      const isNew = !known || (!!id && id !== known.id) ||
        (!id && !!called?.name && known.json !== "");
      const call = isNew
        ? {
          index: index ?? calls.length,
          id: id || `call_${calls.length + 1}`,
          name: "",
          json: "",
        }
        : known;
      if (isNew) calls.push(call);
      call.name += called?.name ?? "";
      call.json += called?.arguments ?? "";
    },
    all: (): ProviderChunk["content"] =>
      calls.map(({ id, name, json }) => (
        { type: "tool_call", id, name, arguments: parseArguments(json) }
      )),
  };
}

function toUsage(
  counted: NonNullable<z.infer<typeof Chunk>["usage"]>,
): NonNullable<ProviderChunk["usage"]> {
  const cachedTokens = counted.prompt_tokens_details?.cached_tokens ?? 0;
  const cacheWriteTokens = counted.prompt_tokens_details?.cache_write_tokens ?? 0;
  return {
    type: "usage",
    promptTokens: counted.prompt_tokens ?? 0,
    outputTokens: counted.completion_tokens ?? 0,
    ...(cachedTokens === 0 ? {} : { cachedTokens }),
    ...(cacheWriteTokens === 0 ? {} : { cacheWriteTokens }),
  };
}
