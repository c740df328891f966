/** `/characters/:id/lore`: what a character remembers, and the way to bring a lorebook along. */
import { page } from "fresh";
import { requireViewer } from "@/lib/accounts/identify.ts";
import { decodeLorebook } from "@/lib/characters/card/decode_book.ts";
import { DEFAULT_CARD_LIMITS } from "@/lib/characters/card/limits.ts";
import { CARD_REFUSALS } from "@/lib/characters/card/refusals.ts";
import { CHANGE_RULE, limit } from "@/lib/characters/limits.ts";
import { loreOf } from "@/lib/characters/lore_form.ts";
import { readOwnCard, saveLore } from "@/lib/characters/lore_save.ts";
import { define } from "@/lib/define.ts";
import { readForm } from "@/lib/http/body.ts";
import type { ApiContext } from "@/lib/http/operation.ts";
import { characterWords } from "@/lib/i18n/characters.ts";
import { LorePage, type LorePageProps } from "@/components/characters/LorePage.tsx";
import { characterPaths } from "@/components/characters/paths.ts";

/** A lorebook file and the form around it. */
const MAX_FORM_BYTES = DEFAULT_CARD_LIMITS.maxTextBytes + 64 * 1024;

/** An imported book may have tens of thousands of entries. */
const ON_A_PAGE = 200;

async function show(ctx: ApiContext, viewerId: string, error: string | null = null) {
  const { services: { kv } } = ctx.state;
  const { character, card } = await readOwnCard(kv, ctx.params.id ?? "", viewerId);
  const all = loreOf(card.data);
  const from = Number(/^\d{1,6}$/.exec(ctx.url.searchParams.get("cursor") ?? "")?.[0] ?? 0);
  const next = from + ON_A_PAGE;
  const data: Omit<LorePageProps, "place"> = {
    character,
    entries: all.slice(from, next),
    from,
    nextCursor: next < all.length ? String(next) : null,
    error,
  };
  const headers = { "cache-control": "private, no-store" };
  return page(data, { status: error ? 422 : 200, headers });
}

export const handler = define.handlers({
  async GET(ctx) {
    const viewer = requireViewer(ctx);
    return viewer instanceof Response ? viewer : await show(ctx, viewer.id);
  },

  async POST(ctx) {
    const viewer = requireViewer(ctx);
    if (viewer instanceof Response) return viewer;
    const { services, locale } = ctx.state;
    const id = ctx.params.id ?? "";
    await readOwnCard(services.kv, id, viewer.id);
    await limit(ctx, CHANGE_RULE);
    const file = (await readForm(ctx.req, MAX_FORM_BYTES)).get("book");
    const bytes = file instanceof File ? new Uint8Array(await file.arrayBuffer()) : null;
    if (!bytes || bytes.length === 0) {
      return await show(ctx, viewer.id, characterWords[locale].import.missing);
    }
    const read = decodeLorebook(bytes);
    if (!read.ok) return await show(ctx, viewer.id, CARD_REFUSALS[read.reason][locale]);
    const change = { kind: "append", book: read.book } as const;
    const saved = await saveLore(services, { id, viewerId: viewer.id, change });
    if (!saved.ok) {
      return await show(ctx, viewer.id, characterWords[locale].lore.errors[saved.reason]);
    }
    return ctx.redirect(`${characterPaths.lore(id)}?done=broughtIn`, 303);
  },
});

export default define.page<typeof handler>(({ data, ...place }) => (
  <LorePage place={place} {...data} />
));
