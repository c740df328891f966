/**
 * The reader's own body as a VRM model: chosen from a file, kept in this browser, worn where the drawing manages it.
 * Nobody else sees it, and it is never sent anywhere. Browser-safe.
 *
 * - [OM1] A file that cannot be worn changes nothing: what was worn before stays.
 * - [OM2] Of two files chosen one after the other, the later is worn.
 * - [OM3] A drawing that is opened anew is dressed anew, once its quality allows it.
 */
import { computed, createModel, effect, type ReadonlySignal, signal } from "@preact/signals";
import type { Lounge, QualityLevel, VrmOutcome } from "@/lib/lounge/scene/model.ts";
import type { KeptModel, ModelStore } from "@/lib/lounge/own_model/store.ts";

export interface OwnModelDeps {
  store: ModelStore;
  /** The drawing; null while there is none. */
  lounge: ReadonlySignal<Pick<Lounge, "wearVrm"> | null>;
  level: ReadonlySignal<QualityLevel | null>;
  /** Whether a model is drawn at a level of quality. */
  manages(level: QualityLevel): boolean;
  /** Larger files are not read, in bytes. */
  maxBytes: number;
  /** Lets the next visit know whether there is a model to look for. */
  remember(has: boolean): void;
}

/** Why a file is not worn; `not_kept` is worn, but for this visit alone. */
export type ModelTrouble = "not_vrm" | "too_large" | "unreadable" | "not_kept";

/** What is being done. `fraction` goes from 0 to 1. */
export type ModelWork = { kind: "reading"; fraction: number } | { kind: "dressing" };

/** What of a chosen file is needed. */
export type ChosenFile = Pick<File, "name" | "size" | "stream">;

export const OwnModel = createModel((deps: OwnModelDeps) => {
  const kept = signal<KeptModel | null>(null);
  const work = signal<ModelWork | null>(null);
  const trouble = signal<ModelTrouble | null>(null);
  /** The drawing that wears the model. */
  const wearer = signal<Pick<Lounge, "wearVrm"> | null>(null);
  const managed = computed(() => deps.level.value !== null && deps.manages(deps.level.value));
  /** The drawing that was last asked to wear what was kept: it is asked once. */
  let asked: unknown = null;
  let wish = 0;

  const stopDressing = effect(() => {
    const lounge = deps.lounge.value;
    if (!lounge || !managed.value || !kept.value || work.value) return;
    if (wearer.value === lounge || asked === lounge) return;
    asked = lounge;
    void dress(lounge, kept.value); // [OM3]
  });

  async function dress(
    lounge: Pick<Lounge, "wearVrm">,
    { file }: KeptModel,
  ): Promise<VrmOutcome> {
    const mine = ++wish;
    work.value = { kind: "dressing" };
    // A script that does not come dresses nobody, and says nothing about the file.
    const outcome = await lounge.wearVrm(file).catch((): VrmOutcome => {
      if (mine === wish) trouble.value = "unreadable";
      return { ok: false, reason: "gone" };
    });
    if (mine !== wish) return { ok: false, reason: "gone" }; // [OM2]
    if (outcome.ok) wearer.value = lounge;
    else if (outcome.reason === "not_vrm" && kept.value?.file === file) await forget();
    work.value = null;
    return outcome;
  }

  /** A kept file that turns out to be none is not looked at again. */
  async function forget(): Promise<void> {
    kept.value = null;
    trouble.value ??= "not_vrm";
    deps.remember(false);
    await deps.store.remove().catch(() => {});
  }

  async function choose(chosen: ChosenFile): Promise<void> {
    trouble.value = null;
    if (chosen.size > deps.maxBytes) return void (trouble.value = "too_large");
    const mine = ++wish;
    const file = await read(chosen, mine);
    if (mine !== wish) return;
    const lounge = deps.lounge.value;
    if (!file || !lounge) {
      work.value = null;
      trouble.value = "unreadable";
      return;
    }
    const model = { name: chosen.name, file };
    const outcome = await dress(lounge, model);
    if (!outcome.ok) {
      if (outcome.reason !== "gone") trouble.value ??= outcome.reason; // [OM1]
      return;
    }
    kept.value = model;
    try {
      await deps.store.put(model);
      deps.remember(true);
    } catch {
      trouble.value = "not_kept";
    }
  }

  /** The whole file, or null where it cannot be read or was replaced by another wish. */
  async function read(chosen: ChosenFile, mine: number): Promise<ArrayBuffer | null> {
    const bytes = new Uint8Array(chosen.size);
    let at = 0;
    try {
      for await (const piece of piecesOf(chosen)) {
        if (mine !== wish) return null;
        bytes.set(piece, at);
        at += piece.length;
        work.value = { kind: "reading", fraction: at / chosen.size };
      }
    } catch {
      // Taken away while it was read, or not allowed to be.
      return null;
    }
    return at === chosen.size ? bytes.buffer : null;
  }

  async function remove(): Promise<void> {
    wish++;
    work.value = null;
    trouble.value = null;
    kept.value = null;
    wearer.value = null;
    deps.remember(false);
    await Promise.allSettled([deps.lounge.value?.wearVrm(null), deps.store.remove()]);
  }

  return {
    kept,
    work,
    trouble,
    /** Whether the drawing of the moment draws models. */
    managed,
    /** Whether the model is to be seen right now. */
    shown: computed(() =>
      managed.value && wearer.value !== null && wearer.value === deps.lounge.value
    ),
    /** Looks for what was kept at an earlier visit. */
    begin: async (): Promise<void> => {
      try {
        const found = await deps.store.get();
        if (found && wish === 0) kept.value = found;
      } catch {
        // A browser that keeps nothing has nothing.
      }
    },
    choose,
    remove,
    close: stopDressing,
  };
});
export type OwnModel = InstanceType<typeof OwnModel>;

/** Reads a stream piece by piece; not every browser iterates over one. */
async function* piecesOf(file: ChosenFile): AsyncGenerator<Uint8Array> {
  const reader = file.stream().getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    yield value;
  }
}
