/** Keeps cases: opened with a report, listed for whoever decides, and gone with what they are about. */
import type { User } from "@/lib/accounts/model.ts";
import {
  type Case,
  type CasePlace,
  type Deed,
  readCase,
  readDeed,
} from "@/lib/moderation/model.ts";
import {
  type Comment,
  readComment,
  readReport,
  type Report,
} from "@/lib/stories/comments/model.ts";
import { readStory, type Story } from "@/lib/stories/model.ts";
import { commitWithRetry } from "@/lib/store/commit.ts";
import { keys } from "@/lib/store/keys.ts";
import { getAll } from "@/lib/store/kv.ts";
import { listPage, type Page } from "@/lib/store/page.ts";

/** Reports of one case that are shown. */
const MAX_REPORTS = 30;

/** Puts a report's case into the commit of that report ([MO1]). What is hidden stays so. */
export async function openCase(
  kv: Deno.Kv,
  write: Deno.AtomicOperation,
  { storyId, commentId }: CasePlace,
  nowMs: number,
): Promise<void> {
  const entry = await kv.get(keys.reviewCase(storyId, commentId));
  const old = entry.value === null ? null : readCase(entry.value);
  const next: Case = {
    v: 1,
    storyId,
    commentId,
    status: old?.status === "hidden" ? "hidden" : "open",
    openedAtMs: old?.openedAtMs ?? nowMs,
    lastAtMs: nowMs,
    decidedAtMs: old?.decidedAtMs ?? null,
  };
  write.check(entry);
  moveCase(write, { old, next });
}

/** Puts a case and its place in the lists into `write`, which checks what it was. */
export function moveCase(
  write: Deno.AtomicOperation,
  { old, next }: { old: Case | null; next: Case | null },
): void {
  const placeOf = ({ status, storyId, commentId, lastAtMs, decidedAtMs }: Case) =>
    status === "open"
      ? keys.reviewOpen(lastAtMs, storyId, commentId)
      : status === "hidden"
      ? keys.reviewHidden(decidedAtMs ?? lastAtMs, storyId, commentId)
      : null;
  const from = old && placeOf(old);
  if (from) write.delete(from);
  const kept = next ?? old;
  if (kept && !next) write.delete(keys.reviewCase(kept.storyId, kept.commentId));
  if (!next) return;
  write.set(keys.reviewCase(next.storyId, next.commentId), next);
  const to = placeOf(next);
  if (to) write.set(to, null);
}

/** A case with all that it takes to decide it. */
export interface CaseView {
  case: Case;
  story: Story;
  /** Null where the story itself was reported. */
  comment: Comment | null;
  /** Whose it is. */
  author: { id: string; nickname: string };
  /** The latest first. */
  reports: Report[];
}

/** Lists cases: the open ones, oldest first, or what is hidden, the latest first. Those about nothing go on the way. */
export async function listCases(
  kv: Deno.Kv,
  which: "open" | "hidden",
  page: { limit: number; cursor?: string | undefined },
): Promise<Page<CaseView>> {
  const prefix = which === "open" ? keys.reviewsOpen() : keys.reviewsHidden();
  const { items, nextCursor } = await listPage(kv, prefix, {
    ...page,
    reverse: which === "hidden",
  });
  const found = await Promise.all(
    items.map(({ key }) => viewCase(kv, { storyId: String(key[2]), commentId: String(key[3]) })),
  );
  return { items: found.filter((view) => view !== null), nextCursor };
}

async function viewCase(kv: Deno.Kv, place: CasePlace): Promise<CaseView | null> {
  const { storyId, commentId } = place;
  const [entry, stored, said, undo] = await kv.getMany([
    keys.reviewCase(storyId, commentId),
    keys.story(storyId),
    keys.storyComment(storyId, commentId),
    keys.storyCommentUndo(storyId, commentId),
  ]);
  if (entry.value === null) return null;
  const found = readCase(entry.value);
  const story = stored.value === null ? null : readStory(stored.value);
  const comment = said.value === null ? null : readComment(said.value);
  const isThere = story !== null &&
    (commentId === "" || (comment !== null && comment.deletedAtMs === null));
  const reports = isThere ? await listReports(kv, place) : [];
  // Deleted just now, it may come back as it was: the case waits that long.
  if (!isThere && story !== null && undo.value !== null) return null;
  // Its writer deleted it, or whoever reported it has gone: there is nothing left to decide.
  if (!isThere || (reports.length === 0 && found.status === "open")) {
    await dropCase(kv, place);
    return null;
  }
  const authorId = comment?.authorId ?? story.ownerId;
  const author = await kv.get<User>(keys.user(authorId));
  const nickname = author.value?.nickname ?? "";
  return { case: found, story, comment, author: { id: authorId, nickname }, reports };
}

async function listReports(kv: Deno.Kv, { storyId, commentId }: CasePlace): Promise<Report[]> {
  const reports: Report[] = [];
  const prefix = keys.storyReportsOn(storyId, commentId);
  for await (const { value } of kv.list({ prefix }, { limit: MAX_REPORTS })) {
    reports.push(readReport(value));
  }
  return reports.toSorted((a, b) => b.atMs - a.atMs);
}

/** Takes a case away, whatever became of it. */
export async function dropCase(kv: Deno.Kv, { storyId, commentId }: CasePlace): Promise<void> {
  await commitWithRetry(async () => {
    const entry = await kv.get(keys.reviewCase(storyId, commentId));
    if (entry.value === null) return { write: null, value: undefined };
    const write = kv.atomic().check(entry);
    moveCase(write, { old: readCase(entry.value), next: null });
    return { write, value: undefined };
  });
}

/** Takes away all cases of a story that is gone. Safe to repeat. */
export async function forgetCases(kv: Deno.Kv, storyId: string): Promise<void> {
  for await (const { key } of kv.list({ prefix: keys.reviewCasesOf(storyId) })) {
    await dropCase(kv, { storyId, commentId: String(key[2]) });
  }
}

/** A decision with the name of who made it. */
export interface DeedView {
  deed: Deed;
  by: string;
}

/** Lists decisions, the latest first. */
export async function listDeeds(
  kv: Deno.Kv,
  page: { limit: number; cursor?: string | undefined },
): Promise<Page<DeedView>> {
  const found = await listPage<Deed>(kv, keys.reviewDeeds(), { ...page, reverse: true });
  const deeds = found.items.map(({ value }) => readDeed(value));
  const users = await getAll<User>(kv, deeds.map(({ byId }) => keys.user(byId)));
  return {
    items: deeds.map((deed, n) => ({ deed, by: users[n]?.value?.nickname ?? "" })),
    nextCursor: found.nextCursor,
  };
}
