/**
 * Owns how Maru's request and deltas map to Anthropic's Messages API: no network in here.
 *
 * Source: platform.claude.com/docs (messages, streaming, thinking), and the types of npm @anthropic-ai/sdk 1.11.
 */
import type {
  MessageCreateParamsStreaming,
  MessageParam,
  OutputConfig,
  ThinkingConfigParam,
  Tool,
} from "@anthropic-ai/sdk/resources/messages/messages";
import { z } from "zod";
import type { ChatRequest, FinishReason, ToolCall } from "@/lib/ai/model.ts";
import { parseArguments, type ProviderChunk } from "@/lib/ai/provider_stream.ts";
import { joinTurns } from "@/lib/ai/turns.ts";

/** Thoughts as they must come back with the calls that they led to. */
const Thought = z.discriminatedUnion("type", [
  z.object({ type: z.literal("thinking"), thinking: z.string(), signature: z.string() }),
  z.object({ type: z.literal("redacted_thinking"), data: z.string() }),
]);
type Thought = z.infer<typeof Thought>;

/** How little a model can think, and the output tokens that its thoughts may use up. */
interface Thinking {
  thinking?: ThinkingConfigParam;
  output_config?: OutputConfig;
  headroomTokens: number;
}

/**
 * Chooses the least thinking a model allows, as a chat wants its first word soon. Thoughts count against `max_tokens`,
 * so where thinking cannot be switched off that limit gets headroom.
 *
 * Source: platform.claude.com/docs/en/build-with-claude/thinking: up to 4.8 nothing is thought unless asked for; 5 thinks
 * unless told not to; Sonnet 5.5 takes `between_tools` for that; Opus 5.5 and the largest ones cannot be told.
 */
export function leastClaudeThinking(model: string): Thinking {
  const name = /^claude-([a-z]+)-(\d+)(?:-(\d)(?!\d))?/.exec(model);
  const version = name === null ? 0 : Number(name[2]) + Number(name[3] ?? 0) / 10;
  if (name === null || version < 5) return { headroomTokens: 0 };
  const [, family] = name;
  if (family === "haiku" || (family === "sonnet" && version < 5.5)) {
    return { thinking: { type: "disabled" }, headroomTokens: 0 };
  }
  if (family === "sonnet") return { thinking: { type: "between_tools" }, headroomTokens: 1024 };
  if (family === "opus" && version < 5.5) {
    return { thinking: { type: "disabled" }, headroomTokens: 0 };
  }
  return { output_config: { effort: "low" }, headroomTokens: 2048 };
}

/** Models from 4.7 on refuse a temperature. Source: the migration guides of Opus 4.7 and Sonnet 5. */
function takesTemperature(model: string): boolean {
  return /^claude-(?:3|[a-z]+-4(?:-(?:[0-6](?!\d)|\d{8})|$))/.test(model);
}

/** Builds the body of one request. */
export function toClaudeBody(request: ChatRequest, model: string): MessageCreateParamsStreaming {
  const { headroomTokens, ...thinking } = leastClaudeThinking(model);
  const { system, temperature, tools = [] } = request;
  const warm = temperature !== undefined && takesTemperature(model);
  return {
    model,
    stream: true,
    max_tokens: request.maxOutputTokens + headroomTokens,
    messages: toClaudeMessages(request, `claude/${model}`),
    // Marked for the provider's cache: the next message of the same conversation begins with the same words.
    ...(system === ""
      ? {}
      : { system: [{ type: "text", text: system, cache_control: { type: "ephemeral" } }] }),
    ...(warm ? { temperature: Math.min(1, temperature) } : {}),
    ...(tools.length === 0 ? {} : {
      tools: tools.map(toTool),
      ...(request.toolChoice === "none" ? { tool_choice: { type: "none" } } : {}),
    }),
    ...thinking,
  };
}

function toTool(
  { name, description, parameters }: NonNullable<ChatRequest["tools"]>[number],
): Tool {
  return { name, description, input_schema: { ...parameters, type: "object" } };
}

function toClaudeMessages(request: ChatRequest, madeBy: string): MessageParam[] {
  return joinTurns(request).map((turn): MessageParam => {
    if (turn.role === "user") {
      return { role: "user", content: turn.texts.map((text) => ({ type: "text", text })) };
    }
    if (turn.role === "tool") {
      const content = turn.results.map(({ id, content }) => (
        { type: "tool_result" as const, tool_use_id: id, content }
      ));
      return { role: "user", content };
    }
    const texts = turn.texts.map((text) => ({ type: "text" as const, text }));
    const calls = turn.toolCalls.map(({ id, name, arguments: input }) => (
      { type: "tool_use" as const, id, name, input: input ?? {} }
    ));
    return {
      role: "assistant",
      content: [...thoughtsOf(turn.toolCalls, madeBy), ...texts, ...calls],
    };
  });
}

function thoughtsOf(calls: readonly ToolCall[], madeBy: string): Thought[] {
  const trace = calls.find((call) => call.trace?.madeBy === madeBy)?.trace;
  return trace === undefined ? [] : z.array(Thought).parse(JSON.parse(trace.value));
}

const Count = z.number().nullish();
const Usage = z.object({
  input_tokens: Count,
  output_tokens: Count,
  cache_read_input_tokens: Count,
  cache_creation_input_tokens: Count,
});

/** The events that Maru reads; there are more, and there may be new ones. */
const Event = z.discriminatedUnion("type", [
  z.object({ type: z.literal("message_start"), message: z.object({ usage: Usage }) }),
  z.object({
    type: z.literal("content_block_start"),
    index: z.number(),
    content_block: z.looseObject({ type: z.string() }),
  }),
  z.object({
    type: z.literal("content_block_delta"),
    index: z.number(),
    delta: z.looseObject({ type: z.string() }),
  }),
  z.object({ type: z.literal("content_block_stop"), index: z.number() }),
  z.object({
    type: z.literal("message_delta"),
    delta: z.object({ stop_reason: z.string().nullish() }),
    usage: Usage.nullish(),
  }),
]);
const KNOWN = new Set<string>(Event.options.map((option) => option.shape.type.value));

const ToolUse = z.object({ id: z.string().min(1), name: z.string().min(1) });
const TextDelta = z.object({ text: z.string() });
const JsonDelta = z.object({ partial_json: z.string() });

const FINISHES: Readonly<Record<string, FinishReason>> = {
  max_tokens: "length",
  model_context_window_exceeded: "length",
  tool_use: "tool_calls",
  refusal: "blocked",
};

/** A block that is still coming. */
type Block =
  | { type: "tool_use"; id: string; name: string; json: string }
  | { type: "thought"; thought: Thought };

/** Makes the reader of one answer's events. Thoughts are not shown, but go with the call that they led to. */
export function createClaudeReader(madeBy: string): (event: unknown) => ProviderChunk {
  const blocks = new Map<number, Block>();
  let thoughts: Thought[] = [];
  let usage: z.infer<typeof Usage> = {};

  const start = (index: number, block: { type: string }): ProviderChunk["content"] => {
    if (block.type === "tool_use") {
      blocks.set(index, { type: "tool_use", ...ToolUse.parse(block), json: "" });
    }
    const thought = Thought.safeParse({ thinking: "", signature: "", ...block });
    if (thought.success) blocks.set(index, { type: "thought", thought: thought.data });
    return block.type === "text" ? textOf(block) : [];
  };

  const add = (index: number, delta: { type: string }): ProviderChunk["content"] => {
    const block = blocks.get(index);
    if (delta.type === "text_delta") return textOf(delta);
    if (delta.type === "input_json_delta" && block?.type === "tool_use") {
      block.json += JsonDelta.parse(delta).partial_json;
    }
    if (block?.type === "thought" && block.thought.type === "thinking") {
      const more = z.object({ thinking: z.string(), signature: z.string() }).partial().parse(delta);
      block.thought.thinking += more.thinking ?? "";
      block.thought.signature += more.signature ?? "";
    }
    return [];
  };

  const stop = (index: number): ProviderChunk["content"] => {
    const block = blocks.get(index);
    blocks.delete(index);
    if (block?.type === "thought") thoughts.push(block.thought);
    if (block?.type !== "tool_use") return [];
    const { id, name, json } = block;
    const trace = thoughts.length === 0
      ? {}
      : { trace: { madeBy, value: JSON.stringify(thoughts) } };
    thoughts = [];
    return [{ type: "tool_call", id, name, arguments: parseArguments(json), ...trace }];
  };

  /** @throws {z.ZodError | SyntaxError} Where an event has not the documented shape. */
  return (raw) => {
    const nothing: ProviderChunk = { content: [], usage: null, finish: null };
    if (!KNOWN.has(z.object({ type: z.string() }).parse(raw).type)) return nothing;
    const event = Event.parse(raw);
    switch (event.type) {
      case "message_start":
        usage = event.message.usage;
        return nothing;
      case "content_block_start":
        return { ...nothing, content: start(event.index, event.content_block) };
      case "content_block_delta":
        return { ...nothing, content: add(event.index, event.delta) };
      case "content_block_stop":
        return { ...nothing, content: stop(event.index) };
      case "message_delta": {
        // Counted up from the start; what is not told again has not changed.
        const told = Object.entries(event.usage ?? {}).filter(([, count]) => count != null);
        usage = { ...usage, ...Object.fromEntries(told) };
        const { stop_reason } = event.delta;
        if (stop_reason == null) return nothing;
        return { content: [], usage: toUsage(usage), finish: FINISHES[stop_reason] ?? "stop" };
      }
    }
  };
}

function textOf(block: unknown): ProviderChunk["content"] {
  const { text } = TextDelta.parse(block);
  return text === "" ? [] : [{ type: "text", text }];
}

/** What a cache had, or took, is not among `input_tokens`. */
function toUsage(usage: z.infer<typeof Usage>): NonNullable<ProviderChunk["usage"]> {
  const cachedTokens = usage.cache_read_input_tokens ?? 0;
  const cacheWriteTokens = usage.cache_creation_input_tokens ?? 0;
  return {
    type: "usage",
    promptTokens: (usage.input_tokens ?? 0) + cachedTokens + cacheWriteTokens,
    outputTokens: usage.output_tokens ?? 0,
    ...(cachedTokens === 0 ? {} : { cachedTokens }),
    ...(cacheWriteTokens === 0 ? {} : { cacheWriteTokens }),
  };
}
