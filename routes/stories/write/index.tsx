/** `/stories/write`: asks sixteen editors for a story, and shows those that they have written. */
import type { Context } from "fresh";
import { page } from "fresh";
import { PRIVATE } from "@/lib/accounts/forms.ts";
import { ensureViewer } from "@/lib/accounts/identify.ts";
import type { Viewer } from "@/lib/accounts/model.ts";
import { limit } from "@/lib/characters/limits.ts";
import { tokensLeft } from "@/lib/chat/quota.ts";
import { define, type State } from "@/lib/define.ts";
import { asFailure, type InputError, REASONS } from "@/lib/errors.ts";
import { clientAddress } from "@/lib/http/address.ts";
import { formFields, readForm } from "@/lib/http/body.ts";
import { writingWords } from "@/lib/i18n/writing.ts";
import { startWriting } from "@/lib/stories/writing/actions.ts";
import { getOutputs, listJobs } from "@/lib/stories/writing/job_store.ts";
import { GENERATE_RULE, MAX_OPEN } from "@/lib/stories/writing/limits.ts";
import {
  checkRequest,
  emptyRequest,
  estimateLengths,
  readRequest,
  type RequestValues,
} from "@/lib/stories/writing/request_form.ts";
import { titleOf } from "@/lib/stories/writing/room.ts";
import { writingPaths } from "@/components/writing/paths.ts";
import { WritePage } from "@/components/writing/WritePage.tsx";

/** Jobs on one page. */
const JOBS = 8;

interface Sent {
  values: RequestValues;
  errors?: readonly InputError[];
  problem?: string | null;
  status?: number;
}

async function show(
  ctx: Context<State>,
  { values, errors = [], problem = null, status = 200 }: Sent,
) {
  const { services, viewer } = ctx.state;
  const { kv, now, writing } = services;
  const cursor = ctx.url.searchParams.get("cursor") ?? undefined;
  const { items, nextCursor } = viewer
    ? await listJobs(kv, viewer.id, { limit: JOBS, cursor })
    : { items: [], nextCursor: null };
  const jobs = await Promise.all(items.map(async (job) => {
    const outputs = new Map(await getOutputs(kv, job.id, [{ stage: "title", chapter: 0 }]));
    return { job, title: titleOf(job, outputs) };
  }));
  const leftToday = writing.madeBy.startsWith("demo/") ? null : await tokensLeft(services, viewer);
  const { madeBy } = writing;
  const estimates = estimateLengths(writing);
  const data = { values, errors, problem, madeBy, estimates, leftToday, jobs, nextCursor };
  return page({ ...data, nowMs: now() }, { status, headers: PRIVATE });
}

export const handler = define.handlers({
  GET: (ctx) => show(ctx, { values: emptyRequest(ctx.state.locale, ctx.url.searchParams) }),

  async POST(ctx) {
    const { services, locale } = ctx.state;
    const values = readRequest(formFields(await readForm(ctx.req)));
    const checked = checkRequest(values, locale);
    if (!checked.ok) return await show(ctx, { values, errors: checked.errors, status: 422 });
    const viewer: Viewer = await ensureViewer(ctx);
    await limit(ctx, GENERATE_RULE);
    try {
      const { request, budgetTokens } = checked;
      const address = clientAddress(ctx);
      const job = await startWriting(services, { viewer, address, request, budgetTokens });
      return ctx.redirect(writingPaths.room(job.id), 303);
    } catch (error) {
      const { reason } = asFailure(error);
      if (reason !== "too_many") throw error;
      const problem = writingWords[locale].form.tooMany(MAX_OPEN[viewer.kind]);
      return await show(ctx, { values, problem, status: REASONS.too_many.status });
    }
  },
});

export default define.page<typeof handler>(({ data, ...place }) => (
  <WritePage place={place} {...data} />
));
