/**
 * Operations of the API about stories: `/api/v1/stories`. Comments are in `comments/api.ts`, a story's people in
 * `people/api.ts`, writing in `writing/api.ts`.
 */
import { z } from "zod";
import { setLike } from "@/lib/characters/likes.ts";
import { LIKE_RULE } from "@/lib/characters/limits.ts";
import { RANK_SORTS } from "@/lib/characters/standing.ts";
import { listOf, ListQuery, operation } from "@/lib/http/operation.ts";
import { LOCALES } from "@/lib/i18n/locale.ts";
import { storyReplies, StoryReply, wholeReply, WholeStoryReply } from "@/lib/stories/api_reply.ts";
import { ApiChapter, chapterOperations } from "@/lib/stories/api_chapters.ts";
import { commentOperations } from "@/lib/stories/comments/api.ts";
import {
  createStory,
  deleteStory,
  type Publishing,
  publishStory,
  updateStory,
} from "@/lib/stories/edit.ts";
import { STORY_CHANGE_RULE, STORY_MAKE_RULE } from "@/lib/stories/limits.ts";
import {
  MAX_CHAPTERS,
  STATUSES,
  type Story,
  StoryDetails,
  StoryPatch,
} from "@/lib/stories/model.ts";
import { peopleOperations } from "@/lib/stories/people/api.ts";
import { listChapters, listOwnStories, requireStory } from "@/lib/stories/store.ts";
import { GENRES, LENGTHS, TONES } from "@/lib/stories/writing/model.ts";

const tag = "Stories";
const StoryId = z.object({ id: z.string().min(1).max(64) });

/** Largest body of a new story, in bytes: a dozen of the longest chapters. More are added one by one. */
const MAX_STORY_BYTES = 1024 * 1024;

const StoryListQuery = ListQuery.extend({
  q: z.string().max(200).optional()
    .describe("Words, parts of words or Korean initial consonants; best matches first"),
  genre: z.enum(GENRES).optional(),
  tone: z.enum(TONES).optional(),
  length: z.enum(LENGTHS).optional(),
  tag: z.string().max(30).optional(),
  lang: z.enum(LOCALES).optional(),
  rating: z.literal("mature").optional()
    .describe("Lists those made for adults, who are in no other list"),
  sort: z.enum(RANK_SORTS).default("new").describe("Without effect where `q` searches"),
  mine: z.literal("true").optional().describe("One's own, drafts among them, newest first"),
});

export const listStoriesOperation = operation({
  method: "GET",
  path: "/api/v1/stories",
  summary: "List or search public stories that are out",
  tag,
  auth: "optional",
  query: StoryListQuery,
  reply: listOf(StoryReply),
  fails: ["bad_cursor"],
  async run({ query, viewer, state: { services: { kv, library } } }) {
    const { rating, mine, limit, cursor, ...rest } = query;
    const { items, nextCursor } = mine && viewer
      ? await listOwnStories(kv, viewer.id, { limit, cursor })
      : await library.find({ ...rest, mature: rating === "mature", limit, cursor });
    return { items: await storyReplies(kv, items), next_cursor: nextCursor };
  },
});

const When = {
  status: z.enum(STATUSES).optional().describe("`published` brings it out now"),
  publish_at: z.iso.datetime({ offset: true }).nullable().optional()
    .describe("Brings a draft out then; null calls that off"),
};

export const createStoryOperation = operation({
  method: "POST",
  path: "/api/v1/stories",
  summary: "Keep a story of one's own; only its title is needed, and it is a private draft",
  tag,
  auth: "required",
  body: StoryDetails.extend({
    ...When,
    chapters: z.array(ApiChapter).max(MAX_CHAPTERS).default([]),
  }),
  maxBytes: MAX_STORY_BYTES,
  reply: StoryReply,
  status: 201,
  throttle: STORY_MAKE_RULE,
  async run({ body, viewer, state: { services: { kv, now } } }) {
    const { status, publish_at, chapters, ...details } = body;
    const story = await createStory(kv, {
      ownerId: viewer.id,
      details,
      chapters: chapters.map(({ title, content }) => ({ title, body: content })),
      publishing: publishingOf({ status, publish_at }) ?? { kind: "draft" },
    }, now());
    return await replyOf(kv, story);
  },
});

/** What the two fields say together; null where they say nothing. */
function publishingOf(
  { status, publish_at }: {
    status?: Story["status"] | undefined;
    publish_at?: string | null | undefined;
  },
): Publishing | null {
  if (status === "published") return { kind: "now" };
  if (publish_at) return { kind: "at", atMs: Date.parse(publish_at) };
  return status === "draft" || publish_at === null ? { kind: "draft" } : null;
}

async function replyOf(kv: Deno.Kv, story: Story): Promise<StoryReply> {
  const [reply] = await storyReplies(kv, [story]);
  return reply!;
}

export const getStoryOperation = operation({
  method: "GET",
  path: "/api/v1/stories/{id}",
  summary: "Read a story with its chapters; unlisted ones open to whoever has the link",
  tag,
  auth: "optional",
  params: StoryId,
  reply: WholeStoryReply,
  fails: ["not_found"],
  async run({ params: { id }, viewer, state: { services: { kv, now } } }) {
    const story = await requireStory(kv, id, { viewerId: viewer?.id ?? null, nowMs: now() });
    const [reply, chapters] = await Promise.all([replyOf(kv, story), listChapters(kv, story)]);
    return wholeReply(reply, chapters);
  },
});

export const changeStoryOperation = operation({
  method: "PATCH",
  path: "/api/v1/stories/{id}",
  summary: "Change the details of one's own story, or when it is out; what is absent stays",
  tag,
  auth: "required",
  params: StoryId,
  body: StoryPatch.extend({
    ...When,
    rev: z.int().optional().describe("As it was read; a story that changed since is a conflict"),
  }),
  reply: StoryReply,
  fails: ["not_found", "forbidden", "conflict", "edited_elsewhere"],
  throttle: STORY_CHANGE_RULE,
  async run({ params: { id }, body, viewer, state: { services: { kv, now } } }) {
    const { status, publish_at, rev, ...patch } = body;
    const changing = { viewerId: viewer.id, nowMs: now() };
    let story = await updateStory(kv, id, { ...changing, patch, rev });
    const publishing = publishingOf({ status, publish_at });
    // A story that is out stays so where only an appointment is called off.
    const callsOff = publishing?.kind === "draft" && status === undefined;
    if (publishing && !(callsOff && story.status === "published")) {
      story = await publishStory(kv, id, { ...changing, publishing });
    }
    return await replyOf(kv, story);
  },
});

export const deleteStoryOperation = operation({
  method: "DELETE",
  path: "/api/v1/stories/{id}",
  summary: "Delete one's own story with its chapters and comments",
  tag,
  auth: "required",
  params: StoryId,
  fails: ["not_found", "forbidden", "conflict"],
  throttle: STORY_CHANGE_RULE,
  async run({ params: { id }, viewer, state: { services: { kv, now } } }) {
    await deleteStory(kv, id, { viewerId: viewer.id, nowMs: now() });
  },
});

const LikeReply = z.object({ liked: z.boolean(), likes: z.int() });

function likeOperation(method: "PUT" | "DELETE", summary: string) {
  return operation({
    method,
    path: "/api/v1/stories/{id}/like",
    summary,
    tag,
    auth: "required",
    params: StoryId,
    reply: LikeReply,
    fails: ["not_found"],
    throttle: LIKE_RULE,
    async run({ params: { id }, viewer, state: { services: { kv, now } } }) {
      await requireStory(kv, id, { viewerId: viewer.id, nowMs: now() });
      return await setLike(kv, {
        kind: "story",
        subjectId: id,
        userId: viewer.id,
        liked: method === "PUT",
        nowMs: now(),
      });
    },
  });
}

export const likeStoryOperation = likeOperation("PUT", "Like a story");
export const unlikeStoryOperation = likeOperation("DELETE", "Take a like back");

/** Every operation of the library, for the OpenAPI document. */
export const storyOperations = [
  listStoriesOperation,
  createStoryOperation,
  getStoryOperation,
  changeStoryOperation,
  deleteStoryOperation,
  likeStoryOperation,
  unlikeStoryOperation,
  ...chapterOperations,
  ...commentOperations,
  ...peopleOperations,
];
