/** `/review`: where those who look after the house decide on reports. Nobody else finds it. */
import { page } from "fresh";
import { z } from "zod";
import { PRIVATE } from "@/lib/accounts/forms.ts";
import { requireViewer } from "@/lib/accounts/identify.ts";
import { define } from "@/lib/define.ts";
import { formFields, parseInput, readForm } from "@/lib/http/body.ts";
import { listCases, listDeeds } from "@/lib/moderation/cases.ts";
import { decide } from "@/lib/moderation/decide.ts";
import { ACTS } from "@/lib/moderation/model.ts";
import { requireModerator } from "@/lib/moderation/moderators.ts";
import { REVIEW_PATH, REVIEW_VIEWS, ReviewPage } from "@/components/review/ReviewPage.tsx";

const LIMIT = 20;

const Decision = z.object({
  do: z.enum(ACTS),
  story: z.string().regex(/^[0-9a-z-]{1,64}$/),
  comment: z.string().regex(/^[0-9a-z-]{0,64}$/),
});

export const handler = define.handlers({
  async GET(ctx) {
    const viewer = requireViewer(ctx);
    if (viewer instanceof Response) return viewer;
    const { env, kv, now } = ctx.state.services;
    requireModerator(env, viewer);
    const { searchParams } = ctx.url;
    const view = REVIEW_VIEWS.find((name) => name === searchParams.get("show")) ?? "open";
    const asked = { limit: LIMIT, cursor: searchParams.get("cursor") ?? undefined };
    const none = { items: [], nextCursor: null };
    const cases = view === "log" ? none : await listCases(kv, view, asked);
    const deeds = view === "log" ? await listDeeds(kv, asked) : none;
    const data = {
      view,
      cases: cases.items,
      deeds: deeds.items,
      nextCursor: cases.nextCursor ?? deeds.nextCursor,
      nowMs: now(),
    };
    return page(data, { headers: PRIVATE });
  },

  async POST(ctx) {
    const viewer = requireViewer(ctx);
    if (viewer instanceof Response) return viewer;
    const { env, kv, now } = ctx.state.services;
    requireModerator(env, viewer);
    const { do: act, story, comment } = parseInput(Decision, formFields(await readForm(ctx.req)));
    const place = { storyId: story, commentId: comment };
    await decide(kv, { ...place, act, byId: viewer.id, nowMs: now() });
    const show = act === "lift" ? "hidden" : "open";
    return ctx.redirect(`${REVIEW_PATH}?show=${show}&done=${act}`, 303);
  },
});

export default define.page<typeof handler>(({ data, ...place }) => (
  <ReviewPage place={place} {...data} />
));
