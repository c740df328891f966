/** Keeps what people report of each other: one report of each person by each, with its case in the same commit. */
import { getStay, requireStay } from "@/lib/accounts/gone.ts";
import { readUser } from "@/lib/accounts/store.ts";
import { failure } from "@/lib/errors.ts";
import { dropCase, openCase } from "@/lib/moderation/cases.ts";
import {
  type PersonReport,
  type PersonReportInput,
  readPersonReport,
} from "@/lib/moderation/model.ts";
import { commitWithRetry } from "@/lib/store/commit.ts";
import { keys } from "@/lib/store/keys.ts";

interface Pair {
  personId: string;
  reporterId: string;
}

/** What somebody reported of a person before; null where they did not. */
export async function getPersonReport(
  kv: Deno.Kv,
  { personId, reporterId }: Pair,
): Promise<PersonReport | null> {
  const { value } = await kv.get(keys.personReport(personId, reporterId));
  return value === null ? null : readPersonReport(value);
}

/**
 * Keeps what somebody has against a person; a second report of theirs replaces the first.
 *
 * @throws {HttpError} `not_found` for those who are not there or are going, `forbidden` for oneself, `unauthorized` when
 * the reporter's account is going away.
 */
export async function reportPerson(
  kv: Deno.Kv,
  { personId, reporterId, report: { reason, note }, nowMs }: Pair & {
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
    putReport(write, report);
    await openCase(kv, write, { personId }, nowMs);
    return { write, value: report };
  });
}

function putReport(write: Deno.AtomicOperation, report: PersonReport): void {
  const { personId, reporterId, atMs } = report;
  write.set(keys.personReport(personId, reporterId), report)
    .set(keys.personReportBy(reporterId, personId), atMs);
}

/** Reads all that somebody reported of others. */
export async function* personReportsBy(
  kv: Deno.Kv,
  reporterId: string,
): AsyncGenerator<PersonReport> {
  for await (const { key } of kv.list({ prefix: keys.personReportsBy(reporterId) })) {
    const report = await getPersonReport(kv, { personId: String(key[2]), reporterId });
    if (report) yield report;
  }
}

/** Takes away what was reported of a person who leaves, and what became of it. Safe to repeat. */
export async function forgetPersonReportsOn(kv: Deno.Kv, personId: string): Promise<void> {
  for await (const { key } of kv.list({ prefix: keys.personReportsOn(personId) })) {
    await forgetPersonReport(kv, { personId, reporterId: String(key[2]) });
  }
  await dropCase(kv, { personId });
}

/** Takes away one report. Its case goes with the last, as soon as somebody looks at it. */
export async function forgetPersonReport(
  kv: Deno.Kv,
  { personId, reporterId }: Pair,
): Promise<void> {
  await kv.atomic()
    .delete(keys.personReport(personId, reporterId))
    .delete(keys.personReportBy(reporterId, personId))
    .commit();
}

/**
 * Makes a guest's report that of the account they signed in to. Nobody reports themselves: one of that very account goes.
 */
export async function movePersonReport(
  kv: Deno.Kv,
  report: PersonReport,
  toId: string,
): Promise<void> {
  const { personId, reporterId: fromId } = report;
  if (personId === toId) return await forgetPersonReport(kv, { personId, reporterId: fromId });
  await commitWithRetry(async () => {
    const entry = await kv.get(keys.personReport(personId, fromId));
    const stay = await getStay(kv, toId);
    if (entry.value === null || !stay) return { write: null, value: undefined };
    const write = kv.atomic().check(entry, stay).delete(entry.key)
      .delete(keys.personReportBy(fromId, personId));
    putReport(write, { ...readPersonReport(entry.value), reporterId: toId });
    return { write, value: undefined };
  });
}
