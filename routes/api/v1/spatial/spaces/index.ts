/** `/api/v1/spatial/spaces`. */
import { serve } from "@/lib/http/operation.ts";
import { createSpaceOperation, listSpacesOperation } from "@/lib/spaces/api.ts";

export const handler = serve(createSpaceOperation, listSpacesOperation);
