/**
 * Under which addresses this server gives browsers what they load from npm packages by name: wasm, and the loaders of
 * it. Each address holds the package's version, so that what lies under it never changes. Browser-safe.
 */

/** MediaPipe's vision tasks: what `FilesetResolver.forVisionTasks()` takes as its base. */
export const TASKS_VISION_BASE = "/vendor/tasks-vision-0.10.35";

/** LiteRT: the wasm that runs models, and its loaders. */
export const LITERT_BASE = "/vendor/litert-0.2.1";

/** onnxruntime-web: its script, and the wasm that it looks for beside itself. */
export const ONNXRUNTIME_BASE = "/vendor/onnxruntime-web-1.30.0";
