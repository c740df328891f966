/** Who sees an event, and who looks after it. */
import type { Viewer } from "@/lib/accounts/model.ts";
import { failure } from "@/lib/errors.ts";
import { isId } from "@/lib/id.ts";
import { eventOf } from "@/lib/spaces/events/model.ts";
import { getPasses, type Passes } from "@/lib/spaces/events/guests.ts";
import type { ScheduledSpace } from "@/lib/spaces/events/listing.ts";
import { type Role, roleOf } from "@/lib/spaces/model.ts";
import { getSpace } from "@/lib/spaces/store.ts";

/** Query that brings a private space's invitation code along. */
export const INVITE_PARAMETER = "invite";

/** An event as one person finds it. */
export interface EventVisit extends Passes {
  space: ScheduledSpace;
  role: Role;
}

/**
 * Reads an event that this person may see: a public one, or a private one of those who look after it, are on its guest
 * list, or bring its invitation code.
 *
 * @throws {HttpError} `not_found`, also for a private one of others.
 */
export async function requireEvent(
  kv: Deno.Kv,
  id: string,
  { viewer, code = null }: { viewer: Pick<Viewer, "id"> | null; code?: string | null },
): Promise<EventVisit> {
  const found = isId(id) ? await getSpace(kv, id) : null;
  const space = found && eventOf(found);
  if (!space) throw failure("not_found");
  const role = viewer ? roleOf(space, viewer.id) : "guest";
  const passes = viewer ? await getPasses(kv, id, viewer.id) : { invited: false, hasTicket: false };
  const sees = space.isPublic || role !== "guest" || passes.invited ||
    (space.inviteCode !== null && code === space.inviteCode);
  if (!sees) throw failure("not_found");
  return { space, role, ...passes };
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
