/** `/api/v1/spatial/spaces/{id}`. */
import { serve } from "@/lib/http/operation.ts";
import { changeSpaceOperation, deleteSpaceOperation, getSpaceOperation } from "@/lib/spaces/api.ts";

export const handler = serve(changeSpaceOperation, deleteSpaceOperation, getSpaceOperation);
