/** Draws the crowd: near bodies in one call, far ones in another, their shadows in a third. Browser-safe. */
import {
  BufferAttribute,
  DynamicDrawUsage,
  Group,
  InstancedBufferGeometry,
  InstancedInterleavedBuffer,
  InterleavedBufferAttribute,
  Mesh,
  ShaderMaterial,
  type Texture,
  Vector2,
} from "three";
import type { AirUniforms } from "@/lib/lounge/scene/air.ts";
import {
  BODY_FRAGMENT,
  BODY_VERTEX,
  SHADOW_FRAGMENT,
  SHADOW_VERTEX,
} from "@/lib/lounge/scene/body_glsl.ts";
import { shapeBody } from "@/lib/lounge/scene/body_shape.ts";
import type { Body } from "@/lib/lounge/scene/crowd.ts";
import type { FaceLook } from "@/lib/lounge/scene/face_look.ts";
import { heightAt } from "@/lib/lounge/scene/ground.ts";
import type { LightMap } from "@/lib/lounge/scene/light_map.ts";

const FLOATS = 20;
const BYTES = 16;

/** One level of detail. */
class Level {
  readonly geometry = new InstancedBufferGeometry();
  readonly moves: InstancedInterleavedBuffer;
  readonly paints: InstancedInterleavedBuffer;
  count = 0;

  constructor(detail: "near" | "far", readonly capacity: number) {
    const shape = shapeBody(detail);
    const { geometry } = this;
    geometry.setAttribute("position", new BufferAttribute(shape.positions, 3));
    geometry.setAttribute("normal", new BufferAttribute(shape.normals, 3));
    geometry.setAttribute("kind", new BufferAttribute(shape.kinds, 2));
    geometry.setAttribute("uv", new BufferAttribute(shape.uvs, 2));
    geometry.setIndex(new BufferAttribute(shape.index, 1));
    this.moves = new InstancedInterleavedBuffer(new Float32Array(capacity * FLOATS), FLOATS);
    this.paints = new InstancedInterleavedBuffer(new Uint8Array(capacity * BYTES), BYTES);
    this.moves.setUsage(DynamicDrawUsage);
    this.paints.setUsage(DynamicDrawUsage);
    ["place", "gait", "pose", "look", "shine"].forEach((name, i) => {
      geometry.setAttribute(name, new InterleavedBufferAttribute(this.moves, 4, i * 4));
    });
    ["skin", "top", "bottom", "hair"].forEach((name, i) => {
      geometry.setAttribute(name, new InterleavedBufferAttribute(this.paints, 4, i * 4, true));
    });
    geometry.instanceCount = 0;
  }

  flush(): void {
    this.geometry.instanceCount = this.count;
    for (const [buffer, size] of [[this.moves, FLOATS], [this.paints, BYTES]] as const) {
      buffer.clearUpdateRanges();
      buffer.addUpdateRange(0, this.count * size);
      if (this.count > 0) buffer.needsUpdate = true;
    }
  }
}

/** A face on the atlas, and the colours that go with it. */
export interface Dress {
  cell: number;
  look: FaceLook;
}

export class Bodies {
  readonly group = new Group();
  readonly #near: Level;
  readonly #far: Level;
  readonly #spots: InstancedInterleavedBuffer;
  readonly #shadowGeometry = new InstancedBufferGeometry();
  readonly #materials: ShaderMaterial[];
  readonly #shadows: Mesh;
  #count = 0;

  constructor(
    readonly lights: LightMap,
    { air, faces, cells, capacity }: {
      air: AirUniforms;
      faces: Texture;
      /** Columns of the atlas, and the share of it that a cell is wide. */
      cells: readonly [columns: number, size: number];
      capacity: number;
    },
  ) {
    this.#near = new Level("near", capacity);
    this.#far = new Level("far", capacity);
    const material = new ShaderMaterial({
      uniforms: { ...air, faces: { value: faces }, cells: { value: new Vector2(...cells) } },
      vertexShader: BODY_VERTEX,
      fragmentShader: BODY_FRAGMENT,
      side: 2,
      alphaToCoverage: true,
    });
    this.#shadowGeometry.setAttribute(
      "position",
      new BufferAttribute(new Float32Array([-1, 0, 1, 1, 0, 1, 1, 0, -1, -1, 0, -1]), 3),
    );
    this.#shadowGeometry.setIndex([0, 1, 2, 0, 2, 3]);
    this.#spots = new InstancedInterleavedBuffer(new Float32Array(capacity * 4), 4);
    this.#spots.setUsage(DynamicDrawUsage);
    this.#shadowGeometry.setAttribute("spot", new InterleavedBufferAttribute(this.#spots, 4, 0));
    const shadow = new ShaderMaterial({
      uniforms: air,
      vertexShader: SHADOW_VERTEX,
      fragmentShader: SHADOW_FRAGMENT,
      transparent: true,
      depthWrite: false,
      side: 2,
    });
    this.#materials = [material, shadow];
    this.#shadows = new Mesh(this.#shadowGeometry, shadow);
    const meshes = [
      new Mesh(this.#near.geometry, material),
      new Mesh(this.#far.geometry, material),
      this.#shadows,
    ];
    for (const mesh of meshes) {
      mesh.frustumCulled = false;
      mesh.matrixAutoUpdate = false;
    }
    this.#shadows.renderOrder = 1;
    this.group.add(...meshes);
  }

  set shadows(on: boolean) {
    this.#shadows.visible = on;
  }

  /** Begins a frame. */
  begin(): void {
    this.#near.count = this.#far.count = this.#count = 0;
  }

  /** Adds one body; `near` in full detail. `shown` below 1 lets what is behind shine through. */
  add(body: Body, dress: Dress, { near, shown }: { near: boolean; shown: number }): void {
    const level = near ? this.#near : this.#far;
    if (level.count >= level.capacity) return;
    const { seen } = body;
    const data = level.moves.array as Float32Array;
    const at = level.count * FLOATS;
    data[at] = seen.x;
    data[at + 1] = body.y;
    data[at + 2] = seen.z;
    data[at + 3] = seen.heading;
    data[at + 4] = body.phase;
    data[at + 5] = body.walk;
    data[at + 6] = body.run;
    data[at + 7] = body.offset;
    data[at + 8] = body.sit;
    data[at + 9] = body.wave;
    data[at + 10] = body.dance;
    data[at + 11] = body.nod;
    data[at + 12] = body.headTurn;
    data[at + 13] = dress.cell;
    data[at + 14] = dress.look.skirt ? 1 : 0;
    data[at + 15] = Math.min(shown, body.shown);
    this.lights.read(seen.x, seen.z, data, at + 16);
    const paint = level.paints.array as Uint8Array;
    const from = level.count * BYTES;
    paint.set(dress.look.paint, from);
    paint[from + 11] = body.bench * 255;
    level.count++;
    if (this.#count < level.capacity && shown > 0.3) {
      const spots = this.#spots.array as Float32Array;
      const k = this.#count * 4;
      spots[k] = seen.x;
      spots[k + 1] = heightAt(this.lights.floor, seen.x, seen.z);
      spots[k + 2] = seen.z;
      spots[k + 3] = data[at + 19]!;
      this.#count++;
    }
  }

  /** Ends a frame: what was added is what is drawn. */
  flush(): void {
    this.#near.flush();
    this.#far.flush();
    this.#shadowGeometry.instanceCount = this.#count;
    this.#spots.clearUpdateRanges();
    this.#spots.addUpdateRange(0, this.#count * 4);
    if (this.#count > 0) this.#spots.needsUpdate = true;
  }

  get nearCount(): number {
    return this.#near.count;
  }

  dispose(): void {
    for (const geometry of [this.#near.geometry, this.#far.geometry, this.#shadowGeometry]) {
      geometry.dispose();
    }
    for (const material of this.#materials) material.dispose();
    this.group.clear();
  }
}
