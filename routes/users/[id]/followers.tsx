/** `/users/:id/followers`: who follows somebody. */
import { page } from "fresh";
import { define } from "@/lib/define.ts";
import { readPeople } from "@/lib/social/people.ts";
import { PeoplePage } from "@/components/social/PeoplePage.tsx";

export const handler = define.handlers({
  async GET(ctx) {
    const cursor = ctx.url.searchParams.get("cursor") ?? undefined;
    const { services: { kv }, viewer } = ctx.state;
    const people = await readPeople(kv, ctx.params.id ?? "", {
      list: "followers",
      viewerId: viewer?.id ?? null,
      cursor,
    });
    return page({ people });
  },
});

export default define.page<typeof handler>(({ data, ...place }) => (
  <PeoplePage place={place} {...data} />
));
