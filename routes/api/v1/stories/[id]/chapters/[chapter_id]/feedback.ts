/** `/api/v1/stories/{id}/chapters/{chapter_id}/feedback`. */
import { serve } from "@/lib/http/operation.ts";
import {
  getChapterFeedbackOperation,
  giveChapterFeedbackOperation,
  takeBackChapterFeedbackOperation,
} from "@/lib/social/feedback_api.ts";

export const handler = serve(
  getChapterFeedbackOperation,
  giveChapterFeedbackOperation,
  takeBackChapterFeedbackOperation,
);
