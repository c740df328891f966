/** A story, a chapter and a comment as the API sends them. */
import { z } from "zod";
import type { User } from "@/lib/accounts/model.ts";
import { RATINGS, VISIBILITIES } from "@/lib/characters/model.ts";
import { LOCALES } from "@/lib/i18n/locale.ts";
import type { CommentView } from "@/lib/stories/comments/list.ts";
import { type Chapter, MOTIFS, STATUSES, type Story } from "@/lib/stories/model.ts";
import { LENGTHS } from "@/lib/stories/writing/model.ts";
import { keys } from "@/lib/store/keys.ts";
import { getAll } from "@/lib/store/kv.ts";

const Person = z.object({ id: z.string(), nickname: z.string() });

export const StoryReply = z.object({
  id: z.string(),
  title: z.string(),
  synopsis: z.string(),
  genre: z.string(),
  tone: z.string(),
  length: z.enum(LENGTHS).describe("Follows from the number of chapters"),
  tags: z.array(z.string()),
  lang: z.enum(LOCALES),
  rating: z.enum(RATINGS),
  visibility: z.enum(VISIBILITIES),
  status: z.enum(STATUSES).describe("A draft is its writer's alone"),
  publish_at: z.iso.datetime().nullable().describe("When a draft comes out by itself"),
  published_at: z.iso.datetime().nullable(),
  motif: z.enum(MOTIFS),
  palette: z.array(z.string()),
  cover_url: z.string(),
  character_ids: z.array(z.string()),
  chapters: z.array(z.object({ id: z.int(), title: z.string(), minutes: z.int().nullable() })),
  made_by: z.string().nullable().describe("The model that wrote it; null where people did"),
  creator: Person,
  likes: z.int(),
  comments: z.int(),
  rev: z.int().describe("Goes up when the details change; send it back with a change"),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
}).meta({ id: "Story" });
export type StoryReply = z.infer<typeof StoryReply>;

export const ChapterReply = z.object({
  id: z.int(),
  title: z.string(),
  content: z.string().describe("Markdown"),
  rev: z.int(),
});

/** The whole of a story, its chapters' texts with it. */
export const WholeStoryReply = StoryReply.extend({
  chapters: z.array(ChapterReply.extend({ minutes: z.int().nullable() })),
}).meta({ id: "WholeStory" });

export const CommentReply = z.object({
  id: z.string(),
  parent_id: z.string().nullable(),
  chapter_id: z.int().nullable().describe("The chapter beside which it was written"),
  content: z.string().describe("Plain words; empty where only the place is left"),
  author: Person.nullable(),
  created_at: z.iso.datetime(),
  edited_at: z.iso.datetime().nullable(),
}).meta({ id: "StoryComment" });

const moment = (ms: number | null) => ms === null ? null : new Date(ms).toISOString();

/** Puts stories with their counters and writers into the API's shape. */
export async function storyReplies(
  kv: Deno.Kv,
  stories: readonly Story[],
): Promise<StoryReply[]> {
  const [likes, comments, owners] = await Promise.all([
    getAll<Deno.KvU64>(kv, stories.map(({ id }) => keys.count("story", id, "likes"))),
    getAll<Deno.KvU64>(kv, stories.map(({ id }) => keys.count("story", id, "comments"))),
    getAll<User>(kv, stories.map(({ ownerId }) => keys.user(ownerId))),
  ]);
  return stories.map((story, i) => ({
    ...describe(story),
    creator: { id: story.ownerId, nickname: owners[i]?.value?.nickname ?? "" },
    likes: Number(likes[i]?.value?.value ?? 0n),
    comments: Number(comments[i]?.value?.value ?? 0n),
  }));
}

function describe(story: Story): Omit<StoryReply, "creator" | "likes" | "comments"> {
  const { id, title, synopsis, genre, tone, length, tags, lang, rating, visibility } = story;
  return {
    id,
    title,
    synopsis,
    genre,
    tone,
    length,
    tags,
    lang,
    rating,
    visibility,
    status: story.status,
    publish_at: moment(story.publishAtMs),
    published_at: moment(story.publishedAtMs),
    motif: story.motif,
    palette: [...story.palette],
    cover_url: `/stories/${id}/cover.svg`,
    character_ids: story.characterIds,
    chapters: story.chapters,
    made_by: story.source?.madeBy ?? null,
    rev: story.rev,
    created_at: new Date(story.createdAtMs).toISOString(),
    updated_at: new Date(story.updatedAtMs).toISOString(),
  };
}

/** Adds the chapters' texts to a story's reply. */
export function wholeReply(
  reply: StoryReply,
  chapters: readonly Chapter[],
): z.infer<typeof WholeStoryReply> {
  const texts = new Map(chapters.map((chapter) => [chapter.id, chapter]));
  return {
    ...reply,
    chapters: reply.chapters.map(({ id, title, minutes }) => ({
      id,
      title,
      minutes,
      content: texts.get(id)?.body ?? "",
      rev: texts.get(id)?.rev ?? 1,
    })),
  };
}

export function commentReply({ comment, author }: CommentView): z.infer<typeof CommentReply> {
  return {
    id: comment.id,
    parent_id: comment.parentId,
    chapter_id: comment.chapterId,
    content: comment.text,
    author,
    created_at: new Date(comment.createdAtMs).toISOString(),
    edited_at: moment(comment.editedAtMs),
  };
}
