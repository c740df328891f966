/**
 * Cases: what readers reported, for those who look after the house.
 *
 * - [MO1] All reports of one comment, of one story, or of one person, are one case. It is open until somebody decides it,
 *   and again once somebody reports what was left alone.
 * - [MO2] What is hidden is there for nobody but its owner, who may delete it; of a comment, its place is left to its
 *   answers. Hiding can be lifted at any time, and brings back all as it was.
 * - [MO3] Every decision is written down, with who made it.
 * - [MO4] Of a person, the name is hidden: others see one that the house gives. The person sees their own, is told so, and
 *   may change it; that does not show it. What they made is decided on by itself.
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

const AboutStory = z.object(ABOUT_STORY);
export type AboutStory = z.infer<typeof AboutStory>;
const AboutPerson = z.object(ABOUT_PERSON);
export type AboutPerson = z.infer<typeof AboutPerson>;

/** What a case is about. */
export type CasePlace = AboutStory | AboutPerson;

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
]);
export type Case = z.infer<typeof Case>;
export const readCase = upgrader<Case>(1);

/** The two parts that name a case in its keys; see {@link placeOfParts}. */
export function partsOf(place: CasePlace): readonly [of: string, part: string] {
  // No story has an empty id: what stands there is about a person.
  return "personId" in place ? ["", place.personId] : [place.storyId, place.commentId];
}

export function placeOfParts(of: string, part: string): CasePlace {
  return of === "" ? { personId: part } : { storyId: of, commentId: part };
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
