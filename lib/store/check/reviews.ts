/** Cases of what was reported: each in the list of its standing, about a story that is there. */
import type { Case } from "@/lib/moderation/model.ts";
import { nameKey, type Walk } from "@/lib/store/check/walk.ts";
import { keys } from "@/lib/store/keys.ts";

export function* checkReviews(walk: Walk): Generator<string> {
  const expected = new Set<string>();
  for (const { key, value } of walk.below(keys.reviewCases())) {
    const { storyId, commentId, status, lastAtMs, decidedAtMs } = value as Case;
    if (!walk.has(keys.story(storyId))) yield `${nameKey(key)} is of no story`;
    if (status === "open") expected.add(nameKey(keys.reviewOpen(lastAtMs, storyId, commentId)));
    if (status === "hidden") {
      expected.add(nameKey(keys.reviewHidden(decidedAtMs ?? lastAtMs, storyId, commentId)));
    }
  }
  for (const prefix of [keys.reviewsOpen(), keys.reviewsHidden()]) {
    for (const { key } of walk.below(prefix)) {
      if (!expected.delete(nameKey(key))) yield `${nameKey(key)} stands for nothing`;
    }
  }
  for (const name of expected) yield `${name} is missing`;
}
