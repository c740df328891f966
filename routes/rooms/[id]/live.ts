/** A chat room's page that stays open and grows with what is said. */
import { respondWithGrowingRoom, respondWithRoom } from "@/components/rooms/respond.ts";
import { define } from "@/lib/define.ts";

export const handler = define.handlers({
  GET: (ctx) => respondWithGrowingRoom(ctx),
  // Nobody would read on what grows.
  HEAD: (ctx) => respondWithRoom(ctx),
});
