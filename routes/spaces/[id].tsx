/** A room's page. */
import { page } from "fresh";
import { define } from "@/lib/define.ts";
import { listSpaces, requireSpace } from "@/lib/spaces/store.ts";
import { viewSpaces } from "@/lib/spaces/view.ts";
import { SpacePage } from "@/components/spaces/SpacePage.tsx";

/** Rooms shown at the foot of the page. */
const OTHERS = 3;

export const handler = define.handlers({
  async GET(ctx) {
    const { services: { kv }, viewer } = ctx.state;
    const [space, { items }] = await Promise.all([
      requireSpace(kv, ctx.params.id!, viewer),
      listSpaces(kv, { limit: OTHERS + 1 }),
    ]);
    const [view] = await viewSpaces(kv, [space], viewer);
    return page({
      view: view!,
      others: items.filter(({ id }) => id !== space.id).slice(0, OTHERS),
    });
  },
});

export default define.page<typeof handler>((props) => <SpacePage place={props} {...props.data} />);
