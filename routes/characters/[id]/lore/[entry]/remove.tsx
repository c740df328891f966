/** `/characters/:id/lore/:entry/remove`: asks before a lore entry is deleted. */
import { page } from "fresh";
import { requireViewer } from "@/lib/accounts/identify.ts";
import { CHANGE_RULE, limit } from "@/lib/characters/limits.ts";
import { loreMark, loreOf, loreTitle } from "@/lib/characters/lore_form.ts";
import { readOwnCard, saveLore } from "@/lib/characters/lore_save.ts";
import { define } from "@/lib/define.ts";
import { failure } from "@/lib/errors.ts";
import { formFields, readForm } from "@/lib/http/body.ts";
import type { ApiContext } from "@/lib/http/operation.ts";
import { characterWords } from "@/lib/i18n/characters.ts";
import { characterPaths } from "@/components/characters/paths.ts";
import { ConfirmPage } from "@/components/ConfirmPage.tsx";

async function read(ctx: ApiContext, viewerId: string) {
  const { kv } = ctx.state.services;
  const { character: { id }, card } = await readOwnCard(kv, ctx.params.id ?? "", viewerId);
  const n = /^\d{1,5}$/.test(ctx.params.entry ?? "") ? Number(ctx.params.entry) : -1;
  const entry = loreOf(card.data)[n];
  if (!entry) throw failure("not_found");
  return { id, n, mark: loreMark(entry), title: loreTitle(entry) };
}

export const handler = define.handlers({
  async GET(ctx) {
    const viewer = requireViewer(ctx);
    return viewer instanceof Response ? viewer : page(await read(ctx, viewer.id));
  },

  async POST(ctx) {
    const viewer = requireViewer(ctx);
    if (viewer instanceof Response) return viewer;
    const { id, n } = await read(ctx, viewer.id);
    const { mark = "" } = formFields(await readForm(ctx.req));
    await limit(ctx, CHANGE_RULE);
    const saved = await saveLore(ctx.state.services, {
      id,
      viewerId: viewer.id,
      change: { kind: "remove", n, mark },
    });
    if (!saved.ok) throw failure("conflict");
    return ctx.redirect(`${characterPaths.lore(id)}?done=removed`, 303);
  },
});

export default define.page<typeof handler>(({ data: { id, n, mark, title }, ...place }) => {
  const words = characterWords[place.state.locale].lore;
  return (
    <ConfirmPage
      place={place}
      title={words.removeTitle(title || words.untitled)}
      action={characterPaths.removeLore(id, n)}
      hidden={{ mark }}
      confirm={words.remove}
      cancelHref={characterPaths.loreEntry(id, n)}
    >
      <p>{words.removeWords}</p>
    </ConfirmPage>
  );
});
