/** `/api/v1/spatial/spaces/{id}/tickets`. */
import { serve } from "@/lib/http/operation.ts";
import { listClaimsOperation, makeClaimsOperation } from "@/lib/spaces/events/api_guests.ts";

export const handler = serve(listClaimsOperation, makeClaimsOperation);
