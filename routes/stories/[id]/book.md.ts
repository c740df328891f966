/** `/stories/:id/book.md`: the story to take along. */
import { define } from "@/lib/define.ts";
import { sendBook } from "@/lib/stories/book/download.ts";
import { paths } from "@/components/place.ts";

export const handler = define.handlers({ GET: (ctx) => sendBook(ctx, "markdown", paths.story) });
