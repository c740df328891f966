/** `/spaces/:id/stage`: the stage of a fan meeting as a page. */
import { page } from "fresh";
import { requireViewer } from "@/lib/accounts/identify.ts";
import { limit } from "@/lib/characters/limits.ts";
import { define } from "@/lib/define.ts";
import { asFailure, failure, type Reason } from "@/lib/errors.ts";
import { formFields, parseInput, readForm } from "@/lib/http/body.ts";
import type { ApiContext } from "@/lib/http/operation.ts";
import { INVITE_PARAMETER, requireEvent } from "@/lib/spaces/events/access.ts";
import { STAGE_RULE } from "@/lib/spaces/events/limits.ts";
import { actOnStage, isInSpace, StageActInput } from "@/lib/spaces/events/stage_act.ts";
import { stageFrame } from "@/lib/spaces/events/stage.ts";
import { getStage, stageTick } from "@/lib/spaces/events/stage_store.ts";
import { viewEvent } from "@/lib/spaces/events/view.ts";
import { StagePage, type StagePageData } from "@/components/spaces/events/StagePage.tsx";
import { eventPaths } from "@/components/spaces/events/paths.ts";

/** How often the page looks again, in seconds. */
const LOOK_AGAIN_S = 10;

async function show(ctx: ApiContext, refusal: Reason | null = null) {
  const { services, viewer } = ctx.state;
  const { kv, now } = services;
  const code = ctx.url.searchParams.get(INVITE_PARAMETER);
  const { space, role } = await requireEvent(kv, ctx.params.id ?? "", { viewer, code });
  // Readers without a script keep the stage going too.
  await stageTick(services, space.id);
  const [stage, view, isHere] = await Promise.all([
    getStage(kv, space),
    viewEvent(kv, space, viewer),
    viewer ? isInSpace(kv, space.id, viewer.id) : false,
  ]);
  if (!stage) throw failure("not_found");
  const still = ctx.url.searchParams.has("still");
  const data: StagePageData = {
    space,
    stage: stageFrame(stage),
    userId: viewer?.id ?? null,
    isHost: role !== "guest",
    isHere,
    hostName: view.hostCharacter?.character.name ?? null,
    nowMs: now(),
    refusal,
    still,
  };
  const looksAgain = !still && refusal === null && now() < space.event.endsAtMs;
  return page(data, {
    status: refusal ? 409 : 200,
    headers: {
      "cache-control": "private, no-store",
      ...(looksAgain ? { refresh: String(LOOK_AGAIN_S) } : {}),
    },
  });
}

const REFUSALS: ReadonlySet<Reason> = new Set<Reason>([
  "stage_closed",
  "stage_full",
  "not_in_space",
]);

export const handler = define.handlers({
  GET: (ctx) => show(ctx),

  async POST(ctx) {
    const viewer = requireViewer(ctx);
    if (viewer instanceof Response) return viewer;
    const { services } = ctx.state;
    const id = ctx.params.id ?? "";
    const input = parseInput(StageActInput, formFields(await readForm(ctx.req)));
    const visit = await requireEvent(services.kv, id, { viewer });
    await limit(ctx, STAGE_RULE);
    try {
      await actOnStage(services, visit, { viewer, input });
    } catch (error) {
      const { reason } = asFailure(error);
      if (REFUSALS.has(reason)) return await show(ctx, reason);
      throw error;
    }
    return ctx.redirect(eventPaths.stage(id), 303);
  },
});

export default define.page<typeof handler>(({ data, ...place }) => (
  <StagePage place={place} data={data} />
));
