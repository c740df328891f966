/**
 * `/stories/:id/:n/room`: the room beside a chapter, where its people answer questions about it. Whoever has no account
 * yet asks their first question here, as the page around the frame is to know the guest that they become.
 */
import { define } from "@/lib/define.ts";
import { takeQuestion } from "@/components/story_people/ask.ts";
import { respondWithRoom } from "@/components/story_people/respond.ts";

export const handler = define.handlers({
  GET: (ctx) => respondWithRoom(ctx),
  POST: (ctx) => takeQuestion(ctx, "room"),
});
