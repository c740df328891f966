/** `/characters/:id/duplicate`: makes a private copy for whoever asks. */
import { ensureViewer } from "@/lib/accounts/identify.ts";
import { orFull } from "@/lib/characters/cap.ts";
import { copyName } from "@/lib/characters/copy.ts";
import { withDone } from "@/lib/characters/done.ts";
import { limit, MAKE_RULE } from "@/lib/characters/limits.ts";
import { duplicateCharacter, requireCharacter } from "@/lib/characters/store.ts";
import { define } from "@/lib/define.ts";
import { paths } from "@/components/place.ts";

export const handler = define.handlers({
  GET: (ctx) => ctx.redirect(paths.character(ctx.params.id ?? ""), 303),

  async POST(ctx) {
    const { kv, now } = ctx.state.services;
    const source = await requireCharacter(kv, ctx.params.id ?? "", ctx.state.viewer?.id ?? null);
    if (source.hidden) {
      return ctx.redirect(withDone(paths.character(source.id), "hidden"), 303);
    }
    const viewer = await ensureViewer(ctx);
    await limit(ctx, MAKE_RULE);
    const to = { ownerId: viewer.id, name: copyName(source), nowMs: now() };
    const copy = await orFull(duplicateCharacter(kv, source, to));
    const next = copy === "full"
      ? withDone(paths.character(source.id), "full")
      : withDone(paths.character(copy.id), "copied");
    return ctx.redirect(next, 303);
  },
});
