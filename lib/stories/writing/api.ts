/** Operations of the API on writing: `/api/v1/stories/generate` and `/api/v1/stories/jobs`. */
import { z } from "zod";
import { failure } from "@/lib/errors.ts";
import { clientAddress } from "@/lib/http/address.ts";
import { listOf, ListQuery, operation } from "@/lib/http/operation.ts";
import {
  cancelWriting,
  editWriting,
  findUnit,
  lengthenWriting,
  pauseWriting,
  redoWriting,
  removeWriting,
  requireOutput,
  resumeWriting,
  startWriting,
} from "@/lib/stories/writing/actions.ts";
import { type Job, toRedo } from "@/lib/stories/writing/job.ts";
import { listJobs, listUnitRecords, requireJob } from "@/lib/stories/writing/job_store.ts";
import { CHANGE_RULE, GENERATE_RULE, MAX_MORE } from "@/lib/stories/writing/limits.ts";
import {
  Budget,
  JobId,
  JobReply,
  JobUnit,
  replyOf,
  viewOf,
} from "@/lib/stories/writing/api_reply.ts";
import { STAGES, type Unit, unitName, WritingRequest } from "@/lib/stories/writing/model.ts";

const tag = "Stories";

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

export const pauseJobOperation = operation({
  method: "POST",
  path: "/api/v1/stories/jobs/{id}/pause",
  summary: "Pause writing once the piece at hand is written",
  tag,
  auth: "required",
  params: JobId,
  reply: JobReply,
  throttle: CHANGE_RULE,
  fails: ["not_found", "conflict", "rate_limited"],
  async run({ viewer, params: { id }, state }) {
    return replyOf(await pauseWriting(state.services, { id, ownerId: viewer.id }), state);
  },
});

export const retryJobOperation = operation({
  method: "POST",
  path: "/api/v1/stories/jobs/{id}/retry",
  summary:
    "Let a story go on that failed, was stopped or paused, or waits, at the stage where it stood",
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
  pauseJobOperation,
  retryJobOperation,
  lengthenJobOperation,
  getUnitOperation,
  editUnitOperation,
  redoUnitOperation,
];
