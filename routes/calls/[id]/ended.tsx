/** `/calls/:id/ended`: what is left of a call. It says nothing of the call itself, which may be gone. */
import { page } from "fresh";
import { readEnded } from "@/lib/calls/page/page.ts";
import { define } from "@/lib/define.ts";
import { CallPage } from "@/components/call/CallPage.tsx";

export const handler = define.handlers({
  async GET(ctx) {
    return page({ call: await readEnded(ctx, (ctx.params.id ?? "").slice(0, 64)) }, {
      headers: { "cache-control": "private, no-store", "referrer-policy": "no-referrer" },
    });
  },
});

export default define.page<typeof handler>(({ data: { call }, ...place }) => (
  <CallPage place={place} call={call} />
));
