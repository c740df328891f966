/** What people report of each other: one report of each person by each, with its case in the same commit. */
import { getStay, requireStay } from "@/lib/accounts/gone.ts";
import { readUser } from "@/lib/accounts/store.ts";
import { failure } from "@/lib/errors.ts";
import { openCase } from "@/lib/moderation/cases.ts";
import {
  type PersonReport,
  type PersonReportInput,
  readPersonReport,
} from "@/lib/moderation/model.ts";
import { ReportBook } from "@/lib/moderation/report_book.ts";
import { commitWithRetry } from "@/lib/store/commit.ts";
import { keys } from "@/lib/store/keys.ts";

export const personReports = new ReportBook<PersonReport>({
  read: readPersonReport,
  subjectOf: ({ personId }) => personId,
  caseOf: (personId) => ({ personId }),
  keys: {
    report: keys.personReport,
    reportsOn: keys.personReportsOn,
    reportBy: keys.personReportBy,
    reportsBy: keys.personReportsBy,
  },
  subject: { key: keys.user, ownerOf: (stored) => readUser(stored).id },
});

/**
 * Keeps what somebody has against a person; a second report of theirs replaces the first.
 *
 * @throws {HttpError} `not_found` for those who are not there or are going, `forbidden` for oneself, `unauthorized` when
 * the reporter's account is going away.
 */
export async function reportPerson(
  kv: Deno.Kv,
  { personId, reporterId, report: { reason, note }, nowMs }: {
    personId: string;
    reporterId: string;
    report: PersonReportInput;
    nowMs: number;
  },
): Promise<PersonReport> {
  return await commitWithRetry(async () => {
    const entry = await kv.get(keys.user(personId));
    const stays = await getStay(kv, personId);
    if (entry.value === null || !stays) throw failure("not_found");
    if (personId === reporterId) throw failure("forbidden");
    const { nickname } = readUser(entry.value);
    const report: PersonReport = {
      v: 1,
      personId,
      reporterId,
      reason,
      note,
      text: nickname,
      atMs: nowMs,
    };
    const write = kv.atomic().check(entry, stays, await requireStay(kv, reporterId));
    personReports.put(write, report);
    await openCase(kv, write, { personId }, nowMs);
    return { write, value: report };
  });
}
