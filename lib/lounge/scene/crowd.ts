/**
 * Everybody who is in the room, as they are seen this instant: where, in which pose, looking where. No three.js.
 * Browser-safe.
 */
import type { Emotion } from "@/lib/ai/model.ts";
import type { Floor } from "@/lib/spaces/floor.ts";
import type { BodyInfo, BodyPlace, BodyRow } from "@/lib/lounge/scene/model.ts";
import { BODY } from "@/lib/lounge/scene/body_shape.ts";
import { heightAt, turnBetween } from "@/lib/lounge/scene/ground.ts";
import {
  addSample,
  createTrack,
  readTrack,
  type Sample,
  type Track,
} from "@/lib/lounge/scene/interpolation.ts";

/** A stride of walking, in metres for a full turn of the legs. */
const STRIDE = 1.25;
const RUN_STRIDE = 2.3;
/** A seat is sat on when somebody sits this near to it. */
const SEAT_REACH = 0.7;
/** A face goes back to neutral after this long, in seconds. */
export const EMOTION_S = 8;
/** Whoever speaks is looked at this long, from at most so far. */
const ATTENTION_S = 5;
const ATTENTION_M = 9;

export interface Body {
  info: BodyInfo;
  track: Track;
  /** Where it is drawn. */
  seen: Sample;
  y: number;
  speed: number;
  phase: number;
  walk: number;
  run: number;
  sit: number;
  wave: number;
  dance: number;
  nod: number;
  /** Knees of somebody on a bench bend down, 0 to 1. */
  bench: number;
  headTurn: number;
  shown: number;
  /** Starts each body's clock elsewhere, so that nobody breathes in step. */
  offset: number;
  emotion: Emotion;
  emotionS: number;
  /** Gestures given as emotes, in seconds that are left. */
  waveS: number;
  nodS: number;
  danceS: number;
  /** Metres to the camera, of the last frame. */
  distance: number;
  /** Seconds not yet played, for bodies that move at a lower rate. */
  owedS: number;
}

export class Crowd {
  readonly bodies = new Map<string, Body>();
  #meId: string | null = null;
  #mine: BodyPlace | null = null;
  #speaker: Body | null = null;
  #speakerS = 0;

  constructor(readonly floor: Floor) {}

  /** The own body is drawn where it is, not where it was. */
  setMe(id: string | null, mine: BodyPlace | null): void {
    this.#meId = id;
    this.#mine = mine;
  }

  /** Takes who is here; gives who came and who left. */
  setPeople(infos: readonly BodyInfo[], atMs: number): { came: Body[]; left: Body[] } {
    const came: Body[] = [];
    const here = new Set(infos.map(({ id }) => id));
    const left = [...this.bodies.values()].filter(({ info }) => !here.has(info.id));
    for (const { info } of left) this.bodies.delete(info.id);
    for (const info of infos) {
      const known = this.bodies.get(info.id);
      if (known) {
        known.info = info;
        continue;
      }
      const body = newBody(info, atMs);
      this.bodies.set(info.id, body);
      came.push(body);
    }
    return { came, left };
  }

  apply(rows: readonly BodyRow[], atMs: number): void {
    for (const { id, x, z, heading, motion } of rows) {
      const body = this.bodies.get(id);
      if (body) addSample(body.track, { atMs, x, z, heading, motion });
    }
  }

  /** Everybody near looks at who speaks. */
  attend(id: string): void {
    this.#speaker = this.bodies.get(id) ?? null;
    this.#speakerS = ATTENTION_S;
  }

  /** Moves one body on. */
  step(body: Body, nowMs: number, dtS: number): void {
    const { seen } = body;
    const [fromX, fromZ] = [seen.x, seen.z];
    if (body.info.id === this.#meId && this.#mine) Object.assign(seen, this.#mine);
    else readTrack(body.track, nowMs, seen);
    const moved = Math.hypot(seen.x - fromX, seen.z - fromZ);
    const speed = dtS > 0 && moved < 3 ? moved / dtS : 0;
    body.speed += (speed - body.speed) * Math.min(1, dtS * 10);
    this.#stride(body, dtS);
    this.#pose(body, dtS);
    this.#settle(body, dtS);
    this.#lookAround(body, dtS);
    body.shown += ((body.info.connected ? 1 : 0.45) - body.shown) * Math.min(1, dtS * 5);
    if (body.emotion !== "neutral") {
      body.emotionS -= dtS;
      if (body.emotionS <= 0) body.emotion = "neutral";
    }
  }

  /** Once a frame, before the bodies. */
  tick(dtS: number): void {
    this.#speakerS -= dtS;
    if (this.#speakerS <= 0) this.#speaker = null;
  }

  #stride(body: Body, dtS: number): void {
    const toRun = Math.min(1, Math.max(0, (body.speed - 2.9) / 1.4));
    const toWalk = Math.min(1, Math.max(0, (body.speed - 0.15) / 1)) * (1 - toRun);
    const ease = Math.min(1, dtS * 9);
    body.walk += (toWalk - body.walk) * ease;
    body.run += (toRun - body.run) * ease;
    const stride = STRIDE + (RUN_STRIDE - STRIDE) * body.run;
    body.phase = (body.phase + body.speed * dtS / stride * 2 * Math.PI) % (2 * Math.PI);
  }

  #pose(body: Body, dtS: number): void {
    const { motion } = body.seen;
    body.waveS -= dtS;
    body.nodS -= dtS;
    body.danceS -= dtS;
    const ease = Math.min(1, dtS * 8);
    const to = (value: number, on: boolean) => value + ((on ? 1 : 0) - value) * ease;
    body.sit = to(body.sit, motion === "sit");
    body.wave = to(body.wave, motion === "wave" || body.waveS > 0);
    body.dance = to(body.dance, motion === "dance" || (body.danceS > 0 && motion === "idle"));
    body.nod = to(body.nod, motion === "nod" || body.nodS > 0);
  }

  /** How high the feet are, or how deep the cushion. */
  #settle(body: Body, dtS: number): void {
    const { seen, sit } = body;
    const ground = heightAt(this.floor, seen.x, seen.z);
    let y = ground;
    if (sit > 0.01) {
      const seat = this.floor.seats.find((spot) =>
        Math.hypot(spot.x - seen.x, spot.z - seen.z) < SEAT_REACH
      );
      const height = seat?.height ?? 0.02;
      body.bench = height > 0.25 ? 1 : 0;
      y += (height + 0.07 - BODY.hip) * sit;
    }
    body.y += (y - body.y) * Math.min(1, dtS * 14);
  }

  #lookAround(body: Body, dtS: number): void {
    let turn = 0;
    const speaker = this.#speaker;
    if (speaker && speaker !== body) {
      const [dx, dz] = [speaker.seen.x - body.seen.x, speaker.seen.z - body.seen.z];
      if (dx * dx + dz * dz < ATTENTION_M * ATTENTION_M) {
        const to = turnBetween(body.seen.heading, Math.atan2(dx, dz));
        // Nobody looks over their own back.
        if (Math.abs(to) < 2) turn = Math.max(-0.9, Math.min(0.9, to));
      }
    }
    body.headTurn += (turn - body.headTurn) * Math.min(1, dtS * 4);
  }
}

function newBody(info: BodyInfo, atMs: number): Body {
  const first: Sample = { ...info.place, atMs };
  let hash = 0;
  for (let i = 0; i < info.id.length; i++) hash = (hash * 31 + info.id.charCodeAt(i)) | 0;
  return {
    info,
    track: createTrack(first),
    seen: { ...first },
    y: 0,
    speed: 0,
    phase: 0,
    walk: 0,
    run: 0,
    sit: info.place.motion === "sit" ? 1 : 0,
    wave: 0,
    dance: 0,
    nod: 0,
    bench: 0,
    headTurn: 0,
    shown: info.connected ? 1 : 0.45,
    offset: (hash >>> 0) % 1000 / 37,
    emotion: "neutral",
    emotionS: 0,
    waveS: 0,
    nodS: 0,
    danceS: 0,
    distance: 0,
    owedS: 0,
  };
}
