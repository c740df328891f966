/**
 * Cases of what was reported: each in the list of its standing, about what is there; and both sides of reports of people
 * and characters.
 */
import type { User } from "@/lib/accounts/model.ts";
import type { Character } from "@/lib/characters/model.ts";
import { listKeyOf } from "@/lib/moderation/cases.ts";
import {
  type Case,
  type CasePlace,
  type CharacterReport,
  partsOf,
  type PersonReport,
} from "@/lib/moderation/model.ts";
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
    if ("characterId" in found && !walk.has(keys.character(found.characterId))) {
      yield `${name} is of no character`;
    }
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
  yield* checkHiddenCharacters(walk);
  yield* checkPersonReports(walk);
  yield* checkCharacterReports(walk);
}

/** Whoever is seen under another name has a case by which that can be lifted. */
function* checkHiddenNames(walk: Walk): Generator<string> {
  for (const { key, value } of walk.below(keys.users())) {
    const { id, hidden } = value as User;
    yield* checkDecided(walk, key, { about: { personId: id }, isHidden: hidden !== undefined });
  }
}

/** So has a character that is kept from others, which nobody meets meanwhile. */
function* checkHiddenCharacters(walk: Walk): Generator<string> {
  for (const { key, value } of walk.below(keys.characters())) {
    const { id, visibility, hidden } = value as Character;
    yield* checkDecided(walk, key, { about: { characterId: id }, isHidden: hidden !== undefined });
    if (hidden && visibility !== "private") yield `${nameKey(key)} is hidden and ${visibility}`;
  }
}

function* checkDecided(
  walk: Walk,
  key: Deno.KvKey,
  { about, isHidden }: { about: CasePlace; isHidden: boolean },
): Generator<string> {
  const found = walk.get(keys.reviewCase(...partsOf(about))) as Case | undefined;
  if (isHidden !== (found?.status === "hidden")) {
    yield `${nameKey(key)} is ${isHidden ? "hidden without" : "shown in spite of"} a decision`;
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
  yield* checkMirror(walk, keys.personReportsByAny(), mirrored);
}

function* checkCharacterReports(walk: Walk): Generator<string> {
  const mirrored = new Set<string>();
  for (const { key, value } of walk.below(keys.characterReports())) {
    const { characterId, reporterId } = value as CharacterReport;
    const character = walk.get(keys.character(characterId)) as Character | undefined;
    if (!character) yield `${nameKey(key)} is of no character`;
    if (!walk.has(keys.user(reporterId))) yield `${nameKey(key)} is of nobody`;
    if (character?.ownerId === reporterId) yield `${nameKey(key)} is of its maker`;
    mirrored.add(nameKey(keys.characterReportBy(reporterId, characterId)));
  }
  yield* checkMirror(walk, keys.characterReportsByAny(), mirrored);
}

/** What its writer has of each report, and of nothing else. */
function* checkMirror(
  walk: Walk,
  prefix: Deno.KvKey,
  expected: Set<string>,
): Generator<string> {
  for (const { key } of walk.below(prefix)) {
    if (!expected.delete(nameKey(key))) yield `${nameKey(key)} stands for nothing`;
  }
  for (const name of expected) yield `${name} is missing`;
}
