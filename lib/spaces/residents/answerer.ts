/** Finds who answers something that is about to be said in a space, and whether there is a reply left for it. */
import { createChance, hashText } from "@/lib/ai/demo/random.ts";
import { getCharacter } from "@/lib/characters/store.ts";
import { takeToken, type ThrottleRule } from "@/lib/http/throttle.ts";
import type { Space } from "@/lib/spaces/model.ts";
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
  message: string;
  characterId: string | null;
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
  mayReply: boolean;
}

/** Decides who answers something that is about to be said; null where nobody does. */
export async function chooseAnswerer(
  kv: Deno.Kv,
  { space, speaker, message, characterId }: Said,
  { id, asked, nowMs }: { id: string; asked: Present | null; nowMs: number },
): Promise<Answerer | null> {
  if (asked === null && (space.residentIds.length === 0 || message === "")) return null;
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
  return { present, why: answer.why, mayReply: await mayReply(kv, space, { speakerId, nowMs }) };
}

/** Counts a reply against what one person, and one space, may cost. */
async function mayReply(
  kv: Deno.Kv,
  space: Space,
  { speakerId, nowMs }: { speakerId: string; nowMs: number },
): Promise<boolean> {
  const own = await takeToken(kv, REPLIES_TO, { subject: speakerId, nowMs });
  return own.ok && (await takeToken(kv, REPLIES_IN, { subject: space.id, nowMs })).ok;
}
