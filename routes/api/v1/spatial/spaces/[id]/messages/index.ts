/** `/api/v1/spatial/spaces/{id}/messages`. */
import { serve } from "@/lib/http/operation.ts";
import { listMessagesOperation } from "@/lib/spaces/api_life.ts";

export const handler = serve(listMessagesOperation);
