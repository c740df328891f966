/**
 * The own body in a VRM model, where the machine manages it. What draws one is fetched when it is first worn; the file
 * stays in the page. Browser-safe.
 */
import type { Scene } from "three";
import type { Body } from "@/lib/lounge/scene/crowd.ts";
import type { VrmOutcome } from "@/lib/lounge/scene/model.ts";
import type { Room } from "@/lib/lounge/scene/room.ts";
import type { VrmBody } from "@/lib/lounge/scene/vrm.ts";

/** Larger files are refused before they are read, in bytes. */
export const MAX_VRM_BYTES = 32 * 1024 * 1024;

export class Wardrobe {
  /** Whether the quality of the moment allows it. */
  allowed = false;
  #worn: VrmBody | null = null;
  /** Counts what was asked for, so that a slow file does not replace a later one. */
  #wish = 0;
  #disposed = false;

  constructor(readonly scene: Scene, readonly room: Pick<Room, "air">) {}

  async wear(file: ArrayBuffer | null): Promise<VrmOutcome> {
    const wish = ++this.#wish;
    if (file === null) {
      this.#takeOff();
      return { ok: true, shown: false };
    }
    if (file.byteLength > MAX_VRM_BYTES) return { ok: false, reason: "too_large" };
    const { loadVrm } = await import("@/lib/lounge/scene/vrm.ts");
    const body = await loadVrm(file, this.room.air);
    if (this.#disposed || wish !== this.#wish) {
      body?.dispose();
      return { ok: false, reason: "gone" };
    }
    if (!body) return { ok: false, reason: "not_vrm" };
    this.#takeOff();
    this.#worn = body;
    this.scene.add(body.group);
    return { ok: true, shown: this.allowed };
  }

  /** Moves the model to where the own body is; false where the simple body is to be drawn. */
  dress(body: Body, dtS: number): boolean {
    if (!this.#worn) return false;
    this.#worn.group.visible = this.allowed;
    if (this.allowed) this.#worn.update(body, dtS);
    return this.allowed;
  }

  #takeOff(): void {
    if (!this.#worn) return;
    this.scene.remove(this.#worn.group);
    this.#worn.dispose();
    this.#worn = null;
  }

  dispose(): void {
    this.#disposed = true;
    this.#takeOff();
  }
}
