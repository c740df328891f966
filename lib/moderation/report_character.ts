/** Reports a character: keeps the report with its case in the same commit. */
import { requireStay } from "@/lib/accounts/gone.ts";
import { mayRead, readCharacter } from "@/lib/characters/model.ts";
import { failure } from "@/lib/errors.ts";
import { openCase } from "@/lib/moderation/cases.ts";
import { characterReports } from "@/lib/moderation/character_reports.ts";
import { textOfCharacter } from "@/lib/moderation/character_text.ts";
import type { CharacterReport, CharacterReportInput } from "@/lib/moderation/model.ts";
import { isId } from "@/lib/id.ts";
import { commitWithRetry } from "@/lib/store/commit.ts";
import { keys } from "@/lib/store/keys.ts";

/**
 * Keeps what somebody has against a character; a second report of theirs replaces the first.
 *
 * @throws {HttpError} `not_found` for what they may not open, `forbidden` for one's own, `unauthorized` when the reporter's
 * account is going away.
 */
export async function reportCharacter(
  kv: Deno.Kv,
  { characterId, reporterId, report: { reason, note }, nowMs }: {
    characterId: string;
    reporterId: string;
    report: CharacterReportInput;
    nowMs: number;
  },
): Promise<CharacterReport> {
  if (!isId(characterId)) throw failure("not_found");
  return await commitWithRetry(async () => {
    const entry = await kv.get(keys.character(characterId));
    const character = entry.value === null ? null : readCharacter(entry.value);
    if (!character || !mayRead(character, reporterId)) throw failure("not_found");
    if (character.ownerId === reporterId) throw failure("forbidden");
    const report: CharacterReport = {
      v: 1,
      characterId,
      reporterId,
      reason,
      note,
      text: await textOfCharacter(kv, character),
      atMs: nowMs,
    };
    // The character is checked: whoever deletes it takes its reports away afterwards, and none may come in between.
    const write = kv.atomic().check(entry, await requireStay(kv, reporterId));
    characterReports.put(write, report);
    await openCase(kv, write, { characterId }, nowMs);
    return { write, value: report };
  });
}
