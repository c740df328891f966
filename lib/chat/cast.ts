/** Brings characters into conversations and out of them, and begins conversations with several. */
import type { Viewer } from "@/lib/accounts/model.ts";
import { type Character, mayRead, readCharacter } from "@/lib/characters/model.ts";
import { requireCharacter } from "@/lib/characters/store.ts";
import { castOf, type Talker } from "@/lib/chat/group.ts";
import { type CastMember, type Conversation, MAX_CAST } from "@/lib/chat/model.ts";
import { startConversation } from "@/lib/chat/start.ts";
import { putConversation, requireEntry } from "@/lib/chat/store.ts";
import type { Services } from "@/lib/define.ts";
import { failure } from "@/lib/errors.ts";
import { presentOf } from "@/lib/spaces/residents/present.ts";
import { findHorizon } from "@/lib/stories/people/horizon.ts";
import type { Horizon } from "@/lib/stories/people/model.ts";
import { openHorizons } from "@/lib/stories/people/open_horizons.ts";
import { commitWithRetry } from "@/lib/store/commit.ts";
import { keys } from "@/lib/store/keys.ts";
import { getAll } from "@/lib/store/kv.ts";

/**
 * Begins a conversation with several characters. The first one greets; all of them hear it.
 *
 * @param options.characterIds Two to six; each once.
 * @throws {HttpError} `not_found` where one of them is not there for the viewer, `invalid_input` for too few or too many.
 */
export async function startGroup(
  services: Pick<Services, "kv" | "now">,
  { viewer, characterIds, horizons }: {
    viewer: Viewer;
    characterIds: readonly string[];
    /** How far the stories are known that they come out of; absent: as far as the viewer has read. */
    horizons?: Horizon[];
  },
): Promise<Conversation> {
  const ids = [...new Set(characterIds)];
  if (ids.length < 2 || ids.length > MAX_CAST) {
    throw failure("invalid_input", {
      errors: [{ path: "with", message: `must name 2 to ${MAX_CAST} characters` }],
    });
  }
  const { kv, now } = services;
  const characters = await Promise.all(ids.map((id) => requireCharacter(kv, id, viewer.id)));
  const cast = characters.map(({ id, name }): CastMember => ({ id, name, late: false }));
  const asking = { viewerId: viewer.id, nowMs: now() };
  return await startConversation(services, {
    viewer,
    characterId: ids[0]!,
    fresh: true,
    cast,
    horizons: horizons ?? await openHorizons(kv, characters, asking),
  });
}

/**
 * Lets a character join. It hears what is said from now on; of its story it knows what is known here already, or what the
 * reader has read.
 *
 * @throws {HttpError} `not_found`, `too_many`.
 */
export async function addToCast(
  kv: Deno.Kv,
  conversationId: string,
  { ownerId, characterId, nowMs }: { ownerId: string; characterId: string; nowMs: number },
): Promise<void> {
  const character = await requireCharacter(kv, characterId, ownerId);
  const { id, name } = character;
  const opened = await openHorizons(kv, [character], { viewerId: ownerId, nowMs });
  await change(kv, conversationId, ownerId, (conversation) => {
    const { horizons = [] } = conversation;
    const cast = castOf(conversation);
    if (cast.some((member) => member.id === id)) return null;
    if (cast.length >= MAX_CAST) throw failure("too_many");
    const more = opened.filter(({ storyId }) => findHorizon(horizons, storyId) === null);
    return {
      cast: [...cast, { id, name, late: true }],
      ...(more.length > 0 ? { horizons: [...horizons, ...more].slice(-MAX_CAST) } : {}),
    };
  });
}

/** Lets a character leave; the one that the conversation began with stays. */
export async function removeFromCast(
  kv: Deno.Kv,
  conversationId: string,
  { ownerId, characterId }: { ownerId: string; characterId: string },
): Promise<void> {
  await change(kv, conversationId, ownerId, (conversation) => {
    if (characterId === conversation.characterId) throw failure("invalid_input");
    return { cast: castOf(conversation).filter(({ id }) => id !== characterId) };
  });
}

/** Lets characters speak up by themselves, or only when they are asked to. */
export async function setOrder(
  kv: Deno.Kv,
  conversationId: string,
  { ownerId, order }: { ownerId: string; order: "natural" | "manual" },
): Promise<void> {
  await change(kv, conversationId, ownerId, () => ({ order }));
}

async function change(
  kv: Deno.Kv,
  conversationId: string,
  ownerId: string,
  make: (
    conversation: Conversation,
  ) => Partial<Pick<Conversation, "cast" | "order" | "horizons">> | null,
): Promise<void> {
  await commitWithRetry(async () => {
    const { conversation, check } = await requireEntry(kv, conversationId, ownerId);
    const changed = make(conversation);
    if (!changed) return { write: null, value: undefined };
    const write = kv.atomic().check(check);
    putConversation(write, conversation, { ...conversation, ...changed });
    return { write, value: undefined };
  });
}

/** The characters of a conversation who are still there for its owner, by their ids. */
export async function readCast(
  kv: Deno.Kv,
  conversation: Pick<Conversation, "characterId" | "characterName" | "cast" | "ownerId">,
): Promise<Map<string, Character>> {
  return await readOpen(kv, castOf(conversation).map(({ id }) => id), conversation.ownerId);
}

/** Those of these characters who are there for somebody, by their ids. */
export async function readOpen(
  kv: Deno.Kv,
  ids: readonly string[],
  viewerId: string,
): Promise<Map<string, Character>> {
  const entries = await getAll<Character>(kv, ids.map((id) => keys.character(id)));
  const found = entries.flatMap(({ value }) => value === null ? [] : [readCharacter(value)])
    .filter((character) => mayRead(character, viewerId));
  return new Map(found.map((character) => [character.id, character]));
}

/** Those who may speak, and how they take part. */
export async function listTalkers(kv: Deno.Kv, conversation: Conversation): Promise<Talker[]> {
  const there = await readCast(kv, conversation);
  return await Promise.all([...there.values()].map(async (character) => {
    const { names, talkativeness } = await presentOf(kv, character);
    return { id: character.id, name: character.name, names, talkativeness };
  }));
}
