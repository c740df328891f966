/** `/spaces/:id/guests/claim?code=…`: a link that lets one person in. */
import { page } from "fresh";
import { z } from "zod";
import { ensureViewer } from "@/lib/accounts/identify.ts";
import { limit } from "@/lib/characters/limits.ts";
import { define } from "@/lib/define.ts";
import { asFailure } from "@/lib/errors.ts";
import { formFields, parseInput, readForm } from "@/lib/http/body.ts";
import type { ApiContext } from "@/lib/http/operation.ts";
import { isId } from "@/lib/id.ts";
import { getClaim, takeClaim } from "@/lib/spaces/events/guests.ts";
import { CLAIM_RULE } from "@/lib/spaces/events/limits.ts";
import { eventOf } from "@/lib/spaces/events/model.ts";
import { zoneOf } from "@/lib/spaces/events/reader_zone.ts";
import { getSpace } from "@/lib/spaces/store.ts";
import { ClaimPage, type ClaimPageData } from "@/components/spaces/events/ClaimPage.tsx";
import { eventPaths } from "@/components/spaces/events/paths.ts";

const ClaimForm = z.object({ code: z.string().min(1).max(64) });

/** The claim, and what it is for; null where the link opens nothing (any more) for this reader. */
async function find(ctx: ApiContext, code: string): Promise<ClaimPageData> {
  const { services: { kv }, viewer } = ctx.state;
  const id = ctx.params.id ?? "";
  const [claim, found] = isId(id)
    ? await Promise.all([getClaim(kv, id, code), getSpace(kv, id)])
    : [null, null];
  const space = found && eventOf(found);
  if (!claim || !space || (claim.usedBy !== null && claim.usedBy !== viewer?.id)) return null;
  return { kind: claim.kind, code, space, zone: zoneOf(ctx) };
}

const PRIVATE = { "cache-control": "private, no-store", "referrer-policy": "no-referrer" };

export const handler = define.handlers({
  async GET(ctx) {
    const claim = await find(ctx, ctx.url.searchParams.get("code") ?? "");
    return page(claim, { status: claim ? 200 : 410, headers: PRIVATE });
  },

  async POST(ctx) {
    const id = ctx.params.id ?? "";
    const { code } = parseInput(ClaimForm, formFields(await readForm(ctx.req)));
    // Looked up first: nobody becomes a guest for a link that opens nothing.
    if (!await find(ctx, code)) return page(null, { status: 410, headers: PRIVATE });
    const { id: userId } = await ensureViewer(ctx);
    await limit(ctx, CLAIM_RULE);
    const { kv, now } = ctx.state.services;
    try {
      const kind = await takeClaim(kv, { spaceId: id, code, userId, nowMs: now() });
      return ctx.redirect(`${eventPaths.event(id)}?done=${kind}`, 303);
    } catch (error) {
      if (asFailure(error).reason !== "claim_gone") throw error;
      return page(null, { status: 410, headers: PRIVATE });
    }
  },
});

export default define.page<typeof handler>(({ data, ...place }) => (
  <ClaimPage place={place} claim={data} />
));
