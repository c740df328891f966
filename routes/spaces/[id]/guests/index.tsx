/** `/spaces/:id/guests`: guest list, tickets and links, for those who look after the event. */
import { page } from "fresh";
import { z } from "zod";
import { requireViewer } from "@/lib/accounts/identify.ts";
import { limit } from "@/lib/characters/limits.ts";
import { define } from "@/lib/define.ts";
import { asFailure, type InputError } from "@/lib/errors.ts";
import { formFields, parseInput, readForm } from "@/lib/http/body.ts";
import type { ApiContext } from "@/lib/http/operation.ts";
import { eventWords } from "@/lib/i18n/events.ts";
import { requireHostedEvent } from "@/lib/spaces/events/access.ts";
import {
  findInvitee,
  givePass,
  listClaims,
  listGuests,
  makeClaims,
  MAX_NEW_CLAIMS,
  revokeClaim,
  takePass,
} from "@/lib/spaces/events/guests.ts";
import { GUESTS_RULE, INVITE_RULE } from "@/lib/spaces/events/limits.ts";
import { PASS_KINDS } from "@/lib/spaces/events/model.ts";
import {
  GUEST_DONE,
  GuestsPage,
  type GuestsPageData,
} from "@/components/spaces/events/GuestsPage.tsx";
import { eventPaths } from "@/components/spaces/events/paths.ts";

const UserId = z.string().min(1).max(64);
const Kind = z.enum(PASS_KINDS);
/** What the forms of the page ask for. Fields that people type in are checked with words beside them. */
const GuestsForm = z.discriminatedUnion("do", [
  z.object({ do: z.literal("invite"), who: z.string().trim(), kind: Kind }),
  z.object({ do: z.enum(["give", "take", "remove"]), user_id: UserId }),
  z.object({
    do: z.literal("links"),
    kind: Kind,
    count: z.string().trim(),
    note: z.string().trim().default("").transform((note) => note.slice(0, 60).toWellFormed()),
  }),
  z.object({ do: z.literal("revoke"), code: z.string().min(1).max(64) }),
]);
type GuestsForm = z.infer<typeof GuestsForm>;
type Done = typeof GUEST_DONE[number];

const Done = z.enum(GUEST_DONE).nullable().catch(null);

async function show(
  ctx: ApiContext,
  viewer: { id: string },
  sentBack: Pick<GuestsPageData, "values" | "errors"> = { values: {}, errors: [] },
) {
  const { kv } = ctx.state.services;
  const space = await requireHostedEvent(kv, ctx.params.id ?? "", viewer);
  const [guests, claims] = await Promise.all([
    listGuests(kv, space.id),
    listClaims(kv, space.id),
  ]);
  const done = Done.parse(ctx.url.searchParams.get("done"));
  const data: GuestsPageData = { space, guests, claims, ...sentBack, done };
  return page(data, {
    status: sentBack.errors.length > 0 ? 422 : 200,
    headers: { "cache-control": "private, no-store" },
  });
}

export const handler = define.handlers({
  async GET(ctx) {
    const viewer = requireViewer(ctx);
    return viewer instanceof Response ? viewer : await show(ctx, viewer);
  },

  async POST(ctx) {
    const viewer = requireViewer(ctx);
    if (viewer instanceof Response) return viewer;
    const id = ctx.params.id ?? "";
    await requireHostedEvent(ctx.state.services.kv, id, viewer);
    const fields = formFields(await readForm(ctx.req));
    const form = parseInput(GuestsForm, fields);
    await limit(ctx, form.do === "invite" ? INVITE_RULE : GUESTS_RULE);
    const outcome = await act(ctx, id, form);
    if (typeof outcome !== "string") {
      return await show(ctx, viewer, { values: fields, errors: [outcome] });
    }
    return ctx.redirect(`${eventPaths.guests(id)}?done=${outcome}`, 303);
  },
});

/** What was done, or what is wrong with a field. */
async function act(ctx: ApiContext, spaceId: string, form: GuestsForm): Promise<Done | InputError> {
  const { services: { kv, now }, locale } = ctx.state;
  const words = eventWords[locale].guests.errors;
  const nowMs = now();
  switch (form.do) {
    case "invite": {
      if (form.who === "") return { path: "who", message: words.who };
      const found = await findInvitee(kv, spaceId, form.who);
      if (!found.ok) return { path: "who", message: words[found.reason] };
      const { userId } = found;
      return await fits("who", words.too_many, async () => {
        await givePass(kv, { spaceId, userId, kind: form.kind, nowMs });
        return form.kind === "ticket" ? "ticketed" : "invited";
      });
    }
    case "give":
      await givePass(kv, { spaceId, userId: form.user_id, kind: "ticket", nowMs });
      return "ticketed";
    case "take":
      await takePass(kv, { spaceId, userId: form.user_id, kind: "ticket" });
      return "taken";
    case "remove":
      await takePass(kv, { spaceId, userId: form.user_id, kind: "invitation" });
      return "removed";
    case "links": {
      const { kind, note } = form;
      const count = /^\d{1,3}$/.test(form.count) ? Number(form.count) : 0;
      if (count < 1 || count > MAX_NEW_CLAIMS) return { path: "count", message: words.count };
      return await fits("count", words.too_many, async () => {
        await makeClaims(kv, { id: spaceId }, { kind, count, note, nowMs });
        return "links";
      });
    }
    case "revoke":
      await revokeClaim(kv, spaceId, form.code);
      return "revoked";
  }
}

/** Does it, unless there are as many as can be. */
async function fits(
  path: string,
  message: string,
  make: () => Promise<Done>,
): Promise<Done | InputError> {
  try {
    return await make();
  } catch (error) {
    if (asFailure(error).reason === "too_many") return { path, message };
    throw error;
  }
}

export default define.page<typeof handler>(({ data, ...place }) => (
  <GuestsPage place={place} {...data} />
));
