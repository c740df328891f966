/** A room's page that stays open and grows with what is said: chat without a script. */
import { respondWithGrowingRoom } from "@/components/lounge/respond.ts";
import { define } from "@/lib/define.ts";

export const handler = define.handlers({
  GET: (ctx) => respondWithGrowingRoom(ctx),
});
