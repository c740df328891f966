/** `/api/v1/conversations/{id}/messages/{message}/feedback`. */
import { serve } from "@/lib/http/operation.ts";
import {
  getReplyFeedbackOperation,
  giveReplyFeedbackOperation,
  takeBackReplyFeedbackOperation,
} from "@/lib/social/feedback_api.ts";

export const handler = serve(
  getReplyFeedbackOperation,
  giveReplyFeedbackOperation,
  takeBackReplyFeedbackOperation,
);
