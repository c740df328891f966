/** What residents leave in the store: messages that wait for their reply, who directs a room, and what a room is remembered by. */
import { z } from "zod";
import type { ChatPending } from "@/lib/spaces/protocol.ts";
import { upgrader } from "@/lib/store/versioned.ts";

/** A message that a character is about to answer. It becomes a message of the space with the reply, or without one. */
export const Pending = z.object({
  v: z.literal(1),
  id: z.string(),
  userId: z.string(),
  nickname: z.string(),
  message: z.string(),
  characterId: z.string(),
  characterName: z.string(),
  /** What came along, as in `SpaceMessage`. */
  share: z.unknown().nullable(),
  nonce: z.string().nullable(),
  atMs: z.number(),
  /** Address that the reply counts against; absent where it counts against none. */
  address: z.string().optional(),
  /** How often somebody began to answer it. */
  tries: z.number().int(),
});
export type Pending = z.infer<typeof Pending>;
export const readPending = upgrader<Pending>(1);

/** Who makes the residents of a space move and speak. */
export const Lease = z.object({
  v: z.literal(1),
  instance: z.string(),
  /** Names this very taking of the lease. */
  holder: z.string(),
  takenAtMs: z.number(),
  /** While a reply is written, the lease holds no longer than until then; it is renewed with the words. */
  speakingUntilMs: z.number().nullable(),
});
export type Lease = z.infer<typeof Lease>;
export const readLease = upgrader<Lease>(1);

/**
 * What a resident remembers of a room: which messages, not what is in them. Whatever is taken out of the room is forgotten
 * by everybody at that moment.
 */
export const RoomMemory = z.object({
  v: z.literal(1),
  lines: z.array(z.object({ id: z.string(), atMs: z.number(), weight: z.number() })),
});
export type RoomMemory = z.infer<typeof RoomMemory>;
export const readRoomMemory = upgrader<RoomMemory>(1);

/** A waiting message as it is sent. */
export function pendingFrame(pending: Pending): ChatPending {
  return {
    type: "chat_pending",
    id: pending.id,
    user_id: pending.userId,
    nickname: pending.nickname,
    message: pending.message,
    character_id: pending.characterId,
    character_name: pending.characterName,
    nonce: pending.nonce,
    timestamp: new Date(pending.atMs).toISOString(),
  };
}
