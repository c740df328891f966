/** `/api/v1/users/{id}/report`. */
import { serve } from "@/lib/http/operation.ts";
import { reportPersonOperation } from "@/lib/moderation/api.ts";

export const handler = serve(reportPersonOperation);
