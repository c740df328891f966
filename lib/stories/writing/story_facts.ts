/**
 * What a story that was written here knows of itself: who is in it, and for each chapter what is so once it is over. Kept
 * with the story, apart from the job, so that its people can be spoken with when the job has gone.
 */
import { z } from "zod";
import {
  Arcs,
  Concept,
  Fact,
  Rules,
  StoryPerson,
  StoryPromise,
  Voices,
  World,
} from "@/lib/stories/writing/model.ts";
import { type ChapterLedger, type Ledger, ledgerAfter } from "@/lib/stories/writing/ledger.ts";
import { pack, unpack } from "@/lib/stories/writing/pack.ts";
import { keys } from "@/lib/store/keys.ts";
import { upgrader } from "@/lib/store/versioned.ts";

/** Who and where a story is about, as its first stages settled it. Secrets, pasts and arcs tell of later chapters. */
export const Cast = z.object({
  concept: Concept,
  world: World,
  rules: Rules,
  people: z.array(StoryPerson),
  voices: Voices,
  arcs: Arcs,
  promises: z.array(StoryPromise),
});
export type Cast = z.infer<typeof Cast>;

/** What one chapter left in the ledger. */
export const ChapterFacts = z.object({
  /** Its id in the story, and its place when it was written: the two part when its owner moves chapters about. */
  chapterId: z.number().int().min(1),
  n: z.number().int().min(1),
  title: z.string(),
  facts: z.array(Fact),
  opened: z.array(z.string()),
  paid: z.array(z.string()),
  summary: z.string(),
  /** Refs of the people in its scenes. */
  people: z.array(z.string()),
});
export type ChapterFacts = z.infer<typeof ChapterFacts>;

/** As both are stored: packed, as the ledger of a crowded chapter outgrows a value of the store. */
export const StoryCast = z.object({
  v: z.literal(1),
  storyId: z.string(),
  packed: z.instanceof(Uint8Array),
});
export type StoryCast = z.infer<typeof StoryCast>;
const readStoryCast = upgrader<StoryCast>(1);
export const StoryFacts = StoryCast.extend({ chapterId: z.number().int().min(1) });
export type StoryFacts = z.infer<typeof StoryFacts>;
const readStoryFacts = upgrader<StoryFacts>(1);

/** Puts the cast of a story into a commit. */
export function putCast(write: Deno.AtomicOperation, storyId: string, cast: Cast): void {
  const value: StoryCast = { v: 1, storyId, packed: packed(cast) };
  write.set(keys.storyCast(storyId), value);
}

/** Puts what a chapter left in the ledger into a commit. */
export function putFacts(write: Deno.AtomicOperation, storyId: string, facts: ChapterFacts): void {
  const { chapterId } = facts;
  const value: StoryFacts = { v: 1, storyId, chapterId, packed: packed(facts) };
  write.set(keys.storyFact(storyId, chapterId), value);
}

function packed(value: unknown): Uint8Array<ArrayBuffer> {
  const bytes = pack(value);
  // What it is made of was packed once already, with more around it.
  if (!bytes) throw new RangeError("Cannot keep a ledger of that size");
  return bytes;
}

/** Reads who a story is about; null for one that was not written here. */
export async function getCast(kv: Deno.Kv, storyId: string): Promise<Cast | null> {
  const { value } = await kv.get(keys.storyCast(storyId));
  return value === null ? null : Cast.parse(unpack(readStoryCast(value).packed));
}

/** Reads what is told of the chapters up to the one that was written as number `upTo`, in the order of the telling. */
export async function listFacts(
  kv: Deno.Kv,
  storyId: string,
  upTo = Infinity,
): Promise<ChapterFacts[]> {
  const found: ChapterFacts[] = [];
  for await (const { value } of kv.list({ prefix: keys.storyFacts(storyId) })) {
    const facts = ChapterFacts.parse(unpack(readStoryFacts(value).packed));
    if (facts.n <= upTo) found.push(facts);
  }
  return found.sort((a, b) => a.n - b.n);
}

/** The ledger of a story as somebody knows it who has read so far. */
export async function getLedger(kv: Deno.Kv, storyId: string, upTo: number): Promise<Ledger> {
  const chapters: ChapterLedger[] = await listFacts(kv, storyId, upTo);
  return ledgerAfter(chapters, upTo);
}
