/** The event log of topics in Deno KV: appending in commit order, and reading on from where one stands. */
import { eventId, versionstampOf } from "@/lib/realtime/event_id.ts";
import type { LoggedEvent, TopicEvent } from "@/lib/realtime/model.ts";
import { deleteAll } from "@/lib/store/commit.ts";
import { keys } from "@/lib/store/keys.ts";
import { upgrader } from "@/lib/store/versioned.ts";

/** What one commit added to a topic. */
interface LogEntry {
  v: 1;
  atMs: number;
  /** Each event as JSON. */
  events: string[];
}

const readEntry = upgrader<LogEntry>(1);

/** An entry with its place in the log. */
export interface PlacedEntry {
  versionstamp: string;
  atMs: number;
  events: readonly string[];
}

/** How long a topic's events are kept. Signalling is worth nothing once a call has formed. */
export function retentionMs(topic: string): number {
  return topic.startsWith("call:") ? 5 * 60_000 : 60 * 60_000;
}

/** How long a topic's doorbell is kept after its last event; for ever where the topic is named by a record that stays. */
function headExpiry(topic: string): { expireIn?: number } {
  return topic.startsWith("call:") ? { expireIn: 60 * 60_000 } : {};
}

/**
 * How long after its last event a client may come back and get what it missed. Shorter than the retention by more than
 * the clocks of instances differ: while the event that it saw is younger than this, no later one has expired.
 */
export function resumableMs(topic: string): number {
  return retentionMs(topic) / 2;
}

/** Entries that a resuming client gets at most; who missed more is better served by a snapshot. */
export const MAX_RESUMED_ENTRIES = 500;

/** Puts events of one topic into a commit; at most once for each topic. `ring`: other instances are to look at it. */
export function putEvents(
  kv: Deno.Kv,
  write: Deno.AtomicOperation,
  { topic, events, atMs, ring }: {
    topic: string;
    events: readonly string[];
    atMs: number;
    ring: boolean;
  },
): void {
  const entry: LogEntry = { v: 1, atMs, events: [...events] };
  const expireIn = retentionMs(topic);
  write.set([...keys.logs(topic), kv.commitVersionstamp()], entry, { expireIn });
  if (ring) write.set(keys.head(topic), atMs, headExpiry(topic));
}

/** The commit that last rang a topic's doorbell; null before the first. */
async function readHead(kv: Deno.Kv, topic: string): Promise<string | null> {
  return (await kv.get(keys.head(topic))).versionstamp;
}

/** The commit that last added to a topic, as far as is known; null before the first. */
export async function readLast(kv: Deno.Kv, topic: string): Promise<string | null> {
  const [head, [last]] = await Promise.all([
    readHead(kv, topic),
    Array.fromAsync(kv.list({ prefix: keys.logs(topic) }, { limit: 1, reverse: true })),
  ]);
  // A sole writer rings nobody; one of several, whose entries have expired, has rung.
  const stamps = [head, last ? String(last.key.at(-1)) : null].filter((stamp) => stamp !== null);
  return stamps.sort().at(-1) ?? null;
}

/** Reads the entries after `after`, oldest first; those of the very commit `after` only where `inclusive`. */
export async function listEntries(
  kv: Deno.Kv,
  topic: string,
  { after, inclusive = false, limit }: { after: string; inclusive?: boolean; limit: number },
): Promise<PlacedEntry[]> {
  const entries: PlacedEntry[] = [];
  // A key that is longer by one character is the next one that sorts after it.
  const start = keys.log(topic, inclusive ? after : `${after}!`);
  const end = keys.log(topic, "g");
  for await (const { key, value } of kv.list({ start, end }, { limit })) {
    const { atMs, events } = readEntry(value);
    entries.push({ versionstamp: String(key.at(-1)), atMs, events });
  }
  return entries;
}

/** Reads the events of the last `limit` commits, oldest first. */
export async function listLatest(
  kv: Deno.Kv,
  topic: string,
  { limit }: { limit: number },
): Promise<LoggedEvent[]> {
  const entries: PlacedEntry[] = [];
  for await (
    const { key, value } of kv.list({ prefix: keys.logs(topic) }, { limit, reverse: true })
  ) {
    const { atMs, events } = readEntry(value);
    entries.push({ versionstamp: String(key.at(-1)), atMs, events });
  }
  return entries.reverse().flatMap(eventsOf);
}

/**
 * Reads what followed the event `after`.
 *
 * @returns Null when that cannot be told for sure any more, or is more than {@link MAX_RESUMED_ENTRIES} commits.
 */
export async function readMissed(
  kv: Deno.Kv,
  topic: string,
  { after, nowMs }: { after: string; nowMs: number },
): Promise<LoggedEvent[] | null> {
  const stamp = versionstampOf(after);
  const limit = MAX_RESUMED_ENTRIES + 2;
  const [head, entries] = await Promise.all([
    readHead(kv, topic),
    listEntries(kv, topic, { after: stamp, inclusive: true, limit }),
  ]);
  const [first] = entries;
  // The head is touched with each event: where it is the last one seen, nothing can have been missed.
  const known = first?.versionstamp === stamp
    ? nowMs - first.atMs < resumableMs(topic)
    : entries.length === 0 && head === stamp;
  if (!known || entries.length === limit) return null;
  return entries.flatMap(eventsOf).filter(({ id }) => id > after);
}

/** The events of an entry, each with its id. */
export function eventsOf({ versionstamp, events }: PlacedEntry): LoggedEvent[] {
  return events.map((json, place) => new Logged(eventId(versionstamp, place), json));
}

/** Parses the event only for those who look at it: most receivers pass the frame on as it is. */
class Logged implements LoggedEvent {
  readonly id: string;
  readonly frame: string;
  readonly #json: string;
  #event: TopicEvent | undefined;

  constructor(id: string, json: string) {
    this.id = id;
    this.#json = json;
    this.frame = `{"event_id":"${id}",${json.slice(1)}`;
  }

  get event(): TopicEvent {
    // Our own JSON, stringified from a TopicEvent by the hub of this or another instance.
    return this.#event ??= JSON.parse(this.#json) as TopicEvent;
  }
}

/**
 * Forgets what a topic's log holds through the event `through`, and its doorbell if that has not been rung since. For a
 * topic that nobody reads on in from before that event.
 */
export async function eraseLog(kv: Deno.Kv, topic: string, through: string): Promise<void> {
  const stamp = versionstampOf(through);
  const doomed: Deno.KvKey[] = [];
  const range = { start: keys.log(topic, ""), end: keys.log(topic, `${stamp}!`) };
  for await (const { key } of kv.list(range)) doomed.push(key);
  await deleteAll(kv, doomed);
  const head = await kv.get(keys.head(topic));
  if (head.versionstamp === null || head.versionstamp > stamp) return;
  // Whoever rings it meanwhile keeps it.
  await kv.atomic().check(head).delete(head.key).commit();
}
