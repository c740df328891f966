/** `/api/v1/spatial/spaces/{id}/stage`. */
import { serve } from "@/lib/http/operation.ts";
import { actOnStageOperation, getStageOperation } from "@/lib/spaces/events/api.ts";

export const handler = serve(getStageOperation, actOnStageOperation);
