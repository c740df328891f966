/** `/api/v1/stories/{id}/report`. */
import { serve } from "@/lib/http/operation.ts";
import { reportStoryOperation } from "@/lib/stories/comments/api.ts";

export const handler = serve(reportStoryOperation);
