/** Operations of the API about feedback: on a chapter, on a reply, and what came in for whoever made what it is about. */
import { z } from "zod";
import { requireOwnCharacter } from "@/lib/characters/store.ts";
import { decodePlace } from "@/lib/chat/view.ts";
import { failure } from "@/lib/errors.ts";
import { ListQuery, operation } from "@/lib/http/operation.ts";
import {
  countFeedback,
  getFeedback,
  giveFeedback,
  listFeedback,
  takeBackFeedback,
} from "@/lib/social/feedback.ts";
import {
  type Feedback,
  FeedbackInput,
  isGood,
  MAX_SHOWN_CHARS,
  REASONS,
} from "@/lib/social/feedback_model.ts";
import { chapterTarget, replyTarget, type Target } from "@/lib/social/feedback_targets.ts";
import { FEEDBACK_RULE } from "@/lib/social/limits.ts";
import type { Subject } from "@/lib/social/model.ts";
import { requireOwnStory } from "@/lib/stories/store.ts";

const tag = "Feedback";
const Id = z.string().min(1).max(64);
const ChapterParams = z.object({ id: Id, chapter_id: z.coerce.number().int().min(1) });
const ReplyParams = z.object({
  id: Id,
  message: z.string().max(80).describe("Its place in the conversation, `depth.id`"),
});

/** What somebody said themselves. */
const OwnReply = z.object({
  reason: z.enum(REASONS),
  good: z.boolean().describe("Which way the thumb points; follows from the reason"),
  words: z.string(),
  shown: z.boolean().describe("Whether the reply itself is shown to the character's maker"),
  at: z.iso.datetime(),
}).meta({ id: "Feedback" });

/** What came in, unsigned. */
const ReceivedReply = z.object({
  part: z.string().describe("Id of the chapter, or of the reply"),
  reason: z.enum(REASONS),
  good: z.boolean(),
  words: z.string(),
  reply: z.string().nullable().describe("The reply, where whoever read it chose to show it"),
  at: z.iso.datetime(),
}).meta({ id: "ReceivedFeedback" });

const ReceivedList = z.object({
  counts: z.array(z.object({ reason: z.enum(REASONS), good: z.boolean(), times: z.int() })),
  items: z.array(ReceivedReply),
  next_cursor: z.string().nullable(),
});

function ownReply({ reason, words, shown, atMs }: Feedback): z.input<typeof OwnReply> {
  const at = new Date(atMs).toISOString();
  return { reason, good: isGood(reason), words, shown: shown !== null, at };
}

/** @throws {HttpError} `not_found` where this person said nothing of it. */
async function requireOwn(kv: Deno.Kv, { subject, part }: Target, byId: string) {
  const given = await getFeedback(kv, { subject, part, byId });
  if (!given) throw failure("not_found");
  return ownReply(given);
}

const chapterPath = "/api/v1/stories/{id}/chapters/{chapter_id}/feedback";

export const getChapterFeedbackOperation = operation({
  method: "GET",
  path: chapterPath,
  summary: "Read what one said of a chapter",
  tag,
  auth: "required",
  params: ChapterParams,
  reply: OwnReply,
  fails: ["not_found"],
  async run({ params, viewer, state: { services: { kv, now } } }) {
    const asked = { storyId: params.id, chapterId: params.chapter_id };
    const asking = { viewerId: viewer.id, nowMs: now() };
    return await requireOwn(kv, await chapterTarget(kv, { ...asked, ...asking }), viewer.id);
  },
});

export const giveChapterFeedbackOperation = operation({
  method: "PUT",
  path: chapterPath,
  summary: "Say something of a chapter, to its writer; what one said before is replaced",
  tag,
  auth: "required",
  params: ChapterParams,
  body: FeedbackInput,
  reply: OwnReply,
  fails: ["not_found", "conflict"],
  throttle: FEEDBACK_RULE,
  async run({ params, body, viewer, state: { services: { kv, now } } }) {
    const nowMs = now();
    const asked = { storyId: params.id, chapterId: params.chapter_id };
    const { subject, part } = await chapterTarget(kv, { ...asked, viewerId: viewer.id, nowMs });
    const place = { subject, part, byId: viewer.id };
    return ownReply(await giveFeedback(kv, place, { ...body, shown: null, nowMs }));
  },
});

export const takeBackChapterFeedbackOperation = operation({
  method: "DELETE",
  path: chapterPath,
  summary: "Take back what one said of a chapter",
  tag,
  auth: "required",
  params: ChapterParams,
  fails: ["not_found"],
  throttle: FEEDBACK_RULE,
  async run({ params, viewer, state: { services: { kv, now } } }) {
    const asked = { storyId: params.id, chapterId: params.chapter_id };
    const asking = { viewerId: viewer.id, nowMs: now() };
    const { subject, part } = await chapterTarget(kv, { ...asked, ...asking });
    await takeBackFeedback(kv, { subject, part, byId: viewer.id });
  },
});

const replyPath = "/api/v1/conversations/{id}/messages/{message}/feedback";

const replyOf = (kv: Deno.Kv, { id, message }: z.output<typeof ReplyParams>, viewerId: string) =>
  replyTarget(kv, { conversationId: id, place: decodePlace(message), viewerId });

export const getReplyFeedbackOperation = operation({
  method: "GET",
  path: replyPath,
  summary: "Read what one said of a reply",
  tag,
  auth: "required",
  params: ReplyParams,
  reply: OwnReply,
  fails: ["not_found"],
  async run({ params, viewer, state: { services: { kv } } }) {
    return await requireOwn(kv, await replyOf(kv, params, viewer.id), viewer.id);
  },
});

export const giveReplyFeedbackOperation = operation({
  method: "PUT",
  path: replyPath,
  summary:
    "Say something of a reply, to whoever made the character; what one said before is replaced",
  tag,
  auth: "required",
  params: ReplyParams,
  body: FeedbackInput.extend({
    show: z.boolean().default(false)
      .describe("Shows the reply to the character's maker; nothing else of the conversation"),
  }),
  reply: OwnReply,
  fails: ["not_found", "conflict"],
  throttle: FEEDBACK_RULE,
  async run({ params, body: { show, ...said }, viewer, state: { services: { kv, now } } }) {
    const { subject, part, message } = await replyOf(kv, params, viewer.id);
    const place = { subject, part, byId: viewer.id };
    const shown = show ? message.content.slice(0, MAX_SHOWN_CHARS).toWellFormed() : null;
    return ownReply(await giveFeedback(kv, place, { ...said, shown, nowMs: now() }));
  },
});

export const takeBackReplyFeedbackOperation = operation({
  method: "DELETE",
  path: replyPath,
  summary: "Take back what one said of a reply",
  tag,
  auth: "required",
  params: ReplyParams,
  fails: ["not_found"],
  throttle: FEEDBACK_RULE,
  async run({ params, viewer, state: { services: { kv } } }) {
    const { subject, part } = await replyOf(kv, params, viewer.id);
    await takeBackFeedback(kv, { subject, part, byId: viewer.id });
  },
});

async function received(
  kv: Deno.Kv,
  subject: Subject,
  query: z.output<typeof ListQuery>,
): Promise<z.input<typeof ReceivedList>> {
  const [counts, { items, nextCursor }] = await Promise.all([
    countFeedback(kv, subject),
    listFeedback(kv, subject, query),
  ]);
  return {
    counts: [...counts].map(([reason, times]) => ({ reason, good: isGood(reason), times }))
      .toSorted((a, b) => b.times - a.times),
    items: items.map(({ part, reason, words, shown, atMs }) => ({
      part,
      reason,
      good: isGood(reason),
      words,
      reply: shown,
      at: new Date(atMs).toISOString(),
    })),
    next_cursor: nextCursor,
  };
}

export const storyFeedbackOperation = operation({
  method: "GET",
  path: "/api/v1/stories/{id}/feedback",
  summary: "List what readers said of one's own story's chapters, unsigned, the latest first",
  tag,
  auth: "required",
  params: z.object({ id: Id }),
  query: ListQuery,
  reply: ReceivedList.meta({ id: "StoryFeedback" }),
  fails: ["not_found", "forbidden", "bad_cursor"],
  async run({ params: { id }, query, viewer, state: { services: { kv, now } } }) {
    await requireOwnStory(kv, id, { viewerId: viewer.id, nowMs: now() });
    return await received(kv, { kind: "story", id }, query);
  },
});

export const characterFeedbackOperation = operation({
  method: "GET",
  path: "/api/v1/characters/{id}/feedback",
  summary: "List what people said of one's own character's replies, unsigned, the latest first",
  tag,
  auth: "required",
  params: z.object({ id: Id }),
  query: ListQuery,
  reply: ReceivedList.meta({ id: "CharacterFeedback" }),
  fails: ["not_found", "forbidden", "bad_cursor"],
  async run({ params: { id }, query, viewer, state: { services: { kv } } }) {
    await requireOwnCharacter(kv, id, viewer.id);
    return await received(kv, { kind: "character", id }, query);
  },
});

export const feedbackOperations = [
  getChapterFeedbackOperation,
  giveChapterFeedbackOperation,
  takeBackChapterFeedbackOperation,
  getReplyFeedbackOperation,
  giveReplyFeedbackOperation,
  takeBackReplyFeedbackOperation,
  storyFeedbackOperation,
  characterFeedbackOperation,
] as const;
