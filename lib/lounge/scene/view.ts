/** The canvas, its renderer and its camera: size, loss and return of the graphics card, rays into the room. Browser-safe. */
import {
  Mesh,
  PerspectiveCamera,
  Scene,
  ShaderMaterial,
  Texture,
  Vector3,
  WebGLRenderer,
} from "three";
import type { Floor } from "@/lib/spaces/floor.ts";
import type { CameraRig } from "@/lib/lounge/scene/camera.ts";
import { heightAt, type Point } from "@/lib/lounge/scene/ground.ts";
import { LoungeUnavailableError } from "@/lib/lounge/scene/model.ts";

/** Degrees, upright; a narrow screen sees more to the sides through a wider angle. */
const FOV = 50;
const FOV_NARROW = 64;
/** Clicks further away than this walk nowhere, in metres. */
const FAR_CLICK = 45;

const _point = new Vector3();
const _ray = new Vector3();

export class View {
  readonly scene = new Scene();
  readonly camera = new PerspectiveCamera(FOV, 1, 0.12, 620);
  readonly renderer: WebGLRenderer;
  lost = false;
  width = 1;
  height = 1;
  #pixelRatio = 1;
  readonly #watch: ResizeObserver;
  readonly #stop = new AbortController();

  /** @throws {LoungeUnavailableError} If the canvas gives no WebGL 2, or too little of it. */
  constructor(
    readonly canvas: HTMLCanvasElement,
    { onLost, onRestored }: { onLost: () => void; onRestored: () => void },
  ) {
    const context = canvas.getContext("webgl2", {
      alpha: false,
      antialias: true,
      powerPreference: "high-performance",
    });
    if (!context) throw new LoungeUnavailableError("no_webgl");
    if (
      context.getParameter(context.MAX_TEXTURE_SIZE) < 2048 ||
      context.getParameter(context.MAX_VERTEX_ATTRIBS) < 16
    ) throw new LoungeUnavailableError("too_weak");
    // A renderer that lived on this canvas before may have left the card set up its own way.
    context.pixelStorei(context.UNPACK_FLIP_Y_WEBGL, false);
    context.pixelStorei(context.UNPACK_PREMULTIPLY_ALPHA_WEBGL, false);
    this.renderer = openRenderer(canvas, context);
    this.scene.matrixAutoUpdate = false;
    const { signal } = this.#stop;
    canvas.addEventListener("webglcontextlost", (event) => {
      // Without this the card never comes back.
      event.preventDefault();
      this.lost = true;
      forget(this.scene);
      onLost();
    }, { signal });
    canvas.addEventListener("webglcontextrestored", () => {
      this.lost = false;
      onRestored();
    }, { signal });
    this.#watch = new ResizeObserver(() => this.#resize());
    this.#watch.observe(canvas);
    this.#resize();
  }

  set pixelRatio(most: number) {
    this.#pixelRatio = Math.min(most, Math.max(1, globalThis.devicePixelRatio || 1));
    this.#resize();
  }

  get pixelRatio(): number {
    return this.#pixelRatio;
  }

  #resize(): void {
    this.width = Math.max(1, this.canvas.clientWidth);
    this.height = Math.max(1, this.canvas.clientHeight);
    this.renderer.setPixelRatio(this.#pixelRatio);
    this.renderer.setSize(this.width, this.height, false);
    this.camera.aspect = this.width / this.height;
    this.camera.fov = this.camera.aspect < 0.8 ? FOV_NARROW : FOV;
    this.camera.updateProjectionMatrix();
  }

  /** Puts the camera where the rig is. */
  aim(rig: CameraRig): void {
    this.camera.position.set(rig.x, rig.y, rig.z);
    _point.set(rig.focusX, rig.focusY, rig.focusZ);
    if (_point.distanceToSquared(this.camera.position) < 0.01) {
      _point.set(rig.x + Math.sin(rig.yaw), rig.y, rig.z + Math.cos(rig.yaw));
    }
    this.camera.lookAt(_point);
    this.camera.updateMatrixWorld();
  }

  /** Where a point of the room is on the canvas, in CSS pixels; null behind the eye. */
  onScreen(x: number, y: number, z: number): { x: number; y: number } | null {
    _point.set(x, y, z).project(this.camera);
    if (_point.z > 1) return null;
    return { x: (_point.x + 1) / 2 * this.width, y: (1 - _point.y) / 2 * this.height };
  }

  /** The place on the floor under a point of the canvas; null for the sky and for what is too far. */
  onFloor(x: number, y: number, floor: Floor): Point | null {
    const eye = this.camera.position;
    _ray.set(x / this.width * 2 - 1, 1 - y / this.height * 2, 0.5).unproject(this.camera);
    _ray.sub(eye).normalize();
    if (_ray.y > -0.02) return null;
    let height = 0;
    let [px, pz] = [eye.x, eye.z];
    // What rises is hit a little earlier: three rounds come near enough.
    for (let round = 0; round < 3; round++) {
      const along = (height - eye.y) / _ray.y;
      if (along > FAR_CLICK) return null;
      px = eye.x + _ray.x * along;
      pz = eye.z + _ray.z * along;
      height = heightAt(floor, px, pz);
    }
    return { x: px, z: pz };
  }

  render(): void {
    this.renderer.render(this.scene, this.camera);
  }

  dispose(): void {
    this.#stop.abort();
    this.#watch.disconnect();
    this.scene.clear();
    this.renderer.dispose();
  }
}

/**
 * Lets go of what was on the card. What is drawn again is given to it again; without this, three would later take
 * things of the lost card from the new one.
 */
function forget(scene: Scene): void {
  scene.traverse((object) => {
    if (!(object instanceof Mesh)) return;
    object.geometry.dispose();
    for (const material of [object.material].flat()) {
      if (material instanceof ShaderMaterial) {
        for (const { value } of Object.values(material.uniforms)) {
          if (value instanceof Texture) value.dispose();
        }
      }
      material.dispose();
    }
  });
}

function openRenderer(canvas: HTMLCanvasElement, context: WebGL2RenderingContext): WebGLRenderer {
  try {
    return new WebGLRenderer({ canvas, context });
  } catch (cause) {
    throw new LoungeUnavailableError("no_webgl", { cause });
  }
}
