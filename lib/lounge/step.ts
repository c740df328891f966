/** What a frame of the server comes to: the next state of a room, and effects on what is around it. Pure and browser-safe. */
import type { Emote } from "@/lib/spaces/motion.ts";
import type { Emotion } from "@/lib/ai/model.ts";
import type { Place, RoomState } from "@/lib/lounge/room.ts";

/** What a frame asks of the surroundings, beside the new state. */
export type RoomEffect =
  /** The reader stands here now: a welcome. */
  | { type: "placed"; place: Place }
  | { type: "moved"; bodies: readonly string[] }
  | { type: "emote"; body: string; emote: Emote }
  | { type: "emotion"; body: string; emotion: Emotion }
  /** Words over a head; the same key replaces its words. */
  | { type: "speech"; body: string; text: string | null; key: string }
  | { type: "reaction"; body: string; reaction: Emote; count: number }
  | { type: "signal"; from: string; signal: unknown }
  /** Something whole was said by somebody else, or by a resident. */
  | { type: "said"; name: string; text: string; mine: boolean }
  | { type: "came"; name: string }
  | { type: "went"; name: string }
  | { type: "muted"; untilMs: number | null }
  /** Not what was asked; where it was words, the outbox has them. */
  | { type: "refused"; code: string; retryAfterS: number | null }
  | { type: "ended"; why: "kicked" | "closed" };

export interface RoomStep {
  state: RoomState;
  effects: readonly RoomEffect[];
}

/** A step without an effect. */
export function keep(state: RoomState): RoomStep {
  return { state, effects: [] };
}
