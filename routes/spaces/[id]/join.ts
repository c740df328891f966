/** `POST /spaces/:id/join`: comes in from the page. Whoever has no account becomes a guest. */
import { ensureViewer } from "@/lib/accounts/identify.ts";
import { limit } from "@/lib/characters/limits.ts";
import { define } from "@/lib/define.ts";
import { formFields, readForm } from "@/lib/http/body.ts";
import { comeIn } from "@/lib/spaces/come_in.ts";
import { JOIN_RULE } from "@/lib/spaces/limits.ts";
import { requireSpace } from "@/lib/spaces/store.ts";
import { backInSpace } from "@/lib/spaces/way_back.ts";

export const handler = define.handlers({
  async POST(ctx) {
    const { services, viewer: before } = ctx.state;
    const id = ctx.params.id ?? "";
    const { invite } = formFields(await readForm(ctx.req));
    const inviteCode = invite?.slice(0, 64) ?? null;
    // Nobody becomes a guest for a room that is not there.
    await requireSpace(services.kv, id, before, { inviteCode });
    const viewer = await ensureViewer(ctx);
    await limit(ctx, JOIN_RULE);
    await comeIn(services, viewer, { id, inviteCode });
    return ctx.redirect(backInSpace(ctx.req, ctx.url, id), 303);
  },
});
