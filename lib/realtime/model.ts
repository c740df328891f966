/**
 * The words of the realtime core: topics, events, subscribers. What stands on it codes against this page; `hub.ts` makes
 * one.
 *
 * - [RT1] Events of a topic are in commit order; every subscriber on every instance sees all of them, once, in that order.
 * - [RT2] An event's id is its versionstamp and its place in the commit. Ids of one topic grow.
 * - [RT3] Who comes back with the id of the last event it saw gets exactly what followed; null when that is too long ago,
 *   and then a snapshot is due.
 * - [RT4] State is the latest value alone: whoever is slow misses what came between.
 */

/** An event as it is appended: JSON with a `type`. */
export interface TopicEvent {
  readonly type: string;
}

/** An event as subscribers get it. */
export interface LoggedEvent<E extends TopicEvent = TopicEvent> {
  readonly id: string;
  readonly event: E;
  /** The event with its `event_id`, as JSON: made once for all receivers. */
  readonly frame: string;
}

export interface Subscriber {
  /** Events in order, never empty. Must not throw. */
  onEvents(events: readonly LoggedEvent[]): void;
  /** The latest state of another instance; null when that instance has none any more. */
  onState?(instance: string, state: Uint8Array | null): void;
}

export interface Subscription {
  /** The last event before those which `onEvents` brings. */
  readonly cursor: string;
  /** What followed the id that the subscriber came with; null where it came with none, or with one too old. */
  readonly missed: readonly LoggedEvent[] | null;
  close(): void;
}

/** What a commit of events with other writes came to. */
export type Committed = { ok: true; id: string } | { ok: false };

/** An instance's side of every topic. */
export interface Hub {
  /** The name of this instance. */
  readonly instance: string;
  /** Follows a topic from now on, or from the event `after`. */
  subscribe(
    topic: string,
    subscriber: Subscriber,
    options?: { after?: string | null },
  ): Promise<Subscription>;
  /**
   * Appends events; those of one moment share a commit, whatever their topics.
   *
   * @returns The ids, once they are stored.
   */
  append(topic: string, events: readonly TopicEvent[]): Promise<string[]>;
  /** Appends events in a commit of the caller's, with its checks and writes. */
  appendWith(
    write: Deno.AtomicOperation,
    topic: string,
    events: readonly TopicEvent[],
  ): Promise<Committed>;
  /** Makes `state` this instance's latest, for other instances that have subscribers; null for none. */
  publishState(topic: string, state: Uint8Array | null): void;
  /** Instances that are alive, this one among them. */
  instances(): Promise<ReadonlySet<string>>;
  /** Lets go of everything; what was appended is stored before. */
  close(): Promise<void>;
}
