/** `/users/:id`: somebody's page, with what they made for everybody. */
import { page } from "fresh";
import { getUser } from "@/lib/accounts/store.ts";
import { seesMature } from "@/lib/characters/mature.ts";
import { define } from "@/lib/define.ts";
import { getBond, listWorks, requirePerson } from "@/lib/social/person.ts";
import { viewShelf } from "@/lib/stories/view.ts";
import { PersonPage } from "@/components/social/PersonPage.tsx";

export const handler = define.handlers({
  async GET(ctx) {
    const { services: { kv, now }, viewer } = ctx.state;
    const person = await requirePerson(kv, ctx.params.id ?? "");
    const mature = viewer?.id === person.id || seesMature(ctx.req);
    const [bond, { stories, ...works }] = await Promise.all([
      getBond(kv, person.id, viewer?.id ?? null),
      listWorks(kv, person.id, { mature, nowMs: now() }),
    ]);
    const hiddenName = bond.isSelf
      ? (await getUser(kv, person.id))?.hidden?.nickname ?? null
      : null;
    return page({ person, bond, works, hiddenName, shelf: await viewShelf(kv, stories) });
  },
});

export default define.page<typeof handler>(({ data, ...place }) => (
  <PersonPage place={place} {...data} />
));
