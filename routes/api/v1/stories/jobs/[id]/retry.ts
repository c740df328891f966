/** `/api/v1/stories/jobs/{id}/retry`. */
import { serve } from "@/lib/http/operation.ts";
import { retryJobOperation } from "@/lib/stories/writing/api.ts";

export const handler = serve(retryJobOperation);
