/**
 * A store for tests of what may go wrong: answers late and in any order, rings its doorbells late, twice or not at all,
 * and dies with its instance. It keeps versionstamps as Deno KV does; a seed decides everything.
 */

interface Stored {
  value: unknown;
  versionstamp: string;
}

export interface Trouble {
  /** 0 to 1. */
  random(): number;
  /** Longest delay of an answer, in milliseconds. */
  maxDelayMs: number;
  /** How often a ring is lost, 0 to 1. */
  lostRings: number;
  /** How often a read fails, 0 to 1. */
  failedReads: number;
}

const STAMP = Symbol("commit versionstamp");

/** What all instances share. */
export class FakeStore {
  readonly records = new Map<string, { key: Deno.KvKey; stored: Stored }>();
  readonly bells = new Set<() => void>();
  #version = 0;

  constructor(readonly trouble: Trouble) {}

  nextVersion(): string {
    return (++this.#version).toString(16).padStart(20, "0");
  }

  /** All of a prefix, in order. */
  list(prefix: Deno.KvKey): { key: Deno.KvKey; stored: Stored }[] {
    return [...this.records.values()]
      .filter(({ key }) => prefix.every((part, n) => key[n] === part))
      .sort((a, b) => spell(a.key) < spell(b.key) ? -1 : 1);
  }

  /** Opens the store for one instance. */
  open(): FakeKv {
    return new FakeKv(this);
  }
}

function spell(key: Deno.KvKey): string {
  return key.map(String).join("\u0001");
}

/** One instance's handle, as much of `Deno.Kv` as the realtime core uses. */
export class FakeKv {
  readonly #store: FakeStore;
  #dead = false;

  constructor(store: FakeStore) {
    this.#store = store;
  }

  /** What is on its way is never answered: the instance is gone. */
  kill(): void {
    this.#dead = true;
  }

  asKv(): Deno.Kv {
    // The parts that the realtime core calls; anything else would fail as not a function.
    return this as unknown as Deno.Kv;
  }

  commitVersionstamp(): symbol {
    return STAMP;
  }

  async #wait(mayFail: boolean): Promise<void> {
    const { random, maxDelayMs, failedReads } = this.#store.trouble;
    const fails = mayFail && random() < failedReads;
    await new Promise<void>((resolve, reject) => {
      setTimeout(() => {
        if (this.#dead) return;
        if (fails) reject(new Error("The store did not answer"));
        else resolve();
      }, random() * maxDelayMs);
    });
  }

  async get(key: Deno.KvKey) {
    await this.#wait(true);
    const found = this.#store.records.get(spell(key))?.stored;
    return { key, value: found?.value ?? null, versionstamp: found?.versionstamp ?? null };
  }

  async *list(
    { prefix, start, end }: { prefix?: Deno.KvKey; start?: Deno.KvKey; end?: Deno.KvKey },
    { limit = Infinity, reverse = false }: { limit?: number; reverse?: boolean } = {},
  ) {
    await this.#wait(true);
    const within = prefix
      ? this.#store.list(prefix)
      : this.#store.list(start!.slice(0, -1)).filter(({ key }) =>
        String(key.at(-1)) >= String(start!.at(-1)) && String(key.at(-1)) < String(end!.at(-1))
      );
    const ordered = reverse ? within.toReversed() : within;
    for (const { key, stored } of ordered.slice(0, limit)) yield { key, ...stored };
  }

  atomic() {
    const changes: { key: Deno.KvKey; value?: unknown }[] = [];
    const write = {
      set: (key: Deno.KvKey, value: unknown) => {
        changes.push({ key, value });
        return write;
      },
      delete: (key: Deno.KvKey) => {
        changes.push({ key });
        return write;
      },
      commit: async () => {
        await this.#wait(false);
        const versionstamp = this.#apply(changes);
        await this.#wait(false);
        return { ok: true as const, versionstamp };
      },
    };
    return write;
  }

  async set(key: Deno.KvKey, value: unknown) {
    return await this.atomic().set(key, value).commit();
  }

  async delete(key: Deno.KvKey) {
    await this.atomic().delete(key).commit();
  }

  #apply(changes: readonly { key: Deno.KvKey; value?: unknown }[]): string {
    const versionstamp = this.#store.nextVersion();
    for (const { key: given, value } of changes) {
      const key = given.map((part) => typeof part === "symbol" ? versionstamp : part);
      if (value === undefined) this.#store.records.delete(spell(key));
      else this.#store.records.set(spell(key), { key, stored: { value, versionstamp } });
    }
    for (const bell of this.#store.bells) bell();
    return versionstamp;
  }

  watch(watched: readonly Deno.KvKey[]): ReadableStream<Deno.KvEntryMaybe<unknown>[]> {
    const { random, maxDelayMs, lostRings } = this.#store.trouble;
    let bell = () => {};
    let cancelled = false;
    return new ReadableStream({
      start: (controller) => {
        const ring = () => {
          if (this.#dead || cancelled) return;
          controller.enqueue(watched.map((key) => {
            const found = this.#store.records.get(spell(key))?.stored;
            return { key, value: found?.value ?? null, versionstamp: found?.versionstamp ?? null };
          }) as Deno.KvEntryMaybe<unknown>[]);
        };
        bell = () => {
          if (random() < lostRings) return;
          const times = random() < 0.1 ? 2 : 1;
          for (let n = 0; n < times; n++) setTimeout(ring, random() * maxDelayMs);
        };
        this.#store.bells.add(bell);
        bell();
      },
      cancel: () => {
        cancelled = true;
        this.#store.bells.delete(bell);
      },
    });
  }
}
