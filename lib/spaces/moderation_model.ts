/** Keeping order in a space: what is kept of bans, mutes and deeds, and how long each lasts. */
import { z } from "zod";
import { upgrader } from "@/lib/store/versioned.ts";

/** Who was put out stays out for so long, in seconds: a kick is a pause, not a ban. */
export const KICK_S = 60;
export const DEFAULT_MUTE_S = 10 * 60;
/** Longest mute, and longest ban that has an end, in seconds. */
export const MAX_PENALTY_S = 30 * 24 * 60 * 60;
export const MAX_REASON = 200;
/** How long the log of deeds goes back, in milliseconds. */
export const DEED_MS = 90 * 24 * 60 * 60 * 1000;

/** Keeps a person out of a space, or silent in it. */
export const Ban = z.object({
  v: z.literal(1),
  spaceId: z.string(),
  userId: z.string(),
  nickname: z.string(),
  byId: z.string(),
  reason: z.string(),
  atMs: z.number(),
  /** Null for good. */
  untilMs: z.number().nullable(),
});
export type Ban = z.infer<typeof Ban>;
export const readBan = upgrader<Ban>(1);

/** Whether a ban or mute still holds. The store forgets it some time after its end. */
export function holds(ban: Pick<Ban, "untilMs">, nowMs: number): boolean {
  return ban.untilMs === null || ban.untilMs > nowMs;
}

/** What moderators do to people. */
export const PERSON_ACTIONS = [
  "kick",
  "ban",
  "unban",
  "mute",
  "unmute",
  "add_moderator",
  "remove_moderator",
] as const;
/** What moderators do to a space as a whole. */
export const SPACE_ACTIONS = ["lock", "unlock", "slow_mode"] as const;
/** Everything that the log tells of. */
export const DEEDS = [...PERSON_ACTIONS, ...SPACE_ACTIONS, "remove_message"] as const;
export type DeedAction = typeof DEEDS[number];

/** What a moderator did, as the log of the space keeps it. */
export const Deed = z.object({
  v: z.literal(1),
  atMs: z.number(),
  action: z.enum(DEEDS),
  byId: z.string(),
  byName: z.string(),
  /** To whom; null for what concerns the whole space. */
  userId: z.string().nullable(),
  nickname: z.string().nullable(),
  /** How long, or the pause of slow mode. */
  seconds: z.number().nullable(),
  reason: z.string(),
});
export type Deed = z.infer<typeof Deed>;
export const readDeed = upgrader<Deed>(1);
