/** `/api/v1/stories/{id}/feedback`. */
import { serve } from "@/lib/http/operation.ts";
import { storyFeedbackOperation } from "@/lib/social/feedback_api.ts";

export const handler = serve(storyFeedbackOperation);
