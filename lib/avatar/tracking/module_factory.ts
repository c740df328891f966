/// <reference lib="webworker" />
/**
 * Lets a module worker open more than one of MediaPipe's models. Its loader puts what makes the wasm's module on the
 * global scope, takes it away after each use, and has it put there again by loading once more; but a module is run once,
 * so the second model would find nothing. Source: `vision_bundle.mjs` of 0.10.35; pinned by "a face is found as MediaPipe
 * finds it" in tests/browser/tracking_test.ts.
 */

/** Keeps it from now on. */
export function keepModuleFactory(): void {
  let kept: unknown;
  Object.defineProperty(self, "ModuleFactory", {
    configurable: true,
    get: () => kept,
    set: (factory: unknown) => void (kept = factory ?? kept),
  });
}
