/** `/spaces/new`: opens a space. Whoever has no account becomes a guest by it. */
import { page } from "fresh";
import { ensureViewer } from "@/lib/accounts/identify.ts";
import { limit } from "@/lib/characters/limits.ts";
import { define } from "@/lib/define.ts";
import { asFailure, type InputError } from "@/lib/errors.ts";
import type { ApiContext } from "@/lib/http/operation.ts";
import { keepingWords } from "@/lib/i18n/space_keeping.ts";
import { zoneOf } from "@/lib/spaces/events/reader_zone.ts";
import {
  checkSpaceForm,
  emptySpaceValues,
  readSpaceForm,
  type SpaceValues,
} from "@/lib/spaces/form.ts";
import { MAKE_SPACE_RULE } from "@/lib/spaces/limits.ts";
import { listResidentChoices } from "@/lib/spaces/resident_choices.ts";
import { createSpace } from "@/lib/spaces/store.ts";
import { GuestBanner } from "@/components/account/GuestBanner.tsx";
import { PageHeading } from "@/components/Heading.tsx";
import { Page } from "@/components/Page.tsx";
import { spacePaths } from "@/components/spaces/paths.ts";
import { SpaceForm } from "@/components/spaces/SpaceForm.tsx";

async function show(ctx: ApiContext, values: SpaceValues, errors: readonly InputError[] = []) {
  const { services, viewer } = ctx.state;
  const choices = await listResidentChoices(services, viewer, {
    chosen: values.residents,
    q: values.q,
  });
  return page({ values, errors, choices }, {
    status: errors.length > 0 ? 422 : 200,
    headers: { "cache-control": "private, no-store" },
  });
}

export const handler = define.handlers({
  async GET(ctx) {
    return await show(ctx, emptySpaceValues(ctx.state.services.now(), zoneOf(ctx)));
  },

  async POST(ctx) {
    const { services, locale } = ctx.state;
    const { values, act } = await readSpaceForm(ctx.req);
    if (act === "search") return await show(ctx, values);
    const viewer = await ensureViewer(ctx);
    const checked = await checkSpaceForm(services.kv, values, {
      viewer,
      nowMs: services.now(),
      locale,
    });
    if (!checked.ok) return await show(ctx, values, checked.errors);
    await limit(ctx, MAKE_SPACE_RULE);
    try {
      const space = await createSpace(services, viewer, checked.fields);
      return ctx.redirect(`${spacePaths.settings(space.id)}?done=opened`, 303);
    } catch (error) {
      if (asFailure(error).reason !== "too_many") throw error;
      const message = keepingWords[locale].form.errors.tooMany;
      return await show(ctx, values, [{ path: "", message }]);
    }
  },
});

export default define.page<typeof handler>(({ data, ...place }) => {
  const { form: words } = keepingWords[place.state.locale];
  return (
    <Page
      place={place}
      title={words.newTitle}
      description={words.newLede}
      layout="reading"
      noIndex
      styles={["/spaces.css", "/events.css", "/account.css"]}
    >
      <PageHeading title={words.newTitle} lede={words.newLede} />
      <SpaceForm place={place} action={spacePaths.new} submit={words.create} {...data} />
      <GuestBanner place={place} />
    </Page>
  );
});
