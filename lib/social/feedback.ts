/**
 * Feedback on replies and chapters: one for each person and part, changeable and removable. Its author (of the character,
 * of the story) sees reason and words, and nothing of a conversation but what the reader ticked to show.
 */
import { requireStay } from "@/lib/accounts/gone.ts";
import { type Character, readCharacter } from "@/lib/characters/model.ts";
import { failure } from "@/lib/errors.ts";
import { type Feedback, type FeedbackReason, readFeedback } from "@/lib/social/feedback_model.ts";
import type { Subject } from "@/lib/social/model.ts";
import { gather, ungather } from "@/lib/social/notify.ts";
import { commitWithRetry } from "@/lib/store/commit.ts";
import { keys } from "@/lib/store/keys.ts";
import { getAll } from "@/lib/store/kv.ts";
import { listPage, type Page } from "@/lib/store/page.ts";
import { readStory } from "@/lib/stories/model.ts";

const ONE = new Deno.KvU64(1n);
/** Sums wrap around, so this takes one away. Source: Deno KV, `sum`. */
const MINUS_ONE = new Deno.KvU64(2n ** 64n - 1n);

/** Whose word, and on what. */
export interface FeedbackPlace {
  subject: Subject;
  part: string;
  byId: string;
}

function keyOf({ subject: { kind, id }, part, byId }: FeedbackPlace): Deno.KvKey {
  return keys.feedback(kind, id, part, byId);
}

function keyOfSubject({ kind, id }: Subject): Deno.KvKey {
  return kind === "character" ? keys.character(id) : keys.story(id);
}

/** Whose the subject is; null where it is gone. */
function ownerOf(kind: Subject["kind"], stored: unknown): string | null {
  if (stored === null) return null;
  return kind === "character"
    ? readCharacter(stored as Character).ownerId
    : readStory(stored).ownerId;
}

/** What this person said of this part, or null. */
export async function getFeedback(kv: Deno.Kv, place: FeedbackPlace): Promise<Feedback | null> {
  const { value } = await kv.get(keyOf(place));
  return value === null ? null : readFeedback(value);
}

/**
 * Says something of a part; what was said of it before is forgotten.
 *
 * @throws {HttpError} `not_found` where the subject is gone.
 */
export async function giveFeedback(
  kv: Deno.Kv,
  place: FeedbackPlace,
  { reason, words, shown, nowMs }: Pick<Feedback, "reason" | "words" | "shown"> & { nowMs: number },
): Promise<Feedback> {
  const { subject, byId } = place;
  return await commitWithRetry(async () => {
    const [entry, found] = await kv.getMany([keyOf(place), keyOfSubject(subject)]);
    const ownerId = ownerOf(subject.kind, found.value);
    if (ownerId === null) throw failure("not_found");
    const feedback: Feedback = { v: 1, ...place, reason, words, shown, atMs: nowMs };
    // The subject is checked, as whoever deletes it takes its feedback away afterwards: none may come in between.
    const write = kv.atomic().check(entry, found, await requireStay(kv, byId));
    if (entry.value !== null) putRemoval(write, readFeedback(entry.value), ownerId);
    putFeedback(write, feedback);
    await gather(kv, write, { kind: "feedback", toId: ownerId, byId, subject, atMs: nowMs });
    return { write, value: feedback };
  });
}

/** Takes back what this person said. Nothing happens where nothing was. */
export async function takeBackFeedback(kv: Deno.Kv, place: FeedbackPlace): Promise<void> {
  await commitWithRetry(async () => {
    const [entry, found] = await kv.getMany([keyOf(place), keyOfSubject(place.subject)]);
    if (entry.value === null) return { write: null, value: undefined };
    const write = kv.atomic().check(entry);
    putRemoval(write, readFeedback(entry.value), ownerOf(place.subject.kind, found.value));
    return { write, value: undefined };
  });
}

function putFeedback(write: Deno.AtomicOperation, feedback: Feedback): void {
  const { subject: { kind, id }, part, byId, reason, atMs } = feedback;
  write.set(keyOf(feedback), feedback)
    .set(keys.feedbackAt(kind, id, atMs, part, byId), true)
    .set(keys.feedbackBy(byId, kind, id, part), atMs)
    .mutate({ type: "sum", key: keys.feedbackCount(kind, id, reason), value: ONE });
}

function putRemoval(
  write: Deno.AtomicOperation,
  feedback: Feedback,
  ownerId: string | null,
): void {
  const { subject, part, byId, reason, atMs } = feedback;
  const { kind, id } = subject;
  write.delete(keyOf(feedback))
    .delete(keys.feedbackAt(kind, id, atMs, part, byId))
    .delete(keys.feedbackBy(byId, kind, id, part))
    .mutate({ type: "sum", key: keys.feedbackCount(kind, id, reason), value: MINUS_ONE });
  if (ownerId !== null) ungather(write, { kind: "feedback", toId: ownerId, byId, subject, atMs });
}

/** How often each reason was given. */
export async function countFeedback(
  kv: Deno.Kv,
  { kind, id }: Subject,
): Promise<Map<FeedbackReason, number>> {
  const counts = new Map<FeedbackReason, number>();
  for await (
    const { key, value } of kv.list<Deno.KvU64>({ prefix: keys.feedbackCounts(kind, id) })
  ) {
    const times = Number(value.value);
    // No other reasons are counted than those that are given.
    if (times > 0) counts.set(String(key.at(-1)) as FeedbackReason, times);
  }
  return counts;
}

/** Lists what was said of all parts of a subject, the latest first. */
export async function listFeedback(
  kv: Deno.Kv,
  { kind, id }: Subject,
  page: { limit: number; cursor?: string | undefined },
): Promise<Page<Feedback>> {
  const found = await listPage(kv, keys.feedbackInTime(kind, id), { ...page, reverse: true });
  const entries = await getAll(
    kv,
    found.items.map(({ key }) => keys.feedback(kind, id, String(key[4]), String(key[5]))),
  );
  return {
    items: entries.flatMap(({ value }) => value === null ? [] : [readFeedback(value)]),
    nextCursor: found.nextCursor,
  };
}

/** Everything one person said, in no particular order. */
export async function* feedbackGivenBy(kv: Deno.Kv, byId: string): AsyncGenerator<Feedback> {
  for await (const { key } of kv.list({ prefix: keys.feedbackOf(byId) })) {
    const [kind, id, part] = key.slice(2).map(String) as [Subject["kind"], string, string];
    const feedback = await getFeedback(kv, { subject: { kind, id }, part, byId });
    if (feedback) yield feedback;
  }
}

/** Gives what one person said to another account, where that has not said anything of the same part. */
export async function moveFeedback(
  kv: Deno.Kv,
  feedback: Feedback,
  { toId, stay }: { toId: string; stay: Deno.AtomicCheck },
): Promise<void> {
  await commitWithRetry(async () => {
    const mine: Feedback = { ...feedback, byId: toId };
    const [entry, there, found] = await kv.getMany([
      keyOf(feedback),
      keyOf(mine),
      keyOfSubject(feedback.subject),
    ]);
    if (entry.value === null) return { write: null, value: undefined };
    const write = kv.atomic().check(entry, there, stay);
    putRemoval(write, readFeedback(entry.value), ownerOf(feedback.subject.kind, found.value));
    if (there.value === null) putFeedback(write, mine);
    return { write, value: undefined };
  });
}

/** Takes away all feedback on a subject that is gone. Safe to repeat. */
export async function forgetFeedbackOn(kv: Deno.Kv, subject: Subject): Promise<void> {
  for await (const { value } of kv.list({ prefix: keys.feedbackOn(subject.kind, subject.id) })) {
    await takeBackFeedback(kv, readFeedback(value));
  }
  for await (const { key } of kv.list({ prefix: keys.feedbackCounts(subject.kind, subject.id) })) {
    await kv.delete(key);
  }
}
