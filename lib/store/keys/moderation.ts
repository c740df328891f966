/**
 * The keys of what readers reported and what became of it.
 * The columns are those of [keys.ts](../keys.ts).
 *
 * ```
 * ["review_case", storyId, commentId]      Case v1               –          story_report, one of the next two
 * ["review_open", ms, storyId, commentId]  touched               –          review_case (nobody decided it yet)
 * ["review_hidden", ms, storyId, commentId] touched              –          review_case (what is hidden)
 * ["review_deed", ms, id]                  Deed v1               a year     review_case
 * ```
 *
 * `commentId` is `""` for the story itself.
 */

import type { KeyBuilders } from "./parts.ts";

export const moderationKeys = {
  reviewCase: (storyId: string, commentId: string) => ["review_case", storyId, commentId],
  reviewCasesOf: (storyId: string) => ["review_case", storyId],
  reviewCases: () => ["review_case"],
  reviewOpen: (
    lastAtMs: number,
    storyId: string,
    commentId: string,
  ) => ["review_open", lastAtMs, storyId, commentId],
  reviewsOpen: () => ["review_open"],
  reviewHidden: (
    decidedAtMs: number,
    storyId: string,
    commentId: string,
  ) => ["review_hidden", decidedAtMs, storyId, commentId],
  reviewsHidden: () => ["review_hidden"],
  reviewDeed: (atMs: number, id: string) => ["review_deed", atMs, id],
  reviewDeeds: () => ["review_deed"],
} satisfies KeyBuilders;
