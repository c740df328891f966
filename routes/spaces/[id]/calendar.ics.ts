/** `/spaces/:id/calendar.ics`: the event for a calendar. A private space's needs its invitation code, as calendars have no cookie. */
import { createHash } from "node:crypto";
import { z } from "zod";
import { define } from "@/lib/define.ts";
import { publicOrigin } from "@/lib/http/origin.ts";
import { INVITE_PARAMETER, requireEvent } from "@/lib/spaces/events/access.ts";
import { writeCalendar } from "@/lib/spaces/events/calendar.ts";
import { REMIND_MINUTES } from "@/lib/spaces/events/model.ts";
import { eventPaths } from "@/components/spaces/events/paths.ts";

const Remind = z.coerce.number().pipe(z.literal(REMIND_MINUTES)).nullable().catch(null);

export const handler = define.handlers({
  async GET(ctx) {
    const { services: { kv }, viewer, locale } = ctx.state;
    const { searchParams } = ctx.url;
    const code = searchParams.get(INVITE_PARAMETER);
    const { space } = await requireEvent(kv, ctx.params.id ?? "", { viewer, code });
    const url = publicOrigin({ url: ctx.url, state: ctx.state }) + eventPaths.event(space.id, code);
    const remind = Remind.parse(searchParams.get("remind"));
    const file = writeCalendar(space, { url, locale, remind });
    const etag = `"${createHash("sha256").update(file).digest("base64url").slice(0, 22)}"`;
    const headers = {
      "content-type": "text/calendar; charset=utf-8",
      "content-disposition": `attachment; filename="maru-${space.id}.ics"`,
      "cache-control": `${space.isPublic ? "public" : "private"}, no-cache`,
      "vary": "cookie, accept-language",
      etag,
    };
    const known = (ctx.req.headers.get("if-none-match") ?? "").split(",")
      .some((tag) => tag.trim().replace(/^W\//, "") === etag);
    return known ? new Response(null, { status: 304, headers }) : new Response(file, { headers });
  },
});
