/** `/characters/:id/lore/:entry`: writes one lore entry; `new` is one that is not there yet. */
import { page } from "fresh";
import { requireViewer } from "@/lib/accounts/identify.ts";
import { CHANGE_RULE, limit } from "@/lib/characters/limits.ts";
import {
  checkLore,
  EMPTY_LORE,
  loreMark,
  loreOf,
  type LoreValues,
  loreValues,
  readLoreForm,
} from "@/lib/characters/lore_form.ts";
import { type OwnCard, readOwnCard, saveLore } from "@/lib/characters/lore_save.ts";
import { define } from "@/lib/define.ts";
import { failure, type InputError } from "@/lib/errors.ts";
import { formFields, readForm } from "@/lib/http/body.ts";
import { characterWords } from "@/lib/i18n/characters.ts";
import { LoreEntryPage, type LoreEntryPageProps } from "@/components/characters/LoreEntryPage.tsx";
import { characterPaths } from "@/components/characters/paths.ts";

/** Room for the longest entry, three bytes a letter and percent-encoded. */
const MAX_FORM_BYTES = 512 * 1024;

/** The entry's place, and what stands there; both null for a new one. */
function find({ card }: OwnCard, name: string) {
  if (name === "new") return { n: null, entry: null };
  const n = /^\d{1,5}$/.test(name) ? Number(name) : -1;
  const entry = loreOf(card.data)[n];
  if (!entry) throw failure("not_found");
  return { n, entry };
}

function show(
  { character }: OwnCard,
  { n, entry }: ReturnType<typeof find>,
  sent: { values: LoreValues; errors: InputError[]; problem: string | null } | null = null,
) {
  const data: Omit<LoreEntryPageProps, "place"> = {
    character,
    n,
    mark: entry ? loreMark(entry) : "",
    hasMore: entry !== null && Object.keys(entry.extensions).length > 0,
    values: sent?.values ?? (entry ? loreValues(entry) : EMPTY_LORE),
    errors: sent?.errors ?? [],
    problem: sent?.problem ?? null,
  };
  const headers = { "cache-control": "private, no-store" };
  return page(data, { status: sent ? 422 : 200, headers });
}

export const handler = define.handlers({
  async GET(ctx) {
    const viewer = requireViewer(ctx);
    if (viewer instanceof Response) return viewer;
    const own = await readOwnCard(ctx.state.services.kv, ctx.params.id ?? "", viewer.id);
    return show(own, find(own, ctx.params.entry ?? ""));
  },

  async POST(ctx) {
    const viewer = requireViewer(ctx);
    if (viewer instanceof Response) return viewer;
    const { services, locale } = ctx.state;
    const own = await readOwnCard(services.kv, ctx.params.id ?? "", viewer.id);
    const { id } = own.character;
    const found = find(own, ctx.params.entry ?? "");
    const sent = formFields(await readForm(ctx.req, MAX_FORM_BYTES));
    const values = readLoreForm(sent);
    const before = found.entry ? loreValues(found.entry) : EMPTY_LORE;
    const checked = checkLore(values, before, locale);
    if (!checked.ok) return show(own, found, { values, errors: checked.errors, problem: null });
    await limit(ctx, CHANGE_RULE);
    const { fields } = checked;
    const saved = await saveLore(services, {
      id,
      viewerId: viewer.id,
      change: found.n === null
        ? { kind: "add", fields }
        : { kind: "put", n: found.n, mark: sent.mark ?? "", fields },
    });
    if (!saved.ok) {
      const problem = characterWords[locale].lore.errors[saved.reason];
      return show(own, found, { values, errors: [], problem });
    }
    return ctx.redirect(`${characterPaths.lore(id)}?done=saved`, 303);
  },
});

export default define.page<typeof handler>(({ data, ...place }) => (
  <LoreEntryPage place={place} {...data} />
));
