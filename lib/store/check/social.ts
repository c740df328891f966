/** Following, keeping away, notices and feedback: both sides of each, their counters, and whose they are. */
import { nameKey, type Walk } from "@/lib/store/check/walk.ts";
import type { Feedback } from "@/lib/social/feedback_model.ts";
import { keys, type SubjectKind } from "@/lib/store/keys.ts";

export function* checkSocial(walk: Walk): Generator<string> {
  yield* checkFollows(walk);
  yield* checkBlocks(walk);
  yield* checkFeedback(walk);
  const owned = [
    keys.anyNews(),
    keys.newsHeads(),
    keys.anyNotices(),
    keys.anyNoticeParts(),
    keys.noticeBells(),
    keys.inboxes(),
  ];
  for (const prefix of owned) {
    for (const { key } of walk.below(prefix)) {
      if (!walk.has(keys.user(String(key[1])))) yield `${nameKey(key)} is of nobody`;
    }
  }
}

/** Holds an index to the keys it must have, each with its value. */
function* checkExpected(
  walk: Walk,
  index: Deno.KvKey,
  expected: ReadonlyMap<string, unknown>,
): Generator<string> {
  const found = new Set<string>();
  for (const { key, value } of walk.below(index)) {
    const name = nameKey(key);
    found.add(name);
    if (!expected.has(name)) yield `${name} stands for nothing`;
    else if (expected.get(name) !== value) yield `${name} names another record`;
  }
  for (const name of expected.keys()) if (!found.has(name)) yield `${name} is missing`;
}

/** Holds counters to what was counted; one that is not there counts nothing. */
function* checkCounters(
  walk: Walk,
  counters: Deno.KvKey,
  counted: ReadonlyMap<string, number>,
): Generator<string> {
  const found = new Set<string>();
  for (const { key, value } of walk.below(counters)) {
    const name = nameKey(key);
    found.add(name);
    const says = Number((value as Deno.KvU64).value);
    const there = counted.get(name) ?? 0;
    if (says !== there) yield `${name} says ${says}, there are ${there}`;
  }
  for (const [name, there] of counted) {
    if (!found.has(name)) yield `${name} is missing, there are ${there}`;
  }
}

function add(counted: Map<string, number>, key: Deno.KvKey): void {
  counted.set(nameKey(key), (counted.get(nameKey(key)) ?? 0) + 1);
}

function* checkFollows(walk: Walk): Generator<string> {
  const following = new Map<string, unknown>();
  const followers = new Map<string, unknown>();
  const counted = new Map<string, number>();
  for (const { key, value } of walk.below(keys.follows())) {
    const [, followerId, writerId] = key.map(String) as [string, string, string];
    const sinceMs = Number(value);
    for (const id of [followerId, writerId]) {
      if (!walk.has(keys.user(id))) yield `${nameKey(key)} is of nobody`;
    }
    following.set(nameKey(keys.following(followerId, sinceMs, writerId)), writerId);
    followers.set(nameKey(keys.follower(writerId, sinceMs, followerId)), followerId);
    add(counted, keys.followCount(writerId, "followers"));
    add(counted, keys.followCount(followerId, "following"));
  }
  yield* checkExpected(walk, keys.followingsOfAny(), following);
  yield* checkExpected(walk, keys.followersOfAny(), followers);
  yield* checkCounters(walk, keys.anyFollowCounts(), counted);
}

function* checkBlocks(walk: Walk): Generator<string> {
  const mirrored = new Map<string, unknown>();
  for (const { key, value } of walk.below(keys.anyBlocks())) {
    const [, userId, otherId] = key.map(String) as [string, string, string];
    if (!walk.has(keys.user(userId)) || !walk.has(keys.user(otherId))) {
      yield `${nameKey(key)} is of nobody`;
    }
    mirrored.set(nameKey(keys.blockedBy(otherId, userId)), value);
  }
  yield* checkExpected(walk, keys.anyBlockers(), mirrored);
}

function* checkFeedback(walk: Walk): Generator<string> {
  const inTime = new Map<string, unknown>();
  const given = new Map<string, unknown>();
  const counted = new Map<string, number>();
  for (const { key, value } of walk.below(keys.anyFeedback())) {
    const [, kind, subjectId, part, byId] = key as [string, SubjectKind, string, string, string];
    const { atMs, reason } = value as Feedback;
    if (!walk.has(keys.user(byId))) yield `${nameKey(key)} is of nobody`;
    if (!walk.has(kind === "character" ? keys.character(subjectId) : keys.story(subjectId))) {
      yield `${nameKey(key)} is for nothing`;
    }
    inTime.set(nameKey(keys.feedbackAt(kind, subjectId, atMs, part, byId)), true);
    given.set(nameKey(keys.feedbackBy(byId, kind, subjectId, part)), atMs);
    add(counted, keys.feedbackCount(kind, subjectId, reason));
  }
  yield* checkExpected(walk, keys.anyFeedbackInTime(), inTime);
  yield* checkExpected(walk, keys.feedbackOfAny(), given);
  yield* checkCounters(walk, keys.anyFeedbackCounts(), counted);
}
