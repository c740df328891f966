/**
 * The body of a resident: where it stands, what it does, and what it does next. It strolls between its haunts, sits down,
 * looks at who speaks, nods while it listens, waves to those who come, and holds still while its words are on their way.
 *
 * A body asks for everything as people do, by the inputs of the protocol. The machine knows neither clock nor chance but
 * what it is given: the same seed and the same observations make the same evening. Pure; Browser-safe.
 */
import { createChance } from "@/lib/ai/demo/random.ts";
import type { Emotion } from "@/lib/ai/model.ts";
import { BODY_RADIUS, findWay, heightAt, type Point } from "@/lib/lounge/scene/ground.ts";
import type { Emote, Motion } from "@/lib/spaces/motion.ts";
import {
  type Body,
  type BodyInput,
  distance,
  type Doing,
  headingTo,
  type Observation,
  type Step,
  STEP_MS,
} from "@/lib/spaces/residents/body.ts";

/** Metres a second: nobody hurries at home. */
const STROLL_SPEED = 1.25;
/** Who speaks within this is looked at, in metres. */
const EARSHOT = 6;
/** Who comes in is seen from here, in metres. */
const SIGHT = 12;
/** How long one looks at a speaker, and at somebody one talks with. */
const LOOK_MS = 8_000;
const TALK_MS = 45_000;
const NOD_MS = 1_200;
const WAVE_MS = 1_800;
/** A resident who waved is not moved to again for so long. */
const WAVE_COOL_DOWN_MS = 6_000;
/** Two do not sit on one cushion. */
const SEAT_ROOM = 0.8;
/** One does not stop this close to somebody. */
const PERSONAL_SPACE = 0.9;
/** Turning by less than this is not seen. */
const TURN_STEP = 0.06;

/** One step of a body. The state given is left as it was. */
export function step(before: Body, observation: Observation, nowMs: number): Step {
  const chance = createChance(before.seed);
  const state: Body = { ...before, seed: Math.floor(chance.next() * 2 ** 32) };
  const moment: Moment = { state, inputs: [], nowMs, random: () => chance.next() };
  observe(moment, observation);
  tellPlace(moment);
  state.wakeAtMs = wakeTime(state, nowMs);
  return { state, inputs: moment.inputs };
}

interface Moment {
  state: Body;
  inputs: BodyInput[];
  nowMs: number;
  random: () => number;
}

function observe(moment: Moment, observation: Observation): void {
  const { state, random } = moment;
  switch (observation.type) {
    case "tick":
      return tick(moment, observation.others);
    case "heard": {
      const { at, toMe } = observation;
      if (state.doing.kind === "reply") return;
      if (toMe) return attend(moment, at, { forMs: TALK_MS, nodInMs: 500 + random() * 700 });
      if (!at || distance(at, state) > EARSHOT || state.doing.kind === "attend") return;
      // Not every head turns at every word.
      if (random() < 0.8) attend(moment, at, { forMs: LOOK_MS, nodInMs: 1_500 + random() * 5_000 });
      return;
    }
    case "arrived":
      if (observation.at && distance(observation.at, state) > SIGHT) return;
      return waveSoon(moment, 0.75);
    case "waved":
      if (observation.at && distance(observation.at, state) > EARSHOT) return;
      return waveSoon(moment, 0.9);
    case "replying":
      face(moment, observation.to);
      state.doing = { kind: "reply" };
      return type(moment, true);
    case "felt":
      return show(moment, observation.emotion);
    case "replied":
      type(moment, false);
      return attend(moment, observation.to, { forMs: TALK_MS, nodInMs: Infinity });
  }
}

function tick(moment: Moment, others: readonly Point[]): void {
  const { state, nowMs } = moment;
  if (state.gestureUntilMs !== null && nowMs >= state.gestureUntilMs) {
    state.gestureUntilMs = null;
    move(moment, { motion: "idle" });
  }
  if (state.waveAtMs !== null && nowMs >= state.waveAtMs) wave(moment);
  const { doing } = state;
  switch (doing.kind) {
    case "walk":
      return walk(moment, doing, others);
    case "rest":
      if (nowMs >= doing.untilMs) chooseNext(moment, others);
      return;
    case "attend":
      if (nowMs >= doing.untilMs) rest(moment, 2_000 + moment.random() * 6_000);
      else if (nowMs >= doing.nextNodMs) nod(moment, doing);
      return;
    case "reply":
      return;
  }
}

/** When this body has something to do again. */
function wakeTime(
  { doing, gestureUntilMs, waveAtMs, moved, sentAtMs }: Body,
  nowMs: number,
): number {
  const times = [gestureUntilMs ?? Infinity, waveAtMs ?? Infinity];
  if (moved) times.push(sentAtMs + STEP_MS);
  if (doing.kind === "walk") times.push(doing.lastMs + STEP_MS);
  if (doing.kind === "rest") times.push(doing.untilMs);
  if (doing.kind === "attend") times.push(doing.untilMs, doing.nextNodMs);
  return Math.max(nowMs, Math.min(...times));
}

function rest({ state, nowMs }: Moment, forMs: number): void {
  state.doing = { kind: "rest", untilMs: nowMs + forMs };
}

/** What one does with an evening: mostly stand somewhere else, sometimes sit, sometimes stay. */
function chooseNext(moment: Moment, others: readonly Point[]): void {
  const { state, random } = moment;
  const { floor } = state;
  const roll = random();
  if (roll < 0.25) return rest(moment, 6_000 + random() * 15_000);
  const sit = state.motion !== "sit" && roll < 0.5;
  const spots = (sit ? floor.seats : floor.haunts).filter((spot) =>
    distance(spot, state) > 1 &&
    others.every((other) => distance(other, spot) > (sit ? SEAT_ROOM : PERSONAL_SPACE))
  );
  const goal = spots[Math.floor(random() * spots.length)];
  const corners = goal && findWay(floor, state, goal);
  if (!goal || !corners) return rest(moment, 4_000 + random() * 8_000);
  state.doing = { kind: "walk", corners, arrive: goal, sit, lastMs: moment.nowMs };
  state.gestureUntilMs = null;
  move(moment, { heading: headingTo(state, corners[0] ?? goal), motion: "walk" });
}

function walk(
  moment: Moment,
  doing: Extract<Doing, { kind: "walk" }>,
  others: readonly Point[],
): void {
  const { state, nowMs, random } = moment;
  if (nowMs - doing.lastMs < STEP_MS) return;
  // A tick that comes late is no leap.
  let left = STROLL_SPEED * Math.min(nowMs - doing.lastMs, 2 * STEP_MS) / 1000;
  const corners = [...doing.corners];
  let { x, z, heading } = state;
  for (let next = corners[0]; next && left > 0; next = corners[0]) {
    const way = distance({ x, z }, next);
    if (way > 0.01) heading = headingTo({ x, z }, next);
    const part = way === 0 ? 1 : Math.min(1, left / way);
    [x, z] = [x + (next.x - x) * part, z + (next.z - z) * part];
    left -= way;
    if (part === 1) corners.shift();
  }
  const blocked = others.some((other) =>
    distance(other, { x, z }) < 2 * BODY_RADIUS &&
    distance(other, { x, z }) < distance(other, state)
  );
  const taken = doing.sit && others.some((other) => distance(other, doing.arrive) < SEAT_ROOM);
  if (blocked || taken) {
    move(moment, { motion: "idle" });
    return rest(moment, 1_500 + random() * 3_000);
  }
  if (corners.length > 0) {
    state.doing = { ...doing, corners, lastMs: nowMs };
    return move(moment, { x, z, heading, motion: "walk" });
  }
  const motion = doing.sit ? "sit" : "idle";
  rest(moment, (doing.sit ? 20_000 : 8_000) + random() * 25_000);
  move(moment, { x, z, heading: doing.arrive.heading, motion });
}

/** Stops, and turns to somebody. */
function attend(
  moment: Moment,
  at: Point | null,
  { forMs, nodInMs }: { forMs: number; nodInMs: number },
): void {
  const { state, nowMs } = moment;
  face(moment, at);
  state.doing = { kind: "attend", untilMs: nowMs + forMs, nextNodMs: nowMs + nodInMs };
}

/** Turns to a point; who sits or walks on nothing but its chair stays on it. */
function face(moment: Moment, at: Point | null): void {
  const { state } = moment;
  const walking = state.motion === "walk";
  const far = at && distance(at, state) > 0.2;
  const heading = far ? headingTo(state, at) : state.heading;
  const turned = Math.abs(Math.sin((heading - state.heading) / 2)) > TURN_STEP / 2;
  if (turned || walking) move(moment, { heading, ...(walking ? { motion: "idle" } : {}) });
}

function nod(moment: Moment, doing: Extract<Doing, { kind: "attend" }>): void {
  const { state, nowMs, random } = moment;
  state.doing = { ...doing, nextNodMs: nowMs + 6_000 + random() * 9_000 };
  gesture(moment, "nod", NOD_MS);
}

/** Those who sit or walk have no body free for a gesture. */
function gesture(moment: Moment, motion: "nod" | "wave" | "dance", forMs: number): void {
  const { state, nowMs } = moment;
  if (state.motion === "sit" || state.motion === "walk") return;
  state.gestureUntilMs = nowMs + forMs;
  move(moment, { motion });
}

function waveSoon({ state, nowMs, random }: Moment, probability: number): void {
  if (state.doing.kind === "reply" || state.waveAtMs !== null) return;
  if (nowMs - state.wavedAtMs < WAVE_COOL_DOWN_MS || random() >= probability) return;
  state.waveAtMs = nowMs + 400 + random() * 1_500;
}

function wave(moment: Moment): void {
  const { state, nowMs } = moment;
  state.waveAtMs = null;
  state.wavedAtMs = nowMs;
  moment.inputs.push({ type: "emote", emote: "wave" });
  gesture(moment, "wave", WAVE_MS);
}

/** Emotions that are more than a face. */
const EMOTE_OF: Readonly<Partial<Record<Emotion, Emote>>> = {
  laugh: "laugh",
  surprised: "surprise",
  shy: "heart",
};

function show({ inputs }: Moment, emotion: Emotion): void {
  const emote = EMOTE_OF[emotion];
  if (emote) inputs.push({ type: "emote", emote });
}

function type({ state, inputs }: Moment, isTyping: boolean): void {
  if (state.typing === isTyping) return;
  state.typing = isTyping;
  inputs.push({ type: "typing", is_typing: isTyping });
}

function move(
  { state }: Moment,
  change: Partial<{ x: number; z: number; heading: number; motion: Motion }>,
): void {
  Object.assign(state, change, { moved: true });
}

/** Tells where the body is now; what changes too soon after the last time waits. */
function tellPlace({ state, inputs, nowMs }: Moment): void {
  if (!state.moved || nowMs - state.sentAtMs < STEP_MS) return;
  const { floor, x, z, heading, motion } = state;
  state.moved = false;
  state.sentAtMs = nowMs;
  inputs.push({ type: "move", position: { x, y: heightAt(floor, x, z), z }, heading, motion });
}
