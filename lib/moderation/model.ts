/**
 * Cases: what readers reported, for those who look after the house.
 *
 * - [MO1] All reports of one comment, of one story, of one character, or of one person, are one case. It is open until
 *   somebody decides it, and again once somebody reports what was left alone.
 * - [MO2] What is hidden is there for nobody but its owner, who may delete it; of a comment, its place is left to its
 *   answers. Hiding can be lifted at any time, and brings back all as it was.
 * - [MO3] Every decision is written down, with who made it.
 * - [MO4] Of a person, the name is hidden: others see one that the house gives. The person sees their own, is told so, and
 *   may change it; that does not show it. What they made is decided on by itself.
 * - [MO5] A hidden character is to others what a private one is: in no list, and nobody talks with it; what was said stays
 *   readable. No room has it among those who live there. Its maker may change who may meet it; that does not show it.
 *   Nobody copies it, as a copy could be shown.
 */
import { z } from "zod";
import { ReportInput } from "@/lib/stories/comments/model.ts";
import { upgrader } from "@/lib/store/versioned.ts";

const ABOUT_STORY = {
  storyId: z.string(),
  /** Empty for the story itself. */
  commentId: z.string(),
};
const ABOUT_PERSON = { personId: z.string() };
const ABOUT_CHARACTER = { characterId: z.string() };

const AboutStory = z.object(ABOUT_STORY);
export type AboutStory = z.infer<typeof AboutStory>;
const AboutPerson = z.object(ABOUT_PERSON);
export type AboutPerson = z.infer<typeof AboutPerson>;

const AboutCharacter = z.object(ABOUT_CHARACTER);
export type AboutCharacter = z.infer<typeof AboutCharacter>;

/** What a case is about. */
export type CasePlace = AboutStory | AboutPerson | AboutCharacter;

const CASE = {
  v: z.literal(1),
  status: z.enum(["open", "dismissed", "hidden"]),
  openedAtMs: z.number(),
  /** Of the latest report. */
  lastAtMs: z.number(),
  decidedAtMs: z.number().nullable(),
};

export const Case = z.union([
  z.object({ ...CASE, ...ABOUT_STORY }),
  z.object({ ...CASE, ...ABOUT_PERSON }),
  z.object({ ...CASE, ...ABOUT_CHARACTER }),
]);
export type Case = z.infer<typeof Case>;
export const readCase = upgrader<Case>(1);

/** Stand where other cases have the id of a story: no id is empty, or has a colon. */
const OF_PERSON = "";
const OF_CHARACTER = ":character";

/** The two parts that name a case in its keys; see {@link placeOfParts}. */
export function partsOf(place: CasePlace): readonly [of: string, part: string] {
  if ("personId" in place) return [OF_PERSON, place.personId];
  if ("characterId" in place) return [OF_CHARACTER, place.characterId];
  return [place.storyId, place.commentId];
}

export function placeOfParts(of: string, part: string): CasePlace {
  if (of === OF_PERSON) return { personId: part };
  if (of === OF_CHARACTER) return { characterId: part };
  return { storyId: of, commentId: part };
}

export const ACTS = ["dismiss", "hide", "lift"] as const;
export type Act = typeof ACTS[number];

/** Longest part of what was decided on that the log keeps. */
export const MAX_LOGGED = 300;

const DEED = {
  v: z.literal(1),
  act: z.enum(ACTS),
  byId: z.string(),
  /** The beginning of what was decided on, as it was then. */
  text: z.string(),
  atMs: z.number(),
};

export const Deed = z.union([
  z.object({ ...DEED, ...ABOUT_STORY }),
  z.object({ ...DEED, ...ABOUT_PERSON }),
  z.object({ ...DEED, ...ABOUT_CHARACTER }),
]);
export type Deed = z.infer<typeof Deed>;
export const readDeed = upgrader<Deed>(1);

/** Decisions are kept for a year. */
export const DEED_MS = 365 * 86_400_000;

/** What can be wrong with a person, as their page shows them. */
export const PERSON_REASONS = [
  "name",
  "impersonation",
  "spam",
  "abuse",
  "sexual",
  "privacy",
  "other",
] as const;
export type PersonReason = typeof PERSON_REASONS[number];

/** What one person has against another. */
export const PersonReport = z.object({
  v: z.literal(1),
  personId: z.string(),
  reporterId: z.string(),
  reason: z.enum(PERSON_REASONS),
  note: z.string(),
  /** The name as it was when it was reported. */
  text: z.string(),
  atMs: z.number(),
});
export type PersonReport = z.infer<typeof PersonReport>;
export const readPersonReport = upgrader<PersonReport>(1);

export const PersonReportInput = ReportInput.extend({ reason: z.enum(PERSON_REASONS) });
export type PersonReportInput = z.infer<typeof PersonReportInput>;

/** What can be wrong with a character. */
export const CHARACTER_REASONS = [
  "sexual",
  "minors",
  "hate",
  "real_person",
  "rights",
  "rating",
  "spam",
  "other",
] as const;
export type CharacterReason = typeof CHARACTER_REASONS[number];

/** What one person has against a character. */
export const CharacterReport = z.object({
  v: z.literal(1),
  characterId: z.string(),
  reporterId: z.string(),
  reason: z.enum(CHARACTER_REASONS),
  note: z.string(),
  /** The beginning of its page, as it was when it was reported. */
  text: z.string(),
  atMs: z.number(),
});
export type CharacterReport = z.infer<typeof CharacterReport>;
export const readCharacterReport = upgrader<CharacterReport>(1);

export const CharacterReportInput = ReportInput.extend({ reason: z.enum(CHARACTER_REASONS) });
export type CharacterReportInput = z.infer<typeof CharacterReportInput>;
