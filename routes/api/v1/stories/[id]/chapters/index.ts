/** `/api/v1/stories/{id}/chapters`. */
import { serve } from "@/lib/http/operation.ts";
import { addChapterOperation } from "@/lib/stories/api_chapters.ts";

export const handler = serve(addChapterOperation);
