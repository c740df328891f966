/** Keeps cases: opened with a report, in the list of their standing, and gone with what they are about. */
import {
  type Case,
  type CasePlace,
  partsOf,
  placeOfParts,
  readCase,
} from "@/lib/moderation/model.ts";
import { commitWithRetry } from "@/lib/store/commit.ts";
import { keys } from "@/lib/store/keys.ts";

/** Puts a report's case into the commit of that report ([MO1]). What is hidden stays so. */
export async function openCase(
  kv: Deno.Kv,
  write: Deno.AtomicOperation,
  place: CasePlace,
  nowMs: number,
): Promise<void> {
  const entry = await kv.get(keys.reviewCase(...partsOf(place)));
  const old = entry.value === null ? null : readCase(entry.value);
  const next: Case = {
    v: 1,
    ...place,
    status: old?.status === "hidden" ? "hidden" : "open",
    openedAtMs: old?.openedAtMs ?? nowMs,
    lastAtMs: nowMs,
    decidedAtMs: old?.decidedAtMs ?? null,
  };
  write.check(entry);
  moveCase(write, { old, next });
}

/** Where a case is listed; null for one that was left alone. */
export function listKeyOf(found: Case): Deno.KvKey | null {
  const { status, lastAtMs, decidedAtMs } = found;
  if (status === "open") return keys.reviewOpen(lastAtMs, ...partsOf(found));
  if (status === "hidden") return keys.reviewHidden(decidedAtMs ?? lastAtMs, ...partsOf(found));
  return null;
}

/** Puts a case and its place in the lists into `write`, which checks what it was. */
export function moveCase(
  write: Deno.AtomicOperation,
  { old, next }: { old: Case | null; next: Case | null },
): void {
  const from = old && listKeyOf(old);
  if (from) write.delete(from);
  if (!next) {
    if (old) write.delete(keys.reviewCase(...partsOf(old)));
    return;
  }
  write.set(keys.reviewCase(...partsOf(next)), next);
  const to = listKeyOf(next);
  if (to) write.set(to, null);
}

/** Takes a case away, whatever became of it. */
export async function dropCase(kv: Deno.Kv, place: CasePlace): Promise<void> {
  await commitWithRetry(async () => {
    const entry = await kv.get(keys.reviewCase(...partsOf(place)));
    if (entry.value === null) return { write: null, value: undefined };
    const write = kv.atomic().check(entry);
    moveCase(write, { old: readCase(entry.value), next: null });
    return { write, value: undefined };
  });
}

/** Takes away all cases of a story that is gone. Safe to repeat. */
export async function forgetCases(kv: Deno.Kv, storyId: string): Promise<void> {
  for await (const { key } of kv.list({ prefix: keys.reviewCasesOf(storyId) })) {
    await dropCase(kv, placeOfParts(storyId, String(key[2])));
  }
}
