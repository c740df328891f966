/**
 * The keys of who follows and blocks whom, of news and notices, and of feedback.
 * The columns are those of [keys.ts](../keys.ts).
 *
 * ```
 * ["follow", followerId, writerId]         since, ms             –          the next two, follow_count
 * ["following", followerId, ms, writerId]  writer id             –          follow
 * ["follower", writerId, ms, followerId]   follower id           –          follow
 * ["follow_count", userId, what]           Deno.KvU64            –          follow
 * ["block", userId, otherId]               since, ms             –          blocked_by
 * ["blocked_by", otherId, userId]          since, ms             –          block
 * ["news", writerId, ms, id]               News v1               90 days    what it tells of, news_head
 * ["news_head", writerId]                  latest news at, ms    90 days    news
 * ["notice", userId, ms, id]               Notice v1             90 days    what it tells of, notice_bell
 * ["notice_part", userId, id, byId]        when, ms              90 days    notice (of one that gathers several)
 * ["notice_bell", userId]                  touched               90 days    notice, and what else may be unread
 * ["inbox", userId]                        Inbox v1              –          –
 * ["feedback", kind, subjectId, part, by]  Feedback v1           –          the next two, feedback_count
 * ["feedback_at", kind, id, ms, part, by]  part and person       –          feedback
 * ["feedback_by", by, kind, id, part]      given at, ms          –          feedback
 * ["feedback_count", kind, id, reason]     Deno.KvU64            –          feedback
 * ```
 */

import type { KeyBuilders, SubjectKind } from "./parts.ts";

export const socialKeys = {
  follow: (followerId: string, writerId: string) => ["follow", followerId, writerId],
  follows: () => ["follow"],
  following: (
    followerId: string,
    sinceMs: number,
    writerId: string,
  ) => ["following", followerId, sinceMs, writerId],
  followings: (followerId: string) => ["following", followerId],
  followingsOfAny: () => ["following"],
  follower: (
    writerId: string,
    sinceMs: number,
    followerId: string,
  ) => ["follower", writerId, sinceMs, followerId],
  followers: (writerId: string) => ["follower", writerId],
  followersOfAny: () => ["follower"],
  followCount: (userId: string, what: "followers" | "following") => ["follow_count", userId, what],
  followCounts: (userId: string) => ["follow_count", userId],
  anyFollowCounts: () => ["follow_count"],
  /** Somebody keeps another away. */
  block: (userId: string, otherId: string) => ["block", userId, otherId],
  blocks: (userId: string) => ["block", userId],
  anyBlocks: () => ["block"],
  blockedBy: (otherId: string, userId: string) => ["blocked_by", otherId, userId],
  blockersOf: (otherId: string) => ["blocked_by", otherId],
  anyBlockers: () => ["blocked_by"],
  /** What a writer published, once however many follow: followers come and read it. */
  news: (writerId: string, ms: number, id: string) => ["news", writerId, ms, id],
  newsOf: (writerId: string) => ["news", writerId],
  anyNews: () => ["news"],
  newsHead: (writerId: string) => ["news_head", writerId],
  newsHeads: () => ["news_head"],
  notice: (userId: string, ms: number, id: string) => ["notice", userId, ms, id],
  notices: (userId: string) => ["notice", userId],
  anyNotices: () => ["notice"],
  noticePart: (userId: string, id: string, byId: string) => ["notice_part", userId, id, byId],
  noticeParts: (userId: string, id: string) => ["notice_part", userId, id],
  noticePartsOf: (userId: string) => ["notice_part", userId],
  anyNoticeParts: () => ["notice_part"],
  noticeBell: (userId: string) => ["notice_bell", userId],
  noticeBells: () => ["notice_bell"],
  inbox: (userId: string) => ["inbox", userId],
  inboxes: () => ["inbox"],
  feedback: (
    kind: SubjectKind,
    subjectId: string,
    part: string,
    byId: string,
  ) => ["feedback", kind, subjectId, part, byId],
  feedbackOn: (kind: SubjectKind, subjectId: string) => ["feedback", kind, subjectId],
  anyFeedback: () => ["feedback"],
  feedbackAt: (
    kind: SubjectKind,
    subjectId: string,
    ms: number,
    part: string,
    byId: string,
  ) => ["feedback_at", kind, subjectId, ms, part, byId],
  feedbackInTime: (kind: SubjectKind, subjectId: string) => ["feedback_at", kind, subjectId],
  anyFeedbackInTime: () => ["feedback_at"],
  feedbackBy: (
    byId: string,
    kind: SubjectKind,
    subjectId: string,
    part: string,
  ) => ["feedback_by", byId, kind, subjectId, part],
  feedbackOf: (byId: string) => ["feedback_by", byId],
  feedbackOfAny: () => ["feedback_by"],
  feedbackCount: (
    kind: SubjectKind,
    subjectId: string,
    reason: string,
  ) => ["feedback_count", kind, subjectId, reason],
  feedbackCounts: (kind: SubjectKind, subjectId: string) => ["feedback_count", kind, subjectId],
  anyFeedbackCounts: () => ["feedback_count"],
} satisfies KeyBuilders;
