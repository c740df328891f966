/** Group commit: events of one moment go into one commit, whatever their topics. */

/** What waits to be committed. */
export interface Waiting {
  topic: string;
  /** Each event as JSON. */
  events: readonly string[];
}

/** Commits batches, at most one of each topic, and returns their common versionstamp. */
export type CommitBatches = (batches: readonly Waiting[]) => Promise<string>;

/** Where an appended event came to stand: its commit, and its place among the topic's events in it. */
export interface Placed {
  versionstamp: string;
  firstPlace: number;
}

export interface Committer {
  append(topic: string, events: readonly string[]): Promise<Placed>;
  /** Resolves once everything that was appended is committed or refused. */
  idle(): Promise<void>;
}

/** A commit may hold 800 KiB, a value 64 KiB; a character of JSON is up to 3 bytes. */
const MAX_COMMIT_CHARS = 200_000;
const MAX_VALUE_CHARS = 20_000;
/** Each topic takes two mutations of a commit's 1,000. */
const MAX_TOPICS = 400;

interface Entry extends Waiting {
  resolve: (placed: Placed) => void;
  reject: (error: unknown) => void;
}

/**
 * Makes a committer. One commit is on its way at a time, and what comes meanwhile shares the next: the busier it is, the
 * more events share a commit, and their order is that of `append()`.
 */
export function createCommitter(commit: CommitBatches): Committer {
  let queue: Entry[] = [];
  let running: Promise<void> | null = null;

  async function run(): Promise<void> {
    while (queue.length > 0) {
      const { taken, left } = takeGroup(queue);
      queue = left;
      await commitGroup(commit, taken);
    }
    running = null;
  }

  return {
    append(topic, events) {
      const { promise, resolve, reject } = Promise.withResolvers<Placed>();
      queue.push({ topic, events, resolve, reject });
      // The next microtask: what one turn of the event loop appends goes together.
      running ??= Promise.resolve().then(run);
      return promise;
    },
    async idle() {
      while (running) await running;
    },
  };
}

/** Takes from the front what one commit holds; an entry stays whole. */
function takeGroup(queue: readonly Entry[]): { taken: Entry[]; left: Entry[] } {
  const chars = new Map<string, number>();
  let total = 0;
  let n = 0;
  for (const { topic, events } of queue) {
    const size = events.reduce((sum, event) => sum + event.length, 0);
    const ofTopic = chars.get(topic) ?? 0;
    const full = total + size > MAX_COMMIT_CHARS || ofTopic + size > MAX_VALUE_CHARS ||
      (ofTopic === 0 && chars.size === MAX_TOPICS);
    if (n > 0 && full) break;
    // What is too large on its own fails on its own.
    if (size > MAX_VALUE_CHARS) return { taken: queue.slice(0, 1), left: queue.slice(1) };
    chars.set(topic, ofTopic + size);
    total += size;
    n++;
  }
  return { taken: queue.slice(0, n), left: queue.slice(n) };
}

async function commitGroup(commit: CommitBatches, taken: readonly Entry[]): Promise<void> {
  const byTopic = new Map<string, string[]>();
  const firstPlaces = taken.map(({ topic, events }) => {
    const together = byTopic.get(topic) ?? [];
    byTopic.set(topic, together);
    const firstPlace = together.length;
    together.push(...events);
    return firstPlace;
  });
  try {
    const versionstamp = await commit([...byTopic].map(([topic, events]) => ({ topic, events })));
    taken.forEach(({ resolve }, n) => resolve({ versionstamp, firstPlace: firstPlaces[n]! }));
  } catch (error) {
    for (const { reject } of taken) reject(error);
  }
}
