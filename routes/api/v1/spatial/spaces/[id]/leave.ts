/** `/api/v1/spatial/spaces/{id}/leave`. */
import { serve } from "@/lib/http/operation.ts";
import { leaveSpaceOperation } from "@/lib/spaces/api_life.ts";

export const handler = serve(leaveSpaceOperation);
