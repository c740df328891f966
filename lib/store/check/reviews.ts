/** Cases of what was reported: each in the list of its standing, about what is there; and both sides of reports of people. */
import type { User } from "@/lib/accounts/model.ts";
import { listKeyOf } from "@/lib/moderation/cases.ts";
import { type Case, partsOf, type PersonReport } from "@/lib/moderation/model.ts";
import { nameKey, type Walk } from "@/lib/store/check/walk.ts";
import { keys } from "@/lib/store/keys.ts";

export function* checkReviews(walk: Walk): Generator<string> {
  const expected = new Set<string>();
  for (const { key, value } of walk.below(keys.reviewCases())) {
    const found = value as Case;
    const name = nameKey(key);
    if (name !== nameKey(keys.reviewCase(...partsOf(found)))) {
      yield `${name} stands under another's name`;
    }
    if ("storyId" in found && !walk.has(keys.story(found.storyId))) yield `${name} is of no story`;
    if ("personId" in found && !walk.has(keys.user(found.personId))) yield `${name} is of nobody`;
    const listed = listKeyOf(found);
    if (listed) expected.add(nameKey(listed));
  }
  for (const prefix of [keys.reviewsOpen(), keys.reviewsHidden()]) {
    for (const { key } of walk.below(prefix)) {
      if (!expected.delete(nameKey(key))) yield `${nameKey(key)} stands for nothing`;
    }
  }
  for (const name of expected) yield `${name} is missing`;
  yield* checkHiddenNames(walk);
  yield* checkPersonReports(walk);
}

/** Whoever is seen under another name has a case by which that can be lifted. */
function* checkHiddenNames(walk: Walk): Generator<string> {
  for (const { key, value } of walk.below(keys.users())) {
    const { id, hidden } = value as User;
    const found = walk.get(keys.reviewCase(...partsOf({ personId: id }))) as Case | undefined;
    const isHidden = found?.status === "hidden";
    if (isHidden !== (hidden !== undefined)) {
      yield `${nameKey(key)} is ${hidden ? "hidden without" : "shown in spite of"} a decision`;
    }
  }
}

function* checkPersonReports(walk: Walk): Generator<string> {
  const mirrored = new Set<string>();
  for (const { key, value } of walk.below(keys.personReports())) {
    const { personId, reporterId } = value as PersonReport;
    for (const id of [personId, reporterId]) {
      if (!walk.has(keys.user(id))) yield `${nameKey(key)} is of nobody`;
    }
    mirrored.add(nameKey(keys.personReportBy(reporterId, personId)));
  }
  for (const { key } of walk.below(keys.personReportsByAny())) {
    if (!mirrored.delete(nameKey(key))) yield `${nameKey(key)} stands for nothing`;
  }
  for (const name of mirrored) yield `${name} is missing`;
}
