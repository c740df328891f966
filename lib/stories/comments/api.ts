/** Operations of the API about comments on stories. */
import { z } from "zod";
import { listOf, ListQuery, operation } from "@/lib/http/operation.ts";
import { CommentReply, commentReply } from "@/lib/stories/api_reply.ts";
import { listThreads, viewComment } from "@/lib/stories/comments/list.ts";
import { CommentText, ReportInput } from "@/lib/stories/comments/model.ts";
import {
  addComment,
  deleteComment,
  editComment,
  reportComment,
  reportStory,
} from "@/lib/stories/comments/store.ts";
import { COMMENT_RULE, REPORT_RULE } from "@/lib/stories/limits.ts";
import { requireStory } from "@/lib/stories/store.ts";

const tag = "Stories";
const StoryId = z.object({ id: z.string().min(1).max(64) });
const CommentId = StoryId.extend({ comment_id: z.string().regex(/^[0-9a-z-]{1,64}$/) });

export const listCommentsOperation = operation({
  method: "GET",
  path: "/api/v1/stories/{id}/comments",
  summary: "List the comments on a story: threads, newest first, with their answers",
  tag,
  auth: "optional",
  params: StoryId,
  query: ListQuery,
  reply: listOf(CommentReply.extend({ answers: z.array(CommentReply) })),
  fails: ["not_found", "bad_cursor"],
  async run({ params: { id }, query, viewer, state: { services: { kv, now } } }) {
    await requireStory(kv, id, { viewerId: viewer?.id ?? null, nowMs: now() });
    const { items, nextCursor } = await listThreads(kv, id, query);
    return {
      items: items.map((thread) => ({
        ...commentReply(thread),
        answers: thread.answers.map(commentReply),
      })),
      next_cursor: nextCursor,
    };
  },
});

export const addCommentOperation = operation({
  method: "POST",
  path: "/api/v1/stories/{id}/comments",
  summary: "Say something below a story; an answer to an answer joins its thread",
  tag,
  auth: "required",
  params: StoryId,
  body: z.object({
    content: CommentText,
    parent_id: CommentId.shape.comment_id.nullable().default(null),
    chapter_id: z.int().min(1).nullable().default(null),
  }),
  reply: CommentReply,
  status: 201,
  fails: ["not_found", "too_many", "conflict"],
  throttle: COMMENT_RULE,
  async run({ params: { id }, body, viewer, state: { services: { kv, now } } }) {
    await requireStory(kv, id, { viewerId: viewer.id, nowMs: now() });
    const comment = await addComment(kv, {
      storyId: id,
      authorId: viewer.id,
      text: body.content,
      parentId: body.parent_id,
      chapterId: body.chapter_id,
      nowMs: now(),
    });
    return commentReply(await viewComment(kv, comment));
  },
});

export const editCommentOperation = operation({
  method: "PATCH",
  path: "/api/v1/stories/{id}/comments/{comment_id}",
  summary: "Change one's own comment",
  tag,
  auth: "required",
  params: CommentId,
  body: z.object({ content: CommentText }),
  reply: CommentReply,
  fails: ["not_found", "forbidden", "conflict"],
  throttle: COMMENT_RULE,
  async run({ params, body, viewer, state: { services: { kv, now } } }) {
    const on = { storyId: params.id, id: params.comment_id, viewerId: viewer.id, nowMs: now() };
    await requireStory(kv, params.id, on);
    return commentReply(
      await viewComment(kv, await editComment(kv, { ...on, text: body.content })),
    );
  },
});

export const deleteCommentOperation = operation({
  method: "DELETE",
  path: "/api/v1/stories/{id}/comments/{comment_id}",
  summary: "Delete one's own comment, or one on one's own story",
  tag,
  auth: "required",
  params: CommentId,
  fails: ["not_found", "forbidden", "conflict"],
  throttle: COMMENT_RULE,
  async run({ params, viewer, state: { services: { kv, now } } }) {
    const on = { storyId: params.id, id: params.comment_id, viewerId: viewer.id, nowMs: now() };
    await requireStory(kv, params.id, on);
    await deleteComment(kv, on);
  },
});

export const reportCommentOperation = operation({
  method: "POST",
  path: "/api/v1/stories/{id}/comments/{comment_id}/report",
  summary: "Report a comment; a second report of the same person replaces the first",
  tag,
  auth: "required",
  params: CommentId,
  body: ReportInput,
  fails: ["not_found", "forbidden", "conflict"],
  throttle: REPORT_RULE,
  async run({ params, body: report, viewer, state: { services: { kv, now } } }) {
    const on = { storyId: params.id, id: params.comment_id, viewerId: viewer.id, nowMs: now() };
    await requireStory(kv, params.id, on);
    await reportComment(kv, { ...on, report });
  },
});

export const reportStoryOperation = operation({
  method: "POST",
  path: "/api/v1/stories/{id}/report",
  summary: "Report a story; a second report of the same person replaces the first",
  tag,
  auth: "required",
  params: StoryId,
  body: ReportInput,
  fails: ["not_found", "forbidden", "conflict"],
  throttle: REPORT_RULE,
  async run({ params: { id }, body: report, viewer, state: { services: { kv, now } } }) {
    await reportStory(kv, { storyId: id, viewerId: viewer.id, nowMs: now(), report });
  },
});

export const commentOperations = [
  listCommentsOperation,
  addCommentOperation,
  editCommentOperation,
  deleteCommentOperation,
  reportCommentOperation,
  reportStoryOperation,
];
