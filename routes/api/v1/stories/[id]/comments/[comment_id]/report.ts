/** `/api/v1/stories/{id}/comments/{comment_id}/report`. */
import { serve } from "@/lib/http/operation.ts";
import { reportCommentOperation } from "@/lib/stories/comments/api.ts";

export const handler = serve(reportCommentOperation);
