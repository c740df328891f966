/** What people may do on a stage, on its page and over the API alike. */
import { z } from "zod";
import type { Viewer } from "@/lib/accounts/model.ts";
import type { Services } from "@/lib/define.ts";
import { failure } from "@/lib/errors.ts";
import type { EventVisit } from "@/lib/spaces/events/access.ts";
import type { StageEvent, StageState } from "@/lib/spaces/events/stage.ts";
import { changeStage } from "@/lib/spaces/events/stage_store.ts";
import { keys } from "@/lib/store/keys.ts";

export const STAGE_ACTS = [
  "join",
  "leave",
  "next",
  "extend",
  "open",
  "close",
  "clear",
  "skip",
] as const;

/** An act as forms and the API send it. */
export const StageActInput = z.object({
  act: z.enum(STAGE_ACTS),
  user_id: z.string().min(1).max(64).optional().describe("Whom `skip` takes out of the queue"),
});
export type StageActInput = z.infer<typeof StageActInput>;

/**
 * Does it: everybody joins and leaves for themselves, the rest is for owner and moderators.
 *
 * @throws {HttpError} `forbidden`, `invalid_input`, and what `changeStage()` refuses with.
 */
export async function actOnStage(
  services: Pick<Services, "kv" | "hub" | "now">,
  { space: { id }, role }: Pick<EventVisit, "space" | "role">,
  { viewer, input: { act, user_id } }: { viewer: Viewer; input: StageActInput },
): Promise<StageState> {
  if (act !== "join" && act !== "leave" && role === "guest") throw failure("forbidden");
  return await changeStage(services, id, eventOf(act, viewer, user_id));
}

function eventOf(
  act: StageActInput["act"],
  { id: userId, nickname }: Viewer,
  whom: string | undefined,
): StageEvent {
  switch (act) {
    case "join":
      return { type: "join", person: { userId, nickname } };
    case "leave":
      return { type: "leave", userId };
    case "skip":
      if (whom === undefined) {
        throw failure("invalid_input", { errors: [{ path: "user_id", message: "needed" }] });
      }
      return { type: "skip", userId: whom };
    default:
      return { type: act };
  }
}

/** Whether a person has a seat in the space. */
export async function isInSpace(kv: Deno.Kv, spaceId: string, userId: string): Promise<boolean> {
  return (await kv.get(keys.spaceMember(spaceId, userId))).value !== null;
}
