/** `/spaces/:id/settings`: changes a space, and leads to all that its owner looks after. */
import { page } from "fresh";
import { z } from "zod";
import type { Viewer } from "@/lib/accounts/model.ts";
import { requireViewer } from "@/lib/accounts/identify.ts";
import { limit } from "@/lib/characters/limits.ts";
import { define } from "@/lib/define.ts";
import type { InputError } from "@/lib/errors.ts";
import type { ApiContext } from "@/lib/http/operation.ts";
import { zoneOf } from "@/lib/spaces/events/reader_zone.ts";
import { checkSpaceForm, readSpaceForm, type SpaceValues, spaceValues } from "@/lib/spaces/form.ts";
import { CHANGE_SPACE_RULE } from "@/lib/spaces/limits.ts";
import type { Space } from "@/lib/spaces/model.ts";
import { listResidentChoices } from "@/lib/spaces/resident_choices.ts";
import { requireOwnSpace, updateSpace } from "@/lib/spaces/store.ts";
import { spacePaths } from "@/components/spaces/paths.ts";
import { SETTINGS_DONE, SettingsPage } from "@/components/spaces/SettingsPage.tsx";

const Done = z.enum(SETTINGS_DONE).nullable().catch(null);

async function show(
  ctx: ApiContext,
  viewer: Viewer,
  { space, values, errors = [] }: {
    space: Space;
    values: SpaceValues;
    errors?: readonly InputError[];
  },
) {
  const { services } = ctx.state;
  const choices = await listResidentChoices(services, viewer, {
    chosen: values.residents,
    kept: space.residentIds,
    q: values.q,
  });
  const done = Done.parse(ctx.url.searchParams.get("done"));
  return page({ space, values, errors, choices, done }, {
    status: errors.length > 0 ? 422 : 200,
    headers: { "cache-control": "private, no-store" },
  });
}

export const handler = define.handlers({
  async GET(ctx) {
    const viewer = requireViewer(ctx);
    if (viewer instanceof Response) return viewer;
    const { services: { kv, now }, locale } = ctx.state;
    const space = await requireOwnSpace(kv, ctx.params.id ?? "", viewer);
    const values = spaceValues(space, { locale, nowMs: now(), zone: zoneOf(ctx) });
    return await show(ctx, viewer, { space, values });
  },

  async POST(ctx) {
    const viewer = requireViewer(ctx);
    if (viewer instanceof Response) return viewer;
    const { services, locale } = ctx.state;
    const { kv, now } = services;
    const space = await requireOwnSpace(kv, ctx.params.id ?? "", viewer);
    const { values, act } = await readSpaceForm(ctx.req);
    if (act === "search") return await show(ctx, viewer, { space, values });
    await limit(ctx, CHANGE_SPACE_RULE);
    const checked = await checkSpaceForm(kv, values, {
      viewer,
      nowMs: now(),
      before: space,
      locale,
    });
    if (!checked.ok) return await show(ctx, viewer, { space, values, errors: checked.errors });
    await updateSpace(services, space.id, (before) => ({
      space: { ...before, ...checked.fields },
    }));
    return ctx.redirect(`${spacePaths.settings(space.id)}?done=saved`, 303);
  },
});

export default define.page<typeof handler>(({ data, ...place }) => (
  <SettingsPage place={place} {...data} />
));
