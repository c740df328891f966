/** Decides cases: nothing wrong, hidden, or hidden no longer ([MO2], [MO3]). */
import { failure } from "@/lib/errors.ts";
import { newId } from "@/lib/id.ts";
import { moveCase } from "@/lib/moderation/cases.ts";
import {
  type Act,
  type Case,
  type CasePlace,
  type Deed,
  DEED_MS,
  MAX_LOGGED,
  readCase,
} from "@/lib/moderation/model.ts";
import { countComment } from "@/lib/stories/comments/count.ts";
import { readComment } from "@/lib/stories/comments/model.ts";
import { readStory } from "@/lib/stories/model.ts";
import { readStoryStanding, settleStoryStanding } from "@/lib/stories/standing.ts";
import { moveStory } from "@/lib/stories/store.ts";
import { commitWithRetry } from "@/lib/store/commit.ts";
import { keys } from "@/lib/store/keys.ts";

export interface Deciding extends CasePlace {
  act: Act;
  byId: string;
  nowMs: number;
}

/**
 * Does it. That whoever asks may is the caller's to know. Doing so twice changes nothing more.
 *
 * @throws {HttpError} `not_found` where case or subject are gone.
 */
export async function decide(kv: Deno.Kv, deciding: Deciding): Promise<void> {
  const { storyId, commentId, act, byId, nowMs } = deciding;
  await commitWithRetry(async () => {
    const entry = await kv.get(keys.reviewCase(storyId, commentId));
    if (entry.value === null) throw failure("not_found");
    const old = readCase(entry.value);
    const status = act === "hide" ? "hidden" : "dismissed";
    if (old.status === status) return { write: null, value: undefined };
    const write = kv.atomic().check(entry);
    const text = commentId === ""
      ? await changeStory(kv, write, deciding)
      : await changeComment(kv, write, deciding);
    const next: Case = { ...old, status, decidedAtMs: nowMs };
    moveCase(write, { old, next });
    const deed: Deed = {
      v: 1,
      storyId,
      commentId,
      act,
      byId,
      text: text.slice(0, MAX_LOGGED).toWellFormed(),
      atMs: nowMs,
    };
    write.set(keys.reviewDeed(nowMs, newId()), deed, { expireIn: DEED_MS });
    return { write, value: undefined };
  });
  await settleStoryStanding(kv, storyId, nowMs);
}

/** Hides a comment or brings it back. @returns What it says. */
async function changeComment(
  kv: Deno.Kv,
  write: Deno.AtomicOperation,
  { storyId, commentId, act, nowMs }: Deciding,
): Promise<string> {
  const entry = await kv.get(keys.storyComment(storyId, commentId));
  const comment = entry.value === null ? null : readComment(entry.value);
  if (!comment || comment.deletedAtMs !== null) throw failure("not_found");
  const { hiddenAtMs: _, ...shown } = comment;
  const next = act === "hide" ? { ...shown, hiddenAtMs: nowMs } : shown;
  if (act !== "dismiss") {
    write.check(entry).set(entry.key, next);
    countComment(write, storyId, { from: comment, to: next });
  }
  return comment.text;
}

/** Hides a story or brings it back, with its place in the lists. @returns What it is. */
async function changeStory(
  kv: Deno.Kv,
  write: Deno.AtomicOperation,
  { storyId, act, nowMs }: Deciding,
): Promise<string> {
  const [entry, standing] = await kv.getMany([keys.story(storyId), keys.storyStanding(storyId)]);
  if (entry.value === null) throw failure("not_found");
  const old = readStory(entry.value);
  const { hiddenAtMs: _, ...shown } = old;
  const next = act === "hide" ? { ...shown, hiddenAtMs: nowMs } : shown;
  if (act !== "dismiss") {
    write.check(entry, standing);
    moveStory(kv, write, {
      old,
      next,
      standing: standing.value === null ? null : readStoryStanding(standing.value),
    });
  }
  return `${old.title}\n${old.synopsis}`;
}
