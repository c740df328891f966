/** What the builders of keys have in common: their shape, and the words that some keys take. */

/** Builders of keys by name; one with fewer parts builds the prefix of a list. */
export type KeyBuilders = Record<string, (...parts: never[]) => Deno.KvKey>;

/** What can be liked and counted. */
export type SubjectKind = "character" | "story";
/** What is counted of a subject. */
export type CountName = "likes" | "chats" | "comments";
/** Orders in which public characters are listed. */
export type RankSort = "new" | "popular" | "trending";
