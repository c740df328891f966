/** Keeps the stage of a fan meeting: each change and the event that tells of it are one commit. */
import type { Services } from "@/lib/define.ts";
import { failure } from "@/lib/errors.ts";
import {
  EMPTY_STAGE,
  hasStage,
  isStageActive,
  isTickDue,
  readStage,
  type StageEvent,
  stageFrame,
  type StageState,
  step,
} from "@/lib/spaces/events/stage.ts";
import { readSpace, type Space, spaceTopic } from "@/lib/spaces/model.ts";
import type { SpaceEventFrame } from "@/lib/spaces/protocol.ts";
import { keys } from "@/lib/store/keys.ts";

type Deps = Pick<Services, "kv" | "hub" | "now">;

/** Writers of one stage: its people and hosts, and a clock on each instance. */
const TRIES = 20;

/** Reads the stage of a space; null where it has none. */
export async function getStage(kv: Deno.Kv, space: Space): Promise<StageState | null> {
  if (!hasStage(space)) return null;
  const { value } = await kv.get(keys.spaceStage(space.id));
  return value === null ? EMPTY_STAGE : readStage(value);
}

/**
 * Moves the stage on by what somebody does.
 *
 * @throws {HttpError} `stage_closed`, `stage_full`, `not_in_space`; `not_found` where there is no stage; `conflict`.
 */
export async function changeStage(
  deps: Deps,
  spaceId: string,
  event: StageEvent,
): Promise<StageState> {
  for (let n = 0; n < TRIES; n++) {
    const moved = await move(deps, spaceId, event);
    if (moved) return moved;
  }
  throw failure("conflict");
}

/**
 * Lets the time pass on a stage: ends the turn that is over, or whose person left, and calls up the next. Every instance
 * may do so at any moment; the first does it. Costs one read while nothing is due, two while somebody is on the stage.
 *
 * @returns Whether the stage needs to be asked again: not while nobody is on it and nobody waits.
 */
export async function stageTick(deps: Deps, spaceId: string): Promise<boolean> {
  const { kv, now } = deps;
  const [stage, space] = await kv.getMany([keys.spaceStage(spaceId), keys.space(spaceId)]);
  const state = stage.value === null ? EMPTY_STAGE : readStage(stage.value);
  const event = space.value === null ? null : readSpace(space.value).event;
  if (!event || !isStageActive(state)) return false;
  if (!isTickDue(state, { nowMs: now(), ...event }) && await isCurrentHere(kv, spaceId, state)) {
    return true;
  }
  const moved = await move(deps, spaceId, { type: "tick" });
  // Somebody was faster, and the next tick sees what they did.
  return moved === null || isStageActive(moved);
}

async function isCurrentHere(kv: Deno.Kv, spaceId: string, { current }: StageState) {
  if (!current) return true;
  return (await kv.get(keys.spaceMember(spaceId, current.userId))).value !== null;
}

/** One try; null where somebody else was faster. */
async function move(
  { kv, hub, now }: Deps,
  spaceId: string,
  event: StageEvent,
): Promise<StageState | null> {
  const [entry, owner] = await kv.getMany([keys.spaceStage(spaceId), keys.space(spaceId)]);
  const space = owner.value === null ? null : readSpace(owner.value);
  if (!space?.event || !hasStage(space)) throw failure("not_found");
  const { startsAtMs, endsAtMs, turnS } = space.event;
  const here = await peopleIn(kv, spaceId);
  const { state, effects } = step(
    entry.value === null ? EMPTY_STAGE : readStage(entry.value),
    event,
    {
      nowMs: now(),
      startsAtMs,
      endsAtMs,
      turnMs: turnS * 1000,
      isHere: (userId) => here.has(userId),
    },
  );
  for (const effect of effects) {
    if (effect.type === "refuse") throw failure(effect.reason);
    const frame: SpaceEventFrame = { type: "stage", stage: stageFrame(state) };
    // The space is checked too: what is moved, or goes away, takes its stage along.
    const write = kv.atomic().check(entry, owner).set(entry.key, state);
    if (!(await hub.appendWith(write, spaceTopic(spaceId), [frame])).ok) return null;
  }
  return state;
}

async function peopleIn(kv: Deno.Kv, spaceId: string): Promise<ReadonlySet<string>> {
  const people = new Set<string>();
  const prefix = keys.spaceMembers(spaceId);
  for await (const { key } of kv.list({ prefix }, { batchSize: 500 })) {
    people.add(String(key.at(-1)));
  }
  return people;
}
