/** Keeps one report of each thing by each person, for one kind of things: found from the thing, and from the person. */
import { getStay } from "@/lib/accounts/gone.ts";
import { dropCase } from "@/lib/moderation/cases.ts";
import type { CasePlace } from "@/lib/moderation/model.ts";
import { commitWithRetry } from "@/lib/store/commit.ts";

/** What every report has. */
export interface Reporting {
  readonly reporterId: string;
  readonly atMs: number;
}

/** What kinds of things differ in. */
export interface Kind<R extends Reporting> {
  read(stored: unknown): R;
  subjectOf(report: R): string;
  /** What the case of its reports is about. */
  caseOf(subjectId: string): CasePlace;
  keys: {
    report(subjectId: string, reporterId: string): Deno.KvKey;
    reportsOn(subjectId: string): Deno.KvKey;
    reportBy(reporterId: string, subjectId: string): Deno.KvKey;
    reportsBy(reporterId: string): Deno.KvKey;
  };
  /** Where the thing itself is kept, and whose it is. */
  subject: { key(subjectId: string): Deno.KvKey; ownerOf(stored: unknown): string };
}

export class ReportBook<R extends Reporting> {
  constructor(private readonly kind: Kind<R>) {}

  /** What somebody reported of a thing before; null where they did not. */
  async get(kv: Deno.Kv, subjectId: string, reporterId: string): Promise<R | null> {
    const { value } = await kv.get(this.kind.keys.report(subjectId, reporterId));
    return value === null ? null : this.kind.read(value);
  }

  /** Puts a report, in place of an earlier one of theirs, into `write`. */
  put(write: Deno.AtomicOperation, report: R): void {
    const { keys, subjectOf } = this.kind;
    const subjectId = subjectOf(report);
    write.set(keys.report(subjectId, report.reporterId), report)
      .set(keys.reportBy(report.reporterId, subjectId), report.atMs);
  }

  /** Reads all that somebody reported. */
  async *by(kv: Deno.Kv, reporterId: string): AsyncGenerator<R> {
    for await (const { key } of kv.list({ prefix: this.kind.keys.reportsBy(reporterId) })) {
      const report = await this.get(kv, String(key[2]), reporterId);
      if (report) yield report;
    }
  }

  /** Takes away what was reported of a thing that is gone, and what became of it. Safe to repeat. */
  async forgetOn(kv: Deno.Kv, subjectId: string): Promise<void> {
    for await (const { key } of kv.list({ prefix: this.kind.keys.reportsOn(subjectId) })) {
      await this.#forget(kv, subjectId, String(key[2]));
    }
    await dropCase(kv, this.kind.caseOf(subjectId));
  }

  /** Takes away all that somebody reported. A case goes with its last report, as soon as somebody looks at it. */
  async forgetBy(kv: Deno.Kv, reporterId: string): Promise<void> {
    for await (const { key } of kv.list({ prefix: this.kind.keys.reportsBy(reporterId) })) {
      await this.#forget(kv, String(key[2]), reporterId);
    }
  }

  async #forget(kv: Deno.Kv, subjectId: string, reporterId: string): Promise<void> {
    const { keys } = this.kind;
    await kv.atomic()
      .delete(keys.report(subjectId, reporterId))
      .delete(keys.reportBy(reporterId, subjectId))
      .commit();
  }

  /** Makes a guest's reports those of the account they signed in to. Nobody reports their own: those of its own go. */
  async moveBy(kv: Deno.Kv, fromId: string, toId: string): Promise<void> {
    for await (const { key } of kv.list({ prefix: this.kind.keys.reportsBy(fromId) })) {
      await this.#move(kv, String(key[2]), { fromId, toId });
    }
  }

  async #move(
    kv: Deno.Kv,
    subjectId: string,
    { fromId, toId }: { fromId: string; toId: string },
  ): Promise<void> {
    const { keys, read, subject } = this.kind;
    await commitWithRetry(async () => {
      const [entry, thing] = await kv.getMany([
        keys.report(subjectId, fromId),
        subject.key(subjectId),
      ]);
      const stay = await getStay(kv, toId);
      if (entry.value === null || !stay) return { write: null, value: undefined };
      const write = kv.atomic().check(entry, thing, stay).delete(entry.key)
        .delete(keys.reportBy(fromId, subjectId));
      const isOwn = thing.value === null || subject.ownerOf(thing.value) === toId;
      if (!isOwn) this.put(write, { ...read(entry.value), reporterId: toId });
      return { write, value: undefined };
    });
  }
}
