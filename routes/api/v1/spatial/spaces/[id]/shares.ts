/** `/api/v1/spatial/spaces/{id}/shares`. */
import { serve } from "@/lib/http/operation.ts";
import { shareOperation } from "@/lib/spaces/share/api.ts";

export const handler = serve(shareOperation);
