/** How light falls on bodies at each place of a floor: sampled once, read each frame. Pure. Browser-safe. */
import type { Floor } from "@/lib/spaces/floor.ts";
import type { Baker } from "@/lib/lounge/scene/clay/bake.ts";
import { heightAt } from "@/lib/lounge/scene/ground.ts";

const CELL = 0.6;
/** Where on a body light is measured, in metres over the ground. */
const CHEST = 0.95;

export class LightMap {
  readonly #columns: number;
  readonly #rows: number;
  /** Lamps' red, green, blue, then the sun's share. */
  readonly #values: Float32Array;

  constructor(baker: Pick<Baker, "lampsAt" | "sunAt">, readonly floor: Floor) {
    this.#columns = Math.ceil(floor.halfWidth * 2 / CELL) + 1;
    this.#rows = Math.ceil(floor.halfDepth * 2 / CELL) + 1;
    this.#values = new Float32Array(this.#columns * this.#rows * 4);
    for (let row = 0; row < this.#rows; row++) {
      for (let column = 0; column < this.#columns; column++) {
        const x = column * CELL - floor.halfWidth;
        const z = row * CELL - floor.halfDepth;
        const point = [x, heightAt(floor, x, z) + CHEST, z] as const;
        this.#values.set(
          [...baker.lampsAt(point, null), baker.sunAt(point)],
          (row * this.#columns + column) * 4,
        );
      }
    }
  }

  /** Writes lamps' red, green, blue and the sun's share at a place into `out` from `offset` on. */
  read(x: number, z: number, out: Float32Array, offset: number): void {
    const u = Math.min(this.#columns - 1.001, Math.max(0, (x + this.floor.halfWidth) / CELL));
    const v = Math.min(this.#rows - 1.001, Math.max(0, (z + this.floor.halfDepth) / CELL));
    const [column, row] = [Math.floor(u), Math.floor(v)];
    const [fu, fv] = [u - column, v - row];
    const a = (row * this.#columns + column) * 4;
    const b = a + this.#columns * 4;
    const values = this.#values;
    for (let i = 0; i < 4; i++) {
      const top = values[a + i]! * (1 - fu) + values[a + 4 + i]! * fu;
      const low = values[b + i]! * (1 - fu) + values[b + 4 + i]! * fu;
      out[offset + i] = top * (1 - fv) + low * fv;
    }
  }
}
