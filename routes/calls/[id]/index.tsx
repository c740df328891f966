/** `/calls/:id`: the lobby of a call, and in the same page the call. Whoever has the link may look. */
import { page } from "fresh";
import { readLobby } from "@/lib/calls/page/page.ts";
import { define } from "@/lib/define.ts";
import { CallPage } from "@/components/call/CallPage.tsx";
import { GonePage } from "@/components/call/GonePage.tsx";

export const handler = define.handlers({
  async GET(ctx) {
    const call = await readLobby(ctx, ctx.params.id ?? "");
    return page({ call }, {
      status: call ? 200 : 404,
      headers: { "cache-control": "private, no-store", "referrer-policy": "no-referrer" },
    });
  },
});

export default define.page<typeof handler>(({ data: { call }, ...place }) =>
  call ? <CallPage place={place} call={call} /> : <GonePage place={place} />
);
