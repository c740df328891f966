/** A canvas on the graphics card: opened, lost, come back, given up. Browser-safe. */
import { WebGLRenderer } from "three";
import { RendererError } from "@/lib/avatar/stage/trouble.ts";

/** How long a lost card may take to come back. */
const PATIENCE_MS = 4_000;

export interface Card {
  readonly renderer: WebGLRenderer;
  /** The card is away: what is drawn now is drawn nowhere. */
  readonly isLost: boolean;
  dispose(): void;
}

export interface CardEvents {
  /** What was on the card is gone; it may be given to it anew once it is back. */
  readonly onLost: () => void;
  readonly onTrouble: (error: unknown) => void;
}

/** @throws {RendererError} `unsupported`, where the canvas gives no WebGL 2. */
export function openCard(canvas: HTMLCanvasElement, events: CardEvents): Card {
  const context = canvas.getContext("webgl2", {
    alpha: false,
    antialias: true,
    powerPreference: "high-performance",
  });
  if (!context) throw new RendererError("unsupported", "Cannot draw as there is no WebGL 2 here");
  const stop = new AbortController();
  let isLost = false;
  let giveUp: ReturnType<typeof setTimeout> | undefined;
  // Before three's own listeners, which it adds when it is made.
  canvas.addEventListener("webglcontextlost", (event) => {
    // Without this the card never comes back.
    event.preventDefault();
    isLost = true;
    events.onLost();
    giveUp = setTimeout(
      () => events.onTrouble(new RendererError("lost", "Cannot draw as the graphics card is gone")),
      PATIENCE_MS,
    );
  }, { signal: stop.signal });
  let renderer: WebGLRenderer;
  try {
    renderer = new WebGLRenderer({ canvas, context });
  } catch (cause) {
    stop.abort();
    throw new RendererError("unsupported", "Cannot draw with this browser's WebGL", { cause });
  }
  canvas.addEventListener("webglcontextrestored", () => {
    clearTimeout(giveUp);
    isLost = false;
  }, { signal: stop.signal });
  return {
    renderer,
    get isLost() {
      return isLost;
    },
    dispose() {
      stop.abort();
      clearTimeout(giveUp);
      renderer.dispose();
      // Browsers allow few contexts at a time, and take long to notice that one is of no use any more.
      if (!isLost) renderer.forceContextLoss();
    },
  };
}
