/**
 * Brings models into the browser: with progress, going on where a connection was cut, checked against their pinned
 * hash, and kept in Cache Storage so that the next visit loads nothing. Browser-safe.
 */
import {
  MODEL_PINS,
  modelAddress,
  type ModelName,
  type ModelPin,
  toHex,
} from "@/lib/avatar/tracking/model_pins.ts";

/** A model cannot be had: out of reach, or not the pinned file. */
export class ModelError extends Error {
  override name = "ModelError";
}

/** The part of a `Cache` that is needed. */
export interface ModelCache {
  match(url: string): Promise<Response | undefined>;
  put(url: string, response: Response): Promise<void>;
  keys(): Promise<readonly Request[]>;
  delete(request: Request): Promise<boolean>;
}

export interface ModelStoreDeps {
  fetch: (url: string, init: RequestInit) => Promise<Response>;
  /** Null where this browser keeps nothing. */
  openCache: () => Promise<ModelCache | null>;
  /** Resolves after so many milliseconds, or rejects when `signal` aborts. */
  wait: (ms: number, signal: AbortSignal) => Promise<void>;
  /** The page's own address, which cached requests hang on. */
  origin: string;
}

export interface ModelStore {
  /**
   * Gives a model.
   *
   * @param onProgress Is told the share that is there, 0 to 1.
   * @throws {ModelError} If it cannot be had. What came stays for the next try.
   */
  get(
    name: ModelName,
    options: { signal: AbortSignal; onProgress?: (fraction: number) => void },
  ): Promise<ArrayBuffer>;
}

/** Waits before the next try, in milliseconds. */
const RETRIES_MS = [300, 1000, 3000];

export function createModelStore(deps: ModelStoreDeps): ModelStore {
  /** What came of downloads that were cut. */
  const parts = new Map<ModelName, Partial>();

  return {
    async get(name, { signal, onProgress = () => {} }) {
      const pin = MODEL_PINS[name];
      const cache = await deps.openCache().catch(() => null);
      const kept = cache && await readKept(cache, cacheUrl(pin, deps.origin), pin);
      if (kept) {
        onProgress(1);
        return kept;
      }
      const part = parts.get(name) ?? { bytes: new Uint8Array(pin.sizeBytes), have: 0 };
      parts.set(name, part);
      await download(deps, { pin, part, signal, onProgress });
      parts.delete(name);
      if (!await isPinned(part.bytes.buffer, pin)) {
        throw new ModelError(`${pin.file} is not the file that it should be`);
      }
      // Where nothing can be kept, the next visit loads it again.
      if (cache) await keep(cache, { pin, bytes: part.bytes, origin: deps.origin }).catch(() => {});
      return part.bytes.buffer;
    },
  };
}

interface Partial {
  readonly bytes: Uint8Array<ArrayBuffer>;
  have: number;
}

interface Wanted {
  readonly pin: ModelPin;
  readonly part: Partial;
  readonly signal: AbortSignal;
  readonly onProgress: (fraction: number) => void;
}

async function download(deps: ModelStoreDeps, wanted: Wanted): Promise<void> {
  const { pin, part, signal } = wanted;
  for (let attempt = 0;; attempt++) {
    const before = part.have;
    try {
      await fetchRest(deps, wanted);
      return;
    } catch (error) {
      signal.throwIfAborted();
      if (part.have === pin.sizeBytes) return;
      // A connection that gets somewhere may be cut as often as it likes.
      if (part.have > before) attempt = 0;
      const waitMs = RETRIES_MS[attempt];
      if (waitMs === undefined || error instanceof ModelError) {
        throw new ModelError(`Cannot load ${pin.file}`, { cause: error });
      }
      await deps.wait(waitMs, signal);
    }
  }
}

async function fetchRest(
  { fetch }: ModelStoreDeps,
  { pin, part, signal, onProgress }: Wanted,
): Promise<void> {
  if (part.have === pin.sizeBytes) return;
  const headers = part.have > 0 ? { range: `bytes=${part.have}-` } : {};
  const response = await fetch(modelAddress(pin), { headers, signal });
  if (!response.ok || !response.body) {
    await response.body?.cancel();
    const message = `${pin.file}: ${response.status}`;
    // What the server does not have it will not have in a second.
    throw response.status >= 400 && response.status < 500 && response.status !== 429
      ? new ModelError(message)
      : new Error(message);
  }
  // A server that knows no parts sends all of it again.
  if (response.status !== 206) part.have = 0;
  for (const reader = response.body.getReader();;) {
    const { done, value } = await reader.read();
    if (done) break;
    if (part.have + value.length > pin.sizeBytes) {
      await reader.cancel();
      part.have = 0;
      throw new ModelError(`${pin.file} is larger than it should be`);
    }
    part.bytes.set(value, part.have);
    part.have += value.length;
    onProgress(part.have / pin.sizeBytes);
  }
  if (part.have < pin.sizeBytes) throw new Error(`${pin.file} ended early`);
}

function cacheUrl({ sha256, ...pin }: ModelPin, origin: string): string {
  // With its hash: another file of the same name is another entry.
  return `${origin}${modelAddress({ sha256, ...pin })}?sha256=${sha256}`;
}

async function readKept(
  cache: ModelCache,
  url: string,
  pin: ModelPin,
): Promise<ArrayBuffer | null> {
  try {
    const bytes = await (await cache.match(url))?.arrayBuffer();
    return bytes && await isPinned(bytes, pin) ? bytes : null;
  } catch {
    // Not readable: it is loaded again.
    return null;
  }
}

async function keep(
  cache: ModelCache,
  { pin, bytes, origin }: { pin: ModelPin; bytes: Uint8Array<ArrayBuffer>; origin: string },
): Promise<void> {
  const url = cacheUrl(pin, origin);
  for (const old of await cache.keys()) {
    if (new URL(old.url).pathname === modelAddress(pin) && old.url !== url) await cache.delete(old);
  }
  await cache.put(
    url,
    new Response(bytes, { headers: { "content-type": "application/octet-stream" } }),
  );
}

async function isPinned(bytes: ArrayBuffer, { sizeBytes, sha256 }: ModelPin): Promise<boolean> {
  return bytes.byteLength === sizeBytes &&
    toHex(await crypto.subtle.digest("SHA-256", bytes)) === sha256;
}
