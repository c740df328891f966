/** What a decision about an answer is made from: who lives in a space, what was said there, how many are there. */
import { LRUCache } from "lru-cache";
import { type Character, readCharacter } from "@/lib/characters/model.ts";
import { getCardOfHash } from "@/lib/characters/store.ts";
import { listMessages } from "@/lib/spaces/messages.ts";
import type { Space } from "@/lib/spaces/model.ts";
import { type Candidate, type Line, talkativenessOf } from "@/lib/spaces/residents/answer.ts";
import { namesOf } from "@/lib/spaces/residents/names.ts";
import { listPendings } from "@/lib/spaces/residents/pendings.ts";
import { maySpeak } from "@/lib/spaces/residents/room_prompt.ts";
import { keys } from "@/lib/store/keys.ts";
import { getAll } from "@/lib/store/kv.ts";

/** What of a card matters here: the rest may be megabytes. */
interface Manner {
  nickname: string | undefined;
  talkativeness: number;
}

/** Cards are named by their content, so that what was read of one stays true in any store. */
const manners = new LRUCache<string, Manner>({ max: 1_000 });

/** Messages that are looked at to see who talks with whom. */
const LINES = 10;
/** People are counted no further: more are a crowd. */
const CROWD = 30;

/** A character who could answer, and its record. */
export interface Present extends Candidate {
  character: Character;
}

/** The residents who may speak, in the order of their moving in. */
export async function listPresent(
  kv: Deno.Kv,
  space: Space,
  speakerId: string,
): Promise<Present[]> {
  const entries = await getAll(kv, space.residentIds.map((id) => keys.character(id)));
  const characters = entries.flatMap(({ value }) => value === null ? [] : [readCharacter(value)]);
  return await Promise.all(
    characters.filter((character) => maySpeak(character, space, speakerId))
      .map((character) => presentOf(kv, character)),
  );
}

/** A character and how it takes part in conversations. */
export async function presentOf(kv: Deno.Kv, character: Character): Promise<Present> {
  const { id: characterId, cardHash, name, tags, tagline } = character;
  let manner = manners.get(cardHash);
  if (!manner) {
    const card = await getCardOfHash(kv, cardHash);
    manner = {
      nickname: card?.data.nickname?.slice(0, 100),
      talkativeness: talkativenessOf(card?.data.extensions ?? {}),
    };
    if (card) manners.set(cardHash, manner);
  }
  return {
    character,
    characterId,
    names: namesOf({ name, nickname: manner.nickname, tags, tagline }),
    talkativeness: manner.talkativeness,
  };
}

/** What was said of late, and is waiting for an answer, oldest first. */
export async function listLines(kv: Deno.Kv, spaceId: string): Promise<Line[]> {
  const [{ messages }, pendings] = await Promise.all([
    listMessages(kv, spaceId, { limit: LINES }),
    listPendings(kv, spaceId),
  ]);
  const said = messages.filter(({ removed }) => !removed).map((message): Line => ({
    ...lineOf(message),
    answeredBy: message.characterReply === null ? null : message.characterId,
  }));
  const waiting = pendings.map((pending): Line => ({
    ...lineOf(pending),
    answeredBy: pending.characterId,
  }));
  return [...said, ...waiting].toSorted((a, b) => a.atMs - b.atMs);
}

function lineOf({ userId, nickname, message, atMs }: Omit<Line, "answeredBy">) {
  return { userId, nickname, message, atMs };
}

/** How many people are in a space; of a crowd, how many at least. */
export async function countPeople(kv: Deno.Kv, spaceId: string): Promise<number> {
  let people = 0;
  const members = kv.list({ prefix: keys.spaceMembers(spaceId) }, { limit: CROWD });
  for await (const _ of members) people++;
  return people;
}
