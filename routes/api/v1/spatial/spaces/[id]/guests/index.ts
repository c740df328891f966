/** `/api/v1/spatial/spaces/{id}/guests`. */
import { serve } from "@/lib/http/operation.ts";
import { inviteOperation, listGuestsOperation } from "@/lib/spaces/events/api_guests.ts";

export const handler = serve(listGuestsOperation, inviteOperation);
