/** Operations of the API on writing: `/api/v1/stories/generate` and `/api/v1/stories/jobs`. */
import { z } from "zod";
import { failure } from "@/lib/errors.ts";
import { clientAddress } from "@/lib/http/address.ts";
import { listOf, ListQuery, operation } from "@/lib/http/operation.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import { writingJobWords } from "@/lib/i18n/writing_job.ts";
import {
  cancelWriting,
  editWriting,
  findUnit,
  lengthenWriting,
  redoWriting,
  removeWriting,
  requireOutput,
  resumeWriting,
  startWriting,
} from "@/lib/stories/writing/actions.ts";
import { estimateStory, progressOf } from "@/lib/stories/writing/estimate.ts";
import {
  extentOfJob,
  type Job,
  JOB_STATUSES,
  toRedo,
  TROUBLES,
} from "@/lib/stories/writing/job.ts";
import { listJobs, listUnitRecords, requireJob } from "@/lib/stories/writing/job_store.ts";
import {
  CHANGE_RULE,
  GENERATE_RULE,
  MAX_BUDGET_TOKENS,
  MAX_MORE,
  MIN_BUDGET_TOKENS,
} from "@/lib/stories/writing/limits.ts";
import { STAGES, type Unit, unitName, WritingRequest } from "@/lib/stories/writing/model.ts";
import { BRIEFS } from "@/lib/stories/writing/prompts.ts";
import { stageOf, stagesOf } from "@/lib/stories/writing/view.ts";

const tag = "Stories";

const JobId = z.object({ id: z.string().min(1).max(64) });
const JobUnit = JobId.extend({
  unit: z.string().min(1).max(40).describe(
    "A stage, or a stage and a chapter: `outline`, `draft:3`",
  ),
});
const Budget = z.int().min(MIN_BUDGET_TOKENS).max(MAX_BUDGET_TOKENS)
  .describe("Tokens, read and written, that the story may take");

const JobReply = z.object({
  job: z.object({
    id: z.string(),
    status: z.enum(JOB_STATUSES),
    stage: z.enum(STAGES).nullable(),
    stages: z.array(z.object({
      key: z.enum(STAGES),
      title: z.string(),
      role: z.string(),
      status: z.enum([...JOB_STATUSES, "pending"]),
      done: z.int(),
      of: z.int(),
    })),
    story_id: z.string().nullable(),
    /** The very piece of work: `draft:3`. */
    unit: z.string().nullable(),
    units_done: z.array(z.string()),
    request: WritingRequest,
    chapters: z.int(),
    progress: z.object({
      done: z.int(),
      of: z.int(),
      fraction: z.number(),
      left_s: z.int().nullable(),
    }),
    spent: z.object({
      calls: z.int(),
      prompt_tokens: z.int(),
      output_tokens: z.int(),
      cost_usd: z.number().nullable().describe("Null where the model has no known price"),
    }),
    expected: z.object({
      calls: z.int(),
      prompt_tokens: z.int(),
      output_tokens: z.int(),
      cost_usd: z.number().nullable(),
    }).describe("What the rest is reckoned to take"),
    budget_tokens: z.int().nullable(),
    trouble: z.object({
      kind: z.enum(TROUBLES),
      unit: z.string(),
      what: z.string(),
      help: z.string(),
      why: z.array(z.string()),
      resumes_at: z.iso.datetime().nullable(),
    }).nullable(),
    created_at: z.iso.datetime(),
    updated_at: z.iso.datetime(),
    ended_at: z.iso.datetime().nullable(),
  }),
}).meta({ id: "WritingJob" });

function viewOf(job: Job, { locale, madeBy }: { locale: Locale; madeBy: string }) {
  const words = writingJobWords[locale];
  const { spent, trouble, candidates } = job;
  const expected = estimateStory(extentOfJob(job), {
    candidates,
    madeBy,
    done: new Set(job.done),
  });
  const progress = progressOf(job);
  return {
    id: job.id,
    status: job.status,
    stage: stageOf(job),
    stages: stagesOf(job).map((stage) => ({
      ...stage,
      title: words.stages[stage.key],
      role: BRIEFS[locale][stage.key].role,
    })),
    story_id: job.status === "done" ? job.story?.id ?? null : null,
    unit: job.unit,
    units_done: job.done,
    request: job.request,
    chapters: job.chapters,
    progress: {
      done: progress.done,
      of: progress.of,
      fraction: progress.fraction,
      left_s: progress.leftMs === null ? null : Math.round(progress.leftMs / 1000),
    },
    spent: {
      calls: spent.calls,
      prompt_tokens: spent.promptTokens,
      output_tokens: spent.outputTokens,
      cost_usd: spent.unpriced > 0 ? null : spent.costNano / 1e9,
    },
    expected: {
      calls: expected.calls,
      prompt_tokens: expected.promptTokens,
      output_tokens: expected.outputTokens,
      cost_usd: expected.costNano === null ? null : expected.costNano / 1e9,
    },
    budget_tokens: job.budgetTokens,
    trouble: trouble && {
      kind: trouble.kind,
      unit: trouble.unit,
      ...words.troubles[trouble.kind],
      why: trouble.why,
      resumes_at: trouble.untilMs === null ? null : new Date(trouble.untilMs).toISOString(),
    },
    created_at: new Date(job.createdAtMs).toISOString(),
    updated_at: new Date(job.updatedAtMs).toISOString(),
    ended_at: job.endedAtMs === null ? null : new Date(job.endedAtMs).toISOString(),
  };
}

interface Place {
  locale: Locale;
  services: { writing: { madeBy: string } };
}

function replyOf(job: Job, { locale, services }: Place) {
  return { job: viewOf(job, { locale, madeBy: services.writing.madeBy }) };
}

export const generateOperation = operation({
  method: "POST",
  path: "/api/v1/stories/generate",
  summary: "Has a story written, stage by stage; it goes on whether or not anybody looks",
  tag,
  auth: "required",
  body: WritingRequest.extend({ budget_tokens: Budget.nullish() }),
  reply: JobReply,
  status: 202,
  throttle: GENERATE_RULE,
  fails: ["rate_limited", "too_many"],
  async run({ viewer, body: { budget_tokens, ...request }, state, ctx }) {
    const job = await startWriting(state.services, {
      viewer,
      address: clientAddress(ctx),
      request,
      budgetTokens: budget_tokens ?? null,
    });
    return replyOf(job, state);
  },
});

export const listJobsOperation = operation({
  method: "GET",
  path: "/api/v1/stories/jobs",
  summary: "List the stories one has had written, the newest first",
  tag,
  auth: "required",
  query: ListQuery,
  reply: listOf(JobReply.shape.job),
  fails: ["bad_cursor"],
  async run({ viewer, query, state }) {
    const { kv, writing: { madeBy } } = state.services;
    const { items, nextCursor } = await listJobs(kv, viewer.id, query);
    return {
      items: items.map((job) => viewOf(job, { locale: state.locale, madeBy })),
      next_cursor: nextCursor,
    };
  },
});

export const getJobOperation = operation({
  method: "GET",
  path: "/api/v1/stories/jobs/{id}",
  summary: "Tell how far a story has come",
  tag,
  auth: "required",
  params: JobId,
  reply: JobReply,
  fails: ["not_found"],
  async run({ viewer, params: { id }, state }) {
    return replyOf(await requireJob(state.services.kv, id, viewer.id), state);
  },
});

export const deleteJobOperation = operation({
  method: "DELETE",
  path: "/api/v1/stories/jobs/{id}",
  summary: "Throw a job away; a story that was made of it stays",
  tag,
  auth: "required",
  params: JobId,
  fails: ["not_found"],
  async run({ viewer, params: { id }, state: { services } }) {
    await removeWriting(services, { id, ownerId: viewer.id });
  },
});

export const cancelJobOperation = operation({
  method: "POST",
  path: "/api/v1/stories/jobs/{id}/cancel",
  summary: "Stop writing; what is written is kept",
  tag,
  auth: "required",
  params: JobId,
  reply: JobReply,
  throttle: CHANGE_RULE,
  fails: ["not_found", "conflict", "rate_limited"],
  async run({ viewer, params: { id }, state }) {
    return replyOf(await cancelWriting(state.services, { id, ownerId: viewer.id }), state);
  },
});

export const retryJobOperation = operation({
  method: "POST",
  path: "/api/v1/stories/jobs/{id}/retry",
  summary: "Let a story go on that failed, was stopped or waits, at the stage where it stood",
  tag,
  auth: "required",
  params: JobId,
  body: z.object({ budget_tokens: Budget.nullish() }).default({}),
  reply: JobReply,
  throttle: CHANGE_RULE,
  fails: ["not_found", "conflict", "rate_limited"],
  async run({ viewer, params: { id }, body: { budget_tokens }, state, ctx }) {
    const job = await resumeWriting(state.services, {
      id,
      ownerId: viewer.id,
      address: clientAddress(ctx),
      ...(budget_tokens === undefined ? {} : { budgetTokens: budget_tokens }),
    });
    return replyOf(job, state);
  },
});

export const lengthenJobOperation = operation({
  method: "POST",
  path: "/api/v1/stories/jobs/{id}/continue",
  summary: "Let a finished story go on, chapter by chapter",
  tag,
  auth: "required",
  params: JobId,
  body: z.object({ chapters: z.int().min(1).max(MAX_MORE).default(1) }).default({ chapters: 1 }),
  reply: JobReply,
  throttle: CHANGE_RULE,
  fails: ["not_found", "conflict", "rate_limited"],
  async run({ viewer, params: { id }, body: { chapters }, state, ctx }) {
    const job = await lengthenWriting(state.services, {
      id,
      ownerId: viewer.id,
      more: chapters,
      address: clientAddress(ctx),
    });
    return replyOf(job, state);
  },
});

const UnitReply = z.object({
  unit: z.string(),
  stage: z.enum(STAGES),
  chapter: z.int(),
  by: z.enum(["model", "person"]),
  made_by: z.string().nullable(),
  candidates: z.int(),
  chosen: z.int().describe("Which candidate was kept, counted from 1"),
  reasons: z.array(z.string()).describe("What the judge said of each candidate"),
  notes: z.array(z.string()).describe("What the checks still have against it"),
  output: z.unknown(),
  redone: z.array(z.string()).describe("Units that are written anew when this one changes"),
}).meta({ id: "WritingUnit" });

function requireUnit(job: Job, name: string): Unit {
  const unit = findUnit(job, name);
  if (!unit) throw failure("not_found");
  return unit;
}

export const getUnitOperation = operation({
  method: "GET",
  path: "/api/v1/stories/jobs/{id}/units/{unit}",
  summary: "Read what a stage handed on, and what would be written anew if it changed",
  tag,
  auth: "required",
  params: JobUnit,
  reply: UnitReply,
  fails: ["not_found"],
  async run({ viewer, params: { id, unit: name }, state: { services: { kv } } }) {
    const job = await requireJob(kv, id, viewer.id);
    const unit = requireUnit(job, name);
    const output = await requireOutput(kv, job, unit);
    const record = (await listUnitRecords(kv, job)).get(name);
    if (!record) throw failure("not_found");
    const { stage, chapter, by, madeBy, candidates, chosen, reasons, notes } = record;
    return {
      unit: name,
      stage,
      chapter,
      by,
      made_by: madeBy,
      candidates,
      chosen: chosen + 1,
      reasons,
      notes,
      output,
      redone: toRedo(job, unit).map(unitName),
    };
  },
});

export const editUnitOperation = operation({
  method: "PUT",
  path: "/api/v1/stories/jobs/{id}/units/{unit}",
  summary: "Put one's own words in the place of what a stage handed on",
  tag,
  auth: "required",
  params: JobUnit,
  body: z.object({
    output: z.unknown(),
    redo: z.boolean().default(true).describe("Whether what stands on it is written anew"),
  }),
  reply: JobReply,
  throttle: CHANGE_RULE,
  fails: ["not_found", "conflict", "rate_limited"],
  async run({ viewer, params: { id, unit: name }, body: { output, redo }, state, ctx }) {
    const job = await requireJob(state.services.kv, id, viewer.id);
    const next = await editWriting(state.services, {
      id,
      ownerId: viewer.id,
      unit: requireUnit(job, name),
      output,
      redo,
      address: clientAddress(ctx),
    });
    return replyOf(next, state);
  },
});

export const redoUnitOperation = operation({
  method: "POST",
  path: "/api/v1/stories/jobs/{id}/units/{unit}/redo",
  summary: "Have a stage written anew, with all that stands on it",
  tag,
  auth: "required",
  params: JobUnit,
  reply: JobReply,
  throttle: CHANGE_RULE,
  fails: ["not_found", "conflict", "rate_limited"],
  async run({ viewer, params: { id, unit: name }, state, ctx }) {
    const job = await requireJob(state.services.kv, id, viewer.id);
    const next = await redoWriting(state.services, {
      id,
      ownerId: viewer.id,
      unit: requireUnit(job, name),
      address: clientAddress(ctx),
    });
    return replyOf(next, state);
  },
});

export const writingOperations = [
  generateOperation,
  listJobsOperation,
  getJobOperation,
  deleteJobOperation,
  cancelJobOperation,
  retryJobOperation,
  lengthenJobOperation,
  getUnitOperation,
  editUnitOperation,
  redoUnitOperation,
];
