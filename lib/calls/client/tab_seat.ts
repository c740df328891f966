/**
 * Which tab of a browser sits in a call. The key of a seat is kept with its tab, so that a reload is no leaving; a tab that
 * is duplicated has the same key, and so whoever sits holds a lock of that name. Browser-safe.
 *
 * - [TS1] The tab that sits keeps its seat: a copy is told so, and gets it only by asking for it.
 * - [TS2] A page that is loaded anew is back at once. A tab that closes or crashes lets go by that alone.
 * - [TS3] Without locks, as in pages that did not come over TLS, the server's word counts: whoever comes last has the seat.
 */

/** The part of a `Storage` that is needed; where storing is not allowed, even asking for it throws. */
export type OpenKeyDrawer = () => Pick<Storage, "getItem" | "setItem">;

export interface TabSeatDeps {
  roomId: string;
  /** `sessionStorage`. */
  tab: OpenKeyDrawer;
  /** `navigator.locks`; undefined where the browser gives none. */
  locks(): Pick<LockManager, "request" | "query"> | undefined;
  /** Calls back after that many milliseconds; returns how to take that back. */
  after(ms: number, call: () => void): () => void;
}

/**
 * How a seat is taken: `if_free` of any other tab, `soon` by a page that is loaded anew and whose former self may need a
 * moment to go, `from_another` where the reader says so.
 */
export type Taking = "if_free" | "soon" | "from_another";

/** How long a page that is loaded anew waits for its former self, in milliseconds. */
export const RELOAD_MS = 2_000;
const KEY_BYTES = 24;

/** The seat of a tab in one call. */
export class TabSeat {
  readonly #deps: TabSeatDeps;
  #release: (() => void) | null = null;

  constructor(deps: TabSeatDeps) {
    this.#deps = deps;
  }

  /** Another tab sits there, with the key that this one has. */
  async isElsewhere(): Promise<boolean> {
    const locks = this.#deps.locks();
    const key = readKey(this.#deps);
    if (!locks || key === null || this.#release) return false;
    const name = lockOf(this.#deps.roomId, key);
    const { held = [] } = await locks.query().catch(() => ({}) as LockManagerSnapshot);
    return held.some((lock) => lock.name === name);
  }

  /**
   * Takes the seat, until `letGo()` or until the page is gone.
   *
   * @returns False where another tab has it, and keeps it. `onLost` is called once another tab has taken it over.
   */
  async take(how: Taking, onLost: () => void): Promise<boolean> {
    const locks = this.#deps.locks();
    if (!locks || this.#release) return true;
    const name = lockOf(this.#deps.roomId, seatKey(this.#deps));
    const waiting = new AbortController();
    const stopWaiting = how === "soon"
      ? this.#deps.after(RELOAD_MS, () => waiting.abort())
      : () => {};
    const { promise, resolve } = Promise.withResolvers<boolean>();
    locks.request(name, optionsOf(how, waiting.signal), (lock) => {
      stopWaiting();
      resolve(lock !== null);
      if (lock === null) return;
      const { promise: sits, resolve: release } = Promise.withResolvers<void>();
      this.#release = release;
      return sits;
    }).catch(() => {
      if (this.#release === null) {
        // It waited in vain [TS2], or this page may have no locks after all [TS3].
        return resolve(!waiting.signal.aborted);
      }
      this.#release = null;
      onLost();
    });
    return await promise;
  }

  letGo(): void {
    const release = this.#release;
    this.#release = null;
    release?.();
  }
}

function optionsOf(how: Taking, signal: AbortSignal): LockOptions {
  switch (how) {
    case "if_free":
      return { ifAvailable: true };
    case "soon":
      return { signal };
    case "from_another":
      return { steal: true };
  }
}

function lockOf(roomId: string, key: string): string {
  return `maru-call:${roomId}:${key}`;
}

const keyName = (roomId: string) => `maru-call-key:${roomId}`;

/** The key by which a tab comes back to its seat in a room, made when it is first asked for. */
export function seatKey({ roomId, tab }: Pick<TabSeatDeps, "roomId" | "tab">): string {
  const kept = readKey({ roomId, tab });
  if (kept) return kept;
  const made = newKey();
  try {
    tab().setItem(keyName(roomId), made);
  } catch {
    // Storing is not allowed: a page that is loaded anew takes another seat.
  }
  return made;
}

function readKey({ roomId, tab }: Pick<TabSeatDeps, "roomId" | "tab">): string | null {
  try {
    return tab().getItem(keyName(roomId));
  } catch {
    // Storing is not allowed: then nothing was stored.
    return null;
  }
}

function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(KEY_BYTES));
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_");
}
