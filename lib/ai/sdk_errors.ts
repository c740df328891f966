/**
 * Owns what failures of the Anthropic and OpenAI SDKs mean to Maru. Both are made from one mould: an
 * error with `status`, `headers` and the body as `error`. Nothing of the body goes on but the
 * provider's own word for the error: its texts may hold keys, account names and parts of the prompt.
 */
import { z } from "zod";
import { type ChatFailure, ChatModelError } from "@/lib/ai/model.ts";

const Word = z.string().nullish().catch(undefined);

/** What a body says, at its top (OpenAI) or one step down (Anthropic). */
const Body = z.looseObject({
  type: Word,
  code: z.union([z.string(), z.number()]).nullish().catch(undefined),
  message: Word,
});

const SdkFailure = z.object({
  status: z.number().nullish(),
  headers: z.instanceof(Headers).nullish().catch(undefined),
  error: z.unknown(),
});

/** What a provider said when it refused: its status (0 within a stream), and its own words for the error. */
export interface Refusal {
  status: number;
  words: readonly string[];
  /** Only to look for patterns in; never to be passed on. */
  message: string;
}

export interface SdkErrorOptions {
  /** Name in messages: `Claude`. */
  name: string;
  /** What a refusal means where its status alone does not tell. */
  meaningOf?: (refusal: Refusal) => ChatFailure | null;
}

/** Turns whatever such an SDK threw into the failure it means. */
export function toSdkFailure(
  error: unknown,
  { name, meaningOf }: SdkErrorOptions,
): ChatModelError {
  if (error instanceof ChatModelError) return error;
  if (error instanceof z.ZodError || error instanceof SyntaxError) {
    return new ChatModelError("bad_response", `${name} sent a chunk that is not valid`);
  }
  const thrown = SdkFailure.safeParse(error);
  const body = thrown.success ? bodyOf(thrown.data.error) : null;
  const status = thrown.data?.status ?? 0;
  if (!thrown.success || (status === 0 && body === null)) {
    return new ChatModelError("network", `${name} could not be reached, or broke off`);
  }
  const words = [body?.type, body?.code].flatMap((word) => word == null ? [] : [String(word)]);
  const refusal = { status, words, message: body?.message ?? "" };
  const failure = meaningOf?.(refusal) ?? fromStatus(status) ?? fromWords(words);
  const waits = failure === "quota" || failure === "overloaded";
  const word = words.find((word) => /^[a-z_]{1,40}$/.test(word));
  return new ChatModelError(
    failure,
    `${name} answered ${status || "within its stream"}${word ? ` ${word}` : ""}`,
    waits ? retryTime(thrown.data.headers ?? null, Date.now()) : null,
  );
}

function bodyOf(error: unknown): z.infer<typeof Body> | null {
  const outer = Body.safeParse(error);
  if (!outer.success) return null;
  const inner = Body.safeParse(outer.data["error"]);
  return inner.success ? inner.data : outer.data;
}

function fromStatus(status: number): ChatFailure | null {
  if (status === 429 || status === 402) return "quota";
  if (status === 401 || status === 403) return "auth";
  if (status === 408 || status === 504) return "timeout";
  if (status >= 500) return "overloaded";
  return status >= 400 ? "bad_response" : null;
}

/** An error within a stream has no status of its own. */
function fromWords(words: readonly string[]): ChatFailure {
  const has = (pattern: RegExp) => words.some((word) => pattern.test(word));
  if (has(/rate_limit|quota|billing|^429$/)) return "quota";
  if (has(/auth|permission|^40[13]$/)) return "auth";
  if (has(/timeout/)) return "timeout";
  if (has(/overloaded|api_error|server_error|unavailable|^5\d\d$/)) return "overloaded";
  return "bad_response";
}

/**
 * Seconds from `retry-after-ms` or `retry-after` (a number or a date); null where neither tells.
 *
 * Source: RFC 9110, 10.2.3, and the header of both providers that names milliseconds.
 */
export function retryTime(headers: Headers | null, nowMs: number): number | null {
  const ms = Number(headers?.get("retry-after-ms") || NaN);
  if (ms >= 0) return ms / 1000;
  const after = headers?.get("retry-after")?.trim() ?? "";
  if (/^\d{1,9}(\.\d{1,9})?$/.test(after)) return Number(after);
  const dateMs = after === "" ? NaN : Date.parse(after);
  return Number.isNaN(dateMs) ? null : Math.max(0, Math.ceil((dateMs - nowMs) / 1000));
}
