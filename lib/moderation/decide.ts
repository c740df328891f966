/** Decides cases: nothing wrong, hidden, or hidden no longer ([MO2], [MO3]). */
import { getStay } from "@/lib/accounts/gone.ts";
import { houseNickname } from "@/lib/accounts/guest_name.ts";
import { ownNickname, type User } from "@/lib/accounts/model.ts";
import { readUser } from "@/lib/accounts/store.ts";
import { hideCharacter, readCharacter, showCharacter } from "@/lib/characters/model.ts";
import { moveStanding, newStanding, readStanding, scopesOf } from "@/lib/characters/standing.ts";
import { noteChange } from "@/lib/characters/store.ts";
import { failure } from "@/lib/errors.ts";
import { newId } from "@/lib/id.ts";
import { moveCase } from "@/lib/moderation/cases.ts";
import { textOfCharacter } from "@/lib/moderation/character_text.ts";
import {
  type AboutStory,
  type Act,
  type Case,
  type CasePlace,
  type Deed,
  DEED_MS,
  MAX_LOGGED,
  partsOf,
  readCase,
} from "@/lib/moderation/model.ts";
import { countComment } from "@/lib/stories/comments/count.ts";
import { readComment } from "@/lib/stories/comments/model.ts";
import { readStory } from "@/lib/stories/model.ts";
import { readStoryStanding, settleStoryStanding } from "@/lib/stories/standing.ts";
import { moveStory } from "@/lib/stories/store.ts";
import { commitWithRetry } from "@/lib/store/commit.ts";
import { keys } from "@/lib/store/keys.ts";

export interface Deciding {
  about: CasePlace;
  act: Act;
  byId: string;
  nowMs: number;
}

/**
 * Does it. That whoever asks may is the caller's to know. Doing so twice changes nothing more; nor does leaving alone what
 * another hid meanwhile.
 *
 * @throws {HttpError} `not_found` where case or subject are gone.
 */
export async function decide(
  kv: Deno.Kv,
  { about, act, byId, nowMs }: Deciding,
): Promise<void> {
  await commitWithRetry(async () => {
    const entry = await kv.get(keys.reviewCase(...partsOf(about)));
    if (entry.value === null) throw failure("not_found");
    const old = readCase(entry.value);
    if (!isDue(old, act)) return { write: null, value: undefined };
    const write = kv.atomic().check(entry);
    const text = await change(kv, write, { about, act, nowMs });
    const status = act === "hide" ? "hidden" : "dismissed";
    const next: Case = { ...old, status, decidedAtMs: nowMs };
    moveCase(write, { old, next });
    const deed: Deed = {
      v: 1,
      ...about,
      act,
      byId,
      text: text.slice(0, MAX_LOGGED).toWellFormed(),
      atMs: nowMs,
    };
    write.set(keys.reviewDeed(nowMs, newId()), deed, { expireIn: DEED_MS });
    return { write, value: undefined };
  });
  if ("storyId" in about) await settleStoryStanding(kv, about.storyId, nowMs);
}

/** Whether there is anything to do: another may have decided since the page was opened. */
function isDue({ status }: Case, act: Act): boolean {
  if (act === "hide") return status !== "hidden";
  return status === (act === "lift" ? "hidden" : "open");
}

/** Puts what is decided into `write`. @returns What it is about, in words. */
async function change(
  kv: Deno.Kv,
  write: Deno.AtomicOperation,
  { about, act, nowMs }: Omit<Deciding, "byId">,
): Promise<string> {
  const how = { act, nowMs };
  if ("personId" in about) return await changePerson(kv, write, about.personId, how);
  if ("characterId" in about) return await changeCharacter(kv, write, about.characterId, how);
  return about.commentId === ""
    ? await changeStory(kv, write, about.storyId, how)
    : await changeComment(kv, write, about, how);
}

type How = Pick<Deciding, "act" | "nowMs">;

/** Gives a person another name for others, or their own again ([MO4]). @returns Their own. */
async function changePerson(
  kv: Deno.Kv,
  write: Deno.AtomicOperation,
  personId: string,
  { act, nowMs }: How,
): Promise<string> {
  const entry = await kv.get(keys.user(personId));
  const stay = await getStay(kv, personId);
  if (entry.value === null || !stay) throw failure("not_found");
  const user = readUser(entry.value);
  const nickname = ownNickname(user);
  const { hidden: _, ...shown } = { ...user, nickname };
  // The house does not know what they read; their name tells what they write.
  const locale = /\p{Script=Hangul}/u.test(nickname) ? "ko" : "en";
  const next: User = act === "hide"
    ? { ...shown, nickname: houseNickname(locale), hidden: { nickname, atMs: nowMs } }
    : shown;
  if (act !== "dismiss") write.check(entry, stay).set(entry.key, next);
  return nickname;
}

/** Hides a character or brings it back, with its place in the lists ([MO5]). @returns How its page begins. */
async function changeCharacter(
  kv: Deno.Kv,
  write: Deno.AtomicOperation,
  id: string,
  { act, nowMs }: How,
): Promise<string> {
  const [entry, standing] = await kv.getMany([keys.character(id), keys.characterStanding(id)]);
  if (entry.value === null) throw failure("not_found");
  const old = readCharacter(entry.value);
  const text = await textOfCharacter(kv, old);
  if (act === "dismiss") return text;
  const next = act === "hide" ? hideCharacter(old, nowMs) : showCharacter(old);
  const from = standing.value === null ? null : readStanding(standing.value);
  write.check(entry, standing).set(entry.key, next);
  moveStanding(write, id, {
    from,
    to: { ...(from ?? newStanding(next)), scopes: scopesOf(next) },
  });
  noteChange(kv, write, id);
  return text;
}

/** Hides a comment or brings it back. @returns What it says. */
async function changeComment(
  kv: Deno.Kv,
  write: Deno.AtomicOperation,
  { storyId, commentId }: AboutStory,
  { act, nowMs }: How,
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
  storyId: string,
  { act, nowMs }: How,
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
