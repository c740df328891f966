/** Hands and body: loads their models when they are switched on, and tells how that goes. Browser-safe. */
import { computed, type ReadonlySignal, signal } from "@preact/signals";
import type { Engine } from "@/lib/avatar/tracking/engine.ts";
import type { ModelStore } from "@/lib/avatar/tracking/model_store.ts";

export const EXTRAS = ["hands", "body"] as const;
export type Extra = typeof EXTRAS[number];

export type ExtraState =
  | { readonly kind: "off" }
  /** Switched on, and waiting for the camera. */
  | { readonly kind: "waiting" }
  | { readonly kind: "loading"; readonly fraction: number }
  | { readonly kind: "on" }
  /** There, but not looked for at the moment, so that the face stays within its budget. */
  | { readonly kind: "resting" }
  | { readonly kind: "failed" };

const MODEL_OF = { hands: "hand", body: "body" } as const;
const OFF: ExtraState = { kind: "off" };

export interface ExtrasDeps {
  readonly models: ModelStore;
  /** The engine that is open; null where none is. */
  readonly engine: () => Engine | null;
}

export class Extras {
  readonly #deps: ExtrasDeps;
  readonly #wanted = { hands: false, body: false };
  readonly #loading = new Map<Extra, AbortController>();
  readonly #states = signal<Readonly<Record<Extra, ExtraState>>>({ hands: OFF, body: OFF });
  /** What can be looked for. */
  readonly usable = computed(() => {
    const { hands, body } = this.#states.value;
    const is = ({ kind }: ExtraState) => kind === "on" || kind === "resting";
    return { hands: is(hands), body: is(body) };
  });

  constructor(deps: ExtrasDeps) {
    this.#deps = deps;
  }

  get states(): ReadonlySignal<Readonly<Record<Extra, ExtraState>>> {
    return this.#states;
  }

  want(wanted: Readonly<Record<Extra, boolean>>): void {
    for (const extra of EXTRAS) {
      if (this.#wanted[extra] === wanted[extra]) continue;
      this.#wanted[extra] = wanted[extra];
      this.#follow(extra);
    }
  }

  /** An engine is there. */
  opened(): void {
    for (const extra of EXTRAS) {
      const { kind } = this.#states.peek()[extra];
      if (this.#wanted[extra] && kind !== "on" && kind !== "resting") this.#follow(extra);
    }
  }

  /** The engine is gone, and with it what it was given. */
  closed(): void {
    for (const extra of EXTRAS) {
      this.#loading.get(extra)?.abort();
      this.#set(extra, this.#wanted[extra] ? { kind: "waiting" } : OFF);
    }
  }

  /** Says whether they rest to keep the budget. */
  resting(rests: boolean): void {
    for (const extra of EXTRAS) {
      const { kind } = this.#states.peek()[extra];
      if (kind === "on" && rests) this.#set(extra, { kind: "resting" });
      if (kind === "resting" && !rests) this.#set(extra, { kind: "on" });
    }
  }

  #set(extra: Extra, state: ExtraState): void {
    if (this.#states.peek()[extra].kind === "off" && state.kind === "off") return;
    this.#states.value = { ...this.#states.peek(), [extra]: state };
  }

  #follow(extra: Extra): void {
    this.#loading.get(extra)?.abort();
    if (this.#wanted[extra]) void this.#load(extra);
    else {
      this.#set(extra, OFF);
      void this.#deps.engine()?.setModel(MODEL_OF[extra], null);
    }
  }

  async #load(extra: Extra): Promise<void> {
    const engine = this.#deps.engine();
    if (!engine) return this.#set(extra, { kind: "waiting" });
    const loading = new AbortController();
    this.#loading.set(extra, loading);
    const { signal: wish } = loading;
    try {
      const bytes = await this.#deps.models.get(MODEL_OF[extra], {
        signal: wish,
        onProgress: (fraction) => {
          if (!wish.aborted) this.#set(extra, { kind: "loading", fraction });
        },
      });
      if (wish.aborted) return;
      const ok = await engine.setModel(MODEL_OF[extra], bytes);
      if (!wish.aborted) this.#set(extra, { kind: ok ? "on" : "failed" });
    } catch {
      // Out of reach, or no longer wanted: the face goes on without.
      if (!wish.aborted) this.#set(extra, { kind: "failed" });
    }
  }
}
