/** `/characters/:id/feedback`: what people said of a character's replies, for whoever made it. */
import { page } from "fresh";
import { PRIVATE } from "@/lib/accounts/forms.ts";
import { requireViewer } from "@/lib/accounts/identify.ts";
import { requireOwnCharacter } from "@/lib/characters/store.ts";
import { define } from "@/lib/define.ts";
import { countFeedback, listFeedback } from "@/lib/social/feedback.ts";
import { paths } from "@/components/place.ts";
import { ReceivedPage } from "@/components/social/ReceivedPage.tsx";

const ON_A_PAGE = 20;

export const handler = define.handlers({
  async GET(ctx) {
    const viewer = requireViewer(ctx);
    if (viewer instanceof Response) return viewer;
    const { kv, now } = ctx.state.services;
    const { id, name } = await requireOwnCharacter(kv, ctx.params.id ?? "", viewer.id);
    const subject = { kind: "character", id } as const;
    const cursor = ctx.url.searchParams.get("cursor") ?? undefined;
    const [counts, { items, nextCursor }] = await Promise.all([
      countFeedback(kv, subject),
      listFeedback(kv, subject, { limit: ON_A_PAGE, cursor }),
    ]);
    const said = items.map((feedback) => ({ feedback, chapter: null }));
    const back = paths.character(id);
    return page({ name, back, counts, items: said, nextCursor, nowMs: now() }, {
      headers: PRIVATE,
    });
  },
});

export default define.page<typeof handler>(({ data, ...place }) => (
  <ReceivedPage place={place} {...data} />
));
