/** What stories, comments and places in them owe to accounts: export, deletion, moving. Likes are with the characters. */
import type { AccountDomain } from "@/lib/accounts/domains.ts";
import { getStay } from "@/lib/accounts/gone.ts";
import { foundOrNull } from "@/lib/errors.ts";
import { exportPainting } from "@/lib/painting/store.ts";
import { readComment, readReport } from "@/lib/stories/comments/model.ts";
import { forgetCommentsOf } from "@/lib/stories/comments/store.ts";
import { deleteStory } from "@/lib/stories/edit.ts";
import { readStory } from "@/lib/stories/model.ts";
import { getChapterById, getStory } from "@/lib/stories/store.ts";
import { Place } from "@/lib/stories/place.ts";
import { commitWithRetry, deletePrefix } from "@/lib/store/commit.ts";
import { keys } from "@/lib/store/keys.ts";

export const storyDomain: AccountDomain = {
  name: "stories",

  async *exportData(kv, userId) {
    for (const id of await ownIds(kv, userId)) {
      const story = await getStory(kv, id);
      if (!story) continue;
      yield [`stories/${id}/story.json`, story];
      yield* exportPainting(kv, { kind: "story", id });
      for (const entry of [...story.chapters, ...story.removed]) {
        const chapter = await getChapterById(kv, id, entry.id);
        if (chapter) yield [`stories/${id}/chapters/${entry.id}.json`, chapter];
      }
    }
    const comments: unknown[] = [];
    for await (const { key, value } of kv.list<string>({ prefix: keys.storyCommentsBy(userId) })) {
      const { value: comment } = await kv.get(keys.storyComment(String(key[2]), value));
      if (comment !== null) comments.push(readComment(comment));
    }
    yield ["story_comments.json", comments];
    const reports: unknown[] = [];
    for await (const { key } of kv.list({ prefix: keys.storyReportsBy(userId) })) {
      const [, , storyId, commentId] = key.map(String);
      const { value } = await kv.get(keys.storyReport(storyId!, commentId!, userId));
      if (value !== null) reports.push(readReport(value));
    }
    yield ["story_reports.json", reports];
    const places: unknown[] = [];
    for await (const { value } of kv.list({ prefix: keys.storyPlaces(userId) })) places.push(value);
    yield ["story_places.json", places];
  },

  async deleteData(kv, userId) {
    const nowMs = Date.now();
    // One that is deleted in another window just now is as good as deleted.
    for (const id of await ownIds(kv, userId)) {
      await foundOrNull(deleteStory(kv, id, { viewerId: userId, nowMs }));
    }
    await forgetCommentsOf(kv, userId, nowMs);
    await deletePrefix(kv, keys.storyPlaces(userId));
  },

  async moveData(kv, fromId, toId) {
    for (const id of await ownIds(kv, fromId)) await moveOwner(kv, id, { fromId, toId });
    await moveComments(kv, { fromId, toId });
    await moveReports(kv, { fromId, toId });
    await movePlaces(kv, { fromId, toId });
  },
};

interface Move {
  fromId: string;
  toId: string;
}

async function ownIds(kv: Deno.Kv, userId: string): Promise<string[]> {
  const list = kv.list<string>({ prefix: keys.storiesByOwner(userId) });
  return await Array.fromAsync(list, ({ value }) => value);
}

async function moveOwner(kv: Deno.Kv, id: string, { fromId, toId }: Move): Promise<void> {
  await commitWithRetry(async () => {
    const entry = await kv.get(keys.story(id));
    const story = entry.value === null ? null : readStory(entry.value);
    const stay = await getStay(kv, toId);
    if (story?.ownerId !== fromId || !stay) return { write: null, value: undefined };
    const write = kv.atomic().check(entry, stay)
      .delete(keys.storyByOwner(fromId, story.createdAtMs, id))
      .set(entry.key, { ...story, ownerId: toId })
      .set(keys.storyByOwner(toId, story.createdAtMs, id), id);
    return { write, value: undefined };
  });
}

async function moveComments(kv: Deno.Kv, { fromId, toId }: Move): Promise<void> {
  for await (
    const { key, value: id } of kv.list<string>({ prefix: keys.storyCommentsBy(fromId) })
  ) {
    const storyId = String(key[2]);
    await commitWithRetry(async () => {
      const entry = await kv.get(keys.storyComment(storyId, id));
      const comment = entry.value === null ? null : readComment(entry.value);
      const stay = await getStay(kv, toId);
      if (comment?.authorId !== fromId || !stay) return { write: null, value: undefined };
      const write = kv.atomic().check(entry, stay).delete(key)
        .set(entry.key, { ...comment, authorId: toId })
        .set(keys.storyCommentBy(toId, storyId, id), id);
      return { write, value: undefined };
    });
  }
}

async function moveReports(kv: Deno.Kv, { fromId, toId }: Move): Promise<void> {
  for await (const { key } of kv.list({ prefix: keys.storyReportsBy(fromId) })) {
    const [, , storyId = "", commentId = ""] = key.map(String);
    await commitWithRetry(async () => {
      const entry = await kv.get(keys.storyReport(storyId, commentId, fromId));
      const stay = await getStay(kv, toId);
      if (entry.value === null || !stay) return { write: null, value: undefined };
      const write = kv.atomic().check(entry, stay).delete(entry.key).delete(key)
        .set(keys.storyReport(storyId, commentId, toId), {
          ...readReport(entry.value),
          reporterId: toId,
        })
        .set(keys.storyReportBy(toId, storyId, commentId), commentId);
      return { write, value: undefined };
    });
  }
}

/** Where both have read a story, the later place holds. */
async function movePlaces(kv: Deno.Kv, { fromId, toId }: Move): Promise<void> {
  for await (const from of kv.list({ prefix: keys.storyPlaces(fromId) })) {
    await commitWithRetry(async () => {
      const [entry, to] = await kv.getMany([
        from.key,
        keys.storyPlace(toId, String(from.key[2])),
      ]);
      const stay = await getStay(kv, toId);
      if (entry.value === null || !stay) return { write: null, value: undefined };
      const place = Place.parse(entry.value);
      const other = to.value === null ? null : Place.parse(to.value);
      const write = kv.atomic().check(entry, to, stay).delete(entry.key);
      if (!other || other.atMs < place.atMs) write.set(to.key, { ...place, userId: toId });
      return { write, value: undefined };
    });
  }
}
