/**
 * Chat sessions with an assistant that looks things up: whose they are, when they end, and what is kept of them.
 *
 * - [CS1] A session without an id gets one that nobody can guess (a UUID). An id that a client brings is taken where it is
 *   a UUID as well; of any other, a new one is made.
 * - [CS2] The same id resumes its session, for its owner alone: the account that began it; or, where that was nobody with
 *   an account, whoever knows the id and the `userId` that it was begun with.
 * - [CS3] Thirty minutes without anything end a session. A later join with its id begins a new session, under a new id.
 * - [CS4] The assistant knows of the last twenty messages.
 * - [CS5] What was said is kept for thirty days.
 */
import { z } from "zod";
import { upgrader } from "@/lib/store/versioned.ts";

/** A session ends when nothing happened for so long. */
export const IDLE_MS = 30 * 60_000;
/** How often an instance looks for sessions of its own that are over. */
export const SWEEP_MS = 5 * 60_000;
/** Messages that the assistant is shown. */
export const CONTEXT_LINES = 20;
/** Messages that a client gets at once, at most and by default. */
export const MAX_HISTORY = 50;
/** Longest message, in characters. */
export const MAX_MESSAGE = 2_000;
/** Longest answer, in characters. */
export const MAX_ANSWER = 12_000;
/** A session with more messages is over. */
export const MAX_LINES = 1_000;
/** Since it was said last. */
export const KEEP_MS = 30 * 24 * 60 * 60_000;

export const ChatSession = z.object({
  v: z.literal(1),
  id: z.string(),
  /** What the client calls its user: nothing that was proved. */
  userId: z.string(),
  /** The account that began it; null where nobody was signed in. */
  viewerId: z.string().nullable(),
  /** Words of the service itself. */
  locale: z.enum(["ko", "en"]),
  createdAtMs: z.number(),
  /** When something happened last. */
  activeAtMs: z.number(),
  endedAtMs: z.number().nullable(),
  /** How many messages were said. */
  lines: z.number(),
});
export type ChatSession = z.infer<typeof ChatSession>;

export const ChatLine = z.object({
  v: z.literal(1),
  id: z.string(),
  sessionId: z.string(),
  /** From 1, without gaps. */
  n: z.number(),
  sender: z.enum(["user", "assistant", "system"]),
  content: z.string(),
  createdAtMs: z.number(),
});
export type ChatLine = z.infer<typeof ChatLine>;
export type Sender = ChatLine["sender"];

export const readSession = upgrader<ChatSession>(1);
export const readLine = upgrader<ChatLine>(1);

export function sessionTopic(id: string): string {
  return `assist:${id}`;
}

export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(text);
}

/** Whether a session is over, if perhaps nobody said so yet. */
export function isOver(session: ChatSession, nowMs: number): boolean {
  return session.endedAtMs !== null || nowMs - session.activeAtMs >= IDLE_MS ||
    session.lines >= MAX_LINES;
}

export interface Joiner {
  userId: string;
  viewerId: string | null;
}

/** Whether a session is this person's. */
export function isOwner(session: ChatSession, { userId, viewerId }: Joiner): boolean {
  return session.viewerId === null ? session.userId === userId : session.viewerId === viewerId;
}

/** What a join comes to. `start` takes the id that was asked for, `anew` another one. */
export type JoinDecision = "start" | "anew" | "resume" | "refuse";

/** Decides on a join with an id; `session` is what is stored under it. */
export function decideJoin(
  session: ChatSession | null,
  { id, joiner, nowMs }: { id: string; joiner: Joiner; nowMs: number },
): JoinDecision {
  if (!session) return isUuid(id) ? "start" : "anew";
  if (!isOwner(session, joiner)) return "refuse";
  return isOver(session, nowMs) ? "anew" : "resume";
}
