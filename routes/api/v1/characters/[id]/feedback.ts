/** `/api/v1/characters/{id}/feedback`. */
import { serve } from "@/lib/http/operation.ts";
import { characterFeedbackOperation } from "@/lib/social/feedback_api.ts";

export const handler = serve(characterFeedbackOperation);
