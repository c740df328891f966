/**
 * The keys of what readers reported and what became of it.
 * The columns are those of [keys.ts](../keys.ts).
 *
 * ```
 * ["review_case", of, part]                Case v1               –          its report, one of the next two
 * ["review_open", ms, of, part]            touched               –          review_case (nobody decided it yet)
 * ["review_hidden", ms, of, part]          touched               –          review_case (what is hidden)
 * ["review_deed", ms, id]                  Deed v1               a year     review_case
 * ["person_report", personId, reporterId]  PersonReport v1       –          person_report_by
 * ["person_report_by", reporterId, personId] reported at, ms     –          person_report
 * ["character_report", characterId, reporterId] CharacterReport v1 –        character_report_by
 * ["character_report_by", reporterId, characterId] reported at, ms –        character_report
 * ```
 *
 * `of` and `part` name what a case is about: a story and a comment on it, or `""` for the story itself; of a person, `of`
 * is `""` and `part` their id; of a character, `of` is `":character"` and `part` its id. Reports of stories and comments stand with [stories](stories.ts).
 */

import type { KeyBuilders } from "./parts.ts";

export const moderationKeys = {
  reviewCase: (of: string, part: string) => ["review_case", of, part],
  reviewCasesOf: (of: string) => ["review_case", of],
  reviewCases: () => ["review_case"],
  reviewOpen: (lastAtMs: number, of: string, part: string) => ["review_open", lastAtMs, of, part],
  reviewsOpen: () => ["review_open"],
  reviewHidden: (
    decidedAtMs: number,
    of: string,
    part: string,
  ) => ["review_hidden", decidedAtMs, of, part],
  reviewsHidden: () => ["review_hidden"],
  reviewDeed: (atMs: number, id: string) => ["review_deed", atMs, id],
  reviewDeeds: () => ["review_deed"],
  personReport: (personId: string, reporterId: string) => ["person_report", personId, reporterId],
  personReportsOn: (personId: string) => ["person_report", personId],
  personReports: () => ["person_report"],
  personReportBy: (
    reporterId: string,
    personId: string,
  ) => ["person_report_by", reporterId, personId],
  personReportsBy: (reporterId: string) => ["person_report_by", reporterId],
  personReportsByAny: () => ["person_report_by"],
  characterReport: (
    characterId: string,
    reporterId: string,
  ) => ["character_report", characterId, reporterId],
  characterReportsOn: (characterId: string) => ["character_report", characterId],
  characterReports: () => ["character_report"],
  characterReportBy: (
    reporterId: string,
    characterId: string,
  ) => ["character_report_by", reporterId, characterId],
  characterReportsBy: (reporterId: string) => ["character_report_by", reporterId],
  characterReportsByAny: () => ["character_report_by"],
} satisfies KeyBuilders;
