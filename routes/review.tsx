/** `/review`: where those who look after the house decide on reports. Nobody else finds it. */
import { page } from "fresh";
import { z } from "zod";
import { PRIVATE } from "@/lib/accounts/forms.ts";
import { requireViewer } from "@/lib/accounts/identify.ts";
import { define } from "@/lib/define.ts";
import { formFields, parseInput, readForm } from "@/lib/http/body.ts";
import { listCases, listDeeds } from "@/lib/moderation/case_views.ts";
import { decide } from "@/lib/moderation/decide.ts";
import { ACTS, type CasePlace } from "@/lib/moderation/model.ts";
import { requireModerator } from "@/lib/moderation/moderators.ts";
import { REVIEW_PATH, REVIEW_VIEWS, ReviewPage } from "@/components/review/ReviewPage.tsx";

const LIMIT = 20;

const Name = z.string().regex(/^[0-9a-z-]{1,64}$/);
const Decision = z.union([
  z.object({ do: z.enum(ACTS), person: Name }),
  z.object({ do: z.enum(ACTS), character: Name }),
  z.object({ do: z.enum(ACTS), story: Name, comment: z.union([Name, z.literal("")]) }),
]);

function placeOf(decision: z.infer<typeof Decision>): CasePlace {
  if ("person" in decision) return { personId: decision.person };
  if ("character" in decision) return { characterId: decision.character };
  return { storyId: decision.story, commentId: decision.comment };
}

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
    const decision = parseInput(Decision, formFields(await readForm(ctx.req)));
    const { do: act } = decision;
    await decide(kv, { about: placeOf(decision), act, byId: viewer.id, nowMs: now() });
    const show = act === "lift" ? "hidden" : "open";
    return ctx.redirect(`${REVIEW_PATH}?show=${show}&done=${act}`, 303);
  },
});

export default define.page<typeof handler>(({ data, ...place }) => (
  <ReviewPage place={place} {...data} />
));
