/** `POST /spaces/:id/invitation`: makes a new invitation link, or takes it back. */
import { requireViewer } from "@/lib/accounts/identify.ts";
import { limit } from "@/lib/characters/limits.ts";
import { define } from "@/lib/define.ts";
import { formFields, readForm } from "@/lib/http/body.ts";
import { dropInvitation, renewInvitation } from "@/lib/spaces/invite.ts";
import { CHANGE_SPACE_RULE } from "@/lib/spaces/limits.ts";
import { requireOwnSpace } from "@/lib/spaces/store.ts";
import { spacePaths } from "@/components/spaces/paths.ts";

export const handler = define.handlers({
  async POST(ctx) {
    const viewer = requireViewer(ctx);
    if (viewer instanceof Response) return viewer;
    const { services } = ctx.state;
    const { id } = await requireOwnSpace(services.kv, ctx.params.id ?? "", viewer);
    await limit(ctx, CHANGE_SPACE_RULE);
    const drops = formFields(await readForm(ctx.req)).do === "drop";
    if (drops) await dropInvitation(services, id);
    else await renewInvitation(services, id);
    const done = drops ? "dropped" : "renewed";
    return ctx.redirect(`${spacePaths.settings(id)}?done=${done}#invitation`, 303);
  },
});
