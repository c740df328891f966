/** `/api/v1/stories/{id}/like`. */
import { serve } from "@/lib/http/operation.ts";
import { likeStoryOperation, unlikeStoryOperation } from "@/lib/stories/api.ts";

export const handler = serve(likeStoryOperation, unlikeStoryOperation);
