/** Coming into a space without a socket, as forms and REST clients do. */
import type { Viewer } from "@/lib/accounts/model.ts";
import type { Services } from "@/lib/define.ts";
import { failure } from "@/lib/errors.ts";
import { REFUSALS } from "@/lib/spaces/entry.ts";
import type { Space } from "@/lib/spaces/model.ts";
import { takeSeat } from "@/lib/spaces/seats.ts";
import { requireSpace } from "@/lib/spaces/store.ts";

/**
 * Takes a seat for somebody, or keeps the one they have for another while.
 *
 * @throws {HttpError} `not_found`, and why they do not get in (`REFUSALS`).
 */
export async function comeIn(
  services: Pick<Services, "kv" | "hub" | "now">,
  viewer: Pick<Viewer, "id" | "nickname">,
  { id, inviteCode, characterId }: {
    id: string;
    inviteCode: string | null;
    characterId?: string | null | undefined;
  },
): Promise<Space> {
  const space = await requireSpace(services.kv, id, viewer, { inviteCode });
  const person = { userId: viewer.id, nickname: viewer.nickname };
  const taken = await takeSeat(services, { space, person, characterId, inviteCode });
  if (!taken.ok) throw failure(REFUSALS[taken.reason]);
  return space;
}
