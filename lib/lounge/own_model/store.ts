/** Keeps the reader's own model in their browser, and nowhere else. Browser-safe. */

/** A model file, as it was chosen. */
export interface KeptModel {
  name: string;
  file: ArrayBuffer;
}

/** Rejects where the browser keeps nothing, or has no room. */
export interface ModelStore {
  get(): Promise<KeptModel | null>;
  put(model: KeptModel): Promise<void>;
  remove(): Promise<void>;
}

const DATABASE = "maru-own-model";
const SHELF = "models";
/** There is one model: the reader's. */
const KEY = "own";

/** The store of this browser. It is opened for each deed: models are looked at once in a visit. */
export function openModelStore(factory: () => IDBFactory): ModelStore {
  async function use<T>(
    mode: IDBTransactionMode,
    work: (shelf: IDBObjectStore) => IDBRequest<T>,
  ): Promise<T> {
    const opening = factory().open(DATABASE, 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore(SHELF);
    const database = await resultOf(opening);
    try {
      const transaction = database.transaction(SHELF, mode);
      const result = await resultOf(work(transaction.objectStore(SHELF)));
      // What was asked for is kept once the whole transaction is.
      await committed(transaction, mode);
      return result;
    } finally {
      database.close();
    }
  }
  return {
    async get() {
      const found: unknown = await use("readonly", (shelf) => shelf.get(KEY));
      return isModel(found) ? found : null;
    },
    async put(model) {
      await use("readwrite", (shelf) => shelf.put(model, KEY));
    },
    async remove() {
      await use("readwrite", (shelf) => shelf.delete(KEY));
    },
  };
}

function resultOf<T>(request: IDBRequest<T>): Promise<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error ?? new Error("Cannot use the browser's store"));
  return promise;
}

function committed(transaction: IDBTransaction, mode: IDBTransactionMode): Promise<void> {
  if (mode === "readonly") return Promise.resolve();
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  transaction.oncomplete = () => resolve();
  transaction.onabort = () => reject(transaction.error ?? new Error("Cannot keep the model"));
  return promise;
}

/** What an older page, or a hand, may have left there. */
function isModel(found: unknown): found is KeptModel {
  return typeof found === "object" && found !== null && "name" in found && "file" in found &&
    typeof found.name === "string" && found.file instanceof ArrayBuffer;
}
