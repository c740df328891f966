/** `/api/v1/spatial/spaces/{id}/join`. */
import { serve } from "@/lib/http/operation.ts";
import { joinSpaceOperation } from "@/lib/spaces/api_life.ts";

export const handler = serve(joinSpaceOperation);
