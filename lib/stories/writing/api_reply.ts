/** How the API shows a writing job. */
import { z } from "zod";
import type { Locale } from "@/lib/i18n/locale.ts";
import { writingJobWords } from "@/lib/i18n/writing_job.ts";
import { estimateStory, progressOf } from "@/lib/stories/writing/estimate.ts";
import { extentOfJob, type Job, TROUBLES } from "@/lib/stories/writing/job.ts";
import { MAX_BUDGET_TOKENS, MIN_BUDGET_TOKENS } from "@/lib/stories/writing/limits.ts";
import { STAGES, WritingRequest } from "@/lib/stories/writing/model.ts";
import { BRIEFS } from "@/lib/stories/writing/prompts.ts";
import { stageOf, stagesOf } from "@/lib/stories/writing/view.ts";

export const JobId = z.object({ id: z.string().min(1).max(64) });
export const JobUnit = JobId.extend({
  unit: z.string().min(1).max(40).describe(
    "A stage, or a stage and a chapter: `outline`, `draft:3`",
  ),
});
export const Budget = z.int().min(MIN_BUDGET_TOKENS).max(MAX_BUDGET_TOKENS)
  .describe("Tokens, read and written, that the story may take");

/** As clients know it: to them a job that is paused waits its turn, and `paused` says more. */
const STATUSES = ["queued", "running", "done", "failed", "cancelled"] as const;

/** A job, as the contract has it, and more. */
export const JobReply = z.object({
  job: z.object({
    id: z.string(),
    status: z.enum(STATUSES),
    paused: z.boolean().describe("Whether it waits until it is told to go on"),
    pausing: z.boolean().describe("Whether it is paused once the piece at hand is written"),
    stage: z.enum(STAGES).nullable(),
    stages: z.array(z.object({
      key: z.enum(STAGES),
      title: z.string(),
      role: z.string(),
      status: z.enum([...STATUSES, "pending"]),
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

/** A job as the API shows it. */
export function viewOf(job: Job, { locale, madeBy }: { locale: Locale; madeBy: string }) {
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
    status: job.status === "paused" ? "queued" : job.status,
    paused: job.status === "paused",
    pausing: job.pausing === true,
    stage: stageOf(job),
    stages: stagesOf(job).map((stage) => ({
      ...stage,
      status: stage.status === "paused" ? "queued" : stage.status,
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

/** In which words, and at whose prices. */
export interface Place {
  locale: Locale;
  services: { writing: { madeBy: string } };
}

/** The whole reply. */
export function replyOf(job: Job, { locale, services }: Place) {
  return { job: viewOf(job, { locale, madeBy: services.writing.madeBy }) };
}
