/** `/api/v1/stories/jobs/{id}/pause`. */
import { serve } from "@/lib/http/operation.ts";
import { pauseJobOperation } from "@/lib/stories/writing/api.ts";

export const handler = serve(pauseJobOperation);
