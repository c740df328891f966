/** `/api/v1/spatial/spaces/{id}/images`. */
import { serve } from "@/lib/http/operation.ts";
import { imageOperation } from "@/lib/spaces/share/api.ts";

export const handler = serve(imageOperation);
