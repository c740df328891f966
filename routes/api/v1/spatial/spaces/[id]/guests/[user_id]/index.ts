/** `/api/v1/spatial/spaces/{id}/guests/{user_id}`. */
import { serve } from "@/lib/http/operation.ts";
import { removeGuestOperation } from "@/lib/spaces/events/api_guests.ts";

export const handler = serve(removeGuestOperation);
