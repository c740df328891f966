/** The page's side of the tracking worker: one picture at a time goes in, what was seen comes out. Browser-safe. */
import type { Picture } from "@/lib/avatar/tracking/frames.ts";
import type { Seen } from "@/lib/avatar/tracking/seen.ts";
import type {
  Delegate,
  FromWorker,
  MeasuredDelegate,
  ToWorker,
} from "@/lib/avatar/tracking/worker_protocol.ts";

/** What finds faces. */
export interface Engine {
  /** Where it computes now; it may change once, after it was measured. */
  readonly delegate: Delegate;
  /** @throws {EngineError} If this browser cannot. */
  open(face: ArrayBuffer): Promise<void>;
  /** Gives a model, or takes it away; false where it cannot be used. */
  setModel(name: "hand" | "body", bytes: ArrayBuffer | null): Promise<boolean>;
  /**
   * Looks at a picture, which is gone afterwards. One at a time.
   *
   * @param wants.width Pixels that are looked at of its width, at most.
   * @throws {EngineError} If the worker broke.
   */
  look(
    picture: Picture,
    wants: { atMs: number; width: number; hands: boolean; body: boolean },
  ): Promise<Seen>;
  close(): void;
}

/** The worker does not start, or broke. */
export class EngineError extends Error {
  override name = "EngineError";
}

/** The part of a `Worker` that is needed. */
export interface WorkerLike {
  onmessage: ((event: MessageEvent<FromWorker>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  onmessageerror: ((event: MessageEvent) => void) | null;
  postMessage(message: ToWorker, transfer: Transferable[]): void;
  terminate(): void;
}

export interface EngineDeps {
  startWorker: () => WorkerLike;
  /** What was measured at an earlier visit. */
  measured: MeasuredDelegate | null;
  /** Keeps what was measured for the next. */
  remember: (measured: MeasuredDelegate) => void;
}

/** Longest wait for wasm to load and compile, and for one picture, in milliseconds. */
const OPEN_TIMEOUT_MS = 60_000;
const LOOK_TIMEOUT_MS = 15_000;

export function createEngine(deps: EngineDeps): Engine {
  let delegate: Delegate = "CPU";
  let worker: WorkerLike | null = null;
  let broken: EngineError | null = null;
  let opening: PromiseWithResolvers<void> | null = null;
  let looking: PromiseWithResolvers<Seen> | null = null;
  const models = new Map<"hand" | "body", PromiseWithResolvers<boolean>>();

  function fail(message: string): void {
    broken = new EngineError(message);
    opening?.reject(broken);
    looking?.reject(broken);
    for (const waiting of models.values()) waiting.resolve(false);
    models.clear();
    worker?.terminate();
    worker = null;
  }

  function hear(message: FromWorker): void {
    switch (message.type) {
      case "opened":
        delegate = message.delegate;
        opening?.resolve();
        return;
      case "seen":
        looking?.resolve(message.seen);
        return;
      case "measured":
        deps.remember(message.measured);
        return;
      case "model_open":
        models.get(message.name)?.resolve(message.ok);
        models.delete(message.name);
        return;
      case "failed":
        fail(message.message);
    }
  }

  function send(message: ToWorker, transfer: Transferable[] = []): void {
    if (!worker) throw broken ?? new EngineError("The tracking worker is not open");
    worker.postMessage(message, transfer);
  }

  /** Waits, but not for ever: a worker whose wasm hangs says nothing. */
  async function within<T>(waiting: PromiseWithResolvers<T>, timeoutMs: number): Promise<T> {
    const timer = setTimeout(() => fail("The tracking worker does not answer"), timeoutMs);
    try {
      return await waiting.promise;
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    get delegate() {
      return delegate;
    },
    async open(face) {
      broken = null;
      worker = deps.startWorker();
      worker.onmessage = ({ data }) => hear(data);
      worker.onerror = (event) => {
        event.preventDefault();
        fail(event.message || "The tracking worker did not start");
      };
      worker.onmessageerror = () => fail("The tracking worker was not understood");
      opening = Promise.withResolvers();
      const bytes = new Uint8Array(face);
      send({ type: "open", face: bytes, measured: deps.measured });
      await within(opening, OPEN_TIMEOUT_MS);
    },
    async setModel(name, bytes) {
      models.get(name)?.resolve(false);
      models.delete(name);
      if (bytes === null) {
        if (worker) send({ type: "model", name, bytes: null });
        return true;
      }
      const waiting = Promise.withResolvers<boolean>();
      models.set(name, waiting);
      send({ type: "model", name, bytes: new Uint8Array(bytes) });
      return await waiting.promise;
    },
    async look(picture, wants) {
      looking = Promise.withResolvers();
      try {
        send({ type: "look", picture, ...wants }, [picture]);
      } catch (error) {
        picture.close();
        throw error;
      }
      return await within(looking, LOOK_TIMEOUT_MS);
    },
    close() {
      fail("The tracking worker was closed");
    },
  };
}
