/** Reads comments for showing: threads with their answers, and the names of who wrote them. */
import type { User } from "@/lib/accounts/model.ts";
import { type Comment, MAX_ANSWERS, readComment } from "@/lib/stories/comments/model.ts";
import { keys } from "@/lib/store/keys.ts";
import { getAll } from "@/lib/store/kv.ts";
import { listPage, type Page } from "@/lib/store/page.ts";

/** A comment with its writer; null where only its place is left. */
export interface CommentView {
  comment: Comment;
  author: { id: string; nickname: string } | null;
}

export interface ThreadView extends CommentView {
  /** Oldest first. */
  answers: CommentView[];
}

/** Lists threads, the newest first. Places whose answers have all gone are left out. */
export async function listThreads(
  kv: Deno.Kv,
  storyId: string,
  page: { limit: number; cursor?: string | undefined },
): Promise<Page<ThreadView>> {
  const { items, nextCursor } = await listPage<string>(kv, keys.storyThreads(storyId, ""), {
    ...page,
    reverse: true,
  });
  const roots = await readComments(kv, storyId, items.map(({ value }) => value));
  const answers = await Promise.all(roots.map(({ id }) => listAnswers(kv, storyId, id)));
  const names = await nicknames(kv, [...roots, ...answers.flat()]);
  const view = (comment: Comment): CommentView => ({
    comment: comment.hiddenAtMs === undefined ? comment : { ...comment, text: "" },
    author: comment.deletedAtMs === null && comment.hiddenAtMs === undefined
      ? { id: comment.authorId, nickname: names.get(comment.authorId) ?? "" }
      : null,
  });
  const threads = roots.map((root, i) => ({ ...view(root), answers: answers[i]!.map(view) }));
  return {
    items: threads.filter(({ author, answers }) => author !== null || answers.length > 0),
    nextCursor,
  };
}

/** One comment with its writer's name. */
export async function viewComment(kv: Deno.Kv, comment: Comment): Promise<CommentView> {
  const names = await nicknames(kv, [comment]);
  const { authorId } = comment;
  return { comment, author: { id: authorId, nickname: names.get(authorId) ?? "" } };
}

async function listAnswers(kv: Deno.Kv, storyId: string, rootId: string): Promise<Comment[]> {
  const ids: string[] = [];
  // Twice as many as there should be: some get in above the limit.
  const all = kv.list<string>(
    { prefix: keys.storyThreads(storyId, rootId) },
    { limit: 2 * MAX_ANSWERS },
  );
  for await (const { value } of all) ids.push(value);
  return await readComments(kv, storyId, ids);
}

async function readComments(
  kv: Deno.Kv,
  storyId: string,
  ids: readonly string[],
): Promise<Comment[]> {
  const entries = await getAll(kv, ids.map((id) => keys.storyComment(storyId, id)));
  return entries.flatMap(({ value }) => value === null ? [] : [readComment(value)]);
}

async function nicknames(kv: Deno.Kv, comments: readonly Comment[]): Promise<Map<string, string>> {
  const ids = [...new Set(comments.map(({ authorId }) => authorId).filter(Boolean))];
  const users = await getAll<User>(kv, ids.map((id) => keys.user(id)), {
    consistency: "eventual",
  });
  return new Map(users.flatMap(({ value }) => value ? [[value.id, value.nickname]] : []));
}
