/** `/api/v1/spatial/spaces/{id}/pins/{pin}/restore`. */
import { serve } from "@/lib/http/operation.ts";
import { restorePinOperation } from "@/lib/spaces/board_api.ts";

export const handler = serve(restorePinOperation);
