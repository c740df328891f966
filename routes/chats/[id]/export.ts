/** A conversation as a file: JSON lines or Markdown. */
import { z } from "zod";
import { requireViewer } from "@/lib/accounts/identify.ts";
import { sendConversation } from "@/lib/chat/download.ts";
import { TRANSCRIPT_FORMATS } from "@/lib/chat/export.ts";
import { define } from "@/lib/define.ts";
import { parseInput } from "@/lib/http/body.ts";

const Query = z.object({ format: z.enum(TRANSCRIPT_FORMATS).default("jsonl") });

export const handler = define.handlers({
  async GET(ctx) {
    const viewer = requireViewer(ctx);
    if (viewer instanceof Response) return viewer;
    const { format } = parseInput(Query, Object.fromEntries(ctx.url.searchParams));
    return await sendConversation(ctx, { id: ctx.params.id!, viewer, format });
  },
});
