/** `/stories/write/:job/continue`: lets a finished story go on by some chapters. */
import { z } from "zod";
import { clientAddress } from "@/lib/http/address.ts";
import { define } from "@/lib/define.ts";
import { lengthenWriting } from "@/lib/stories/writing/actions.ts";
import { MAX_MORE } from "@/lib/stories/writing/limits.ts";
import { changeRoom } from "@/components/writing/change_room.ts";

const More = z.coerce.number().int().min(1).max(MAX_MORE).catch(1);

export const handler = define.handlers({
  POST: (ctx) =>
    changeRoom(ctx, (named, { chapters }) =>
      lengthenWriting(ctx.state.services, {
        ...named,
        more: More.parse(chapters),
        address: clientAddress(ctx),
      })),
});
