/** `/api/v1/spatial/spaces/{id}/moderation`. */
import { serve } from "@/lib/http/operation.ts";
import { getModerationOperation, moderateOperation } from "@/lib/spaces/api_moderation.ts";

export const handler = serve(getModerationOperation, moderateOperation);
