/** Spaces, people and hubs for tests. */
import type { User, Viewer } from "@/lib/accounts/model.ts";
import { createLog } from "@/lib/log.ts";
import { createHub } from "@/lib/realtime/hub.ts";
import { eventsOf, listEntries } from "@/lib/realtime/log.ts";
import type { Hub } from "@/lib/realtime/model.ts";
import { type Space, spaceTopic } from "@/lib/spaces/model.ts";
import { putSpace } from "@/lib/spaces/store.ts";
import { keys } from "@/lib/store/keys.ts";

export const START_MS = Date.UTC(2026, 4, 5, 9);

/** One house: a store, a clock that tests turn, and any number of instances. */
export class House implements AsyncDisposable {
  readonly #hubs: Hub[] = [];
  nowMs = START_MS;
  readonly now = () => this.nowMs;

  private constructor(readonly kv: Deno.Kv) {}

  static async open(): Promise<House> {
    return new House(await Deno.openKv(":memory:"));
  }

  /** What the functions of one instance are given. */
  instance(name = "a", random?: () => number) {
    const log = createLog({ level: "silent" });
    const hub = createHub({ kv: this.kv, log, now: this.now, instance: name });
    this.#hubs.push(hub);
    return { kv: this.kv, hub, now: this.now, ...(random ? { random } : {}) };
  }

  async person(id: string, kind: User["kind"] = "full"): Promise<Viewer> {
    const user: User = {
      v: 1,
      id,
      kind,
      email: null,
      nickname: id.toUpperCase(),
      createdAtMs: START_MS,
      updatedAtMs: START_MS,
    };
    await this.kv.set(keys.user(id), user);
    return { id, kind, nickname: user.nickname, sessionId: `session-${id}` };
  }

  async space(more: Partial<Space> = {}): Promise<Space> {
    const space: Space = { ...SPACE, ...more };
    const write = this.kv.atomic();
    putSpace(write, space);
    await write.commit();
    return space;
  }

  /** Types of the events in the log of a space, in order. */
  async told(spaceId = SPACE.id): Promise<string[]> {
    return (await this.events(spaceId)).map(({ type }) => type);
  }

  async events(spaceId = SPACE.id) {
    const entries = await listEntries(this.kv, spaceTopic(spaceId), { after: "", limit: 5_000 });
    return entries.flatMap(eventsOf).map(({ event }) => event as { type: string });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const hub of this.#hubs) await hub.close();
    this.kv.close();
  }
}

/** An open lounge without anything in it. */
export const SPACE: Space = {
  v: 2,
  id: "lounge",
  ownerId: "owner",
  name: { ko: "라운지", en: "Lounge" },
  description: { ko: "", en: "" },
  type: "lounge",
  theme: "maru",
  isPublic: true,
  maxUsers: 20,
  residentIds: [],
  moderatorIds: [],
  locked: false,
  slowModeS: 0,
  inviteCode: null,
  event: null,
  createdAtMs: START_MS,
  updatedAtMs: START_MS,
};
