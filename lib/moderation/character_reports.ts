/** What people report of characters: one report of each character by each. */
import { readCharacter } from "@/lib/characters/model.ts";
import { type CharacterReport, readCharacterReport } from "@/lib/moderation/model.ts";
import { ReportBook } from "@/lib/moderation/report_book.ts";
import { keys } from "@/lib/store/keys.ts";

export const characterReports = new ReportBook<CharacterReport>({
  read: readCharacterReport,
  subjectOf: ({ characterId }) => characterId,
  caseOf: (characterId) => ({ characterId }),
  keys: {
    report: keys.characterReport,
    reportsOn: keys.characterReportsOn,
    reportBy: keys.characterReportBy,
    reportsBy: keys.characterReportsBy,
  },
  subject: { key: keys.character, ownerOf: (stored) => readCharacter(stored).ownerId },
});
