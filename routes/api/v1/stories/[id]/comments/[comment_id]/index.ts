/** `/api/v1/stories/{id}/comments/{comment_id}`. */
import { serve } from "@/lib/http/operation.ts";
import { deleteCommentOperation, editCommentOperation } from "@/lib/stories/comments/api.ts";

export const handler = serve(deleteCommentOperation, editCommentOperation);
