/**
 * Opens a portrait animator: the runtime from our own origin, the graph by its address. Loaded when one is drawn.
 * Browser-safe.
 *
 * A page allows `connect-src 'self'` alone, so the graph has to lie on this server, as in `static/models/`. Another
 * host's would need a policy that names it, and with that a host to which a page could send something.
 */
import type * as Ort from "onnxruntime-web";
import { RendererError } from "@/lib/avatar/stage/trouble.ts";
import { ONNXRUNTIME_BASE } from "@/lib/vendor/addresses.ts";

/** Larger graphs are not read, in bytes. */
const MAX_BYTES = 512 * 1024 * 1024;

export type Backend = "webgpu" | "wasm";

/** What of a session is used; tests bring their own. */
export type Session = Pick<
  Ort.InferenceSession,
  "inputMetadata" | "outputMetadata" | "run" | "release"
>;

export interface Runtime {
  /** A tensor of `float32`. */
  tensor(data: Float32Array, dims: readonly number[]): Ort.Tensor;
  open(graph: Uint8Array, backend: Backend): Promise<Session>;
}

/** @throws {RendererError} `unreachable`, where the runtime does not come. */
export async function loadRuntime(): Promise<Runtime> {
  const ort = await importRuntime();
  ort.env.wasm.wasmPaths = new URL(`${ONNXRUNTIME_BASE}/`, location.href).href;
  // More threads need memory that they share, which pages have only where they are isolated from all others.
  ort.env.wasm.numThreads = 1;
  ort.env.logLevel = "error";
  return {
    tensor: (data, dims) => new ort.Tensor("float32", data, [...dims]),
    open: async (graph, backend) =>
      await ort.InferenceSession.create(graph, {
        executionProviders: [backend],
        graphOptimizationLevel: "all",
      }),
  };
}

async function importRuntime(): Promise<typeof Ort> {
  try {
    // By its address: bundled, it would look for its wasm beside the bundle.
    const address = `${ONNXRUNTIME_BASE}/ort.webgpu.min.mjs`;
    return await import(address);
  } catch (cause) {
    throw new RendererError("unreachable", "Cannot load the runtime of animators", { cause });
  }
}

/** Whether this machine has a card that computes. */
export async function hasWebGpu(): Promise<boolean> {
  const gpu: unknown = Reflect.get(navigator, "gpu");
  if (typeof gpu !== "object" || gpu === null) return false;
  const ask: unknown = Reflect.get(gpu, "requestAdapter");
  if (typeof ask !== "function") return false;
  try {
    return await ask.call(gpu) !== null;
  } catch {
    // A browser that forbids it is one that has none.
    return false;
  }
}

/**
 * Fetches a graph.
 *
 * @param onProgress Told how much has come, 0 to 1, where its size is known.
 * @throws {RendererError} `outside` for another origin, `unreachable`, `too_large`.
 */
export async function fetchGraph(
  url: string,
  { signal, onProgress }: { signal: AbortSignal; onProgress: (fraction: number) => void },
): Promise<Uint8Array> {
  const address = new URL(url, location.href);
  if (address.origin !== location.origin) {
    throw new RendererError("outside", `Cannot load an animator from ${address.origin}`);
  }
  let response: Response;
  try {
    response = await fetch(address, { signal });
  } catch (cause) {
    signal.throwIfAborted();
    throw new RendererError("unreachable", "Cannot load the animator", { cause });
  }
  if (!response.ok || !response.body) {
    throw new RendererError("unreachable", `Cannot load the animator: ${response.status}`);
  }
  // Packed on the way, its length is another than that of what arrives.
  const packed = response.headers.has("content-encoding");
  const total = packed ? 0 : Number(response.headers.get("content-length"));
  return await gather(response.body, total, onProgress);
}

async function gather(
  body: ReadableStream<Uint8Array>,
  total: number,
  onProgress: (fraction: number) => void,
): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  const reader = body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    pieces.push(value);
    length += value.length;
    if (length > MAX_BYTES) {
      await reader.cancel();
      throw new RendererError("too_large", `Cannot load an animator of over ${MAX_BYTES} bytes`);
    }
    if (total > 0) onProgress(Math.min(1, length / total));
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
