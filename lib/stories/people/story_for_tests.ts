/** A story of a man and a woman at a lighthouse with a ledger, for tests: each chapter leaves one fact of each kind. */
import type { Cast, ChapterFacts } from "@/lib/stories/writing/story_facts.ts";
import { putCast, putFacts } from "@/lib/stories/writing/story_facts.ts";
import { putStory } from "@/lib/stories/store.ts";
import type { Story } from "@/lib/stories/model.ts";
import { storyForTests } from "@/lib/stories/stories_for_tests.ts";

/**
 * A word that stands in one place of one chapter, and nowhere else.
 *
 * @param kind `mine` (known to p1), `all` (to everybody), `theirs` (to p2 alone), `said` (in a line of p1's), and so on.
 */
export function mark(kind: string, chapter: number): string {
  return `zq${kind}${"abcdefghijklmnopqrstuvwxyz"[chapter]}${chapter}x`;
}

/** Kinds of marks that p1 knows once their chapter is over. */
export const KNOWN_MARKS = ["mine", "all", "place", "time", "said"] as const;
/** Kinds that p1 never knows: what others know, and what is told to readers alone. */
export const UNKNOWN_MARKS = ["theirs", "other", "summary", "alone", "chaptertitle"] as const;
/** What is planned for the whole story, whenever it comes to light. */
export const PLANNED_MARKS = [
  "logline",
  "premise",
  "hook",
  "avoid",
  "placewords",
  "everyday",
  "rule",
  "meaning",
  "wants",
  "fears",
  "secret",
  "past",
  "bond",
  "tension",
  "arc",
  "turn",
  "end",
  "promise",
  "title",
  "synopsis",
  "tag",
] as const;

const planned = (kind: typeof PLANNED_MARKS[number]) => mark(kind, 0);

function person(ref: string, name: string, role: "lead" | "partner"): Cast["people"][number] {
  return {
    ref,
    name,
    role,
    age: "thirty-two",
    appearance: "long black hair and round glasses",
    wants: planned("wants"),
    fears: planned("fears"),
    secret: planned("secret"),
    past: planned("past"),
  };
}

/** What its first stages settled. `late` comes up in the last chapters alone. */
export function castForTests(chapters: number): Cast {
  return {
    concept: {
      logline: planned("logline"),
      premise: planned("premise"),
      hook: planned("hook"),
      avoid: [planned("avoid")],
    },
    world: {
      era: "long ago",
      places: [{ ref: "tower", name: "The tower", description: planned("placewords") }],
      everyday: planned("everyday"),
    },
    rules: {
      rules: [planned("rule")],
      glossary: [{ term: "Lamp", meaning: planned("meaning") }],
    },
    people: [person("p1", "Mina", "lead"), person("p2", "Joss", "partner"), {
      ...person("p3", "Orla", "partner"),
      role: "opponent",
    }],
    voices: {
      relations: [{ from: "p1", to: "p2", bond: planned("bond"), tension: planned("tension") }],
      voices: [
        { who: "p1", manner: "short and dry", phrases: ["As you like"], never: "sorry" },
        { who: "p2", manner: "slow", phrases: ["Well now"], never: "no" },
        { who: "p3", manner: "loud", phrases: ["Ha"], never: "please" },
      ],
    },
    arcs: {
      arcs: [{
        name: planned("arc"),
        who: ["p1"],
        beginning: planned("arc"),
        turn: planned("turn"),
        end: planned("end"),
      }],
    },
    promises: [{ ref: "f1", what: planned("promise"), opens: 1, pays: chapters }],
  };
}

/** What chapter `n` left in the ledger. Orla is in the last one. */
export function factsForTests(n: number, chapters: number): ChapterFacts {
  const fact = (kind: string, knownBy: string[]) => ({
    ref: `f${n}_${kind}`,
    what: `The lamp of ${mark(kind, n)} went out`,
    about: ["p1", "tower"],
    knownBy,
    where: null,
    when: null,
  });
  return {
    chapterId: n,
    n,
    title: `Night ${mark("chaptertitle", n)}`,
    facts: [
      { ...fact("mine", ["p1"]), where: mark("place", n), when: mark("time", n) },
      fact("all", []),
      fact("theirs", ["p2"]),
      // One that changes in each chapter, for those who know of it.
      { ...fact("turning", n % 2 === 0 ? ["p2"] : ["p1", "p2"]), ref: "turning" },
    ],
    opened: n === 1 ? ["f1"] : [],
    paid: n === chapters ? ["f1"] : [],
    summary: `Joss kept ${mark("summary", n)} from Mina.`,
    people: n === chapters ? ["p1", "p2", "p3"] : ["p1", "p2"],
  };
}

/** The text of chapter `n`. */
export function bodyForTests(n: number): string {
  return [
    `Mina set the lamp down. “The oil is ${mark("said", n)},” she said, and did not look up.`,
    `Joss turned away. “Nobody must hear of ${mark("other", n)},” he said.`,
    `“So it is ${mark("alone", n)},” said a voice.`,
  ].join("\n\n");
}

/** Stores it: public and out, with `chapters` chapters, ids and numbers the same. */
export async function addStoryWithLedger(
  kv: Deno.Kv,
  { chapters, ...more }: { chapters: number } & Partial<Omit<Story, "chapters">>,
): Promise<Story> {
  const numbers = Array.from({ length: chapters }, (_, i) => i + 1);
  const story = storyForTests({
    title: `Tale of ${planned("title")}`,
    synopsis: `In the end ${planned("synopsis")}`,
    tags: [planned("tag")],
    chapters: numbers.map((n) => ({
      id: n,
      title: `Night ${mark("chaptertitle", n)}`,
      minutes: null,
    })),
    nextChapterId: chapters + 1,
    ...more,
  });
  const write = kv.atomic();
  putStory(
    write,
    story,
    numbers.map((n) => ({
      id: n,
      title: `Night ${mark("chaptertitle", n)}`,
      body: bodyForTests(n),
    })),
  );
  putCast(write, story.id, castForTests(chapters));
  for (const n of numbers) putFacts(write, story.id, factsForTests(n, chapters));
  await write.commit();
  return story;
}
