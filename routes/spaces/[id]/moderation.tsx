/** `/spaces/:id/moderation`: people and order, for those who look after a space. */
import { page } from "fresh";
import { z } from "zod";
import type { Viewer } from "@/lib/accounts/model.ts";
import { requireViewer } from "@/lib/accounts/identify.ts";
import { getUser } from "@/lib/accounts/store.ts";
import { limit } from "@/lib/characters/limits.ts";
import { define } from "@/lib/define.ts";
import { formFields, parseInput, readForm } from "@/lib/http/body.ts";
import { listDeeds } from "@/lib/spaces/deeds.ts";
import { CHANGE_SPACE_RULE, MODERATE_RULE } from "@/lib/spaces/limits.ts";
import { moderate, ModerationInput } from "@/lib/spaces/moderate.ts";
import { listPenalties, removeMessage } from "@/lib/spaces/moderation.ts";
import { roleOf, type Space } from "@/lib/spaces/model.ts";
import { presentSeats } from "@/lib/spaces/seats.ts";
import { requireKeptSpace, requireSpace } from "@/lib/spaces/store.ts";
import { backInSpace } from "@/lib/spaces/way_back.ts";
import { paths } from "@/components/place.ts";
import { spacePaths } from "@/components/spaces/paths.ts";
import { ORDER_DONE, OrderPage } from "@/components/spaces/OrderPage.tsx";

const DEEDS = 30;
const Done = z.enum(ORDER_DONE).nullable().catch(null);
const RemoveForm = z.object({ message: z.string().min(1).max(64) });
/** Numbers come from forms as text. */
const Seconds = z.string().regex(/^\d{1,7}$/).transform(Number).optional();

async function moderatorsOf(kv: Deno.Kv, space: Space) {
  const users = await Promise.all(space.moderatorIds.map((id) => getUser(kv, id)));
  return users.flatMap((user) => user ? [{ userId: user.id, nickname: user.nickname }] : []);
}

export const handler = define.handlers({
  async GET(ctx) {
    const viewer = requireViewer(ctx);
    if (viewer instanceof Response) return viewer;
    const { services } = ctx.state;
    const { kv, now } = services;
    const space = await requireKeptSpace(kv, ctx.params.id ?? "", viewer);
    const query = ctx.url.searchParams;
    const [seats, { bans, mutes }, { items, nextCursor }, moderators] = await Promise.all([
      presentSeats(services, space.id),
      listPenalties(kv, space.id, now()),
      listDeeds(kv, space.id, { limit: DEEDS, cursor: query.get("cursor") ?? undefined }),
      moderatorsOf(kv, space),
    ]);
    return page({
      space,
      seats,
      bans,
      mutes,
      deeds: items,
      nextCursor,
      moderators,
      you: { id: viewer.id, role: roleOf(space, viewer.id) },
      done: Done.parse(query.get("done")),
      about: (query.get("about") ?? "").slice(0, 64),
      nowMs: now(),
    }, { headers: { "cache-control": "private, no-store" } });
  },

  async POST(ctx) {
    const viewer = requireViewer(ctx);
    if (viewer instanceof Response) return viewer;
    const id = ctx.params.id ?? "";
    const fields = formFields(await readForm(ctx.req));
    const { services } = ctx.state;
    const by = { userId: viewer.id, nickname: viewer.nickname };
    if (fields.do === "remove") {
      const { message } = parseInput(RemoveForm, fields);
      const space = await requireSpace(services.kv, id, viewer);
      await limit(ctx, CHANGE_SPACE_RULE);
      await removeMessage(services, space, by, message);
      return ctx.redirect(backInSpace(ctx.req, ctx.url, id), 303);
    }
    const seconds = parseInput(Seconds, fields.seconds || undefined);
    const input = parseInput(ModerationInput, { ...fields, seconds });
    const space = await requireKeptSpace(services.kv, id, viewer);
    await limit(ctx, MODERATE_RULE);
    await moderate(services, space, by, input);
    return ctx.redirect(wayBack(ctx.req, ctx.url, { space, viewer, input }), 303);
  },
});

/** Back to where the form stood. Whoever lays a role down has nothing to do on this page any more. */
function wayBack(
  request: Request,
  url: URL,
  { space, viewer, input }: { space: Space; viewer: Viewer; input: ModerationInput },
): string {
  const back = backInSpace(request, url, space.id);
  const about = "user_id" in input ? input.user_id : "";
  if (about === viewer.id) return paths.space(space.id);
  const here = spacePaths.moderation(space.id);
  if (!back.startsWith(here)) return back;
  return `${here}?${new URLSearchParams({ done: input.action, ...(about ? { about } : {}) })}`;
}

export default define.page<typeof handler>(({ data, ...place }) => (
  <OrderPage place={place} {...data} />
));
