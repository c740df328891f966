/**
 * Owns the vocabulary between Maru and any language model: a request, the deltas that stream back,
 * and the closed list of ways in which a model can fail.
 */
import type { CardData } from "@/lib/characters/card/model.ts";

/** Who wrote a turn: the reader, or the model in the character's voice. */
export type ChatRole = "user" | "model";

/** One turn of a conversation, as plain text. */
export interface ChatTurn {
  role: ChatRole;
  content: string;
  /** Put there by the prompt and spoken by nobody: who the reader is, what was said before, lore, a note. */
  aside?: true;
  /** What the model asked for in this turn of its own, each answered by the {@link ToolTurn} that follows. */
  toolCalls?: readonly ToolCall[];
}

/** A function that a model may ask for. */
export interface ToolSpec {
  /** `[a-z_]`, at most 64 characters: what every provider takes. */
  name: string;
  /** When to use it and what it gives, for the model. */
  description: string;
  /** JSON Schema of its arguments, an object. */
  parameters: Readonly<Record<string, unknown>>;
}

/** A model's wish to have a tool run. The arguments come from the model: they are data from outside. */
export interface ToolCall {
  id: string;
  name: string;
  arguments: unknown;
  /** What a model wants back unchanged with its call, such as a signed thought. Means nothing to any other model. */
  trace?: ToolTrace;
}

/** Something opaque of a provider's, and whose it is. */
export interface ToolTrace {
  /** `provider/model`. */
  madeBy: string;
  value: string;
}

/** What tools gave back, one result for each call of the turn before. */
export interface ToolTurn {
  role: "tool";
  results: readonly {
    id: string;
    name: string; /** JSON; data, never instructions. */
    content: string;
  }[];
}

/** Everything a model needs for one reply. Built by `prompt.ts`, never by hand in a route. */
export interface ChatRequest {
  /** The system instruction: role, card, lore. Its stable part comes first, for provider caches. */
  system: string;
  /** Oldest first. The last one is answered, or, with `continueLast`, it is a model turn to extend. */
  messages: readonly (ChatTurn | ToolTurn)[];
  /** Functions that the model may ask for; none when missing. */
  tools?: readonly ToolSpec[];
  /** `none`: the tools are named because turns speak of them, but this reply may not ask for any. */
  toolChoice?: "auto" | "none";
  /** Continue the last (model) turn where it stopped instead of answering it. */
  continueLast?: boolean;
  /** Upper bound of the reply's length, in the provider's own tokens. */
  maxOutputTokens: number;
  /** 0 (most likely words) to 2 (wild). The provider's default when missing. */
  temperature?: number;
  /** Same seed and same messages give the same reply where the provider supports it. A 32-bit integer. */
  seed?: number;
  /** Who speaks to whom: the demo model speaks from the card itself. */
  speaker: { card: CardData; userName: string; locale: "ko" | "en" };
}

/** Why a reply ended: by itself, at `maxOutputTokens`, stopped by a safety rule, or to have tools run. */
export type FinishReason = "stop" | "length" | "blocked" | "tool_calls";

/** What a reply took, as its provider counts. */
export interface ReplyUsage {
  /** All that was read, whether or not a cache had it. */
  promptTokens: number;
  /** All that was written, thoughts as well. */
  outputTokens: number;
  /** How many of `promptTokens` a cache of the provider's had; it asks less for those. None when missing. */
  cachedTokens?: number;
  /** How many of `promptTokens` went into such a cache; some providers ask more for those. None when missing. */
  cacheWriteTokens?: number;
  /** How many of `outputTokens` are a picture, which costs otherwise than words. None when missing. */
  imageTokens?: number;
  /** `provider/model` that is to be paid. */
  madeBy?: string;
}

/** Adds what two requests for one reply took; the last one names who is to be paid. */
export function addReplyUsage(
  before: ReplyUsage | null,
  { promptTokens, outputTokens, cachedTokens = 0, cacheWriteTokens = 0, madeBy }: ReplyUsage,
): ReplyUsage {
  const cached = cachedTokens + (before?.cachedTokens ?? 0);
  const written = cacheWriteTokens + (before?.cacheWriteTokens ?? 0);
  const by = madeBy ?? before?.madeBy;
  return {
    promptTokens: promptTokens + (before?.promptTokens ?? 0),
    outputTokens: outputTokens + (before?.outputTokens ?? 0),
    ...(cached === 0 ? {} : { cachedTokens: cached }),
    ...(written === 0 ? {} : { cacheWriteTokens: written }),
    ...(by === undefined ? {} : { madeBy: by }),
  };
}

/**
 * One piece of a streamed reply. `finish` is the last delta of every stream that neither threw nor
 * was aborted; `usage` comes at most once, before it. `takeover` comes first, where another model
 * answers than the one that was asked: `madeBy` names it as `provider/model`.
 */
export type ChatDelta =
  | { type: "takeover"; madeBy: string }
  | { type: "text"; text: string }
  | ({ type: "tool_call" } & ToolCall)
  | ({ type: "usage" } & ReplyUsage)
  | { type: "finish"; reason: FinishReason };

/** A language model, whoever runs it. */
export interface ChatModel {
  /** The provider's short name, such as `gemini` or `demo`. */
  readonly provider: string;
  /** The provider's name of the model, such as `gemini-3.5-flash-lite`. */
  readonly model: string;
  /**
   * Streams one reply. Aborting `signal` ends the stream at once, also before the first delta, and
   * cancels the request upstream; the iteration then throws the signal's reason.
   *
   * @throws {ChatModelError} When the provider fails, with what was streamed so far still valid.
   */
  stream(request: ChatRequest, signal: AbortSignal): AsyncIterable<ChatDelta>;
}

/** `provider/model`: how a reply names who made it. */
export function nameOfModel({ provider, model }: Pick<ChatModel, "provider" | "model">): string {
  return `${provider}/${model}`;
}

/** Every way in which a model can fail, so that each has its own sentence for the reader. */
export type ChatFailure =
  | "quota"
  | "network"
  | "timeout"
  | "blocked"
  | "auth"
  | "overloaded"
  | "bad_response";

/** A provider failure. Its message holds no key, no prompt and no part of the provider's reply. */
export class ChatModelError extends Error {
  override readonly name = "ChatModelError";
  readonly failure: ChatFailure;
  /** Seconds the provider asked to wait before the next try; null where it named none. */
  readonly retryAfterS: number | null;

  constructor(failure: ChatFailure, message: string, retryAfterS: number | null = null) {
    super(message);
    this.failure = failure;
    this.retryAfterS = retryAfterS;
  }
}

/** The faces a character can show, neutral first. */
export const EMOTIONS = [
  "neutral",
  "smile",
  "laugh",
  "sad",
  "angry",
  "surprised",
  "shy",
  "thinking",
] as const;

/** One face of a character. */
export type Emotion = (typeof EMOTIONS)[number];
