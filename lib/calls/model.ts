/**
 * A call as it is kept: who sits on its two seats, and nothing else. No account is named in it, and none can be found by
 * it: whoever has the link may come, and is a peer with an id of this call and an avatar.
 */
import { z } from "zod";
import { BACKGROUNDS } from "@/lib/avatar/stage/renderer.ts";
import { upgrader } from "@/lib/store/versioned.ts";

export const CAPACITY = 2 as const;
/** How long a link may wait for two people to meet, in milliseconds. */
export const UNUSED_MS = 24 * 60 * 60_000;
/** A call with somebody in it outlives the last instance that looks after it by no more than that. */
export const LEASE_MS = 10 * 60_000;
/** How long the seat of somebody is kept whose connection broke. */
export const GRACE_MS = 30_000;

const MAX_AVATAR_TEXT = 512;
const MAX_SPEC = 1_500;
const MAX_NAME = 40;
/** Largest file that a peer may announce. */
const MAX_VRM_BYTES = 64 * 1024 * 1024;
/** Of an avatar as JSON, in UTF-8. */
const MAX_AVATAR_BYTES = 2_048;

/** A text that stands for itself wherever it is shown or stored: whole characters, none that control anything. */
const Text = z.string().refine(
  (text) => text.isWellFormed() && !/\p{Cc}/u.test(text),
  "must be plain text",
);

/** What somebody looks like in a call, as our own pages tell it. Nothing in it moves. */
export const CallAvatar = z.strictObject({
  /** The face, as `lib/avatar` writes it. */
  spec: Text.max(MAX_SPEC),
  name: Text.max(MAX_NAME),
  /** A VRM file of one's own: SHA-256 in hexadecimal, and size. The file itself goes from peer to peer. */
  vrm: z.strictObject({
    hash: z.string().regex(/^[0-9a-f]{64}$/, "must be a SHA-256 in hexadecimal"),
    bytes: z.int().min(1).max(MAX_VRM_BYTES),
  }).nullable(),
  background: z.enum(BACKGROUNDS),
}).refine(
  (avatar) => new TextEncoder().encode(JSON.stringify(avatar)).length <= MAX_AVATAR_BYTES,
  `must be at most ${MAX_AVATAR_BYTES} bytes`,
).meta({ id: "CallAvatar" });
export type CallAvatar = z.infer<typeof CallAvatar>;

/** What a client says of its looks: a name of its own for an avatar, or ours. */
export const Looks = z.union([Text.max(MAX_AVATAR_TEXT), CallAvatar]);
export type Looks = z.infer<typeof Looks>;

const Millis = z.int().nonnegative();

export const CallSeat = z.strictObject({
  peerId: z.string(),
  /** Of the secret by which a person comes back to the seat; null for a client that knows no such thing. */
  keyHash: z.string().nullable(),
  /** Gives way where both offer at once. */
  polite: z.boolean(),
  avatar: Looks.nullable(),
  /** The socket, and the instance that has it; null while there is none. */
  connection: z.strictObject({ id: z.string(), instance: z.string() }).nullable(),
  /** The seat is theirs until then, whatever becomes of the connection. */
  keptUntilMs: Millis,
});
export type CallSeat = z.infer<typeof CallSeat>;

export const Call = z.strictObject({
  v: z.literal(1),
  id: z.string(),
  createdAtMs: Millis,
  /** What whoever made the call said they look like, for the one who is invited. */
  avatar: Looks.nullable(),
  /** Whether both seats were taken at some moment: such a call ends when both are free again. */
  met: z.boolean(),
  expiresAtMs: Millis,
  seats: z.array(CallSeat).max(CAPACITY),
});
export type Call = z.infer<typeof Call>;

export const readCall = upgrader<Call>(1);

/** A call that nobody is in yet. */
export function newCall(
  { id, avatar, nowMs }: { id: string; avatar: Looks | null; nowMs: number },
): Call {
  const expiresAtMs = nowMs + UNUSED_MS;
  return { v: 1, id, createdAtMs: nowMs, avatar, met: false, expiresAtMs, seats: [] };
}

export function callTopic(id: string): string {
  return `call:${id}`;
}
