/** Makes the request for a resident's reply: its card, what the room just saw, and what it remembers of it. Nothing else. */
import type { ChatRequest } from "@/lib/ai/model.ts";
import { buildPrompt, HISTORY_LENGTH, type PromptMessage } from "@/lib/ai/prompt.ts";
import { cleanName } from "@/lib/ai/prompt_text.ts";
import { hashText } from "@/lib/ai/demo/random.ts";
import { getCallName } from "@/lib/characters/card/model.ts";
import { type Character, mayRead, readCharacter } from "@/lib/characters/model.ts";
import { getCard } from "@/lib/characters/store.ts";
import { foundOrNull } from "@/lib/errors.ts";
import { listMessages } from "@/lib/spaces/messages.ts";
import { readSeat, type Space, type SpaceMessage } from "@/lib/spaces/model.ts";
import { getMemory, readRemembered, recall, remember } from "@/lib/spaces/residents/memory.ts";
import type { Pending, RoomMemory } from "@/lib/spaces/residents/model.ts";
import { keys } from "@/lib/store/keys.ts";
import { getAll } from "@/lib/store/kv.ts";

/** Messages of the room that are looked at: each may have a reply, and some were taken away. */
const HEARD = 30;
/** People whom a prompt names. */
const MAX_NAMED = 20;
const MAX_DESCRIPTION = 400;
/** Longest line of somebody else that a prompt repeats, in characters. */
const MAX_LINE = 500;

export interface RoomRequest {
  request: ChatRequest;
  /** The name by which the character is called. */
  callName: string;
  /** What it remembers from now on, without what is said now. */
  memory: RoomMemory;
}

/** Whether a character may speak in a space because of what somebody there said. */
export function maySpeak(character: Character, space: Space, userId: string): boolean {
  // Elsewhere it passes for private; here its maker's own rooms would have it speak to everybody.
  if (character.hidden) return false;
  if (space.residentIds.includes(character.id)) return mayRead(character, space.ownerId);
  // Somebody brought it along: what is for adults stays with those who asked to see it.
  return character.rating !== "mature" && mayRead(character, userId);
}

/**
 * Builds the request for a reply. Reads the same amount however long people have talked.
 *
 * @returns Null when the character is gone, or may not speak here.
 */
export async function buildRoomRequest(
  kv: Deno.Kv,
  { space, pending, maxOutputTokens, nowMs, random }: {
    space: Space;
    pending: Pending;
    maxOutputTokens: number;
    nowMs: number;
    random: () => number;
  },
): Promise<RoomRequest | null> {
  const { characterId } = pending;
  const { value } = await kv.get(keys.character(characterId));
  const character = value === null ? null : readCharacter(value);
  if (!character || !maySpeak(character, space, pending.userId)) return null;
  const card = await foundOrNull(getCard(kv, character));
  if (!card) return null;
  const [{ messages }, memory, here] = await Promise.all([
    listMessages(kv, space.id, { limit: HEARD }),
    getMemory(kv, space.id, characterId),
    listNames(kv, space, characterId),
  ]);
  const heard = messages.filter(({ removed }) => !removed);
  const recent = new Set(heard.map(({ id }) => id));
  const remembered = await readRemembered(kv, space.id, memory);
  const woken = recall(remembered.filter(({ id }) => !recent.has(id)), pending);
  const { system, messages: turns, speaker } = buildPrompt({
    card: card.data,
    userName: pending.nickname,
    locale: character.lang,
    // Anybody may come in and listen.
    rating: character.rating === "mature" && !space.isPublic ? "mature" : "everyone",
    history: historyOf({ pending, heard, woken, lang: character.lang, nowMs }),
    room: roomWords(space, { ...here, lang: character.lang }),
    random,
  });
  return {
    request: {
      system,
      messages: turns,
      speaker,
      maxOutputTokens,
      seed: hashText(pending.id) >>> 1,
    },
    callName: getCallName(card.data),
    memory: remember(memory, heard, { characterId, nowMs }),
  };
}

/** Names of those in the room: people, and who else lives there. */
async function listNames(
  kv: Deno.Kv,
  space: Space,
  characterId: string,
): Promise<{ people: string[]; residents: string[] }> {
  const others = space.residentIds.filter((id) => id !== characterId);
  const people: string[] = [];
  const seats = kv.list({ prefix: keys.spaceSeats(space.id) }, { limit: MAX_NAMED });
  for await (const { value } of seats) people.push(cleanName(readSeat(value).nickname, "?"));
  const entries = await getAll(kv, others.map((id) => keys.character(id)));
  const residents = entries.flatMap(({ value }) => {
    const character = value === null ? null : readCharacter(value);
    return !character || character.hidden ? [] : [cleanName(character.name, "?")];
  });
  return { people, residents };
}

/** What the character knows of where it speaks. Names are the one thing in it that people choose. */
function roomWords(
  space: Space,
  { people, residents, lang }: { people: string[]; residents: string[]; lang: "ko" | "en" },
): string {
  const about = space.description[lang].replace(/[\s#<>{}]+/g, " ").trim();
  const lines = [
    "## The room",
    `This conversation is spoken aloud in a room that is called ${
      cleanName(space.name[lang], "-")
    }.` +
    (about === "" ? "" : ` ${about.slice(0, MAX_DESCRIPTION)}`),
    people.length > 0 ? `In the room: ${people.join(", ")}.` : "",
    residents.length > 0 ? `Others who live here: ${residents.join(", ")}.` : "",
    "Lines that begin with a name in brackets were said by others; {{char}} heard them. The last line is {{user}}'s, and {{char}} answers it.",
    "Speak as one does in company: two to four short sentences, no more. Never begin with a name, and never speak for anybody else.",
    "{{char}} knows of {{user}} and the others only what was said in this room. Of conversations in private nothing is known here.",
  ];
  return lines.filter((line) => line !== "").join("\n");
}

/** What was said, oldest first, as turns: the character's own, and those of everybody else with their names. */
function historyOf(
  { pending, heard, woken, lang, nowMs }: {
    pending: Pending;
    heard: readonly SpaceMessage[];
    woken: readonly SpaceMessage[];
    lang: "ko" | "en";
    nowMs: number;
  },
): PromptMessage[] {
  const recent = heard.flatMap((message) => turnsOf(message, pending));
  const asked: PromptMessage = {
    role: "user",
    name: pending.nickname,
    content: unlabelled(pending.message),
  };
  const memories = memoriesOf(woken, { lang, nowMs });
  return [...memories, ...recent.slice(memories.length + 1 - HISTORY_LENGTH), asked];
}

function turnsOf(message: SpaceMessage, pending: Pending): PromptMessage[] {
  const { userId, nickname, characterId, characterName, characterReply } = message;
  const own = characterId === pending.characterId;
  const turns: PromptMessage[] = [{
    role: "user",
    name: nickname,
    content: userId === pending.userId && own
      ? unlabelled(message.message)
      : labelled(nickname, message.message),
  }];
  if (characterReply === null) return turns;
  turns.push(
    own ? { role: "model", name: characterName ?? "", content: characterReply } : {
      role: "user",
      name: characterName ?? "",
      content: labelled(characterName ?? "", characterReply),
    },
  );
  return turns;
}

/** A line of somebody's, on one line, so that nobody writes lines of others into it. */
function labelled(name: string, said: string): string {
  const line = said.replace(/\s+/g, " ").trim();
  return `[${cleanName(name, "?")}] ${
    line.length > MAX_LINE ? `${line.slice(0, MAX_LINE)}…` : line
  }`;
}

/** Somebody's own words, in which no line passes for one of others. */
function unlabelled(said: string): string {
  return said.replace(/^(\s*)\[/gm, "$1(");
}

/** What comes back to mind, as one turn: it is no instruction, and not what is answered. */
function memoriesOf(
  woken: readonly SpaceMessage[],
  { lang, nowMs }: { lang: "ko" | "en"; nowMs: number },
): PromptMessage[] {
  if (woken.length === 0) return [];
  const when = new Intl.RelativeTimeFormat(lang, { numeric: "auto" });
  const lines = woken.flatMap((message) => {
    const days = Math.round((message.atMs - nowMs) / (24 * 60 * 60_000));
    const said = labelled(message.nickname, message.message);
    const reply = message.characterReply === null
      ? []
      : [labelled(message.characterName ?? "", message.characterReply)];
    return [`(${when.format(days, "day")}) ${said}`, ...reply];
  });
  const title = lang === "ko" ? "(예전에 이 방에서 들은 말)" : "(Heard in this room before)";
  return [{ role: "user", content: [title, ...lines].join("\n") }];
}
