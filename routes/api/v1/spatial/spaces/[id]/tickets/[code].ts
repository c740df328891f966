/** `/api/v1/spatial/spaces/{id}/tickets/{code}`. */
import { serve } from "@/lib/http/operation.ts";
import { revokeClaimOperation } from "@/lib/spaces/events/api_guests.ts";

export const handler = serve(revokeClaimOperation);
