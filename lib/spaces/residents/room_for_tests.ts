/** A small house for tests: a space with two residents, people in it, and instances that share one store. */
import { createCard, emptyCardData } from "@/lib/characters/card/model.ts";
import { make, openKvWith } from "@/lib/characters/characters_for_tests.ts";
import type { Character } from "@/lib/characters/model.ts";
import { onlyModel } from "@/lib/ai/provider.ts";
import { parseEnv } from "@/lib/env.ts";
import { createLog } from "@/lib/log.ts";
import { createHub } from "@/lib/realtime/hub.ts";
import type { Hub, LoggedEvent } from "@/lib/realtime/model.ts";
import { type Space, spaceTopic } from "@/lib/spaces/model.ts";
import type { SpaceEventFrame } from "@/lib/spaces/protocol.ts";
import type { BodyInput } from "@/lib/spaces/residents/body.ts";
import {
  createDirector,
  type Director,
  type ResidentPort,
} from "@/lib/spaces/residents/director.ts";
import type { QueueDeps } from "@/lib/spaces/residents/queue.ts";
import { type Said, say, type Saying } from "@/lib/spaces/say.ts";
import { SPACE } from "@/lib/spaces/spaces_for_tests.ts";
import { keys } from "@/lib/store/keys.ts";
import { mortal } from "@/tests/support/mortal_kv.ts";
import { type ScriptedModel, scriptedModel } from "@/tests/support/scripted_model.ts";

/** Time between two looks at a lease in tests: soon. */
const TEND_MS = 5;

export interface Instance {
  deps: QueueDeps;
  model: ScriptedModel;
  director: Director;
  /** What its residents asked for. */
  acted: { characterId: string; input: BodyInput }[];
  /** Makes every further commit of it fail, as where the process died. */
  kill(): void;
  /** Enters the room: the first person is there. */
  enter(): void;
}

export interface House {
  kv: Deno.Kv;
  space: Space;
  sundeok: Character;
  sodam: Character;
  /** Every event of the space, in order. */
  events: readonly SpaceEventFrame[];
  /** Waits until the events, or what residents did, fulfil a condition. */
  until(enough: (events: readonly SpaceEventFrame[]) => boolean): Promise<void>;
  /** Lets time pass for everybody. */
  pass(ms: number): void;
  instance(name: string): Instance;
  /** Says something as `민수`, through an instance that nobody directs. */
  say(message: string, change?: Partial<Saying>): Promise<Said>;
  deps: QueueDeps;
}

export interface HouseOptions {
  space?: Partial<Space>;
  /** As the environment has it. */
  env?: Record<string, string>;
  /** Looks at every commit to the store. */
  onCommit?: () => void;
}

/** Opens a house, and closes everything of it at the end. */
export async function inHouse(
  run: (house: House) => Promise<void>,
  { space: change = {}, env = {}, onCommit = () => {} }: HouseOptions = {},
): Promise<void> {
  const people = ["owner", "민수", "지영", "a", "b", "c", "d", "e", "f"];
  using kv = await openKvWith(...people);
  let offsetMs = 0;
  const now = () => Date.now() + offsetMs;
  const instances: Instance[] = [];
  const hubs: Hub[] = [];
  const sundeok = await make(kv, "고순덕", {
    tags: ["할머니"],
    card: createCard({
      ...emptyCardData("고순덕"),
      description: "갯마을 해녀.",
      extensions: { talkativeness: 0 },
    }),
  });
  const sodam = await make(kv, "윤소담", {
    card: createCard({ ...emptyCardData("윤소담"), extensions: { talkativeness: 0 } }),
  });
  const space = { ...newSpace([sundeok.id, sodam.id], now()), ...change };
  await kv.set(keys.space(space.id), space);

  const depsOf = (name: string, model: ScriptedModel, isDead: () => boolean): QueueDeps => {
    const store = watched(kv, { onCommit, isDead });
    // An instance says that it lives, whatever happens in its rooms.
    const pulse = watched(kv, { onCommit: () => {}, isDead });
    const hub = createHub({ kv: pulse, log: createLog({ level: "silent" }), now, instance: name });
    hubs.push(hub);
    return {
      kv: store,
      hub,
      now,
      log: createLog({ level: "silent" }),
      models: onlyModel(model.model),
      env: parseEnv(env),
    };
  };
  const deps = depsOf("outside", scriptedModel(), () => false);
  const events: SpaceEventFrame[] = [];
  const waiting = new Set<() => void>();
  await deps.hub.subscribe(spaceTopic(space.id), {
    onEvents(more) {
      for (const { event } of more) events.push(event as SpaceEventFrame);
      for (const check of waiting) check();
    },
  });

  const house: House = {
    kv,
    space,
    sundeok,
    sodam,
    events,
    deps,
    pass: (ms) => void (offsetMs += ms),
    until: (enough) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      const check = () => {
        if (!enough(events)) return;
        waiting.delete(check);
        resolve();
      };
      waiting.add(check);
      check();
      return promise;
    },
    say: (message, more = {}) =>
      say(deps, {
        space,
        speaker: { userId: "민수", nickname: "민수" },
        payer: { kind: "full", address: "203.0.113.5" },
        message,
        characterId: null,
        nonce: null,
        share: null,
        ...more,
      }),
    instance(name) {
      const model = scriptedModel();
      let dead = false;
      const deps = depsOf(name, model, () => dead);
      const acted: Instance["acted"] = [];
      const director = createDirector(deps, { tendMs: TEND_MS, pauseMs: 0, random: () => 0.5 });
      const instance: Instance = {
        deps,
        model,
        director,
        acted,
        kill: () => void (dead = true),
        enter: () =>
          director.enter(space, {
            ...portOf(deps.hub, space.id),
            act(characterId, input) {
              acted.push({ characterId, input });
              for (const check of waiting) check();
            },
          }),
      };
      instances.push(instance);
      return instance;
    },
  };
  try {
    await run(house);
  } finally {
    await Promise.all(instances.map(({ director }) => director.close()));
    await Promise.all(hubs.map((hub) => hub.close()));
  }
}

function newSpace(residentIds: string[], nowMs: number): Space {
  return {
    ...SPACE,
    id: "room",
    name: { ko: "감나무 마루", en: "The Persimmon Maru" },
    description: { ko: "볕이 드는 너른 마루예요.", en: "A wide wooden floor." },
    residentIds,
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
  };
}

/** A room as its instance shows it to residents: one person stands in it. */
function portOf(hub: Hub, spaceId: string): Omit<ResidentPort, "act"> {
  return {
    people: () => [{ userId: "민수", position: { x: 2, y: 0, z: 2 }, heading: 0 }],
    onEvents(listener) {
      const subscribed = hub.subscribe(spaceTopic(spaceId), {
        onEvents: (events) => listener(events as readonly LoggedEvent<SpaceEventFrame>[]),
      });
      return () => void subscribed.then((subscription) => subscription.close());
    },
  };
}

/** The same store, whose commits are noticed, and fail once their process is dead. */
function watched(
  kv: Deno.Kv,
  { onCommit, isDead }: { onCommit: () => void; isDead: () => boolean },
): Deno.Kv {
  return mortal(kv, {
    before() {
      if (isDead()) return Promise.reject(new Error("the process died"));
      onCommit();
      return Promise.resolve();
    },
  });
}

/** Events of one type. */
export function only<T extends SpaceEventFrame["type"]>(
  events: readonly SpaceEventFrame[],
  type: T,
): Extract<SpaceEventFrame, { type: T }>[] {
  return events.filter((event): event is Extract<SpaceEventFrame, { type: T }> =>
    event.type === type
  );
}
