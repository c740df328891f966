/**
 * How much of a foreign card file Maru is willing to read: one set of caps for PNG, JSON and
 * CHARX. Browser-safe.
 */

/** Caps on one file. All sizes are bytes unless named otherwise. */
export interface CardLimits {
  /** The whole file. */
  maxFileBytes: number;
  /** Chunks of a PNG. Encoders that write 8 KiB `IDAT` chunks need about 1,000 for 8 MiB. */
  maxPngChunks: number;
  /** The JSON text of a card, after base64 and after inflating. */
  maxTextBytes: number;
  /** Levels of nesting in the JSON. */
  maxJsonDepth: number;
  /** Values (objects, arrays, scalars) in the JSON. */
  maxJsonNodes: number;
  /** Entries of a ZIP, directories included. */
  maxZipEntries: number;
  /** One inflated ZIP entry. */
  maxZipEntryBytes: number;
  /** All inflated ZIP entries together. */
  maxZipTotalBytes: number;
  /** Inflated size ÷ packed size of an entry above 1 MiB; deflate itself tops out near 1,032. */
  maxZipRatio: number;
}

/** The caps used where a caller names none. */
export const DEFAULT_CARD_LIMITS: CardLimits = {
  maxFileBytes: 8 * 1024 * 1024,
  maxPngChunks: 4096,
  maxTextBytes: 4 * 1024 * 1024,
  maxJsonDepth: 100,
  maxJsonNodes: 500_000,
  maxZipEntries: 2048,
  maxZipEntryBytes: 16 * 1024 * 1024,
  maxZipTotalBytes: 32 * 1024 * 1024,
  maxZipRatio: 100,
};

/** Fills the caps that are not given. */
export function withCardLimits(limits: Partial<CardLimits> = {}): CardLimits {
  return { ...DEFAULT_CARD_LIMITS, ...limits };
}
