/**
 * The keys of stories and their library, and of what readers say of them.
 * The columns are those of [keys.ts](../keys.ts).
 *
 * ```
 * ["story", id]                            Story v2              –          the next five, chapter
 * ["story_by_owner", ownerId, ms, id]      story id              –          story
 * ["story_rank", sort, scope, n, id]       story id              –          story_standing
 * ["story_standing", id]                   StoryStanding v1      –          story, story_rank
 * ["story_out_at", ms, id]                 story id              –          story (a draft with a time to come out)
 * ["story_change", versionstamp]           story id              1 day      story, story_change_head
 * ["story_change_head"]                    touched               –          story_change
 * ["story_standing_due", id]               touched               –          like or comment counter
 * ["story_by_time", ms, id]                story id              –          –  (of earlier versions; removed at start)
 * ["story_purge", id]                      went at, ms           –          story (as it goes)
 * ["chapter", storyId, chapterId]          Chapter v2            –          story
 * ["story_place", userId, storyId]         Place v1              –          –  (may outlive the story)
 * ["story_comment", storyId, id]           Comment v1            –          the next two, story (checked), count
 * ["story_thread", storyId, parent, ms, id] comment id           –          story_comment (parent: "" where one begins)
 * ["story_comment_by", userId, storyId, id] comment id           –          story_comment
 * ["story_comment_undo", storyId, id]      comment, by whom      minutes    story_comment (as it goes)
 * ["story_report", storyId, commentId, u]  Report v1             –          story_report_by
 * ["story_report_by", u, storyId, commentId] comment id          –          story_report
 * ["story_cast", storyId]                  StoryCast v1          –          –  (before the story; goes with it)
 * ["story_fact", storyId, chapterId]       StoryFacts v1         –          –  (before the story; goes with it)
 * ```
 */

import type { KeyBuilders, RankSort } from "./parts.ts";

export const storyKeys = {
  story: (id: string) => ["story", id],
  stories: () => ["story"],
  storyByOwner: (
    ownerId: string,
    createdAtMs: number,
    id: string,
  ) => ["story_by_owner", ownerId, createdAtMs, id],
  storiesByOwner: (ownerId: string) => ["story_by_owner", ownerId],
  storiesByAnyOwner: () => ["story_by_owner"],
  /** `scope` is `""` for all, or a kind and a name: `genre:fantasy`, `tag:` and the folded tag. */
  storyRank: (
    sort: RankSort,
    scope: string,
    score: number,
    id: string,
  ) => ["story_rank", sort, scope, score, id],
  storiesRanked: (sort: RankSort, scope: string) => ["story_rank", sort, scope],
  storyRanks: () => ["story_rank"],
  storyStanding: (id: string) => ["story_standing", id],
  storyStandings: () => ["story_standing"],
  storyStandingDue: (id: string) => ["story_standing_due", id],
  storyStandingsDue: () => ["story_standing_due"],
  storyOutAt: (publishAtMs: number, id: string) => ["story_out_at", publishAtMs, id],
  storiesOutAt: () => ["story_out_at"],
  storyChange: (versionstamp: string) => ["story_change", versionstamp],
  storyChanges: () => ["story_change"],
  storyChangeHead: () => ["story_change_head"],
  storiesByTime: () => ["story_by_time"],
  storyPurge: (id: string) => ["story_purge", id],
  storyPurges: () => ["story_purge"],
  chapter: (storyId: string, chapterId: number) => ["chapter", storyId, chapterId],
  chapters: (storyId: string) => ["chapter", storyId],
  anyChapters: () => ["chapter"],
  /** How far somebody has read. */
  storyPlace: (userId: string, storyId: string) => ["story_place", userId, storyId],
  storyPlaces: (userId: string) => ["story_place", userId],
  anyStoryPlaces: () => ["story_place"],
  storyComment: (storyId: string, id: string) => ["story_comment", storyId, id],
  storyComments: (storyId: string) => ["story_comment", storyId],
  anyStoryComments: () => ["story_comment"],
  /** `parentId` is `""` for those that begin a thread. */
  storyThread: (
    storyId: string,
    parentId: string,
    createdAtMs: number,
    id: string,
  ) => ["story_thread", storyId, parentId, createdAtMs, id],
  storyThreads: (storyId: string, parentId: string) => ["story_thread", storyId, parentId],
  storyThreadsOf: (storyId: string) => ["story_thread", storyId],
  anyStoryThreads: () => ["story_thread"],
  storyCommentBy: (
    userId: string,
    storyId: string,
    id: string,
  ) => ["story_comment_by", userId, storyId, id],
  storyCommentsBy: (userId: string) => ["story_comment_by", userId],
  storyCommentsByAny: () => ["story_comment_by"],
  storyCommentUndo: (storyId: string, id: string) => ["story_comment_undo", storyId, id],
  storyCommentUndos: (storyId: string) => ["story_comment_undo", storyId],
  storyReport: (
    storyId: string,
    commentId: string,
    userId: string,
  ) => ["story_report", storyId, commentId, userId],
  storyReports: (storyId: string) => ["story_report", storyId],
  storyReportsOn: (storyId: string, commentId: string) => ["story_report", storyId, commentId],
  anyStoryReports: () => ["story_report"],
  storyReportBy: (
    userId: string,
    storyId: string,
    commentId: string,
  ) => ["story_report_by", userId, storyId, commentId],
  storyReportsBy: (userId: string) => ["story_report_by", userId],
  storyReportsByAny: () => ["story_report_by"],
  /** Who a story that was written here is about. */
  storyCast: (storyId: string) => ["story_cast", storyId],
  storyCasts: () => ["story_cast"],
  /** What is so, and who knows it, once a chapter is over. */
  storyFact: (storyId: string, chapterId: number) => ["story_fact", storyId, chapterId],
  storyFacts: (storyId: string) => ["story_fact", storyId],
  anyStoryFacts: () => ["story_fact"],
} satisfies KeyBuilders;
