/** `/spaces/:id/reminder`: asks to be reminded of an event, or not to be. */
import { z } from "zod";
import { ensureViewer } from "@/lib/accounts/identify.ts";
import { limit } from "@/lib/characters/limits.ts";
import { define } from "@/lib/define.ts";
import { safeBack } from "@/lib/http/back.ts";
import { formFields, parseInput, readForm } from "@/lib/http/body.ts";
import { INVITE_PARAMETER, requireEvent } from "@/lib/spaces/events/access.ts";
import { REMIND_RULE } from "@/lib/spaces/events/limits.ts";
import { REMIND_MINUTES } from "@/lib/spaces/events/model.ts";
import { lookAgain } from "@/lib/spaces/events/remind.ts";
import { cancelReminder, setReminder } from "@/lib/spaces/events/reminders.ts";
import { eventPaths } from "@/components/spaces/events/paths.ts";

const ReminderForm = z.object({
  minutes: z.union([z.literal("off"), z.coerce.number().pipe(z.literal(REMIND_MINUTES))]),
  /** The page to come back to. */
  back: z.string().max(2048).optional(),
});

export const handler = define.handlers({
  /** Somebody whose page came back here by its address, as after signing in. */
  GET: (ctx) => ctx.redirect(eventPaths.event(ctx.params.id ?? ""), 303),

  async POST(ctx) {
    const id = ctx.params.id ?? "";
    const { minutes, back } = parseInput(ReminderForm, formFields(await readForm(ctx.req)));
    const { services: { kv, now }, viewer } = ctx.state;
    const code = ctx.url.searchParams.get(INVITE_PARAMETER);
    const there = safeBack(back, eventPaths.event(id, code));
    if (minutes === "off") {
      // Also of an event that was called off, and seen by nobody any more.
      if (viewer) await cancelReminder(kv, id, viewer.id);
    } else {
      // Looked up first: nobody becomes a guest for an event that is not there.
      await requireEvent(kv, id, { viewer, code });
      const { id: userId } = await ensureViewer(ctx);
      await limit(ctx, REMIND_RULE);
      await setReminder(kv, { spaceId: id, userId, minutes, nowMs: now() });
    }
    await lookAgain(ctx);
    return ctx.redirect(there, 303);
  },
});
