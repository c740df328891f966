/**
 * The recordings that this browser keeps, and nobody else. A list is read without the files; what was deleted can be taken
 * back until the page is left. Browser-safe.
 */

export interface KeptRecording {
  id: string;
  /** Names of both, the keeper's first. */
  names: readonly [string, string];
  startedAtMs: number;
  durationMs: number;
  bytes: number;
  /** It was deleted, and goes for good with the next visit. */
  removed: boolean;
}

/** Rejects where the browser keeps nothing, or has no room. */
export interface Shelf {
  /** The newest first, without those that were deleted. */
  list(): Promise<KeptRecording[]>;
  file(id: string): Promise<Blob | null>;
  put(kept: KeptRecording, file: Blob): Promise<void>;
  setRemoved(id: string, removed: boolean): Promise<void>;
  /** Lets go of what was deleted. */
  purge(): Promise<void>;
}

const DATABASE = "maru-recordings";
const LIST = "list";
const FILES = "files";

/** The shelf of this browser. It is opened for each deed. */
export function openShelf(factory: () => IDBFactory): Shelf {
  async function use<T>(
    mode: IDBTransactionMode,
    work: (list: IDBObjectStore, files: IDBObjectStore) => Promise<T>,
  ): Promise<T> {
    const opening = factory().open(DATABASE, 1);
    opening.onupgradeneeded = () => {
      opening.result.createObjectStore(LIST, { keyPath: "id" });
      opening.result.createObjectStore(FILES);
    };
    const database = await resultOf(opening);
    try {
      const transaction = database.transaction([LIST, FILES], mode);
      const done = committed(transaction);
      const result = await work(transaction.objectStore(LIST), transaction.objectStore(FILES));
      // What was asked for is kept once the whole transaction is.
      await done;
      return result;
    } finally {
      database.close();
    }
  }

  const all = async (list: IDBObjectStore) => {
    const found: unknown[] = await resultOf(list.getAll());
    return found.filter(isKept);
  };

  return {
    list: () =>
      use("readonly", async (list) =>
        (await all(list)).filter(({ removed }) => !removed)
          .sort((a, b) => b.startedAtMs - a.startedAtMs)),
    file: (id) =>
      use("readonly", async (_, files) => {
        const found: unknown = await resultOf(files.get(id));
        return found instanceof Blob ? found : null;
      }),
    put: (kept, file) =>
      use("readwrite", async (list, files) => {
        await resultOf(list.put(kept));
        await resultOf(files.put(file, kept.id));
      }),
    setRemoved: (id, removed) =>
      use("readwrite", async (list) => {
        const found: unknown = await resultOf(list.get(id));
        if (isKept(found)) await resultOf(list.put({ ...found, removed }));
      }),
    purge: () =>
      use("readwrite", async (list, files) => {
        for (const { id, removed } of await all(list)) {
          if (!removed) continue;
          await resultOf(list.delete(id));
          await resultOf(files.delete(id));
        }
      }),
  };
}

function resultOf<T>(request: IDBRequest<T>): Promise<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error ?? new Error("Cannot use the browser's store"));
  return promise;
}

function committed(transaction: IDBTransaction): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  transaction.oncomplete = () => resolve();
  transaction.onabort = () => reject(transaction.error ?? new Error("Cannot keep the recording"));
  // Whoever awaits a request of it hears of the same failure first.
  promise.catch(() => {});
  return promise;
}

/** What an older page, or a hand, may have left there. */
function isKept(found: unknown): found is KeptRecording {
  if (typeof found !== "object" || found === null) return false;
  const of = (name: string): unknown => Reflect.get(found, name);
  const names = of("names");
  return typeof of("id") === "string" && Array.isArray(names) && names.length === 2 &&
    names.every((name) => typeof name === "string") &&
    ["startedAtMs", "durationMs", "bytes"].every((name) => typeof of(name) === "number") &&
    typeof of("removed") === "boolean";
}
