/** What a socket takes from its client: frames that are read, counted and limited. Pure. */
import { z } from "zod";
import { type BucketRule, drawToken } from "@/lib/http/bucket.ts";

/** Largest frame of a client, in UTF-16 units: JSON is mostly ASCII, and this is at most 48 KiB of memory. */
export const MAX_FRAME = 16 * 1024;
/** The tenth bad frame within a minute closes the connection. */
const BAD_FRAMES = 10;
const BAD_WINDOW_MS = 60_000;

/** How often frames of each type may come, and which of them are dropped in silence as the next one makes up for them. */
export interface FrameLimit extends BucketRule {
  silent?: boolean;
}

export interface InboxRules<T extends { type: string }> {
  schema: z.ZodType<T>;
  limits: Readonly<Record<T["type"], FrameLimit>>;
}

export interface Inbox {
  /** When each type's bucket is full again. */
  readonly fullAtMs: Readonly<Record<string, number>>;
  /** When the latest bad frames came. */
  readonly badAtMs: readonly number[];
}

export type Received<T> =
  | { type: "message"; message: T }
  | { type: "ignore" }
  | { type: "refuse"; code: "bad_frame" | "rate_limited"; message: string; retryAfterS?: number }
  | { type: "close" };

export const EMPTY_INBOX: Inbox = { fullAtMs: {}, badAtMs: [] };

/** Takes one frame as it came. */
export function receive<T extends { type: string }>(
  { schema, limits }: InboxRules<T>,
  inbox: Inbox,
  { data, nowMs }: { data: unknown; nowMs: number },
): { inbox: Inbox; received: Received<T> } {
  const read = readFrame(schema, data);
  if (!read.ok) return countBad(inbox, read.why, nowMs);
  const { message } = read;
  const limit: FrameLimit = limits[message.type as T["type"]];
  const draw = drawToken(limit, inbox.fullAtMs[message.type] ?? null, nowMs);
  if (draw.ok) {
    const fullAtMs = { ...inbox.fullAtMs, [message.type]: draw.fullAtMs };
    return { inbox: { ...inbox, fullAtMs }, received: { type: "message", message } };
  }
  if (limit.silent) return { inbox, received: { type: "ignore" } };
  const { retryAfterS } = draw;
  return {
    inbox,
    received: {
      type: "refuse",
      code: "rate_limited",
      message: `Cannot take ${message.type} frames so often, wait ${retryAfterS} s`,
      retryAfterS,
    },
  };
}

type Read<T> = { ok: true; message: T } | { ok: false; why: string };

function readFrame<T>(schema: z.ZodType<T>, data: unknown): Read<T> {
  if (typeof data !== "string") return { ok: false, why: "Cannot read a frame that is not text" };
  if (data.length > MAX_FRAME) {
    return { ok: false, why: `Cannot read a frame of more than ${MAX_FRAME} characters` };
  }
  let json: unknown;
  try {
    json = JSON.parse(data);
  } catch {
    return { ok: false, why: "Cannot read a frame that is not JSON" };
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return { ok: true, message: parsed.data };
  const [issue] = parsed.error.issues;
  const path = issue?.path.join(".") || "the frame";
  return { ok: false, why: `Cannot accept ${path}: ${issue?.message ?? "it is not valid"}` };
}

function countBad(
  inbox: Inbox,
  why: string,
  nowMs: number,
): { inbox: Inbox; received: Received<never> } {
  const badAtMs = [...inbox.badAtMs.filter((atMs) => atMs > nowMs - BAD_WINDOW_MS), nowMs];
  return {
    inbox: { ...inbox, badAtMs },
    received: badAtMs.length >= BAD_FRAMES
      ? { type: "close" }
      : { type: "refuse", code: "bad_frame", message: why },
  };
}
