/** One deed of a moderator, as forms and the API ask for it. */
import { z } from "zod";
import type { Actor } from "@/lib/spaces/deeds.ts";
import { MAX_SLOW_MODE_S, type Space } from "@/lib/spaces/model.ts";
import { ban, kick, mute, unban, unmute } from "@/lib/spaces/moderation.ts";
import { MAX_PENALTY_S, MAX_REASON } from "@/lib/spaces/moderation_model.ts";
import { addModerator, removeModerator, setLocked, setSlowMode } from "@/lib/spaces/moderators.ts";
import type { SeatDeps } from "@/lib/spaces/seats.ts";

const person = {
  user_id: z.string().min(1).max(64),
  reason: z.string().trim().max(MAX_REASON).optional(),
};
const seconds = z.number().int().min(1).max(MAX_PENALTY_S).optional();

export const ModerationInput = z.discriminatedUnion("action", [
  z.object({ action: z.literal("kick"), ...person }).describe("Out, and away for a minute"),
  z.object({ action: z.literal("ban"), ...person, seconds })
    .describe("Out for so long; without seconds, for good"),
  z.object({ action: z.literal("unban"), ...person }),
  z.object({ action: z.literal("mute"), ...person, seconds })
    .describe("Silent for so long; without seconds, for ten minutes"),
  z.object({ action: z.literal("unmute"), ...person }),
  z.object({ action: z.literal("add_moderator"), ...person }).describe("For the owner"),
  z.object({ action: z.literal("remove_moderator"), ...person })
    .describe("For the owner, and for moderators who lay the role down"),
  z.object({ action: z.literal("lock") }),
  z.object({ action: z.literal("unlock") }),
  z.object({
    action: z.literal("slow_mode"),
    seconds: z.number().int().min(0).max(MAX_SLOW_MODE_S),
  }).describe("Seconds between two messages of one person; 0 is off"),
]);
export type ModerationInput = z.output<typeof ModerationInput>;

/**
 * Does it.
 *
 * @throws {HttpError} `forbidden`, `not_found`, `too_many`, `conflict`.
 */
export async function moderate(
  deps: SeatDeps,
  space: Space,
  by: Actor,
  input: ModerationInput,
): Promise<void> {
  if (input.action === "lock" || input.action === "unlock") {
    return void await setLocked(deps, space, by, input.action === "lock");
  }
  if (input.action === "slow_mode") {
    return void await setSlowMode(deps, space, by, input.seconds);
  }
  const deed = {
    userId: input.user_id,
    reason: input.reason,
    seconds: "seconds" in input ? input.seconds : undefined,
  };
  switch (input.action) {
    case "kick":
      return await kick(deps, space, by, deed);
    case "ban":
      return await ban(deps, space, by, deed);
    case "unban":
      return await unban(deps, space, by, deed);
    case "mute":
      return await mute(deps, space, by, deed);
    case "unmute":
      return await unmute(deps, space, by, deed);
    case "add_moderator":
      return void await addModerator(deps, space, by, deed);
    case "remove_moderator":
      return void await removeModerator(deps, space, by, deed);
  }
}
