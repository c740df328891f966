/** `/notifications/read`: everything up to what the page showed is read. */
import { z } from "zod";
import { requireViewer } from "@/lib/accounts/identify.ts";
import { define } from "@/lib/define.ts";
import { formFields, parseInput, readForm } from "@/lib/http/body.ts";
import { markRead } from "@/lib/social/inbox.ts";
import { paths } from "@/components/place.ts";

const ReadForm = z.object({ until: z.string().regex(/^\d{1,15}$/).transform(Number) });

export const handler = define.handlers({
  GET: (ctx) => ctx.redirect(paths.notifications, 303),

  async POST(ctx) {
    const viewer = requireViewer(ctx);
    if (viewer instanceof Response) return viewer;
    const { until } = parseInput(ReadForm, formFields(await readForm(ctx.req)));
    const { kv, now } = ctx.state.services;
    await markRead(kv, viewer.id, { untilMs: until, nowMs: now() });
    return ctx.redirect(paths.notifications, 303);
  },
});
