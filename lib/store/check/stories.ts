/** Stories: owners, lists, times to come out, chapters, comments and reports. */
import { checkIndex } from "@/lib/store/check/index_rules.ts";
import { nameKey, type Walk } from "@/lib/store/check/walk.ts";
import { keys } from "@/lib/store/keys.ts";
import { type Comment, isShown } from "@/lib/stories/comments/model.ts";
import type { Chapter, Story } from "@/lib/stories/model.ts";
import { storyRankKeys, storyScopesOf, type StoryStanding } from "@/lib/stories/standing.ts";

export function* checkStories(walk: Walk): Generator<string> {
  yield* checkIndex<Story>(walk, {
    records: keys.stories(),
    index: keys.storiesByAnyOwner(),
    keysOf: ({ ownerId, createdAtMs }, id) => [keys.storyByOwner(ownerId, createdAtMs, id)],
  });
  yield* checkIndex<Story>(walk, {
    records: keys.stories(),
    index: keys.storiesOutAt(),
    keysOf: ({ publishAtMs }, id) => publishAtMs === null ? [] : [keys.storyOutAt(publishAtMs, id)],
  });
  yield* checkIndex<StoryStanding>(walk, {
    records: keys.storyStandings(),
    index: keys.storyRanks(),
    keysOf: (standing, id) => [...storyRankKeys(id, standing).values()],
  });
  yield* checkStoryStandings(walk);
  yield* checkChapters(walk);
  yield* checkComments(walk);
}

function* checkStoryStandings(walk: Walk): Generator<string> {
  for (const { key, value } of walk.below(keys.stories())) {
    const story = value as Story;
    if (!walk.has(keys.user(story.ownerId))) yield `${nameKey(key)} is of nobody`;
    const standing = walk.get(keys.storyStanding(story.id)) as StoryStanding | undefined;
    if (!standing) {
      yield `${nameKey(key)} has no standing`;
      continue;
    }
    const wanted = storyScopesOf(story).toSorted().join("\n");
    if (standing.scopes.toSorted().join("\n") !== wanted) {
      yield `${nameKey(key)} stands in other lists than its own`;
    }
    // What is marked as due may lag behind; whatever is not, must agree.
    if (walk.has(keys.storyStandingDue(story.id))) continue;
    for (const what of ["likes", "comments"] as const) {
      const counted = countOf(walk, story.id, what);
      if (standing[what] !== counted) {
        yield `${nameKey(key)} stands with ${standing[what]} ${what}, it has ${counted}`;
      }
    }
  }
  for (const { key } of walk.below(keys.storyStandings())) {
    if (!walk.has(keys.story(String(key[1])))) yield `${nameKey(key)} is of no story`;
  }
}

function* checkChapters(walk: Walk): Generator<string> {
  for (const { key, value } of walk.below(keys.stories())) {
    const { id, chapters, removed } = value as Story;
    for (const chapter of [...chapters, ...removed]) {
      if (!walk.has(keys.chapter(id, chapter.id))) {
        yield `${nameKey(key)} lacks chapter ${chapter.id}`;
      }
    }
  }
  for (const { key, value } of walk.below(keys.anyChapters())) {
    const { storyId, id } = value as Chapter;
    const story = walk.get(keys.story(storyId)) as Story | undefined;
    // The chapters of a story that is being written come before its record.
    if (id >= (story?.nextChapterId ?? 0) && walk.has(keys.storyJob(storyId))) continue;
    if (!story || ![...story.chapters, ...story.removed].some((known) => known.id === id)) {
      yield `${nameKey(key)} is of no story`;
    }
  }
}

function* checkComments(walk: Walk): Generator<string> {
  const expected = new Map<string, string>();
  const counted = new Map<string, number>();
  for (const { key, value } of walk.below(keys.anyStoryComments())) {
    const { storyId, id, parentId, authorId, createdAtMs, deletedAtMs } = value as Comment;
    if (!walk.has(keys.story(storyId))) yield `${nameKey(key)} is of no story`;
    if (parentId !== null && !walk.has(keys.storyComment(storyId, parentId))) {
      yield `${nameKey(key)} answers nothing`;
    }
    expected.set(nameKey(keys.storyThread(storyId, parentId ?? "", createdAtMs, id)), id);
    if (deletedAtMs !== null) continue;
    expected.set(nameKey(keys.storyCommentBy(authorId, storyId, id)), id);
    if (!walk.has(keys.user(authorId))) yield `${nameKey(key)} is of nobody`;
    if (isShown(value as Comment)) counted.set(storyId, (counted.get(storyId) ?? 0) + 1);
  }
  for (const prefix of [keys.anyStoryThreads(), keys.storyCommentsByAny()]) {
    for (const { key, value } of walk.below(prefix)) {
      const name = nameKey(key);
      if (expected.get(name) !== value) yield `${name} stands for nothing`;
      expected.delete(name);
    }
  }
  for (const name of expected.keys()) yield `${name} is missing`;
  for (const { key } of walk.below(keys.stories())) {
    const id = String(key[1]);
    const says = countOf(walk, id, "comments");
    const comments = counted.get(id) ?? 0;
    if (says !== comments) yield `${nameKey(key)} counts ${says} comments, there are ${comments}`;
  }
  yield* checkReports(walk);
}

function* checkReports(walk: Walk): Generator<string> {
  for (const { key } of walk.below(keys.anyStoryReports())) {
    const [, storyId, commentId, userId] = key.map(String);
    if (!walk.has(keys.storyReportBy(userId!, storyId!, commentId!))) {
      yield `${nameKey(key)} is one-sided`;
    }
    if (!walk.has(keys.story(storyId!))) yield `${nameKey(key)} is of no story`;
  }
  for (const { key } of walk.below(keys.storyReportsByAny())) {
    const [, userId, storyId, commentId] = key.map(String);
    if (!walk.has(keys.storyReport(storyId!, commentId!, userId!))) {
      yield `${nameKey(key)} is one-sided`;
    }
  }
}

function countOf(walk: Walk, id: string, what: "likes" | "comments"): number {
  const value = walk.get(keys.count("story", id, what)) as Deno.KvU64 | undefined;
  return Number(value?.value ?? 0n);
}
