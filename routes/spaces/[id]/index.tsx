/** A room's page: complete without a script, taken over by the lounge where there is one. */
import { respondWithRoom } from "@/components/lounge/respond.ts";
import { define } from "@/lib/define.ts";

export const handler = define.handlers({
  GET: (ctx) => respondWithRoom(ctx),
});
