/** The bodies of all residents of one room on the instance that directs it: wakes them, and tells them what happens. */
import { hashText } from "@/lib/ai/demo/random.ts";
import type { Point } from "@/lib/lounge/scene/ground.ts";
import type { Floor } from "@/lib/spaces/floor.ts";
import type { SpaceEventFrame } from "@/lib/spaces/protocol.ts";
import { type Body, createBody, distance, type Observation } from "@/lib/spaces/residents/body.ts";
import type { ResidentPort } from "@/lib/spaces/residents/director.ts";
import type { Stage } from "@/lib/spaces/residents/queue.ts";
import { step } from "@/lib/spaces/residents/resident.ts";

export interface CastOptions {
  floor: Floor;
  seed: number;
  port: ResidentPort;
  now: () => number;
}

export interface Cast {
  /** These residents are here now. */
  play(characterIds: readonly string[]): void;
  /** Another instance directs them. */
  rest(): void;
  /** The room was rebuilt. */
  move(floor: Floor): void;
  observe(event: SpaceEventFrame): void;
  /** What bodies show of replies. */
  readonly stage: Stage;
  close(): void;
}

/** Makes the cast of a room: nobody plays in it yet. */
export function createCast({ floor, seed, port, now }: CastOptions): Cast {
  const bodies = new Map<string, Body>();
  let ground = floor;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let alarmAtMs = 0;
  let closed = false;

  const placeOf = (userId: string): Point | null =>
    port.people().find((person) => person.userId === userId)?.position ?? null;

  const advance = (body: Body, observation: Observation) => {
    const { state, inputs } = step(body, observation, now());
    bodies.set(body.characterId, state);
    for (const input of inputs) port.act(body.characterId, input);
  };
  const wake = () => {
    timer = null;
    const people = port.people().map(({ position }) => position);
    for (const body of [...bodies.values()]) {
      if (body.wakeAtMs > now()) continue;
      const others = [...bodies.values()].filter((other) => other !== body);
      advance(body, { type: "tick", others: [...people, ...others] });
    }
    setAlarm();
  };
  /** One timer for all of them, set to the first who has something to do. */
  const setAlarm = () => {
    const first = Math.min(...[...bodies.values()].map(({ wakeAtMs }) => wakeAtMs));
    if (timer !== null && first === alarmAtMs) return;
    if (timer !== null) clearTimeout(timer);
    timer = null;
    if (closed || bodies.size === 0) return;
    alarmAtMs = first;
    timer = setTimeout(wake, Math.max(10, first - now()));
  };
  const tell = (observe: (body: Body) => Observation | null) => {
    if (closed) return;
    for (const body of [...bodies.values()]) {
      const observation = observe(body);
      if (observation) advance(body, observation);
    }
    setAlarm();
  };
  const tellOne = (characterId: string, observation: Observation) =>
    tell((body) => body.characterId === characterId ? observation : null);

  return {
    play(characterIds) {
      if (closed) return;
      for (const id of bodies.keys()) if (!characterIds.includes(id)) bodies.delete(id);
      const stood = port.residents?.() ?? [];
      for (const [index, characterId] of characterIds.entries()) {
        if (bodies.has(characterId)) continue;
        const found = stood.find((resident) =>
          resident.characterId === characterId &&
          // Nobody comes to stand in somebody else.
          [...bodies.values()].every((body) => distance(body, resident.position) > 0.5)
        );
        const place = found && { ...found.position, heading: found.heading, motion: found.motion };
        bodies.set(
          characterId,
          createBody({
            characterId,
            floor: ground,
            seed: (seed ^ hashText(characterId)) >>> 0,
            nowMs: now(),
            index,
            ...(place ? { place } : {}),
          }),
        );
      }
      setAlarm();
    },
    rest() {
      bodies.clear();
      setAlarm();
    },
    move(floor) {
      if (floor === ground) return;
      ground = floor;
      bodies.clear();
    },
    observe(event) {
      switch (event.type) {
        case "chat_pending":
        case "chat_message": {
          // The end of a reply is no new word of the person's.
          if (event.type === "chat_message" && event.character_id !== null) return;
          const at = placeOf(event.user_id);
          return tell(({ characterId }) => ({
            type: "heard",
            at,
            toMe: event.character_id === characterId,
          }));
        }
        case "participant_joined": {
          const { position } = event.participant;
          return tell(() => ({ type: "arrived", at: position }));
        }
        case "emote": {
          if (event.emote !== "wave" || event.user_id === null) return;
          const at = placeOf(event.user_id);
          return tell(() => ({ type: "waved", at }));
        }
      }
    },
    stage: {
      replying: ({ characterId, userId }) =>
        tellOne(characterId, { type: "replying", to: placeOf(userId) }),
      felt: ({ characterId }, emotion) => tellOne(characterId, { type: "felt", emotion }),
      replied: ({ characterId, userId }) =>
        tellOne(characterId, { type: "replied", to: placeOf(userId) }),
    },
    close() {
      closed = true;
      bodies.clear();
      setAlarm();
    },
  };
}
