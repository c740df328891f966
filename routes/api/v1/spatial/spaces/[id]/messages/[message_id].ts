/** `/api/v1/spatial/spaces/{id}/messages/{message_id}`. */
import { serve } from "@/lib/http/operation.ts";
import { removeMessageOperation } from "@/lib/spaces/api_life.ts";

export const handler = serve(removeMessageOperation);
