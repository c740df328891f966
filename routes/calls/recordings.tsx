/** `/calls/recordings`: calls that this browser recorded. The server knows nothing of them, and lends faces alone. */
import { page } from "fresh";
import { RecordingsPage } from "@/components/call/recording/RecordingsPage.tsx";
import { readChosenFace } from "@/lib/calls/page/chosen.ts";
import { listFaces } from "@/lib/calls/page/faces.ts";
import { define } from "@/lib/define.ts";
import { newId } from "@/lib/id.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const { services, viewer, locale } = ctx.state;
    const chosen = readChosenFace(ctx.req.headers.get("cookie"))?.face ?? null;
    const faces = await listFaces(services, { viewer, locale, seed: newId(), chosen });
    return page({ faces }, { headers: { "cache-control": "private, no-store" } });
  },
});

export default define.page<typeof handler>(({ data, ...place }) => (
  <RecordingsPage place={place} {...data} />
));
