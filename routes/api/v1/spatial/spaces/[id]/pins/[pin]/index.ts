/** `/api/v1/spatial/spaces/{id}/pins/{pin}`. */
import { serve } from "@/lib/http/operation.ts";
import { movePinOperation, unpinOperation } from "@/lib/spaces/board_api.ts";

export const handler = serve(unpinOperation, movePinOperation);
