/**
 * Conversations with several characters: who hears what, and who speaks when. Pure; Browser-safe.
 *
 * [GR1] A character knows only what was said while it was there.
 * [GR2] Whoever is called by name speaks first, in the order of their names; then those who like to talk
 *       (`extensions.talkativeness`: 0 only when called, 1 always). Somebody always answers.
 * [GR3] In manual order nobody speaks but who is asked to.
 */
import {
  type CastMember,
  type CastName,
  type Conversation,
  MAX_SPEAKERS,
  type Message,
} from "@/lib/chat/model.ts";
import { asks } from "@/lib/spaces/residents/cues.ts";
import { findCall, type Names } from "@/lib/spaces/residents/names.ts";

type Who = Pick<Conversation, "characterId" | "characterName" | "cast">;

/** Everybody a conversation is with, the one it began with first. */
export function castOf({ characterId, characterName, cast }: Who): readonly CastMember[] {
  return cast ?? [{ id: characterId, name: characterName, late: false }];
}

export function isGroup(conversation: Who): boolean {
  return castOf(conversation).length > 1;
}

/** What the conversation is called: the names of everybody it is with. */
export function titleOf(conversation: Who): string {
  return castOf(conversation).map(({ name }) => name).join(", ");
}

/** What a message carries of who hears it; nothing where the one it began with is alone. */
export function presence(conversation: Who): { present?: string[] } {
  return conversation.cast ? { present: castOf(conversation).map(({ id }) => id) } : {};
}

/** Whether a character heard a message. */
export function heard(
  { present }: Pick<Message, "present">,
  { characterId, of }: { characterId: string; of: Pick<Conversation, "characterId"> },
): boolean {
  return present ? present.includes(characterId) : characterId === of.characterId;
}

/** Whether a message is a character's own. */
export function isBy(
  { role, speaker }: Pick<Message, "role" | "speaker">,
  { characterId, of }: { characterId: string; of: Pick<Conversation, "characterId"> },
): boolean {
  return role === "model" && (speaker ? speaker.id : of.characterId) === characterId;
}

/** One who may speak, and how it takes part. */
export interface Talker extends CastName {
  names: Names;
  /** 0 to 1. */
  talkativeness: number;
}

/**
 * Decides who answers what was said, in their order.
 *
 * @param options.lastId Who spoke last before it; that one is the likelier to answer where nobody is called.
 * @param options.random Uniform in [0, 1).
 */
export function chooseSpeakers(
  said: string,
  talkers: readonly Talker[],
  { lastId, random }: { lastId: string | null; random: () => number },
): CastName[] {
  const question = asks(said);
  const called = talkers.flatMap((talker) => {
    const call = findCall(said, talker.names, { asks: question });
    return call?.how === "called" ? [{ talker, at: call.at }] : [];
  }).toSorted((a, b) => a.at - b.at).map(({ talker }) => talker);
  // Beside somebody who is called, others keep back.
  const eagerness = called.length > 0 ? 0.35 : 1;
  const willing = talkers.filter((talker) => !called.includes(talker))
    .map((talker) => ({ talker, weight: talker.talkativeness * (0.75 + random() / 2) }))
    .toSorted((a, b) => b.weight - a.weight)
    .filter(({ talker: { talkativeness } }) => random() < talkativeness * eagerness)
    .map(({ talker }) => talker);
  const speakers = [...called, ...willing].slice(0, MAX_SPEAKERS);
  const fallback = talkers.find(({ id }) => id === lastId) ??
    talkers.toSorted((a, b) => b.talkativeness - a.talkativeness)[0];
  const chosen = speakers.length === 0 && fallback ? [fallback] : speakers;
  return chosen.map(({ id, name }) => ({ id, name }));
}

/** What a character is told of the others. May hold macros. */
export function companyOf(
  { own, others, userName, locale }: {
    own: string;
    others: readonly string[];
    userName: string;
    locale: "ko" | "en";
  },
): string {
  const all = [...others, userName].join(", ");
  return locale === "ko"
    ? `## 함께 있는 이들\n${own} 말고도 ${all} 님이 이 자리에 있다. 다른 이의 말에는 앞에 이름이 적혀 있다. ` +
      `${own}의 말과 행동만 쓰고, 다른 이의 말은 대신 쓰지 않는다. 앞에 이름을 적지 않는다.`
    : `## Company\nBeside ${own}, these are here: ${all}. What others say stands behind their names. ` +
      `Write only what ${own} says and does, never the words of another, and put no name before it.`;
}
