/** `/api/v1/stories`. */
import { serve } from "@/lib/http/operation.ts";
import { createStoryOperation, listStoriesOperation } from "@/lib/stories/api.ts";

export const handler = serve(createStoryOperation, listStoriesOperation);
