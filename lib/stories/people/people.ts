/** The people of a story: those whom its ledger knows, and those whom its writer brought out of it by hand. */
import { LRUCache } from "lru-cache";
import { type Character, readCharacter } from "@/lib/characters/model.ts";
import { firstChapterOf, type Somebody } from "@/lib/stories/people/known.ts";
import type { StoryOrigin } from "@/lib/stories/people/model.ts";
import type { Story } from "@/lib/stories/model.ts";
import type { StoryPerson } from "@/lib/stories/writing/model.ts";
import { type Cast, getCast, listFacts } from "@/lib/stories/writing/story_facts.ts";
import { keys } from "@/lib/store/keys.ts";
import { getAll } from "@/lib/store/kv.ts";

/** Somebody of a story who can be talked with. */
export interface PersonOfStory extends Somebody {
  /** Of the character that they are, or become. */
  id: string;
  /** The number of the chapter in which they come up first, as readers count today. */
  since: number;
  /** Null until somebody talked with them. */
  character: Character | null;
  /** As the story's first stages have them; null for somebody who was brought out by hand. */
  told: StoryPerson | null;
}

export interface PeopleOfStory {
  /** In the order of their first chapters. */
  people: readonly PersonOfStory[];
  cast: Cast | null;
}

/**
 * The id of the character that somebody of a story is: the same whoever makes it, so that there is one of each.
 *
 * 96 bits of SHA-256.
 */
export async function personId(storyId: string, { ref, name }: Somebody): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify([storyId, ref, name]));
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return hash.slice(0, 12).toHex();
}

/** Whom an origin is about. A story that was written anew may know nobody of this name any more. */
export function personOf({ ref, name }: StoryOrigin, cast: Cast | null): Somebody {
  const person = cast?.people.find((each) => each.ref === ref && each.name === name) ??
    cast?.people.find((each) => each.name === name);
  return { ref: person?.ref ?? null, name };
}

/** Everybody of a story who comes up in one of its chapters. Passers-by of the ledger are left out. */
export async function listPeople(kv: Deno.Kv, story: Story): Promise<PeopleOfStory> {
  const [{ cast, main }, known] = await Promise.all([
    recallLedger(kv, story),
    readCharacters(kv, story.characterIds),
  ]);
  const made = await readCharacters(kv, main.map(({ id }) => id));
  const told = main.map((person): PersonOfStory => ({
    ...person,
    character: made.get(person.id) ?? null,
  }));
  const byHand = [...known.values()].flatMap((character): PersonOfStory[] => {
    const { id, story: origin } = character;
    if (origin?.storyId !== story.id || origin.ref !== null) return [];
    const at = story.chapters.findIndex((one) => one.id === origin.sinceId);
    const since = at === -1 ? 1 : at + 1;
    return [{ id, ref: null, name: origin.name, since, character, told: null }];
  });
  return { people: [...told, ...byHand].sort((a, b) => a.since - b.since), cast };
}

type Told = Omit<PersonOfStory, "character">;

/** Stories whose people are remembered. */
const REMEMBERED = 100;
/** By store: every page of a chapter asks who has come up, and a long ledger takes ten milliseconds to read. */
const ledgers = new WeakMap<Deno.Kv, LRUCache<string, { cast: Cast | null; main: Told[] }>>();

/** The people of a ledger. Whatever changes it changes its story last, and so its name here. */
async function recallLedger(
  kv: Deno.Kv,
  story: Story,
): Promise<{ cast: Cast | null; main: readonly Told[] }> {
  const known = ledgers.get(kv) ?? new LRUCache({ max: REMEMBERED });
  ledgers.set(kv, known);
  const name = `${story.id} ${story.updatedAtMs} ${story.rev}`;
  const remembered = known.get(name);
  if (remembered) return remembered;
  const read = await readLedger(kv, story);
  known.set(name, read);
  return read;
}

async function readLedger(
  kv: Deno.Kv,
  story: Story,
): Promise<{ cast: Cast | null; main: Told[] }> {
  const [cast, facts] = await Promise.all([getCast(kv, story.id), listFacts(kv, story.id)]);
  const main = cast?.people.filter(({ role }) => role !== "other") ?? [];
  const ids = await Promise.all(main.map((person) => personId(story.id, person)));
  const sources = { story, cast, facts, bodies: new Map() };
  return {
    cast,
    main: main.flatMap((person, i): Told[] => {
      const since = firstChapterOf(person, sources);
      const { ref, name } = person;
      return since === null ? [] : [{ id: ids[i]!, ref, name, since, told: person }];
    }),
  };
}

async function readCharacters(
  kv: Deno.Kv,
  ids: readonly string[],
): Promise<Map<string, Character>> {
  const entries = await getAll(kv, ids.map((id) => keys.character(id)));
  return new Map(entries.flatMap(({ value }) => {
    if (value === null) return [];
    const character = readCharacter(value);
    return [[character.id, character]];
  }));
}

/** Those who have come up once the first `n` chapters are read. */
export function peopleBy<P extends Pick<PersonOfStory, "since">>(
  people: readonly P[],
  n: number,
): P[] {
  return people.filter(({ since }) => since <= n);
}
