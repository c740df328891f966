/** `/users/:id/block`: keeps somebody away, or lets them near again. */
import { z } from "zod";
import { requireViewer } from "@/lib/accounts/identify.ts";
import { limit } from "@/lib/characters/limits.ts";
import { define } from "@/lib/define.ts";
import { safeBack } from "@/lib/http/back.ts";
import { formFields, parseInput, readForm } from "@/lib/http/body.ts";
import { block, unblock } from "@/lib/social/block.ts";
import { FOLLOW_RULE } from "@/lib/social/limits.ts";
import { paths } from "@/components/place.ts";

const BlockForm = z.object({
  blocked: z.enum(["yes", "no"]),
  back: z.string().max(2048).optional(),
});

export const handler = define.handlers({
  GET: (ctx) => ctx.redirect(paths.user(ctx.params.id ?? ""), 303),

  async POST(ctx) {
    const viewer = requireViewer(ctx);
    if (viewer instanceof Response) return viewer;
    const { blocked, back } = parseInput(BlockForm, formFields(await readForm(ctx.req)));
    await limit(ctx, FOLLOW_RULE);
    const { kv, now } = ctx.state.services;
    const pair = { userId: viewer.id, otherId: ctx.params.id ?? "" };
    if (blocked === "yes") await block(kv, pair, now());
    else await unblock(kv, pair);
    return ctx.redirect(safeBack(back, paths.user(pair.otherId)), 303);
  },
});
