/** `WS /api/v1/spatial/spaces/{id}/ws`: the life of a space. */
import { serve } from "@/lib/http/operation.ts";
import { enterSpaceOperation } from "@/lib/spaces/live/api.ts";

export const handler = serve(enterSpaceOperation);
