/**
 * A VRM file of one's own: chosen, kept in this browser, and worn in calls. Browser-safe.
 *
 * - [OM1] A file that is none changes nothing: what was worn before stays.
 * - [OM2] Of two files chosen one after the other, the later is worn.
 */
import { createModel, signal } from "@preact/signals";
import type { ModelStore } from "@/lib/lounge/own_model/store.ts";

/** A VRM file that is worn. */
export interface OwnVrm {
  name: string;
  file: ArrayBuffer;
  /** SHA-256 in hexadecimal. */
  hash: string;
}

export interface OwnModelDeps {
  store: ModelStore;
  /** Larger files are not read, in bytes. */
  maxBytes: number;
  hash(file: ArrayBuffer): Promise<string>;
  /** Puts it on, or takes it off. */
  wear(vrm: OwnVrm | null): void;
  /** Lets the next call know whether there is something to wear. */
  remember(wears: boolean): void;
}

export type OwnModelTrouble = "not_vrm" | "too_large" | "unreadable" | "not_kept";

/** The first bytes of a binary glTF, which every VRM is. Source: glTF 2.0, 4.4. */
const GLTF = 0x46546c67;

export const OwnModel = createModel((deps: OwnModelDeps) => {
  /** Name and size of what is kept. */
  const kept = signal<{ name: string; bytes: number } | null>(null);
  const worn = signal(false);
  const trouble = signal<OwnModelTrouble | null>(null);
  const reading = signal(false);
  let model: OwnVrm | null = null;
  let wish = 0;

  function put(next: OwnVrm): void {
    model = next;
    kept.value = { name: next.name, bytes: next.file.byteLength };
  }

  function wear(on: boolean): void {
    worn.value = on && model !== null;
    deps.wear(worn.value ? model : null);
    deps.remember(worn.value);
  }

  return {
    kept,
    worn,
    trouble,
    reading,
    /** Looks for what was kept earlier; wears it where it was worn. */
    begin: async (wears: boolean): Promise<void> => {
      const mine = wish;
      try {
        const found = await deps.store.get();
        if (!found || mine !== wish) return;
        const hash = await deps.hash(found.file);
        if (mine !== wish) return;
        put({ ...found, hash });
        if (wears) wear(true);
      } catch {
        // A browser that keeps nothing has nothing.
      }
    },
    wear,
    choose: async (chosen: Pick<File, "name" | "size" | "arrayBuffer">): Promise<void> => {
      trouble.value = null;
      if (chosen.size > deps.maxBytes) return void (trouble.value = "too_large");
      const mine = ++wish;
      reading.value = true;
      const file = await chosen.arrayBuffer().catch(() => null);
      const hash = file && isGltf(file) ? await deps.hash(file) : null;
      if (mine !== wish) return; // [OM2]
      reading.value = false;
      // [OM1]
      if (!file) return void (trouble.value = "unreadable");
      if (!hash) return void (trouble.value = "not_vrm");
      put({ name: chosen.name, file, hash });
      wear(true);
      await deps.store.put({ name: chosen.name, file }).catch(() => {
        trouble.value = "not_kept";
      });
    },
    remove: async (): Promise<void> => {
      wish++;
      wear(false);
      model = null;
      kept.value = trouble.value = null;
      reading.value = false;
      await deps.store.remove().catch(() => {});
    },
  };
});
export type OwnModel = InstanceType<typeof OwnModel>;

/** Whether a file begins as binary glTF does. */
export function isGltf(file: ArrayBuffer): boolean {
  return file.byteLength > 12 && new DataView(file).getUint32(0, true) === GLTF;
}
