/**
 * Draws somebody as a VRM model: their face by expressions, head, torso and hands by bones, hair and cloth by springs.
 * Loaded when one is drawn. Browser-safe.
 */
import type { VRM } from "@pixiv/three-vrm";
import {
  Box3,
  DirectionalLight,
  HemisphereLight,
  type Object3D,
  PerspectiveCamera,
  Scene,
} from "three";
import type { Pose } from "@/lib/avatar/pose/pose.ts";
import type { AvatarLook, OpenRenderer, Renderer } from "@/lib/avatar/stage/renderer.ts";
import { RendererError } from "@/lib/avatar/stage/trouble.ts";
import { Backdrop } from "@/lib/avatar/stage/vrm/backdrop.ts";
import { Body } from "@/lib/avatar/stage/vrm/body.ts";
import { type Card, openCard } from "@/lib/avatar/stage/vrm/card.ts";
import {
  easeMoods,
  type FacePlan,
  gazeOf,
  type Moods,
  NO_MOODS,
  planFace,
} from "@/lib/avatar/stage/vrm/face.ts";
import { type Bust, frame, LENS_DEG } from "@/lib/avatar/stage/vrm/framing.ts";
import { Blinks } from "@/lib/avatar/stage/vrm/idle.ts";
import { freeVrm, letGo, readVrm } from "@/lib/avatar/stage/vrm/read.ts";

/** Late light from the upper left, and what the walls give back of it. */
const KEY = { color: 0xffe2bd, intensity: 2.3, at: [-1.1, 1.5, 1.9] } as const;
const FILL = { sky: 0xfff6e8, floor: 0xc9a27a, intensity: 1.4 } as const;
const RIM = { color: 0xffc59a, intensity: 1.1, at: [1.6, 1.2, -1.6] } as const;

/** @throws {RendererError} Where there is no WebGL 2, or the file is no VRM that may be opened. */
export const openVrm: OpenRenderer = async (options, signal) => {
  const { canvas, look, reducedMotion, onTrouble, onProgress } = options;
  const file = look.vrm;
  if (!file) throw new RendererError("unreadable", "Cannot draw a VRM as there is no file");
  signal.throwIfAborted();
  const vrm = await readVrm(file);
  let card: Card | null = null;
  const scene = new Scene();
  let backdrop: Backdrop | null = null;
  try {
    signal.throwIfAborted();
    onProgress?.(0.6);
    let renderer: VrmRenderer | null = null;
    card = openCard(canvas, { onLost: () => renderer?.forget(), onTrouble });
    backdrop = await Backdrop.open(scene, look, reducedMotion);
    renderer = new VrmRenderer(card, { scene, backdrop, vrm, file, look, reducedMotion });
    await renderer.prepare();
    signal.throwIfAborted();
    onProgress?.(1);
    return renderer;
  } catch (error) {
    backdrop?.dispose();
    freeVrm(vrm.scene);
    card?.dispose();
    throw error;
  }
};

interface Wearing {
  readonly scene: Scene;
  readonly backdrop: Backdrop;
  readonly vrm: VRM;
  readonly file: ArrayBuffer;
  readonly look: AvatarLook;
  readonly reducedMotion: boolean;
}

class VrmRenderer implements Renderer {
  readonly kind = "vrm";
  readonly #card: Card;
  readonly #vrm: VRM;
  readonly #file: ArrayBuffer;
  readonly #scene: Scene;
  readonly #camera = new PerspectiveCamera(LENS_DEG, 1, 0.05, 60);
  readonly #backdrop: Backdrop;
  readonly #body: Body;
  readonly #bust: Bust;
  readonly #face: FacePlan;
  readonly #moods: Moods = { ...NO_MOODS };
  readonly #blinks: Blinks | null;
  #look: AvatarLook;
  #disposed = false;

  constructor(card: Card, { scene, backdrop, vrm, file, look, reducedMotion }: Wearing) {
    this.#card = card;
    this.#scene = scene;
    this.#backdrop = backdrop;
    this.#look = look;
    this.#vrm = vrm;
    this.#file = file;
    this.#body = new Body(vrm, reducedMotion);
    this.#blinks = reducedMotion ? null : new Blinks(Math.random);
    this.#face = planFace((vrm.expressionManager?.expressions ?? []).map((one) => ({
      name: one.expressionName,
      moves: one.binds.length > 0,
    })));
    this.#bust = bustOf(vrm, this.#body);
    vrm.scene.traverse((object) => {
      // Bounds of what bones and shapes move are not known: whoever is looked at is always in sight.
      object.frustumCulled = false;
    });
    this.#scene.add(vrm.scene, ...lights(this.#bust));
    this.resize(1, 1, 1);
  }

  /** Takes the first pose, lets springs hang, and has the card compile what it will draw. */
  async prepare(): Promise<void> {
    this.#vrm.humanoid.update();
    this.#scene.updateMatrixWorld(true);
    this.#vrm.springBoneManager?.reset();
    await this.#card.renderer.compileAsync(this.#scene, this.#camera);
  }

  resize(width: number, height: number, ratio: number): void {
    const { renderer } = this.#card;
    renderer.setPixelRatio(ratio);
    renderer.setSize(width, height, false);
    const aspect = width / height;
    const { x, y, distance } = frame(this.#bust, aspect);
    this.#camera.aspect = aspect;
    this.#camera.position.set(x, y, distance);
    this.#camera.lookAt(x, y, 0);
    this.#camera.updateProjectionMatrix();
    this.#backdrop.resize(width * ratio, height * ratio);
  }

  draw(pose: Pose, dtS: number): void {
    if (this.#disposed || this.#card.isLost) return;
    this.#body.update(pose, dtS);
    this.#express(pose, dtS);
    this.#vrm.update(dtS);
    this.#backdrop.step(dtS);
    this.#card.renderer.render(this.#scene, this.#camera);
  }

  #express(pose: Pose, dtS: number): void {
    const faces = this.#vrm.expressionManager;
    const shapes = this.#blinks?.over(pose, dtS) ?? pose.shapes;
    easeMoods(this.#moods, pose.emotion, dtS);
    if (faces) {
      this.#face.weigh(shapes, this.#moods, (name, weight) => faces.setValue(name, weight));
    }
    const { lookAt } = this.#vrm;
    if (!lookAt || this.#face.turnsEyes) return;
    const { yaw, pitch } = gazeOf(shapes);
    lookAt.yaw = yaw;
    lookAt.pitch = pitch;
  }

  dress(look: AvatarLook): boolean {
    if (look.vrm !== this.#file) return false;
    const was = this.#look;
    this.#look = look;
    const isElsewhere = look.background !== was.background ||
      (look.background === "art" && look.spec !== was.spec);
    // Without another place somebody stands in the old one, which is no reason to draw them no more.
    if (isElsewhere) this.#backdrop.dress(look).catch(reportError);
    return true;
  }

  /** The card is gone with all that was on it: three would later take it from the one that comes back. */
  forget(): void {
    letGo(this.#scene);
    this.#backdrop.forget();
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    this.#backdrop.dispose();
    this.#scene.traverse((object) => {
      if (object instanceof DirectionalLight || object instanceof HemisphereLight) object.dispose();
    });
    freeVrm(this.#vrm.scene);
    this.#scene.clear();
    this.#card.dispose();
  }
}

function lights({ head }: Bust): Object3D[] {
  const key = new DirectionalLight(KEY.color, KEY.intensity);
  const rim = new DirectionalLight(RIM.color, RIM.intensity);
  const fill = new HemisphereLight(FILL.sky, FILL.floor, FILL.intensity);
  for (const [light, at] of [[key, KEY.at], [rim, RIM.at]] as const) {
    light.position.set(head.x + at[0], head.y + at[1], head.z + at[2]);
    light.target.position.set(head.x, head.y, head.z);
  }
  return [key, key.target, rim, rim.target, fill];
}

/** By the bones, and by the highest point of what is seen. */
function bustOf(vrm: VRM, { bones, shoulders }: Body): Bust {
  vrm.scene.updateMatrixWorld(true);
  const box = new Box3().setFromObject(vrm.scene);
  const head = bones.rest("head") ?? { x: 0, y: 1.4, z: 0 };
  const left = bones.rest("leftUpperArm");
  return {
    top: Number.isFinite(box.max.y) ? box.max.y : head.y + 0.25,
    bottom: Number.isFinite(box.min.y) ? box.min.y : 0,
    head,
    shoulder: left?.y ?? head.y - 0.15,
    width: shoulders,
  };
}
