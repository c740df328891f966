/** Gives the tracker what only a browser has: cameras, a worker, storage, a page that may be hidden. */
import { createEngine, type WorkerLike } from "@/lib/avatar/tracking/engine.ts";
import { createFrameSource } from "@/lib/avatar/tracking/frames.ts";
import { createModelStore, type ModelCache } from "@/lib/avatar/tracking/model_store.ts";
import { createTracker } from "@/lib/avatar/tracking/tracker.ts";
import type { Ear, Tracker, TrackerDeps } from "@/lib/avatar/tracking/tracker_model.ts";
import { hear } from "@/lib/avatar/tracking/voice_mouth.ts";
import type { MeasuredDelegate } from "@/lib/avatar/tracking/worker_protocol.ts";

/** Where models are kept, and what was measured. */
const CACHE = "maru-models";
const DELEGATE_KEY = "maru-delegate";

/** Samples of a voice that are looked at together: 21 ms of 48 kHz. */
const VOICE_SAMPLES = 1024;

/** Makes the tracker of this page. Nothing is loaded before its `start()`. */
export function createBrowserTracker(): Tracker {
  return createTracker(browserDeps());
}

/** What `createTracker()` needs; a test may put something else in the place of a part. */
export function browserDeps(): TrackerDeps {
  const drawer = () => localStorage;
  return {
    // Absent where the page came over plain HTTP.
    media: navigator.mediaDevices ?? null,
    supported: typeof Worker !== "undefined" && typeof WebAssembly !== "undefined" &&
      typeof createImageBitmap !== "undefined",
    models: createModelStore({
      fetch: (url, init) => fetch(url, init),
      openCache: async (): Promise<ModelCache | null> =>
        typeof caches === "undefined" ? null : await caches.open(CACHE),
      wait,
      origin: location.origin,
    }),
    createEngine: () =>
      createEngine({
        startWorker,
        measured: readMeasured(),
        remember: keepMeasured,
      }),
    createFrames: createFrameSource,
    listen,
    drawer,
    now: () => performance.now(),
    random: Math.random,
    every(ms, run) {
      const timer = setInterval(run, ms);
      return () => clearInterval(timer);
    },
    page: {
      hidden: () => document.hidden,
      onChange(listener) {
        document.addEventListener("visibilitychange", listener);
        return () => document.removeEventListener("visibilitychange", listener);
      },
    },
    reducedMotion: () => matchMedia("(prefers-reduced-motion: reduce)").matches,
  };
}

/** Starts the tracking worker, which then waits to be opened. */
export function startWorker(): WorkerLike {
  return new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
}

function wait(ms: number, signal: AbortSignal): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms);
  signal.addEventListener("abort", () => {
    clearTimeout(timer);
    reject(signal.reason);
  }, { once: true });
  return promise;
}

function listen(stream: MediaStream): Ear {
  const context = new AudioContext();
  // Where the page was not touched yet it starts suspended; silence until then.
  void context.resume().catch(() => {});
  const source = context.createMediaStreamSource(stream);
  const analyser = context.createAnalyser();
  analyser.fftSize = VOICE_SAMPLES;
  analyser.smoothingTimeConstant = 0;
  source.connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  const decibels = new Float32Array(analyser.frequencyBinCount);
  return {
    hear() {
      analyser.getFloatTimeDomainData(samples);
      analyser.getFloatFrequencyData(decibels);
      return hear(samples, decibels, context.sampleRate);
    },
    close() {
      source.disconnect();
      void context.close().catch(() => {});
    },
  };
}

function readMeasured(): MeasuredDelegate | null {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(DELEGATE_KEY) ?? "null");
    if (typeof kept !== "object" || kept === null) return null;
    const { renderer, delegate } = Object.fromEntries(Object.entries(kept));
    if (typeof renderer !== "string") return null;
    return delegate === "GPU" || delegate === "CPU" ? { renderer, delegate } : null;
  } catch {
    // Not ours, or not allowed to be read: it is measured again.
    return null;
  }
}

function keepMeasured(measured: MeasuredDelegate): void {
  try {
    localStorage.setItem(DELEGATE_KEY, JSON.stringify(measured));
  } catch {
    // Storing is not allowed: it is measured again next time.
  }
}
