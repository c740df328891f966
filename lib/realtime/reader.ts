/** How one instance reads a topic's log: a pure machine that turns rings of the doorbell into reads and deliveries. */
import type { PlacedEntry } from "@/lib/realtime/log.ts";

/** Entries that one read asks for. */
export const READ_LIMIT = 200;
/** First pause after a read that failed, in milliseconds; it doubles up to the last. */
const FIRST_RETRY_MS = 250;
const LAST_RETRY_MS = 8_000;

export interface Reader {
  /** The commit through which everything was delivered; empty before the first. */
  readonly cursor: string;
  readonly reading: boolean;
  /** It rang while a read was on its way, which may have come too early to see why. */
  readonly rangMeanwhile: boolean;
  readonly failures: number;
}

export type ReaderInput =
  /** Something was added, through this commit if that is known. */
  | { type: "rang"; through: string | null }
  /** The next entry there is, known without reading: from a store that nobody else writes to. */
  | { type: "committed"; entry: PlacedEntry }
  | { type: "read"; entries: readonly PlacedEntry[] }
  | { type: "read_failed" };

export type ReaderEffect =
  | { type: "read"; after: string }
  | { type: "deliver"; entries: readonly PlacedEntry[] }
  | { type: "ring_later"; inMs: number };

interface Stepped {
  reader: Reader;
  effects: ReaderEffect[];
}

/** A reader of what follows the commit `cursor`. */
export function startReader(cursor: string): Reader {
  return { cursor, reading: false, rangMeanwhile: false, failures: 0 };
}

export function stepReader(reader: Reader, input: ReaderInput): Stepped {
  switch (input.type) {
    case "rang":
      return ring(reader, input.through);
    case "committed":
      return takeCommitted(reader, input.entry);
    case "read":
      return take(reader, input.entries);
    case "read_failed": {
      const inMs = Math.min(FIRST_RETRY_MS * 2 ** reader.failures, LAST_RETRY_MS);
      return {
        reader: {
          ...reader,
          reading: false,
          rangMeanwhile: false,
          failures: reader.failures + 1,
        },
        effects: [{ type: "ring_later", inMs }],
      };
    }
  }
}

function ring(reader: Reader, through: string | null): Stepped {
  if (through !== null && through <= reader.cursor) return { reader, effects: [] };
  if (reader.reading) return { reader: { ...reader, rangMeanwhile: true }, effects: [] };
  return {
    reader: { ...reader, reading: true },
    effects: [{ type: "read", after: reader.cursor }],
  };
}

function takeCommitted(reader: Reader, entry: PlacedEntry): Stepped {
  // A read that is on its way may have it or not: the one after it has.
  if (reader.reading) return { reader: { ...reader, rangMeanwhile: true }, effects: [] };
  if (entry.versionstamp <= reader.cursor) return { reader, effects: [] };
  return {
    reader: { ...reader, cursor: entry.versionstamp },
    effects: [{ type: "deliver", entries: [entry] }],
  };
}

function take(reader: Reader, entries: readonly PlacedEntry[]): Stepped {
  const cursor = entries.at(-1)?.versionstamp ?? reader.cursor;
  const again = reader.rangMeanwhile || entries.length >= READ_LIMIT;
  const effects: ReaderEffect[] = [];
  if (entries.length > 0) effects.push({ type: "deliver", entries });
  if (again) effects.push({ type: "read", after: cursor });
  return {
    reader: { cursor, reading: again, rangMeanwhile: false, failures: 0 },
    effects,
  };
}
