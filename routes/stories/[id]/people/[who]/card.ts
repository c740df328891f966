/** `/stories/:id/people/:who/card?as=7&format=png|json`: the card of somebody of a story as of a chapter, to take along. */
import { z } from "zod";
import { mayRead } from "@/lib/characters/model.ts";
import { asAttachment } from "@/lib/characters/export.ts";
import { EXPORT_RULE, limit } from "@/lib/characters/limits.ts";
import { define } from "@/lib/define.ts";
import { failure } from "@/lib/errors.ts";
import { parseInput } from "@/lib/http/body.ts";
import { AsOf } from "@/lib/stories/people/form.ts";
import { listPeople } from "@/lib/stories/people/people.ts";
import { horizonOf } from "@/lib/stories/people/talk.ts";
import { takeCard } from "@/lib/stories/people/take.ts";
import { requireStory } from "@/lib/stories/store.ts";

const Query = z.object({ as: AsOf, format: z.enum(["png", "json"]).catch("png") });

export const handler = define.handlers({
  async GET(ctx) {
    const { services: { kv, now }, viewer } = ctx.state;
    const { as, format } = parseInput(Query, Object.fromEntries(ctx.url.searchParams));
    const asking = { viewerId: viewer?.id ?? null, nowMs: now() };
    const story = await requireStory(kv, ctx.params.id ?? "", asking);
    const horizon = horizonOf(story, as);
    const { people } = await listPeople(kv, story);
    const person = people.find(({ id, since }) =>
      id === ctx.params.who && since <= Math.max(1, as)
    );
    const isOpen = person && (!person.character || mayRead(person.character, asking.viewerId));
    if (!isOpen) throw failure("not_found");
    await limit(ctx, EXPORT_RULE);
    const file = await takeCard(kv, story, { person, horizon, format });
    return new Response(file.bytes, {
      headers: {
        "content-type": file.type,
        "content-disposition": asAttachment(file.name),
        "cache-control": "private, no-store",
      },
    });
  },
});
