/** A chat room's page. */
import { respondWithRoom } from "@/components/rooms/respond.ts";
import { define } from "@/lib/define.ts";

export const handler = define.handlers({
  GET: (ctx) => respondWithRoom(ctx),
});
