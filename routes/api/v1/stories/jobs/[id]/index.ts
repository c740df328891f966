/** `/api/v1/stories/jobs/{id}`. */
import { serve } from "@/lib/http/operation.ts";
import { deleteJobOperation, getJobOperation } from "@/lib/stories/writing/api.ts";

export const handler = serve(deleteJobOperation, getJobOperation);
