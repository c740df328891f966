/** Who sees an event, and who looks after it. */
import type { Viewer } from "@/lib/accounts/model.ts";
import { failure } from "@/lib/errors.ts";
import { bringsCode } from "@/lib/spaces/entry.ts";
import { eventOf } from "@/lib/spaces/events/model.ts";
import { getPasses, type Passes } from "@/lib/spaces/events/guests.ts";
import type { ScheduledSpace } from "@/lib/spaces/events/listing.ts";
import { type Role, roleOf } from "@/lib/spaces/model.ts";
import { requireSpace } from "@/lib/spaces/store.ts";

/** Query that brings a private space's invitation code along. */
export const INVITE_PARAMETER = "invite";

/** An event as one person finds it; whoever brings the invitation link is invited. */
export interface EventVisit extends Passes {
  space: ScheduledSpace;
  role: Role;
}

/**
 * Reads an event that this person may know of.
 *
 * @throws {HttpError} `not_found`, as `requireSpace()` does, and where a space has no event.
 */
export async function requireEvent(
  kv: Deno.Kv,
  id: string,
  { viewer, code = null }: { viewer: Pick<Viewer, "id"> | null; code?: string | null },
): Promise<EventVisit> {
  const space = eventOf(await requireSpace(kv, id, viewer, { inviteCode: code }));
  if (!space) throw failure("not_found");
  const role = viewer ? roleOf(space, viewer.id) : "guest";
  const passes = viewer ? await getPasses(kv, id, viewer.id) : { invited: false, hasTicket: false };
  const invited = passes.invited || bringsCode(space, code);
  return { space, role, invited, hasTicket: passes.hasTicket };
}

/**
 * Reads an event that this person looks after.
 *
 * @throws {HttpError} `not_found`, `forbidden`.
 */
export async function requireHostedEvent(
  kv: Deno.Kv,
  id: string,
  viewer: Pick<Viewer, "id">,
): Promise<ScheduledSpace> {
  const { space, role } = await requireEvent(kv, id, { viewer });
  if (role === "guest") throw failure("forbidden");
  return space;
}
