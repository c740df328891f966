/** `/api/v1/stories/jobs`. */
import { serve } from "@/lib/http/operation.ts";
import { listJobsOperation } from "@/lib/stories/writing/api.ts";

export const handler = serve(listJobsOperation);
