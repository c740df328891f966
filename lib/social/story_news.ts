/** What followers are told as a story changes: that it is out, and each chapter that comes after. */
import { notify, publish } from "@/lib/social/notify.ts";
import { type Comment, readComment } from "@/lib/stories/comments/model.ts";
import { isListed, type Story } from "@/lib/stories/model.ts";
import { keys } from "@/lib/store/keys.ts";

/** New chapters that are told one by one; whoever adds more at once tells the latest of them. */
const MAX_TOLD = 5;

/**
 * Puts the news of a change into the commit of that change.
 *
 * @param change.old What was there; null for a story that is new.
 */
export function tellStory(
  write: Deno.AtomicOperation,
  { old, next }: { old: Story | null; next: Story },
): void {
  if (!isListed(next)) return;
  const { ownerId: writerId, id: subjectId } = next;
  // A story that comes out by itself is not changed then: it is news of the moment it was set for.
  const atMs = Math.max(next.updatedAtMs, next.publishedAtMs ?? 0);
  if (!old || !isListed(old)) {
    publish(write, { writerId, kind: "story", subjectId, atMs });
    return;
  }
  // Ids go up: a chapter that is moved or brought back is not a new one.
  const added = next.chapters.filter(({ id }) => id >= old.nextChapterId);
  for (const { id: chapterId } of added.slice(-MAX_TOLD)) {
    publish(write, { writerId, kind: "chapter", subjectId, chapterId, atMs });
  }
}

/**
 * Tells the story's writer of a comment, and whoever it answers, in the commit that adds it.
 *
 * @param about.answeredId The comment that was answered, which need not be the first of its thread.
 */
export async function tellComment(
  kv: Deno.Kv,
  write: Deno.AtomicOperation,
  { comment, ownerId, answeredId }: {
    comment: Comment;
    ownerId: string;
    answeredId: string | null;
  },
): Promise<void> {
  const { storyId, id: commentId, authorId: byId, createdAtMs: atMs } = comment;
  const said = { byId, storyId, commentId, atMs };
  const entry = answeredId === null ? null : await kv.get(keys.storyComment(storyId, answeredId));
  const answered = entry?.value ? readComment(entry.value).authorId : null;
  if (answered) await notify(kv, write, "reply", { ...said, toId: answered });
  if (answered !== ownerId) await notify(kv, write, "comment", { ...said, toId: ownerId });
}
