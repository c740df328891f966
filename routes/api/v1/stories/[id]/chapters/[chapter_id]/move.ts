/** `/api/v1/stories/{id}/chapters/{chapter_id}/move`. */
import { serve } from "@/lib/http/operation.ts";
import { moveChapterOperation } from "@/lib/stories/api_chapters.ts";

export const handler = serve(moveChapterOperation);
