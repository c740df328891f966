/** `/characters/:id/remove`: asks before a character is deleted. */
import { page } from "fresh";
import { requireViewer } from "@/lib/accounts/identify.ts";
import { CHANGE_RULE, limit } from "@/lib/characters/limits.ts";
import { deleteCharacter, requireOwnCharacter } from "@/lib/characters/store.ts";
import { define } from "@/lib/define.ts";
import { characterWords } from "@/lib/i18n/characters.ts";
import { characterPaths } from "@/components/characters/paths.ts";
import { ConfirmPage } from "@/components/ConfirmPage.tsx";
import { paths } from "@/components/place.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const viewer = requireViewer(ctx);
    if (viewer instanceof Response) return viewer;
    const { kv } = ctx.state.services;
    return page(await requireOwnCharacter(kv, ctx.params.id ?? "", viewer.id));
  },

  async POST(ctx) {
    const viewer = requireViewer(ctx);
    if (viewer instanceof Response) return viewer;
    const { kv } = ctx.state.services;
    const { id } = await requireOwnCharacter(kv, ctx.params.id ?? "", viewer.id);
    await limit(ctx, CHANGE_RULE);
    await deleteCharacter(kv, id, viewer.id);
    return ctx.redirect(`${paths.myCharacters}?done=removed`, 303);
  },
});

export default define.page<typeof handler>(({ data: { id, name }, ...place }) => {
  const words = characterWords[place.state.locale].remove;
  return (
    <ConfirmPage
      place={place}
      title={words.title(name)}
      action={characterPaths.remove(id)}
      confirm={words.confirm}
      cancelHref={paths.character(id)}
    >
      <p>{words.words}</p>
      <p>
        <a href={characterPaths.file(id, "png")} download>{words.keep}</a>
      </p>
    </ConfirmPage>
  );
});
