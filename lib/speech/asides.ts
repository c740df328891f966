/** What may happen with asides, `*she waves*`, in words that are read aloud. Browser-safe. */

/** Said like all else, said softly, or left out. */
export const ASIDES = ["read", "soft", "skip"] as const;
export type Asides = typeof ASIDES[number];
