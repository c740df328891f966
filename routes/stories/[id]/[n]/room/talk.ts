/** `/stories/:id/:n/room/talk`: what the frame in the room beside a chapter shows, the conversation with its people. */
import { define } from "@/lib/define.ts";
import { takeQuestion } from "@/components/story_people/ask.ts";
import { respondWithTalk, standInFrame } from "@/components/story_people/respond.ts";

export const handler = define.handlers({
  GET: (ctx) => {
    standInFrame(ctx);
    return respondWithTalk(ctx, { who: ctx.url.searchParams.get("who") });
  },

  POST: (ctx) => {
    standInFrame(ctx);
    return takeQuestion(ctx, "roomTalk");
  },
});
