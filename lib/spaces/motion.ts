/** What bodies do, and the signs that people give. The order is the wire's. Browser-safe. */

export const MOTIONS = ["idle", "walk", "run", "sit", "wave", "dance", "nod"] as const;
export type Motion = typeof MOTIONS[number];

/** Short signs that anybody can give, shown over the head for a moment. */
export const EMOTES = [
  "wave",
  "heart",
  "clap",
  "laugh",
  "nod",
  "surprise",
  "question",
  "dance",
] as const;
export type Emote = typeof EMOTES[number];
