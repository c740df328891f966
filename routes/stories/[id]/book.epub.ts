/** `/stories/:id/book.epub`: the story to take along. */
import { define } from "@/lib/define.ts";
import { sendBook } from "@/lib/stories/book/download.ts";

export const handler = define.handlers({ GET: (ctx) => sendBook(ctx, "epub") });
