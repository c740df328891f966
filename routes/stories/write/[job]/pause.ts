/** `/stories/write/:job/pause`: pauses writing once the piece at hand is written. */
import { define } from "@/lib/define.ts";
import { pauseWriting } from "@/lib/stories/writing/actions.ts";
import { changeRoom } from "@/components/writing/change_room.ts";

export const handler = define.handlers({
  POST: (ctx) => changeRoom(ctx, (named) => pauseWriting(ctx.state.services, named)),
});
