/** `/spaces/:id/remove`: asks before a space is closed for good. */
import { page } from "fresh";
import { requireViewer } from "@/lib/accounts/identify.ts";
import { limit } from "@/lib/characters/limits.ts";
import { define } from "@/lib/define.ts";
import { keepingWords } from "@/lib/i18n/space_keeping.ts";
import { CHANGE_SPACE_RULE } from "@/lib/spaces/limits.ts";
import { deleteSpace } from "@/lib/spaces/purge.ts";
import { requireOwnSpace } from "@/lib/spaces/store.ts";
import { ConfirmPage } from "@/components/ConfirmPage.tsx";
import { paths } from "@/components/place.ts";
import { spacePaths } from "@/components/spaces/paths.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const viewer = requireViewer(ctx);
    if (viewer instanceof Response) return viewer;
    return page(await requireOwnSpace(ctx.state.services.kv, ctx.params.id ?? "", viewer));
  },

  async POST(ctx) {
    const viewer = requireViewer(ctx);
    if (viewer instanceof Response) return viewer;
    const { services } = ctx.state;
    const { id } = await requireOwnSpace(services.kv, ctx.params.id ?? "", viewer);
    await limit(ctx, CHANGE_SPACE_RULE);
    await deleteSpace(services, id, viewer.id);
    return ctx.redirect(`${paths.spaces}?done=removed`, 303);
  },
});

export default define.page<typeof handler>(({ data: { id, name }, ...place }) => {
  const { locale } = place.state;
  const { keeping: words } = keepingWords[locale];
  return (
    <ConfirmPage
      place={place}
      title={words.removeTitle(name[locale])}
      action={spacePaths.remove(id)}
      confirm={words.removeConfirm}
      cancelHref={spacePaths.settings(id)}
    >
      <p>{words.removeWords}</p>
    </ConfirmPage>
  );
});
