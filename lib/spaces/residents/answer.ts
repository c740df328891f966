/**
 * Who of the residents answers what somebody said, if any does. Decided at once, without a model, by what everybody in the
 * room could see; the same message in the same room is always decided the same way.
 *
 * Whoever is called answers. Beside that, residents keep out of what people say to each other, do not all speak at once,
 * and speak up as their card wants it (`extensions.talkativeness`: 0 only when called, 1 gladly). Pure; Browser-safe.
 */
import type { Chance } from "@/lib/ai/demo/random.ts";
import { asks, greets, needsNoAnswer, speaksToRoom } from "@/lib/spaces/residents/cues.ts";
import { type Call, findCall, type Names, namesOf } from "@/lib/spaces/residents/names.ts";

/** Something that was said in the room. */
export interface Line {
  userId: string;
  nickname: string;
  message: string;
  /** Who answered it, or is about to. */
  answeredBy: string | null;
  atMs: number;
}

/** A resident who could answer. */
export interface Candidate {
  characterId: string;
  names: Names;
  /** 0 to 1. */
  talkativeness: number;
}

/** What the decision is made from. */
export interface Situation {
  message: string;
  /** The character whom the speaker asks for by id. */
  characterId: string | null;
  speakerId: string;
  residents: readonly Candidate[];
  /** What was said before, oldest first. */
  lines: readonly Line[];
  /** People in the room, the speaker among them. */
  people: number;
  /** An audience: there, residents speak when they are spoken to. */
  formal: boolean;
  nowMs: number;
  chance: Chance;
}

export type Why =
  | "asked"
  | "named"
  | "follow_up"
  | "mentioned"
  | "greeting"
  | "question"
  | "alone"
  | "fits";

export interface Answer {
  characterId: string;
  why: Why;
}

/**
 * How long after somebody spoke with a resident the next words are still for it, in milliseconds: forty seconds to read
 * and write, and the reply itself takes some of the time.
 */
export const FOLLOW_UP_MS = 55_000;
/** Lines older than this are no conversation any more. */
const RECENT_MS = 60_000;
/** Within this time, what the other said last is what one answers. */
const EXCHANGE_MS = 30_000;
/** A resident who spoke up by itself is silent for so long, unless it is called. */
const COOL_DOWN_MS = 20_000;
/** Small talk among several people is left to them for so long after a resident had its say. */
const CHIME_COOL_DOWN_MS = 60_000;

/** Decides who answers. */
export function whoAnswers(situation: Situation): Answer | null {
  const { characterId, residents, message, people } = situation;
  if (characterId !== null) return { characterId, why: "asked" };
  const calls = callsIn(message, residents);
  const called = calls.find(({ call }) => call.how === "called");
  if (called) return { characterId: called.characterId, why: "named" };
  if (residents.length === 0 || needsNoAnswer(message) || callsSomebody(situation)) return null;
  const partner = partnerOf(situation);
  if (partner) return { characterId: partner, why: "follow_up" };
  if (situation.formal || isBetweenPeople(situation)) return null;
  if (people <= 1) return answerAlone(situation);
  const mentioned = calls[0];
  if (mentioned) {
    const { characterId } = mentioned;
    return speaksUp(situation, { why: "mentioned", among: [characterId], eagerness: 1.5 });
  }
  if (greets(message)) return speaksUp(situation, { why: "greeting", eagerness: 1.5 });
  if (asks(message)) return speaksUp(situation, { why: "question", eagerness: 1.3 });
  return speaksUp(situation, { why: "fits", eagerness: 0.25, coolDownMs: CHIME_COOL_DOWN_MS });
}

/** Who is named, those who are spoken to before those who are spoken of, in the order of the message. */
function callsIn(
  message: string,
  residents: readonly Candidate[],
): { characterId: string; call: Call }[] {
  const question = asks(message);
  const titles = new Map<string, number>();
  for (const title of residents.flatMap(({ names }) => names.titles)) {
    titles.set(title, (titles.get(title) ?? 0) + 1);
  }
  return residents.flatMap(({ characterId, names }) => {
    const own = names.titles.filter((title) => titles.get(title) === 1);
    const call = findCall(message, { ...names, titles: own }, { asks: question });
    return call ? [{ characterId, call }] : [];
  }).toSorted((a, b) => order(a.call) - order(b.call));
}

function order({ how, at }: Call): number {
  return at + (how === "called" ? 0 : 10_000);
}

/** Whether the message calls one of the people who spoke of late. */
function callsSomebody({ message, speakerId, lines, nowMs }: Situation): boolean {
  const names = new Set(
    lines.filter(({ userId, atMs }) => userId !== speakerId && nowMs - atMs < 10 * RECENT_MS)
      .map(({ nickname }) => nickname),
  );
  const question = asks(message);
  return [...names].some((name) =>
    name.length > 1 && findCall(message, namesOf({ name }), { asks: question })?.how === "called"
  );
}

/** The resident with whom the speaker is in a conversation, as nobody came between. */
function partnerOf({ speakerId, lines, nowMs, residents }: Situation): string | null {
  for (const line of lines.toReversed()) {
    if (nowMs - line.atMs > FOLLOW_UP_MS) return null;
    if (line.userId === speakerId) {
      const here = residents.some(({ characterId }) => characterId === line.answeredBy);
      return here ? line.answeredBy : null;
    }
    // Somebody else spoke to nobody's character: perhaps to the speaker, who now answers.
    if (line.answeredBy === null) return null;
  }
  return null;
}

/** Whether what is said goes on with what people say to each other. */
function isBetweenPeople({ message, speakerId, lines, nowMs }: Situation): boolean {
  if (speaksToRoom(message)) return false;
  const [before, last] = lines.filter(({ atMs }) => nowMs - atMs < RECENT_MS).slice(-2);
  const newest = last ?? before;
  if (!newest || newest.answeredBy !== null) return false;
  // Right after somebody else's words, these are an answer to them.
  if (newest.userId !== speakerId) {
    return nowMs - newest.atMs < EXCHANGE_MS || before?.userId === speakerId;
  }
  // Goes on after one's own words, which were part of a conversation.
  return last !== undefined && before !== undefined && before.userId !== speakerId &&
    before.answeredBy === null;
}

/** Who is alone with residents is not left talking to the walls. */
function answerAlone(situation: Situation): Answer | null {
  const { message } = situation;
  if (greets(message)) return speaksUp(situation, { why: "greeting", eagerness: 9, coolDownMs: 0 });
  if (asks(message)) return speaksUp(situation, { why: "question", eagerness: 9, coolDownMs: 0 });
  return speaksUp(situation, { why: "alone", eagerness: 2, coolDownMs: 0 });
}

interface Occasion {
  why: Why;
  /** How much the occasion invites to speak: times talkativeness, it is a probability. */
  eagerness: number;
  among?: readonly string[];
  coolDownMs?: number;
}

/** The first resident, in an order left to chance, whom the occasion moves to speak. */
function speaksUp(
  { residents, lines, people, nowMs, chance }: Situation,
  { why, eagerness, among, coolDownMs = COOL_DOWN_MS }: Occasion,
): Answer | null {
  const lastSpoke = (id: string) =>
    lines.findLast(({ answeredBy }) => answeredBy === id)?.atMs ?? -Infinity;
  // The more people there are, the less a resident needs to keep the talk alive.
  const company = 1 / Math.sqrt(Math.max(1, people - 1));
  for (const { characterId, talkativeness } of chance.shuffle(residents)) {
    if (among && !among.includes(characterId)) continue;
    const rolled = chance.next();
    if (nowMs - lastSpoke(characterId) < coolDownMs) continue;
    if (rolled < talkativeness * eagerness * company) return { characterId, why };
  }
  return null;
}

/** `extensions.talkativeness` of a card as SillyTavern writes it: a number, or one in quotes. 0.5 where there is none. */
export function talkativenessOf(extensions: Readonly<Record<string, unknown>>): number {
  const { talkativeness: given } = extensions;
  const number = typeof given === "string" && given.trim() !== "" ? Number(given) : given;
  if (typeof number !== "number" || !Number.isFinite(number)) return 0.5;
  return Math.min(1, Math.max(0, number));
}
