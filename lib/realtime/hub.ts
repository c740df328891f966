/** An instance's side of every topic: appends in groups, reads along, and knows which other instances do. */
import type { Log } from "@/lib/log.ts";
import { type Bell, watchKeys } from "@/lib/realtime/bell.ts";
import { createCommitter, type Waiting } from "@/lib/realtime/committer.ts";
import { eventId } from "@/lib/realtime/event_id.ts";
import {
  announceInstance,
  listInstances,
  PULSE_MS,
  withdrawInstance,
} from "@/lib/realtime/instances.ts";
import { putEvents, readMissed } from "@/lib/realtime/log.ts";
import type {
  Committed,
  Hub,
  LoggedEvent,
  Subscriber,
  Subscription,
  TopicEvent,
} from "@/lib/realtime/model.ts";
import { openTopic, type Topic } from "@/lib/realtime/topic.ts";
import { keys } from "@/lib/store/keys.ts";

export interface HubDeps {
  kv: Deno.Kv;
  log: Log;
  /** Milliseconds since 1970. */
  now: () => number;
  /** The name of this instance. */
  instance: string;
  /**
   * Nobody else writes to the store, as with a file: there are no other instances to look out for, and what is added is
   * known without reading it back. Default: several instances share it.
   */
  sole?: boolean;
}

/** How long a change of what is followed may wait for others of the same moment, in milliseconds. */
const ANNOUNCE_MS = 50;

/** Makes the hub of an instance. It does nothing, and costs nothing, until somebody subscribes or appends. */
export function createHub(deps: HubDeps): Hub {
  return new LiveHub(deps);
}

class LiveHub implements Hub {
  readonly instance: string;
  readonly #deps: Required<HubDeps>;
  readonly #topics = new Map<string, Promise<Topic>>();
  readonly #open = new Map<string, Topic>();
  /** Topics that nobody follows any more, while they take their state out of the store. */
  readonly #closing = new Set<Promise<void>>();
  readonly #committer;
  #pulse: ReturnType<typeof setInterval> | null = null;
  #bell: Bell | null = null;
  #announcing: ReturnType<typeof setTimeout> | null = null;
  /** Commits of a sole writer follow each other, so that they end in the order of their versionstamps. */
  #lastCommit: Promise<unknown> = Promise.resolve();
  #closed = false;

  constructor(deps: HubDeps) {
    this.instance = deps.instance;
    this.#deps = { sole: false, ...deps };
    this.#committer = createCommitter(async (batches) => {
      const { kv, now, sole } = this.#deps;
      const write = kv.atomic();
      const atMs = now();
      for (const batch of batches) putEvents(kv, write, { ...batch, atMs, ring: !sole });
      const committed = await this.#commit(write, batches, atMs);
      // It checks nothing that could fail.
      if (!committed.ok) throw new Error("Cannot append events as the store refused the commit");
      return committed.versionstamp;
    });
  }

  async subscribe(
    name: string,
    subscriber: Subscriber,
    { after = null }: { after?: string | null } = {},
  ): Promise<Subscription> {
    const topic = await this.#require(name);
    const remove = topic.add(
      hold(subscriber, this.#deps.log),
      after && after > topic.end ? after : topic.end,
    );
    const close = () => {
      remove();
      this.#closeIfEmpty(topic);
    };
    if (after === null) return { cursor: topic.end, missed: null, close };
    try {
      return await this.#resume(topic, { after, close });
    } catch (error) {
      close();
      throw error;
    }
  }

  async #resume(
    topic: Topic,
    { after, close }: { after: string; close: () => void },
  ): Promise<Subscription> {
    const { kv, now } = this.#deps;
    // What is committed after this moment comes through the subscription.
    const from = after > topic.end ? after : topic.end;
    const missed = await readMissed(kv, topic.name, { after, nowMs: now() });
    return {
      cursor: missed ? from : topic.end,
      missed: missed?.filter(({ id }) => id <= from) ?? null,
      close,
    };
  }

  async append(topic: string, events: readonly TopicEvent[]): Promise<string[]> {
    if (events.length === 0) return [];
    const { versionstamp, firstPlace } = await this.#committer.append(topic, events.map(toJson));
    return events.map((_, n) => eventId(versionstamp, firstPlace + n));
  }

  async appendWith(
    write: Deno.AtomicOperation,
    topic: string,
    events: readonly TopicEvent[],
  ): Promise<Committed> {
    const { kv, now, sole } = this.#deps;
    const atMs = now();
    const batches = events.length > 0 ? [{ topic, events: events.map(toJson) }] : [];
    for (const batch of batches) putEvents(kv, write, { ...batch, atMs, ring: !sole });
    const committed = await this.#commit(write, batches, atMs);
    return committed.ok ? { ok: true, id: eventId(committed.versionstamp, 0) } : { ok: false };
  }

  /** Commits, and tells the topics that are open here of what they got. */
  async #commit(
    write: Deno.AtomicOperation,
    batches: readonly Waiting[],
    atMs: number,
  ): Promise<Deno.KvCommitResult | Deno.KvCommitError> {
    const run = async () => {
      const committed = await write.commit();
      if (!committed.ok) return committed;
      const { versionstamp } = committed;
      for (const { topic, events } of batches) {
        this.#open.get(topic)?.committed({ versionstamp, atMs, events });
      }
      return committed;
    };
    if (!this.#deps.sole) return await run();
    const next = this.#lastCommit.then(run);
    this.#lastCommit = next.catch(() => {/* whoever waits for it is told */});
    return await next;
  }

  publishState(topic: string, state: Uint8Array | null): void {
    this.#open.get(topic)?.publish(state);
  }

  async instances(): Promise<ReadonlySet<string>> {
    const { kv, now, sole } = this.#deps;
    if (sole) return new Set([this.instance]);
    const alive = new Set((await listInstances(kv, now())).keys());
    if (!this.#closed) alive.add(this.instance);
    return alive;
  }

  async #require(name: string): Promise<Topic> {
    if (this.#closed) throw new Error("Cannot subscribe to a hub that is closed");
    let opening = this.#topics.get(name);
    if (!opening) {
      opening = openTopic(name, this.#deps);
      this.#topics.set(name, opening);
      opening.then(
        (topic) => {
          this.#open.set(name, topic);
          // What was added while it opened, it was not told of.
          topic.ring(null);
          this.#announceSoon();
        },
        () => this.#topics.delete(name),
      );
    }
    const topic = await opening;
    // It may have lost its last subscriber, and closed, while this one waited.
    return this.#topics.get(name) === opening ? topic : await this.#require(name);
  }

  #closeIfEmpty(topic: Topic): void {
    if (topic.size > 0 || this.#open.get(topic.name) !== topic) return;
    this.#topics.delete(topic.name);
    this.#open.delete(topic.name);
    const closing = topic.close()
      .catch((error) => this.#deps.log.error("topic_close_failed", error, { topic: topic.name }))
      .finally(() => this.#closing.delete(closing));
    this.#closing.add(closing);
    this.#announceSoon();
  }

  /** Says what this instance follows, soon; and goes on saying it while it follows anything. */
  #announceSoon(): void {
    if (this.#closed || this.#deps.sole) return;
    this.#announcing ??= setTimeout(() => {
      this.#announcing = null;
      void this.#announce({ ring: true });
    }, ANNOUNCE_MS);
    if (this.#open.size > 0) {
      this.#pulse ??= setInterval(() => void this.#announce({ ring: false }), PULSE_MS);
      this.#bell ??= watchKeys(this.#deps.kv, [keys.instancesBell()], {
        log: this.#deps.log,
        onRing: () => void this.#meetPeers(),
      });
    } else this.#fallSilent();
  }

  #fallSilent(): void {
    if (this.#pulse !== null) clearInterval(this.#pulse);
    this.#pulse = null;
    this.#bell?.close();
    this.#bell = null;
  }

  async #announce({ ring }: { ring: boolean }): Promise<void> {
    const { kv, now, log } = this.#deps;
    if (this.#closed) return;
    try {
      const topics = [...this.#open.keys()];
      if (topics.length === 0) return await withdrawInstance(kv, this.instance, now());
      await announceInstance(kv, this.instance, { topics, nowMs: now(), ring });
      if (ring) return;
      await this.#meetPeers();
      for (const topic of this.#open.values()) {
        topic.refresh();
        // A doorbell that was not heard is made up for here.
        topic.ring(null);
      }
    } catch (error) {
      if (!this.#closed) log.error("instance_announce_failed", error);
    }
  }

  async #meetPeers(): Promise<void> {
    const { kv, now, log } = this.#deps;
    try {
      const alive = await listInstances(kv, now());
      alive.delete(this.instance);
      for (const [name, topic] of this.#open) {
        const peers = [...alive].filter(([, topics]) => topics === null || topics.has(name));
        topic.setPeers(new Set(peers.map(([id]) => id)));
      }
    } catch (error) {
      if (!this.#closed) log.error("instance_list_failed", error);
    }
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    await this.#committer.idle();
    this.#closed = true;
    this.#fallSilent();
    if (this.#announcing !== null) clearTimeout(this.#announcing);
    const { kv, now } = this.#deps;
    const had = this.#topics.size > 0;
    const open = [...this.#open.values()];
    this.#topics.clear();
    this.#open.clear();
    await Promise.allSettled([...open.map((topic) => topic.close()), ...this.#closing]);
    if (had && !this.#deps.sole) await withdrawInstance(kv, this.instance, now());
  }
}

function toJson(event: TopicEvent): string {
  return JSON.stringify(event);
}

/** Keeps a subscriber's own failure from its neighbours. */
function hold(subscriber: Subscriber, log: Log): Subscriber {
  const apart = (run: () => void) => {
    try {
      run();
    } catch (error) {
      log.error("subscriber_failed", error);
    }
  };
  return {
    onEvents: (events: readonly LoggedEvent[]) => apart(() => subscriber.onEvents(events)),
    onState: (instance, state) => apart(() => subscriber.onState?.(instance, state)),
  };
}
