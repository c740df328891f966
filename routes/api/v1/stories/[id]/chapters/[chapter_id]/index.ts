/** `/api/v1/stories/{id}/chapters/{chapter_id}`. */
import { serve } from "@/lib/http/operation.ts";
import { changeChapterOperation, removeChapterOperation } from "@/lib/stories/api_chapters.ts";

export const handler = serve(changeChapterOperation, removeChapterOperation);
