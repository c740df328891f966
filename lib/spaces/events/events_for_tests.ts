/** What tests of events share: people, a fan meeting, and a hub that keeps what was announced. */
import type { Committed, Hub, TopicEvent } from "@/lib/realtime/model.ts";
import { indexEvent } from "@/lib/spaces/events/listing.ts";
import type { Seat, Space, SpaceEvent } from "@/lib/spaces/model.ts";
import { SPACE } from "@/lib/spaces/spaces_for_tests.ts";
import { keys } from "@/lib/store/keys.ts";

export const START_MS = Date.UTC(2026, 7, 1, 10);
export const HOUR_MS = 3_600_000;

export const EVENT: SpaceEvent = {
  startsAtMs: START_MS,
  endsAtMs: START_MS + HOUR_MS,
  entry: "open",
  hostCharacterId: "haru",
  turnS: 90,
};

/** A public fan meeting with Haru. */
export function fanMeeting(change: Partial<Space> = {}): Space {
  return {
    ...SPACE,
    id: "meeting",
    name: { ko: "하루 팬미팅", en: "Meet Haru" },
    description: { ko: "하루와 만나요", en: "Come and meet Haru" },
    type: "fanmeeting",
    residentIds: ["haru"],
    event: EVENT,
    createdAtMs: START_MS - 10 * 24 * HOUR_MS,
    updatedAtMs: START_MS - 9 * 24 * HOUR_MS,
    ...change,
  };
}

/** Puts a space into the store, in place of `before`. */
export async function keep(kv: Deno.Kv, space: Space, before: Space | null = null): Promise<void> {
  const write = kv.atomic().set(keys.space(space.id), space);
  indexEvent(write, before, space);
  await write.commit();
}

/** Puts people with these ids into the store; their e-mail is `id@example.com`. */
export async function people(kv: Deno.Kv, ...ids: string[]): Promise<void> {
  for (const id of ids) {
    const email = `${id}@example.com`;
    await kv.set(keys.user(id), {
      v: 1,
      id,
      kind: "full",
      email,
      nickname: id.toUpperCase(),
      createdAtMs: 0,
      updatedAtMs: 0,
    });
    await kv.set(keys.userByEmail(email), id);
  }
}

/** Gives people seats in a space. */
export async function seat(kv: Deno.Kv, spaceId: string, ...ids: string[]): Promise<void> {
  for (const [n, userId] of ids.entries()) {
    const held: Seat = {
      v: 1,
      spaceId,
      n,
      userId,
      nickname: userId.toUpperCase(),
      characterId: null,
      joinedAtMs: START_MS,
      connections: [],
      keptUntilMs: START_MS + HOUR_MS,
    };
    await kv.set(keys.spaceSeat(spaceId, n), held);
    await kv.set(keys.spaceMember(spaceId, userId), n);
  }
}

/** The part of a hub that commits events, for one instance; what it committed is in `told`. */
export function tellingHub(instance: string, told: TopicEvent[]): Hub {
  const appendWith = async (
    write: Deno.AtomicOperation,
    topic: string,
    events: readonly TopicEvent[],
  ): Promise<Committed> => {
    const key = ["told", topic, crypto.randomUUID()];
    const committed = await write.set(key, events).commit();
    if (!committed.ok) return { ok: false };
    told.push(...events);
    return { ok: true, id: committed.versionstamp };
  };
  const absent = () => Promise.reject(new Error("This hub only commits"));
  return {
    instance,
    appendWith,
    subscribe: absent,
    append: absent,
    publishState: () => {},
    instances: () => Promise.resolve(new Set([instance])),
    close: () => Promise.resolve(),
  };
}
