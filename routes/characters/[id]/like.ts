/** `/characters/:id/like`: gives or takes back a like, also of somebody who is here for the first time. */
import { z } from "zod";
import { ensureViewer } from "@/lib/accounts/identify.ts";
import { setLike } from "@/lib/characters/likes.ts";
import { LIKE_RULE, limit } from "@/lib/characters/limits.ts";
import { requireCharacter } from "@/lib/characters/store.ts";
import { define } from "@/lib/define.ts";
import { formFields, parseInput, readForm } from "@/lib/http/body.ts";
import { paths } from "@/components/place.ts";

const LikeForm = z.object({ liked: z.enum(["yes", "no"]) });

export const handler = define.handlers({
  /** Somebody whose page came back here by its address, as after signing in. */
  GET: (ctx) => ctx.redirect(paths.character(ctx.params.id ?? ""), 303),

  async POST(ctx) {
    const id = ctx.params.id ?? "";
    const { liked } = parseInput(LikeForm, formFields(await readForm(ctx.req)));
    const { kv, now } = ctx.state.services;
    // Looked up first: nobody becomes a guest for a character that is not there.
    await requireCharacter(kv, id, ctx.state.viewer?.id ?? null);
    const viewer = await ensureViewer(ctx);
    await limit(ctx, LIKE_RULE);
    await setLike(kv, {
      kind: "character",
      subjectId: id,
      userId: viewer.id,
      liked: liked === "yes",
      nowMs: now(),
    });
    return ctx.redirect(paths.character(id), 303);
  },
});
