/** `/api/v1/spatial/spaces/{id}/pins`. */
import { serve } from "@/lib/http/operation.ts";
import { boardOperation, pinOperation } from "@/lib/spaces/board_api.ts";

export const handler = serve(boardOperation, pinOperation);
