/** `/api/v1/spatial/spaces/{id}/chat`. */
import { serve } from "@/lib/http/operation.ts";
import { chatOperation } from "@/lib/spaces/api_life.ts";

export const handler = serve(chatOperation);
