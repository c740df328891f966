/** A topic as one instance knows it: its subscribers, how far it has read the log, and the state of other instances. */
import type { Log } from "@/lib/log.ts";
import { type Bell, watchKeys } from "@/lib/realtime/bell.ts";
import { endOf } from "@/lib/realtime/event_id.ts";
import { eventsOf, listEntries, type PlacedEntry, readLast } from "@/lib/realtime/log.ts";
import type { LoggedEvent, Subscriber } from "@/lib/realtime/model.ts";
import {
  READ_LIMIT,
  type Reader,
  type ReaderInput,
  startReader,
  stepReader,
} from "@/lib/realtime/reader.ts";
import { keys } from "@/lib/store/keys.ts";

/** At most eight writes of state a second. */
const STATE_EVERY_MS = 125;
/** A state outlives its instance by no more than that. */
const STATE_EXPIRY_MS = 12_000;

interface Deps {
  kv: Deno.Kv;
  log: Log;
  now: () => number;
  instance: string;
  /** Nobody else writes to the store. */
  sole: boolean;
}

/** A subscriber and what it has: events through `seen` are none of its business. */
interface Follower {
  subscriber: Subscriber;
  seen: string;
}

export interface Topic {
  readonly name: string;
  readonly size: number;
  /** The id after which subscribers that come now get events. */
  readonly end: string;
  add(subscriber: Subscriber, seen: string): () => void;
  /** Looks for news: all of it, or what came through the commit `through`. */
  ring(through: string | null): void;
  /** Takes in what this instance has just added, in the order of the commits. */
  committed(entry: PlacedEntry): void;
  /** Which other instances have subscribers of it. */
  setPeers(peers: ReadonlySet<string>): void;
  publish(state: Uint8Array | null): void;
  /** Writes the state again, so that it does not expire. */
  refresh(): void;
  /** Forgets its state in the store too. */
  close(): Promise<void>;
}

/** Opens a topic at the end of its log. */
export async function openTopic(name: string, deps: Deps): Promise<Topic> {
  const last = await readLast(deps.kv, name);
  return new LiveTopic(name, deps, last ?? "");
}

class LiveTopic implements Topic {
  readonly name: string;
  readonly #deps: Deps;
  readonly #followers = new Set<Follower>();
  readonly #headBell: Bell | null;
  readonly #timers = new Set<ReturnType<typeof setTimeout>>();
  #reader: Reader;
  #closed = false;

  #peers: ReadonlySet<string> = new Set();
  #stateBell: Bell | null = null;
  #state: Uint8Array | null = null;
  #stateTimer: ReturnType<typeof setTimeout> | null = null;
  #stateWrittenMs = 0;
  #stateStored = false;

  constructor(name: string, deps: Deps, cursor: string) {
    this.name = name;
    this.#deps = deps;
    this.#reader = startReader(cursor);
    this.#headBell = deps.sole ? null : watchKeys(deps.kv, [keys.head(name)], {
      log: deps.log,
      onRing: ([head]) => {
        if (head?.versionstamp) this.ring(head.versionstamp);
      },
    });
  }

  get size(): number {
    return this.#followers.size;
  }

  get end(): string {
    return endOf(this.#reader.cursor || null);
  }

  add(subscriber: Subscriber, seen: string): () => void {
    const follower = { subscriber, seen };
    this.#followers.add(follower);
    return () => void this.#followers.delete(follower);
  }

  ring(through: string | null): void {
    this.#step({ type: "rang", through });
  }

  committed(entry: PlacedEntry): void {
    if (this.#deps.sole) this.#step({ type: "committed", entry });
    else this.ring(entry.versionstamp);
  }

  #step(input: ReaderInput): void {
    if (this.#closed) return;
    const { reader, effects } = stepReader(this.#reader, input);
    this.#reader = reader;
    for (const effect of effects) {
      if (effect.type === "read") void this.#read(effect.after);
      else if (effect.type === "deliver") this.#deliver(effect.entries);
      else this.#later(effect.inMs, () => this.ring(null));
    }
  }

  async #read(after: string): Promise<void> {
    try {
      const entries = await listEntries(this.#deps.kv, this.name, { after, limit: READ_LIMIT });
      this.#step({ type: "read", entries });
    } catch (error) {
      if (this.#closed || error instanceof Deno.errors.BadResource) return;
      this.#deps.log.error("topic_read_failed", error, { topic: this.name });
      this.#step({ type: "read_failed" });
    }
  }

  #deliver(entries: readonly PlacedEntry[]): void {
    const events = entries.flatMap(eventsOf);
    for (const follower of this.#followers) {
      const fresh = newTo(follower, events);
      if (fresh.length === 0) continue;
      follower.seen = fresh.at(-1)!.id;
      follower.subscriber.onEvents(fresh);
    }
  }

  #later(ms: number, run: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      run();
    }, ms);
    this.#timers.add(timer);
  }

  setPeers(peers: ReadonlySet<string>): void {
    const same = peers.size === this.#peers.size && peers.isSubsetOf(this.#peers);
    if (same || this.#closed) return;
    for (const gone of this.#peers.difference(peers)) this.#tellState(gone, null);
    const hadNone = this.#peers.size === 0;
    this.#peers = peers;
    this.#stateBell?.close();
    const ids = [...peers];
    this.#stateBell = ids.length === 0 ? null : watchKeys(
      this.#deps.kv,
      ids.map((id) => keys.topicState(this.name, id)),
      {
        log: this.#deps.log,
        onRing: (entries) => {
          for (const { key, value } of entries) {
            if (value instanceof Uint8Array) this.#tellState(String(key.at(-1)), value);
          }
        },
      },
    );
    if (hadNone && ids.length > 0) this.#writeStateSoon();
  }

  #tellState(instance: string, state: Uint8Array | null): void {
    if (this.#closed) return;
    for (const { subscriber } of this.#followers) subscriber.onState?.(instance, state);
  }

  publish(state: Uint8Array | null): void {
    this.#state = state;
    if (this.#peers.size > 0 || (state === null && this.#stateStored)) this.#writeStateSoon();
  }

  refresh(): void {
    if (this.#state && this.#peers.size > 0) this.#writeStateSoon();
  }

  #writeStateSoon(): void {
    if (this.#stateTimer !== null || this.#closed) return;
    const dueMs = this.#stateWrittenMs + STATE_EVERY_MS;
    this.#stateTimer = setTimeout(
      () => void this.#writeState(),
      Math.max(0, dueMs - this.#deps.now()),
    );
  }

  async #writeState(): Promise<void> {
    const { kv, now, instance, log } = this.#deps;
    this.#stateTimer = null;
    this.#stateWrittenMs = now();
    const key = keys.topicState(this.name, instance);
    try {
      if (this.#state) {
        this.#stateStored = true;
        await kv.set(key, this.#state, { expireIn: STATE_EXPIRY_MS });
      } else {
        this.#stateStored = false;
        await kv.delete(key);
      }
    } catch (error) {
      // State is the latest alone: the next one makes up for it.
      if (!this.#closed) log.error("topic_state_failed", error, { topic: this.name });
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#headBell?.close();
    this.#stateBell?.close();
    for (const timer of this.#timers) clearTimeout(timer);
    if (this.#stateTimer !== null) clearTimeout(this.#stateTimer);
    if (this.#stateStored) {
      await this.#deps.kv.delete(keys.topicState(this.name, this.#deps.instance));
    }
  }
}

/** Those of some events that a follower has not seen. Nearly always all: it saw as much as the topic. */
function newTo({ seen }: Follower, events: readonly LoggedEvent[]): readonly LoggedEvent[] {
  return events[0] && events[0].id > seen ? events : events.filter(({ id }) => id > seen);
}
