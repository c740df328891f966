/** Finds who answers something that is about to be said in a space, and whether there is a reply left for it. */
import { createChance, hashText } from "@/lib/ai/demo/random.ts";
import { getCharacter } from "@/lib/characters/store.ts";
import type { Viewer } from "@/lib/accounts/model.ts";
import { checkQuota, type QuotaDeps } from "@/lib/chat/quota.ts";
import { takeToken, type ThrottleRule } from "@/lib/http/throttle.ts";
import type { Space, Unanswered } from "@/lib/spaces/model.ts";
import { whoAnswers, type Why } from "@/lib/spaces/residents/answer.ts";
import {
  countPeople,
  listLines,
  listPresent,
  type Present,
  presentOf,
} from "@/lib/spaces/residents/present.ts";
import { maySpeak } from "@/lib/spaces/residents/room_prompt.ts";

const HOUR_MS = 60 * 60_000;

/** Replies that one person gets from residents, in all spaces together. */
export const REPLIES_TO: ThrottleRule = { name: "space_replies_to", burst: 60, windowMs: HOUR_MS };
/** Replies in one space: guests are quickly made, and one room must not cost without end. */
export const REPLIES_IN: ThrottleRule = { name: "space_replies_in", burst: 300, windowMs: HOUR_MS };

/** What is about to be said. */
interface Said {
  space: Space;
  speaker: { userId: string };
  /** Who pays for the reply, beside the space. */
  payer: { kind: Viewer["kind"]; address: string };
  message: string;
  characterId: string | null;
}

/** Why there is no reply left, and when there is again. */
export interface NoReply {
  why: Unanswered;
  retryAfterS: number;
}

/** The character that somebody asks by its id: a resident, or one that they may meet anyway and bring along. */
export async function findAsked(
  kv: Deno.Kv,
  space: Space,
  { characterId, speaker }: { characterId: string; speaker: { userId: string } },
): Promise<Present | null> {
  const character = await getCharacter(kv, characterId);
  const may = character && maySpeak(character, space, speaker.userId);
  return may ? await presentOf(kv, character) : null;
}

/** Who answers, and whether there is a reply left for it. */
export interface Answerer {
  present: Present;
  why: Why;
  /** Null where there is a reply left. */
  noReply: NoReply | null;
}

/** How a space is named among all that have a quota. No chat room has such a name: theirs hold no colon. */
export function quotaOf(spaceId: string): string {
  return `space:${spaceId}`;
}

/** Decides who answers something that is about to be said; null where nobody does. */
export async function chooseAnswerer(
  deps: QuotaDeps,
  { space, speaker, payer, message, characterId }: Said,
  { id, asked, nowMs }: { id: string; asked: Present | null; nowMs: number },
): Promise<Answerer | null> {
  if (asked === null && (space.residentIds.length === 0 || message === "")) return null;
  const { kv } = deps;
  const { userId: speakerId } = speaker;
  const residents = asked ? [asked] : await listPresent(kv, space, speakerId);
  const [lines, people] = asked
    ? [[], 1]
    : await Promise.all([listLines(kv, space.id), countPeople(kv, space.id)]);
  const answer = whoAnswers({
    message,
    characterId,
    speakerId,
    residents,
    lines,
    people,
    formal: space.type !== "lounge",
    nowMs,
    chance: createChance(hashText(space.id + id)),
  });
  const present = residents.find(({ characterId: each }) => each === answer?.characterId);
  if (!answer || !present) return null;
  const noReply = await countReply(deps, space, { speakerId, payer, nowMs });
  return { present, why: answer.why, noReply };
}

/** Counts a reply against what one person, and one space, may have. @returns Why there is none left, or null. */
async function countReply(
  deps: QuotaDeps,
  space: Space,
  { speakerId, payer, nowMs }: { speakerId: string; payer: Said["payer"]; nowMs: number },
): Promise<NoReply | null> {
  const { kind, address } = payer;
  const viewer = { id: speakerId, kind };
  const quota = await checkQuota(deps, { viewer, address, roomId: quotaOf(space.id) });
  if (!quota.ok) return { why: quota.of, retryAfterS: quota.retryAfterS };
  const own = await takeToken(deps.kv, REPLIES_TO, { subject: speakerId, nowMs });
  const taken = own.ok ? await takeToken(deps.kv, REPLIES_IN, { subject: space.id, nowMs }) : own;
  return taken.ok ? null : { why: "often", retryAfterS: taken.retryAfterS };
}
