/** `/stories/write/:job/cancel`: stops writing; what is written stays. */
import { define } from "@/lib/define.ts";
import { cancelWriting } from "@/lib/stories/writing/actions.ts";
import { changeRoom } from "@/components/writing/change_room.ts";

export const handler = define.handlers({
  POST: (ctx) => changeRoom(ctx, (named) => cancelWriting(ctx.state.services, named)),
});
