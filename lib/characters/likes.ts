/** Who likes what. One like is four blind or checked writes; nobody's like waits for another's. */
import { requireStay } from "@/lib/accounts/gone.ts";
import { settleStanding } from "@/lib/characters/standing.ts";
import { settleStoryStanding } from "@/lib/stories/standing.ts";
import { gather, ungather } from "@/lib/social/notify.ts";
import { commitWithRetry } from "@/lib/store/commit.ts";
import { keys, type SubjectKind } from "@/lib/store/keys.ts";

const ONE = new Deno.KvU64(1n);
/** Sums wrap around, so this takes one away. Source: Deno KV, `sum`. */
const MINUS_ONE = new Deno.KvU64(2n ** 64n - 1n);

export interface LikeState {
  liked: boolean;
  likes: number;
}

/** Likes or stops liking. Saying the same twice changes nothing, and what is gone cannot be liked. */
export async function setLike(
  kv: Deno.Kv,
  { kind, subjectId, userId, liked, nowMs }: {
    kind: SubjectKind;
    subjectId: string;
    userId: string;
    liked: boolean;
    nowMs: number;
  },
): Promise<LikeState> {
  const of = keys.like(kind, subjectId, userId);
  const by = keys.liked(userId, kind, subjectId);
  const subjectKey = kind === "character" ? keys.character(subjectId) : keys.story(subjectId);
  const isNow = await commitWithRetry(async () => {
    const [entry, subject] = await kv.getMany<[number, { ownerId: string }]>([of, subjectKey]);
    const before = entry.versionstamp !== null;
    if (before === liked || (liked && subject.versionstamp === null)) {
      return { write: null, value: before };
    }
    const write = kv.atomic().check(entry);
    // Checked, as whoever deletes the subject, or the account, takes its likes away afterwards: none may come in between.
    if (liked) write.check(subject, await requireStay(kv, userId)).set(of, nowMs).set(by, nowMs);
    else write.delete(of).delete(by);
    if (subject.value) {
      const toId = subject.value.ownerId;
      const deed = { kind: "like", toId, byId: userId, subject: { kind, id: subjectId } } as const;
      if (liked) await gather(kv, write, { ...deed, atMs: nowMs });
      else ungather(write, { ...deed, atMs: entry.value ?? nowMs });
    }
    write.mutate({
      type: "sum",
      key: keys.count(kind, subjectId, "likes"),
      value: liked ? ONE : MINUS_ONE,
    });
    const due = kind === "character"
      ? keys.standingDue(subjectId)
      : keys.storyStandingDue(subjectId);
    write.set(due, null);
    return { write, value: liked };
  });
  if (kind === "character") await settleStanding(kv, subjectId, nowMs);
  else await settleStoryStanding(kv, subjectId, nowMs);
  return { liked: isNow, likes: await countLikes(kv, kind, subjectId) };
}

/** Whether this person likes it. */
export async function isLiked(
  kv: Deno.Kv,
  kind: SubjectKind,
  { subjectId, userId }: { subjectId: string; userId: string },
): Promise<boolean> {
  return (await kv.get(keys.like(kind, subjectId, userId))).versionstamp !== null;
}

async function countLikes(kv: Deno.Kv, kind: SubjectKind, subjectId: string): Promise<number> {
  const { value } = await kv.get<Deno.KvU64>(keys.count(kind, subjectId, "likes"));
  return Number(value?.value ?? 0n);
}

/** Puts one more chat with a character into `atomic`. */
export function countChat(atomic: Deno.AtomicOperation, characterId: string): void {
  atomic
    .mutate({ type: "sum", key: keys.count("character", characterId, "chats"), value: ONE })
    .set(keys.standingDue(characterId), null);
}

/** Likes taken away in one commit; each is checked. */
const LIKES_PER_COMMIT = 10;

/** Takes away every like and the counters of a subject that is gone. Safe to repeat; nothing disagrees in between. */
export async function forgetLikesFor(
  kv: Deno.Kv,
  kind: SubjectKind,
  subjectId: string,
): Promise<void> {
  const prefix = keys.likesOf(kind, subjectId);
  for (;;) {
    const likes = await Array.fromAsync(kv.list({ prefix }, { limit: LIKES_PER_COMMIT }));
    if (likes.length === 0) break;
    const write = kv.atomic().check(...likes);
    for (const { key } of likes) {
      write.delete(key).delete(keys.liked(String(key.at(-1)), kind, subjectId));
    }
    write.mutate({
      type: "sum",
      key: keys.count(kind, subjectId, "likes"),
      value: new Deno.KvU64(2n ** 64n - BigInt(likes.length)),
    });
    // Lost to somebody who takes a like back: looked up again.
    await write.commit();
  }
  await kv.atomic()
    .delete(keys.count(kind, subjectId, "likes"))
    .delete(keys.count(kind, subjectId, "chats"))
    .commit();
}

/** Takes back every like of a person, as when they leave. */
export async function forgetLikesOf(kv: Deno.Kv, userId: string, nowMs: number): Promise<void> {
  for (const kind of ["character", "story"] as const) {
    for await (const { key } of kv.list({ prefix: keys.likedBy(userId, kind) })) {
      await setLike(kv, { kind, subjectId: String(key.at(-1)), userId, liked: false, nowMs });
    }
  }
}
