/** The browser's frames: none while nobody looks, as browsers have it. Browser-safe. */
import type { FrameClock } from "@/lib/lounge/picture.ts";

export function createFrameClock(): FrameClock {
  return {
    now: () => performance.now(),
    run(frame) {
      let last = performance.now();
      let id = requestAnimationFrame(function next(at) {
        id = requestAnimationFrame(next);
        frame(Math.max(0, at - last) / 1000);
        last = at;
      });
      return () => cancelAnimationFrame(id);
    },
  };
}

/** Whether this browser draws in three dimensions: asked of a canvas that is thrown away. */
export function hasWebGl(): boolean {
  try {
    const context = document.createElement("canvas").getContext("webgl2");
    // Browsers allow few contexts at a time.
    context?.getExtension("WEBGL_lose_context")?.loseContext();
    return context !== null;
  } catch {
    // A browser that forbids it is one that does not draw.
    return false;
  }
}
