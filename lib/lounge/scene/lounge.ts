/** The lounge: a room, its crowd, the own body and the eye, put together and drawn frame by frame. Browser-safe. */
import { type Floor, FLOORS, themeOf } from "@/lib/spaces/floor.ts";
import type { Emote } from "@/lib/spaces/motion.ts";
import type { Emotion } from "@/lib/ai/model.ts";
import { Bodies } from "@/lib/lounge/scene/bodies.ts";
import {
  createCamera,
  resetCamera,
  stepCamera,
  turnCamera,
  zoomCamera,
} from "@/lib/lounge/scene/camera.ts";
import { type Body, Crowd, EMOTION_S } from "@/lib/lounge/scene/crowd.ts";
import { Faces } from "@/lib/lounge/scene/faces.ts";
import { heightAt } from "@/lib/lounge/scene/ground.ts";
import { Hovering } from "@/lib/lounge/scene/hovering.ts";
import { type Input, listen } from "@/lib/lounge/scene/input.ts";
import type {
  BodyInfo,
  BodyPlace,
  BodyRow,
  CreateLounge,
  Lounge,
  LoungeDeps,
  LoungeStats,
  QualityChoice,
  VrmOutcome,
} from "@/lib/lounge/scene/model.ts";
import { OwnBody } from "@/lib/lounge/scene/own_body.ts";
import { bodyAt } from "@/lib/lounge/scene/picking.ts";
import {
  chooseQuality,
  createQuality,
  measureFrame,
  QUALITY,
  type QualitySettings,
} from "@/lib/lounge/scene/quality.ts";
import { buildRoom, type Room } from "@/lib/lounge/scene/room.ts";
import { View } from "@/lib/lounge/scene/view.ts";
import { Wardrobe } from "@/lib/lounge/scene/wardrobe.ts";

/** Bodies that one room can draw; MAX_SEATS of lib/spaces/model.ts and its residents fit. */
const CAPACITY = 1024;
/** A frame is never longer than this for what moves, in seconds: a hidden tab wakes up where it was. */
const MAX_STEP_S = 0.1;
/** Gestures of emotes, in seconds. */
const EMOTE_WAVE_S = 2.2;
const EMOTE_NOD_S = 1.5;
const EMOTE_DANCE_S = 4;

/** Makes the lounge; see {@link CreateLounge}. */
export const createLounge: CreateLounge = async (deps) => {
  const view = new View(deps.canvas, {
    onLost: () => deps.onLost?.(),
    onRestored: () => deps.onRestored?.(),
  });
  try {
    const theme = themeOf(deps.theme);
    const room = await buildRoom(theme, (share) => deps.onProgress?.(share));
    return new RunningLounge(deps, { view, room, floor: FLOORS[theme] });
  } catch (error) {
    view.dispose();
    throw error;
  }
};

class RunningLounge implements Lounge {
  readonly #view: View;
  readonly #room: Room;
  readonly #floor: Floor;
  readonly #crowd: Crowd;
  readonly #own: OwnBody;
  readonly #faces: Faces;
  readonly #bodies: Bodies;
  readonly #hovering: Hovering;
  readonly #input: Input;
  readonly #wardrobe: Wardrobe;
  readonly #rig;
  /** Everybody, nearest first as of the last frame. */
  #nearest: Body[] = [];
  #inSight: Body[] = [];
  #quality;
  #reducedMotion: boolean;
  #frame = 0;
  readonly #onScreen = (x: number, y: number, z: number) => this.#view.onScreen(x, y, z);
  #scriptMs = 0;
  #disposed = false;

  constructor(
    readonly deps: LoungeDeps,
    { view, room, floor }: { view: View; room: Room; floor: Floor },
  ) {
    this.#view = view;
    this.#room = room;
    this.#floor = floor;
    this.#reducedMotion = deps.reducedMotion;
    this.#quality = createQuality(deps.quality);
    this.#crowd = new Crowd(floor);
    this.#own = new OwnBody(floor, this.#crowd);
    this.#faces = new Faces(deps);
    this.#rig = createCamera(floor.entrance.heading);
    this.#bodies = new Bodies(room.lights, {
      air: room.air,
      faces: this.#faces.atlas.texture,
      cells: this.#faces.cells,
      capacity: CAPACITY,
    });
    this.#hovering = new Hovering(deps.font ?? "Pretendard, system-ui, sans-serif", {
      capacity: 256,
      pixelRatio: globalThis.devicePixelRatio || 1,
    });
    this.#wardrobe = new Wardrobe(view.scene, room);
    view.scene.add(room.group, this.#bodies.group, this.#hovering.group);
    this.#changeQuality();
    this.#input = listen(deps.canvas, {
      turn: (yaw, pitch) => this.turnCamera(yaw, pitch),
      zoom: (factor) => this.zoomCamera(factor),
      tap: (x, y) => this.#tap(x, y),
      reset: () => this.resetCamera(),
      toggleSeat: () => this.me()?.motion === "sit" ? this.stand() : this.sit(),
      act: (motion) => this.act(motion),
      stop: () => this.#own.stop(),
    });
    // Letters drawn before the page's font was there are drawn again.
    document.fonts.ready.then(() => this.#hovering.redraw());
  }

  get #settings(): QualitySettings {
    return QUALITY[this.#quality.level];
  }

  #applyQuality(): void {
    const settings = this.#settings;
    this.#view.pixelRatio = settings.pixelRatio;
    this.#bodies.shadows = settings.shadows;
    this.#room.setWeather(settings.weather);
    this.#wardrobe.allowed = settings.vrm;
  }

  setPeople(bodies: readonly BodyInfo[]): void {
    if (this.#disposed) return;
    const { left } = this.#crowd.setPeople(bodies, performance.now());
    for (const { info } of left) this.#hovering.forget(info.id);
    this.#nearest = [...this.#crowd.bodies.values()];
    const { id, place } = this.#own;
    const mine = id === null ? undefined : this.#crowd.bodies.get(id);
    if (mine && !place) this.setMe(id, mine.info.place);
    this.#faces.keep(this.#wearers());
  }

  *#wearers() {
    for (const { info, emotion } of this.#crowd.bodies.values()) yield { id: info.id, emotion };
  }

  setMe(id: string | null, place?: BodyPlace): void {
    if (this.#disposed) return;
    const at = this.#own.become(id, place);
    if (at) resetCamera(this.#rig, at.heading);
  }

  applyPositions(rows: readonly BodyRow[], atMs: number): void {
    this.#crowd.apply(rows, atMs);
  }

  say(id: string, text: string | null, key?: string): void {
    this.#hovering.say(id, text, key ?? null);
    if (text !== null) this.#crowd.attend(id);
  }

  setTyping(id: string, on: boolean): void {
    this.#hovering.setTyping(id, on);
  }

  emote(id: string, emote: Emote): void {
    const body = this.#crowd.bodies.get(id);
    if (!body) return;
    this.#hovering.emote(id, emote);
    if (emote === "wave" || emote === "clap") body.waveS = EMOTE_WAVE_S;
    if (emote === "nod") body.nodS = EMOTE_NOD_S;
    if (emote === "dance") body.danceS = EMOTE_DANCE_S;
  }

  setEmotion(id: string, emotion: Emotion): void {
    const body = this.#crowd.bodies.get(id);
    if (!body) return;
    body.emotion = emotion;
    body.emotionS = EMOTION_S;
  }

  setVoice(id: string, level: number | null): void {
    this.#hovering.setVoice(id, level);
  }

  refreshFace(id: string): void {
    this.#faces.refresh(id, this.#crowd.bodies.get(id)?.emotion ?? "neutral");
  }

  setStick(right: number, forward: number): void {
    this.#input.setStick(right, forward);
  }

  walkTo(x: number, z: number): boolean {
    return this.#own.walkTo({ x, z });
  }

  approach(id: string): boolean {
    return this.#own.approach(id);
  }

  sit(seat: number | "nearest" = "nearest"): boolean {
    return this.#own.sit(seat);
  }

  stand(): void {
    this.#own.stand();
  }

  act(motion: "wave" | "dance" | "nod"): void {
    this.#own.act(motion);
  }

  me(): BodyPlace | null {
    return this.#own.place && { ...this.#own.place };
  }

  placeOf(id: string): BodyPlace | null {
    const body = this.#crowd.bodies.get(id);
    if (!body) return null;
    const { x, z, heading, motion } = body.seen;
    return { x, z, heading, motion };
  }

  turnCamera(yaw: number, pitch: number): void {
    turnCamera(this.#rig, yaw, pitch);
  }

  zoomCamera(factor: number): void {
    zoomCamera(this.#rig, factor);
  }

  resetCamera(): void {
    resetCamera(this.#rig, this.#own.place?.heading ?? this.#floor.entrance.heading);
  }

  cameraHeading(): number {
    return this.#rig.yaw;
  }

  setQuality(choice: QualityChoice): void {
    const before = this.#quality.level;
    this.#quality = chooseQuality(this.#quality, choice);
    if (this.#quality.level !== before) this.#changeQuality();
  }

  #changeQuality(): void {
    this.#applyQuality();
    this.deps.onQuality?.(this.#quality.level);
  }

  setReducedMotion(on: boolean): void {
    this.#reducedMotion = on;
  }

  wearVrm(file: ArrayBuffer | null): Promise<VrmOutcome> {
    return this.#disposed
      ? Promise.resolve({ ok: false, reason: "gone" })
      : this.#wardrobe.wear(file);
  }

  update(dtS: number): void {
    if (this.#disposed || !(dtS >= 0)) return;
    const began = performance.now();
    const step = Math.min(dtS, MAX_STEP_S);
    const level = this.#quality.level;
    measureFrame(this.#quality, dtS * 1000);
    if (this.#quality.level !== level) this.#changeQuality();
    this.#frame++;
    this.#walk(step);
    this.#look(step);
    this.#moveCrowd(began, step);
    if (this.#view.lost) return;
    this.#dressCrowd(step);
    if (!this.#reducedMotion) this.#room.air.clock.value += step;
    this.#faces.atlas.flush(this.#view.renderer);
    this.#hovering.flush(this.#view.renderer);
    this.#view.render();
    this.#scriptMs = performance.now() - began;
  }

  #walk(dtS: number): void {
    this.#input.update(dtS);
    const told = this.#own.step({ push: this.#input.push(), viewHeading: this.#rig.yaw, dtS });
    if (told) this.deps.onMove?.(told);
  }

  #look(dtS: number): void {
    const { place, speed } = this.#own;
    const at = place ?? this.#floor.entrance;
    const sits = place?.motion === "sit";
    stepCamera(this.#rig, {
      x: at.x,
      y: heightAt(this.#floor, at.x, at.z) - (sits ? 0.35 : 0),
      z: at.z,
      heading: at.heading,
      speed,
    }, {
      dtS,
      glide: !this.#reducedMotion,
      bounds: this.#room.plan.bounds,
      solids: this.#room.solids,
    });
    this.#view.aim(this.#rig);
  }

  /** Moves everybody: near bodies each frame, far ones by turns with the time they are owed. */
  #moveCrowd(nowMs: number, dtS: number): void {
    const { farAfter } = this.#settings;
    this.#crowd.tick(dtS);
    const { x, z } = this.#rig;
    this.#nearest.forEach((body, i) => {
      body.owedS += dtS;
      if (body.distance > farAfter && (i + this.#frame) % 3 !== 0) return;
      this.#crowd.step(body, nowMs, body.owedS);
      body.owedS = 0;
      body.distance = Math.hypot(body.seen.x - x, body.seen.z - z);
    });
    this.#nearest.sort((a, b) => a.distance - b.distance);
  }

  #dressCrowd(dtS: number): void {
    const settings = this.#settings;
    const rig = this.#rig;
    const [lookX, lookZ] = [Math.sin(rig.yaw), Math.cos(rig.yaw)];
    this.#inSight.length = 0;
    this.#bodies.begin();
    for (const body of this.#nearest) {
      const [dx, dz] = [body.seen.x - rig.x, body.seen.z - rig.z];
      // Well behind the eye nobody is drawn.
      if (dx * lookX + dz * lookZ < -2 && rig.pitch < 0.9) continue;
      this.#inSight.push(body);
      const mine = body.info.id === this.#own.id;
      const shown = mine ? Math.min(1, Math.max(0, (rig.boom - 0.5) / 0.9)) : 1;
      if (mine && this.#wardrobe.dress(body, dtS)) continue;
      const dress = this.#faces.dress(body.info.id, body.emotion);
      this.#bodies.add(body, dress, { near: this.#bodies.nearCount < settings.nearBodies, shown });
    }
    this.#bodies.flush();
    this.#hovering.layOut(this.#inSight, {
      dtS,
      meId: this.#own.id,
      tags: settings.tags,
      bubbles: settings.bubbles,
      still: this.#reducedMotion,
      viewport: [this.#view.width, this.#view.height],
      pixelRatio: this.#view.pixelRatio,
      onScreen: this.#onScreen,
    });
  }

  #tap(x: number, y: number): void {
    const id = bodyAt(this.#inSight, {
      x,
      y,
      exceptId: this.#own.id,
      onScreen: this.#onScreen,
    });
    if (id !== null) return this.deps.onPick?.(id);
    const place = this.#view.onFloor(x, y, this.#floor);
    if (place) this.#own.goTo(place);
  }

  stats(): LoungeStats {
    const { info } = this.#view.renderer;
    return {
      drawCalls: info.render.calls,
      triangles: info.render.triangles,
      scriptMs: this.#scriptMs,
      bodies: this.#crowd.bodies.size,
      loading: this.#faces.loading + this.#faces.atlas.waiting + this.#hovering.waiting,
      near: this.#bodies.nearCount,
      quality: this.#quality.level,
      lost: this.#view.lost,
      memory: { geometries: info.memory.geometries, textures: info.memory.textures },
    };
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    this.#input.dispose();
    this.#wardrobe.dispose();
    this.#hovering.dispose();
    this.#bodies.dispose();
    this.#faces.dispose();
    this.#room.dispose();
    this.#view.dispose();
    this.#nearest = [];
    this.#inSight = [];
  }
}
