/** `/api/v1/spatial/events`. */
import { serve } from "@/lib/http/operation.ts";
import { listEventsOperation } from "@/lib/spaces/events/api.ts";

export const handler = serve(listEventsOperation);
