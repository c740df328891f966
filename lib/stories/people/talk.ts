/** Talks with people of stories as of a chapter: begins conversations, goes on with them, and moves how far they know ([PS4]). */
import type { Viewer } from "@/lib/accounts/model.ts";
import { readCast, startGroup } from "@/lib/chat/cast.ts";
import { castOf, isGroup } from "@/lib/chat/group.ts";
import { type Conversation, readConversation } from "@/lib/chat/model.ts";
import { startConversation } from "@/lib/chat/start.ts";
import { putConversation, requireConversation, requireEntry } from "@/lib/chat/store.ts";
import type { Services } from "@/lib/define.ts";
import { failure } from "@/lib/errors.ts";
import { findHorizon, horizonAt, isWithin, withHorizon } from "@/lib/stories/people/horizon.ts";
import type { Horizon } from "@/lib/stories/people/model.ts";
import type { Story } from "@/lib/stories/model.ts";
import { requireStory } from "@/lib/stories/store.ts";
import { commitWithRetry } from "@/lib/store/commit.ts";
import { keys } from "@/lib/store/keys.ts";
import { getAll } from "@/lib/store/kv.ts";

/** Most conversations with one character that are looked through. */
const MAX_LOOKED_AT = 100;

/**
 * Finds the conversation with this character alone in which most of what lies within the horizon is known, and nothing
 * beyond it; of several, the one that somebody had last. Null where there is none.
 */
export async function findWithin(
  kv: Deno.Kv,
  ownerId: string,
  { characterId, horizon }: { characterId: string; horizon: Horizon },
): Promise<Conversation | null> {
  const ids: string[] = [];
  const prefix = keys.conversationsWith(ownerId, characterId);
  const list = kv.list<string>({ prefix }, { limit: MAX_LOOKED_AT });
  for await (const { value } of list) ids.push(value);
  const entries = await getAll<Conversation>(kv, ids.map((id) => keys.conversation(id)));
  const found = entries.flatMap(({ value }) => {
    const conversation = value === null ? null : readConversation(value);
    const known = findHorizon(conversation?.horizons, horizon.storyId);
    // One that was brought in from a file says nothing of how far it knows.
    const fits = conversation && !isGroup(conversation) && known && isWithin(known, horizon);
    return fits ? [{ conversation, known: known.chapters.length }] : [];
  });
  found.sort((a, b) =>
    b.known - a.known || b.conversation.updatedAtMs - a.conversation.updatedAtMs
  );
  return found[0]?.conversation ?? null;
}

/** Talks with somebody as of a chapter: goes on where nothing later is known yet, else begins anew. */
export async function talkAsOf(
  services: Pick<Services, "kv" | "now">,
  { viewer, characterId, horizon }: { viewer: Viewer; characterId: string; horizon: Horizon },
): Promise<Conversation> {
  const { kv } = services;
  const known = await findWithin(kv, viewer.id, { characterId, horizon });
  if (known) return await widen(kv, known.id, { ownerId: viewer.id, horizon });
  return await startConversation(services, {
    viewer,
    characterId,
    fresh: true,
    horizons: [horizon],
  });
}

/** Lets a conversation know as far as a horizon which holds all that it knows. Any other leaves it as it is. */
async function widen(
  kv: Deno.Kv,
  conversationId: string,
  { ownerId, horizon }: { ownerId: string; horizon: Horizon },
): Promise<Conversation> {
  return await commitWithRetry(async () => {
    const { conversation, check } = await requireEntry(kv, conversationId, ownerId);
    const known = findHorizon(conversation.horizons, horizon.storyId);
    if (known && (!isWithin(known, horizon) || isWithin(horizon, known))) {
      return { write: null, value: conversation };
    }
    const next = { ...conversation, horizons: withHorizon(conversation.horizons, horizon) };
    const write = kv.atomic().check(check);
    putConversation(write, conversation, next);
    return { write, value: next };
  });
}

/**
 * Moves how far a conversation knows a story. Onward it goes on; back, another begins with the same people, as what was
 * said and remembered in this one cannot be unknown.
 *
 * @param options.n The last chapter that is to be known, as readers count today; 0 for none.
 * @throws {HttpError} `not_found`, also for a story that nobody in it comes out of.
 */
export async function moveHorizon(
  services: Pick<Services, "kv" | "now">,
  conversationId: string,
  { viewer, storyId, n }: { viewer: Viewer; storyId: string; n: number },
): Promise<Conversation> {
  const { kv, now } = services;
  const conversation = await requireConversation(kv, conversationId, viewer.id);
  const story = await requireStory(kv, storyId, { viewerId: viewer.id, nowMs: now() });
  const people = [...(await readCast(kv, conversation)).values()];
  if (!people.some((each) => each.story?.storyId === storyId)) throw failure("not_found");
  const horizon = horizonOf(story, n);
  const known = findHorizon(conversation.horizons, storyId);
  if (!known || isWithin(known, horizon)) {
    return await widen(kv, conversationId, { ownerId: viewer.id, horizon });
  }
  const horizons = withHorizon(conversation.horizons, horizon);
  if (isGroup(conversation)) {
    const characterIds = castOf(conversation).map(({ id }) => id);
    return await startGroup(services, { viewer, characterIds, horizons });
  }
  const { characterId } = conversation;
  return await startConversation(services, { viewer, characterId, fresh: true, horizons });
}

/** The horizon at chapter `n` of a story. @throws {HttpError} `not_found` for a chapter that is none of it. */
export function horizonOf(story: Pick<Story, "id" | "chapters">, n: number): Horizon {
  if (!Number.isInteger(n) || n < 0 || n > story.chapters.length) throw failure("not_found");
  return horizonAt(story, n);
}
