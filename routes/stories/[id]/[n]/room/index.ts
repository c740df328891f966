/** `/stories/:id/:n/room`: the room beside a chapter, where its people answer questions about it. */
import { define } from "@/lib/define.ts";
import { respondWithRoom } from "@/components/story_people/respond.ts";

export const handler = define.handlers({ GET: (ctx) => respondWithRoom(ctx) });
