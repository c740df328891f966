/** `/api/v1/stories/jobs/{id}/cancel`. */
import { serve } from "@/lib/http/operation.ts";
import { cancelJobOperation } from "@/lib/stories/writing/api.ts";

export const handler = serve(cancelJobOperation);
