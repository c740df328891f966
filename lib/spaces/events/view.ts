/** Puts together what the pages and the API show of an event. */
import type { Viewer } from "@/lib/accounts/model.ts";
import { getUser } from "@/lib/accounts/store.ts";
import type { CharacterView } from "@/lib/characters/model.ts";
import { viewPeople } from "@/lib/characters/people.ts";
import type { ScheduledSpace } from "@/lib/spaces/events/listing.ts";
import { MAX_SEATS } from "@/lib/spaces/model.ts";
import { keys } from "@/lib/store/keys.ts";

export interface EventView {
  space: ScheduledSpace;
  /** The character whom it is with, where the reader may meet them. */
  hostCharacter: CharacterView | null;
  /** Nickname of the owner; null where the account is gone. */
  ownerName: string | null;
  residents: CharacterView[];
  /** People on the guest list, and those who want to be reminded. */
  coming: number;
}

/** Adds people to an event. */
export async function viewEvent(
  kv: Deno.Kv,
  space: ScheduledSpace,
  viewer: Pick<Viewer, "id"> | null,
): Promise<EventView> {
  const [residents, owner, coming] = await Promise.all([
    viewPeople(kv, space.residentIds, viewer),
    getUser(kv, space.ownerId),
    countComing(kv, space.id),
  ]);
  const { hostCharacterId } = space.event;
  return {
    space,
    hostCharacter: residents.find(({ character: { id } }) => id === hostCharacterId) ?? null,
    ownerName: owner?.nickname ?? null,
    residents,
    coming,
  };
}

/** How many people plan to come; counted up to the largest room. */
async function countComing(kv: Deno.Kv, spaceId: string): Promise<number> {
  const people = new Set<string>();
  for (const prefix of [keys.spaceGuests(spaceId), keys.spaceReminders(spaceId)]) {
    for await (const { key } of kv.list({ prefix }, { limit: MAX_SEATS, batchSize: 500 })) {
      people.add(String(key.at(-1)));
    }
  }
  return people.size;
}
