/**
 * Owns what a failure of the Gemini SDK means to Maru. Nothing the provider or the SDK says goes
 * on, apart from the HTTP status and the provider's own status word: their texts may hold keys,
 * project names and parts of the prompt.
 */
import { z } from "zod";
import { type ChatFailure, ChatModelError } from "@/lib/ai/model.ts";

/** The error body of Google's APIs (google.rpc.Status), as far as Maru reads it. */
const ErrorBody = z.object({
  error: z.object({
    status: z.string().optional().catch(undefined),
    message: z.string().optional().catch(undefined),
    details: z.array(z.looseObject({
      "@type": z.string().optional().catch(undefined),
      reason: z.string().optional().catch(undefined),
      retryDelay: z.string().optional().catch(undefined),
      violations: z.array(z.looseObject({ quotaId: z.string().optional().catch(undefined) }))
        .optional().catch(undefined),
    })).optional().catch(undefined),
  }),
});
type ErrorBody = z.infer<typeof ErrorBody>["error"];

/** Sent by the SDK for any HTTP status from 400 on. */
const ApiFailure = z.object({
  name: z.literal("ApiError"),
  status: z.number(),
  message: z.string(),
});

const StreamError = z.object({ code: z.number() });

/** Seconds told for a quota that only comes back with the next day. */
const NEXT_DAY_S = 24 * 3600;

/** Turns whatever the SDK threw into the failure it means. */
export function toGeminiFailure(error: unknown): ChatModelError {
  if (error instanceof ChatModelError) return error;
  const api = ApiFailure.safeParse(error);
  if (api.success) return fromStatus(api.data.status, decodeBody(api.data.message));
  if (error instanceof z.ZodError || error instanceof SyntaxError) {
    return new ChatModelError("bad_response", "Gemini sent a chunk that is not valid");
  }
  return new ChatModelError("network", "Gemini could not be reached");
}

/** What an error means that stands in the place of a chunk; such a one has its status in it. */
export function toStreamFailure(error: unknown): ChatModelError {
  const { code } = StreamError.parse(error);
  return fromStatus(code, ErrorBody.parse({ error }).error);
}

/** Reads the JSON the SDK puts, sometimes after a few words, into its error's message. */
function decodeBody(message: string): ErrorBody {
  const start = message.indexOf("{");
  if (start < 0) return {};
  try {
    return ErrorBody.parse(JSON.parse(message.slice(start))).error;
  } catch {
    // An error page of a proxy in between, or a body cut short: the status alone must do.
    return {};
  }
}

function fromStatus(status: number, body: ErrorBody): ChatModelError {
  const failure = failureOf(status, body);
  const word = /^[A-Z_]{1,40}$/.test(body.status ?? "") ? ` ${body.status}` : "";
  const retryAfterS = failure === "quota" || failure === "overloaded" ? retryTime(body) : null;
  return new ChatModelError(failure, `Gemini answered ${status}${word}`, retryAfterS);
}

function failureOf(status: number, body: ErrorBody): ChatFailure {
  if (status === 429 || status === 402) return "quota";
  if (status === 401 || status === 403) return "auth";
  if (status === 408 || status === 504) return "timeout";
  if (status >= 500) return "overloaded";
  const isKey = body.details?.some((detail) => detail.reason?.startsWith("API_KEY")) ?? false;
  const isPrecondition = body.status === "FAILED_PRECONDITION";
  if (status === 400 && (isKey || isPrecondition || /api key/i.test(body.message ?? ""))) {
    return "auth";
  }
  return "bad_response";
}

/** Seconds from google.rpc.RetryInfo, or a day for a daily quota; null where neither is told. */
function retryTime(body: ErrorBody): number | null {
  const isDaily = body.details?.some((detail) =>
    detail.violations?.some((violation) => /PerDay/i.test(violation.quotaId ?? ""))
  );
  if (isDaily === true) return NEXT_DAY_S;
  for (const { retryDelay } of body.details ?? []) {
    const seconds = /^(\d{1,9}(?:\.\d{1,9})?)s$/.exec(retryDelay ?? "");
    if (seconds !== null) return Number(seconds[1]);
  }
  return null;
}
