/** `/users/:id/follow`: follows or stops, also for somebody who is here for the first time. */
import { z } from "zod";
import { ensureViewer } from "@/lib/accounts/identify.ts";
import { limit } from "@/lib/characters/limits.ts";
import { define } from "@/lib/define.ts";
import { safeBack } from "@/lib/http/back.ts";
import { formFields, parseInput, readForm } from "@/lib/http/body.ts";
import { follow, unfollow } from "@/lib/social/follow.ts";
import { FOLLOW_RULE } from "@/lib/social/limits.ts";
import { requirePerson } from "@/lib/social/person.ts";
import { paths } from "@/components/place.ts";

const FollowForm = z.object({
  following: z.enum(["yes", "no"]),
  back: z.string().max(2048).optional(),
});

export const handler = define.handlers({
  /** Somebody whose page came back here by its address, as after signing in. */
  GET: (ctx) => ctx.redirect(paths.user(ctx.params.id ?? ""), 303),

  async POST(ctx) {
    const { kv, now } = ctx.state.services;
    const { following, back } = parseInput(FollowForm, formFields(await readForm(ctx.req)));
    // Looked up first: nobody becomes a guest for somebody who is not there.
    const { id } = await requirePerson(kv, ctx.params.id ?? "");
    const viewer = await ensureViewer(ctx);
    await limit(ctx, FOLLOW_RULE);
    const edge = { followerId: viewer.id, writerId: id };
    if (following === "yes") await follow(kv, edge, now());
    else await unfollow(kv, edge);
    return ctx.redirect(safeBack(back, paths.user(id)), 303);
  },
});
