/** `/api/v1/spatial/spaces/{id}/invitation`. */
import { serve } from "@/lib/http/operation.ts";
import { closeInvitationOperation, inviteToSpaceOperation } from "@/lib/spaces/api.ts";

export const handler = serve(closeInvitationOperation, inviteToSpaceOperation);
