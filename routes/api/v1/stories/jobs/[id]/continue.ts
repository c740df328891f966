/** `/api/v1/stories/jobs/{id}/continue`. */
import { serve } from "@/lib/http/operation.ts";
import { lengthenJobOperation } from "@/lib/stories/writing/api.ts";

export const handler = serve(lengthenJobOperation);
