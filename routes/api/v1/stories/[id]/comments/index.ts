/** `/api/v1/stories/{id}/comments`. */
import { serve } from "@/lib/http/operation.ts";
import { addCommentOperation, listCommentsOperation } from "@/lib/stories/comments/api.ts";

export const handler = serve(addCommentOperation, listCommentsOperation);
