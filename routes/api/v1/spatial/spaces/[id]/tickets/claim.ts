/** `/api/v1/spatial/spaces/{id}/tickets/claim`. */
import { serve } from "@/lib/http/operation.ts";
import { takeClaimOperation } from "@/lib/spaces/events/api_guests.ts";

export const handler = serve(takeClaimOperation);
