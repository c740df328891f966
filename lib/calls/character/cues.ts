/**
 * What a character may be told of somebody's face in a call: these words and no others, never a number or a picture.
 * Browser-safe.
 */

export const CUES = [
  "smiling",
  "laughing",
  "frowning",
  "surprised",
  "nodding",
  "shaking_head",
  "looking_away",
  "away",
] as const;
export type Cue = typeof CUES[number];

/** Most of them with one thing that is said. */
export const MAX_CUES = 3;
