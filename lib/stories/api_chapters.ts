/** Operations of the API about the chapters of one's own stories. */
import { z } from "zod";
import { operation } from "@/lib/http/operation.ts";
import { ChapterReply, storyReplies, StoryReply } from "@/lib/stories/api_reply.ts";
import {
  addChapter,
  changeChapter,
  moveChapter,
  removeChapter,
} from "@/lib/stories/edit_chapters.ts";
import { STORY_CHANGE_RULE } from "@/lib/stories/limits.ts";
import { ChapterInput, type Story } from "@/lib/stories/model.ts";

const tag = "Stories";
const StoryId = z.object({ id: z.string().min(1).max(64) });
const ChapterId = StoryId.extend({ chapter_id: z.coerce.number().int().min(1) });
/** Largest body: one of the longest chapters, in UTF-8 and escaped. */
const MAX_CHAPTER_BYTES = 256 * 1024;
const fails = ["not_found", "forbidden", "conflict"] as const;

/** A chapter as it is sent. */
export const ApiChapter = z.object({
  title: ChapterInput.shape.title,
  content: ChapterInput.shape.body.describe("Markdown"),
});

async function replyOf(kv: Deno.Kv, story: Story): Promise<StoryReply> {
  const [reply] = await storyReplies(kv, [story]);
  return reply!;
}

export const addChapterOperation = operation({
  method: "POST",
  path: "/api/v1/stories/{id}/chapters",
  summary: "Add a chapter behind the last one; answers with the story, whose last chapter it is",
  tag,
  auth: "required",
  params: StoryId,
  body: ApiChapter,
  maxBytes: MAX_CHAPTER_BYTES,
  reply: StoryReply,
  status: 201,
  fails: [...fails, "too_many"],
  throttle: STORY_CHANGE_RULE,
  async run({ params: { id }, body, viewer, state: { services: { kv, now } } }) {
    const chapter = { title: body.title, body: body.content };
    return await replyOf(
      kv,
      await addChapter(kv, id, { viewerId: viewer.id, nowMs: now(), chapter }),
    );
  },
});

export const changeChapterOperation = operation({
  method: "PUT",
  path: "/api/v1/stories/{id}/chapters/{chapter_id}",
  summary: "Change a chapter; with `rev`, only where nobody changed it since",
  tag,
  auth: "required",
  params: ChapterId,
  body: ApiChapter.extend({ rev: z.int().optional() }),
  maxBytes: MAX_CHAPTER_BYTES,
  reply: ChapterReply,
  fails: [...fails, "edited_elsewhere"],
  throttle: STORY_CHANGE_RULE,
  async run({ params: { id, chapter_id }, body, viewer, state: { services: { kv, now } } }) {
    const { chapter } = await changeChapter(kv, id, {
      viewerId: viewer.id,
      nowMs: now(),
      rev: body.rev,
      chapterId: chapter_id,
      chapter: { title: body.title, body: body.content },
    });
    return { id: chapter.id, title: chapter.title, content: chapter.body, rev: chapter.rev };
  },
});

export const moveChapterOperation = operation({
  method: "POST",
  path: "/api/v1/stories/{id}/chapters/{chapter_id}/move",
  summary: "Put a chapter at another place, counted from 1",
  tag,
  auth: "required",
  params: ChapterId,
  body: z.object({ to: z.int().min(1).max(1000) }),
  reply: StoryReply,
  fails,
  throttle: STORY_CHANGE_RULE,
  async run({ params: { id, chapter_id }, body, viewer, state: { services: { kv, now } } }) {
    const changing = { viewerId: viewer.id, nowMs: now() };
    return await replyOf(
      kv,
      await moveChapter(kv, id, { ...changing, chapterId: chapter_id, to: body.to - 1 }),
    );
  },
});

export const removeChapterOperation = operation({
  method: "DELETE",
  path: "/api/v1/stories/{id}/chapters/{chapter_id}",
  summary: "Take a chapter out",
  tag,
  auth: "required",
  params: ChapterId,
  fails,
  throttle: STORY_CHANGE_RULE,
  async run({ params: { id, chapter_id }, viewer, state: { services: { kv, now } } }) {
    const changing = { viewerId: viewer.id, nowMs: now() };
    await removeChapter(kv, id, { ...changing, chapterId: chapter_id });
  },
});

export const chapterOperations = [
  addChapterOperation,
  changeChapterOperation,
  moveChapterOperation,
  removeChapterOperation,
];
