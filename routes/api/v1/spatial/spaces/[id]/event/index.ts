/** `/api/v1/spatial/spaces/{id}/event`. */
import { serve } from "@/lib/http/operation.ts";
import { getEventOperation } from "@/lib/spaces/events/api.ts";

export const handler = serve(getEventOperation);
