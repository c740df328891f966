/** Decides by measuring whether a graphics card finds faces faster than the processor. Browser-safe. */
import type { MeasuredDelegate } from "@/lib/avatar/tracking/worker_protocol.ts";

/** Pictures that are measured on each, after some that warm up: shaders compile on the first. */
const WARM_UP = 10;
const MEASURED = 20;

/** A card has to be so much faster: what it takes, the drawing of avatars has to wait for. */
const WORTH = 0.7;

/** Cards that are programs, or the basic driver of a machine without one. */
const NO_CARD = /swiftshader|llvmpipe|softpipe|software|basic render|microsoft basic/i;

/** Names the graphics card that a worker could use; null where there is none, or it is a program. */
export function graphicsCard(): string | null {
  if (typeof OffscreenCanvas === "undefined") return null;
  const gl = new OffscreenCanvas(1, 1).getContext("webgl2");
  if (!gl) return null;
  const named = gl.getExtension("WEBGL_debug_renderer_info");
  const name: unknown = gl.getParameter(named ? named.UNMASKED_RENDERER_WEBGL : gl.RENDERER);
  // Browsers allow few contexts at a time.
  gl.getExtension("WEBGL_lose_context")?.loseContext();
  return typeof name === "string" && isCard(name) ? name : null;
}

/** Whether a renderer's name is that of a card. */
export function isCard(renderer: string): boolean {
  return renderer !== "" && !NO_CARD.test(renderer);
}

export type TrialStep =
  | { readonly kind: "go_on" }
  /** The processor is measured: now the card. */
  | { readonly kind: "switch" }
  /** `keeps`: what runs now stays. */
  | { readonly kind: "decided"; readonly measured: MeasuredDelegate; readonly keeps: boolean };

/** One trial: first the processor, then the card. */
export class DelegateTrial {
  readonly card: string;
  #took: number[] = [];
  #cpuMs: number | null = null;

  constructor(card: string) {
    this.card = card;
  }

  /** @param faceMs What the last picture took. */
  take(faceMs: number): TrialStep {
    this.#took.push(faceMs);
    if (this.#took.length < WARM_UP + MEASURED) return { kind: "go_on" };
    const median = this.#took.slice(WARM_UP).sort((a, b) => a - b)[MEASURED >> 1]!;
    this.#took = [];
    if (this.#cpuMs === null) {
      this.#cpuMs = median;
      return { kind: "switch" };
    }
    const delegate = median < WORTH * this.#cpuMs ? "GPU" : "CPU";
    return {
      kind: "decided",
      measured: { renderer: this.card, delegate },
      keeps: delegate === "GPU",
    };
  }
}
