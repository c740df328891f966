/** The invitation link of a space: whoever has it may know of the space, and is on its guest list once they came in. */
import type { Services } from "@/lib/define.ts";
import { newSecret } from "@/lib/id.ts";
import { INVITE_PARAMETER } from "@/lib/spaces/events/access.ts";
import type { Space } from "@/lib/spaces/model.ts";
import { updateSpace } from "@/lib/spaces/store.ts";

type Deps = Pick<Services, "kv" | "hub" | "now">;

/** Longest code that is looked at. */
const MAX_CODE = 64;

/** Makes a new link. Every older one is worthless from now on; who came in by one stays on the guest list. */
export async function renewInvitation(deps: Deps, spaceId: string): Promise<Space> {
  const inviteCode = newSecret();
  return await updateSpace(deps, spaceId, (space) => ({ space: { ...space, inviteCode } }));
}

/** Takes the link back. */
export async function dropInvitation(deps: Deps, spaceId: string): Promise<Space> {
  return await updateSpace(
    deps,
    spaceId,
    (space) => space.inviteCode === null ? null : { space: { ...space, inviteCode: null } },
  );
}

/** The path of the link; null where there is none. */
export function invitationPath({ id, inviteCode }: Pick<Space, "id" | "inviteCode">) {
  return inviteCode === null ? null : `/spaces/${id}?${INVITE_PARAMETER}=${inviteCode}`;
}

/** The code that an address brings along; null where it brings none. */
export function inviteCodeIn(url: URL): string | null {
  const code = url.searchParams.get(INVITE_PARAMETER);
  return code !== null && code.length <= MAX_CODE ? code : null;
}
