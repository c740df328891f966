/** `/spaces/mine`: the spaces that one opened, and those where one has been. */
import { page } from "fresh";
import { requireViewer } from "@/lib/accounts/identify.ts";
import { define } from "@/lib/define.ts";
import { listOwnSpaces } from "@/lib/spaces/store.ts";
import { listVisited, viewPresent } from "@/lib/spaces/view.ts";
import { MySpacesPage } from "@/components/spaces/MySpacesPage.tsx";

const ON_A_PAGE = 20;
const VISITED = 12;

export const handler = define.handlers({
  async GET(ctx) {
    const viewer = requireViewer(ctx);
    if (viewer instanceof Response) return viewer;
    const { services } = ctx.state;
    const cursor = ctx.url.searchParams.get("cursor") ?? undefined;
    const [{ items, nextCursor }, visited] = await Promise.all([
      listOwnSpaces(services.kv, viewer.id, { limit: ON_A_PAGE, cursor }),
      cursor === undefined ? listVisited(services.kv, viewer, VISITED) : [],
    ]);
    const data = {
      views: await viewPresent(services, items, viewer),
      visited,
      nextCursor,
      nowMs: services.now(),
    };
    return page(data, { headers: { "cache-control": "private, no-store" } });
  },
});

export default define.page<typeof handler>(({ data, ...place }) => (
  <MySpacesPage place={place} {...data} />
));
