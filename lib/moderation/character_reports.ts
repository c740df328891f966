/** Keeps what people report of characters: one report of each character by each, with both sides in one commit. */
import { getStay } from "@/lib/accounts/gone.ts";
import { readCharacter } from "@/lib/characters/model.ts";
import { dropCase } from "@/lib/moderation/cases.ts";
import { type CharacterReport, readCharacterReport } from "@/lib/moderation/model.ts";
import { commitWithRetry } from "@/lib/store/commit.ts";
import { keys } from "@/lib/store/keys.ts";

interface Pair {
  characterId: string;
  reporterId: string;
}

/** What somebody reported of a character before; null where they did not. */
export async function getCharacterReport(
  kv: Deno.Kv,
  { characterId, reporterId }: Pair,
): Promise<CharacterReport | null> {
  const { value } = await kv.get(keys.characterReport(characterId, reporterId));
  return value === null ? null : readCharacterReport(value);
}

/** Puts a report, in place of an earlier one of theirs, into `write`. */
export function putCharacterReport(write: Deno.AtomicOperation, report: CharacterReport): void {
  const { characterId, reporterId, atMs } = report;
  write.set(keys.characterReport(characterId, reporterId), report)
    .set(keys.characterReportBy(reporterId, characterId), atMs);
}

/** Reads all that somebody reported of characters. */
export async function* characterReportsBy(
  kv: Deno.Kv,
  reporterId: string,
): AsyncGenerator<CharacterReport> {
  for await (const { key } of kv.list({ prefix: keys.characterReportsBy(reporterId) })) {
    const report = await getCharacterReport(kv, { characterId: String(key[2]), reporterId });
    if (report) yield report;
  }
}

/** Takes away what was reported of a character that is gone, and what became of it. Safe to repeat. */
export async function forgetCharacterReportsOn(kv: Deno.Kv, characterId: string): Promise<void> {
  for await (const { key } of kv.list({ prefix: keys.characterReportsOn(characterId) })) {
    await forgetCharacterReport(kv, { characterId, reporterId: String(key[2]) });
  }
  await dropCase(kv, { characterId });
}

/** Takes away one report. Its case goes with the last, as soon as somebody looks at it. */
export async function forgetCharacterReport(
  kv: Deno.Kv,
  { characterId, reporterId }: Pair,
): Promise<void> {
  await kv.atomic()
    .delete(keys.characterReport(characterId, reporterId))
    .delete(keys.characterReportBy(reporterId, characterId))
    .commit();
}

/**
 * Makes a guest's report that of the account they signed in to. Nobody reports their own: one of a character of that very
 * account goes.
 */
export async function moveCharacterReport(
  kv: Deno.Kv,
  { characterId, reporterId: fromId }: CharacterReport,
  toId: string,
): Promise<void> {
  await commitWithRetry(async () => {
    const [entry, subject] = await kv.getMany([
      keys.characterReport(characterId, fromId),
      keys.character(characterId),
    ]);
    const stay = await getStay(kv, toId);
    if (entry.value === null || !stay) return { write: null, value: undefined };
    const write = kv.atomic().check(entry, subject, stay).delete(entry.key)
      .delete(keys.characterReportBy(fromId, characterId));
    const isOwn = subject.value === null || readCharacter(subject.value).ownerId === toId;
    if (!isOwn) {
      putCharacterReport(write, { ...readCharacterReport(entry.value), reporterId: toId });
    }
    return { write, value: undefined };
  });
}
