/** Writes the card of somebody in a story: what is so before the first chapter, and what a horizon adds to it. Pure. */
import type { CardData, LorebookEntry } from "@/lib/characters/card/model.ts";
import { emptyCardData } from "@/lib/characters/card/model.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import { storyPeopleWords } from "@/lib/i18n/story_people.ts";
import type { Known, KnownFact, Somebody } from "@/lib/stories/people/known.ts";
import { keysOf } from "@/lib/stories/people/lore_keys.ts";
import { callNames } from "@/lib/stories/people/names.ts";
import type { Cast } from "@/lib/stories/writing/story_facts.ts";

/** Facts that are always in the prompt, the latest; older ones are woken by what is said. */
const ALWAYS = 16;
/** Chapters without a ledger whose scenes are always in the prompt, the latest. */
const SCENES_ALWAYS = 2;
/** Lines that show how somebody talks, the latest. */
const SHOWN_LINES = 6;

/** Shorter phrases greet nobody. */
const MIN_GREETING = 6;

/** Where an entry says of which chapter it is, and who else knows it. */
export const STORY_EXTENSION = "maru/story";

/**
 * What is so of somebody before the first chapter ([PS1]): looks and manner. Wishes, secrets and bonds are not in it: the
 * story plans them as a whole, and nothing says from which chapter on they are no secret.
 */
export function cardBeforeStory(
  { ref, name }: Somebody,
  { cast, lang }: { cast: Cast | null; lang: Locale },
): CardData {
  const words = storyPeopleWords[lang].card;
  const person = cast?.people.find((each) => each.ref === ref);
  const voice = cast?.voices.voices.find(({ who }) => who === ref);
  const phrases = voice?.phrases ?? [];
  return {
    ...emptyCardData(name),
    description: person ? words.looks(name, person.age, person.appearance) : words.named(name),
    personality: voice
      ? [
        words.manner(voice.manner),
        ...(phrases.length > 0 ? [words.phrases(phrases.join(" / "))] : []),
        words.never(voice.never),
      ].join("\n")
      : "",
    scenario: words.scenario(name),
    first_mes: words.greeting(name, phrases.find(({ length }) => length >= MIN_GREETING) ?? null),
    mes_example: examplesOf(phrases),
    creator_notes: words.notes,
  };
}

function examplesOf(lines: readonly string[]): string {
  return lines.map((line) => `<START>\n{{char}}: “${line}”`).join("\n");
}

/**
 * A card with what is known at a horizon.
 *
 * @param options.tellsKnowers Whether entries say beside their words who else knows them: for files, never for prompts, as
 * nobody in a story is told that.
 */
export function cardAsOf(
  card: CardData,
  known: Known,
  { lang, tellsKnowers = false }: { lang: Locale; tellsKnowers?: boolean },
): CardData {
  const words = storyPeopleWords[lang].card;
  const { last, lines } = known;
  const { name } = card;
  const book = card.character_book ?? { extensions: {}, entries: [] };
  const lore = [
    ...factEntries(known.facts, { name, lang, tellsKnowers }),
    ...sceneEntries(known.scenes, lang),
  ];
  const said = lines.slice(-SHOWN_LINES);
  return {
    ...card,
    scenario: [
      card.scenario,
      last !== null ? words.asOf(last) : words.unread(name),
      ...(last !== null ? [words.own(name)] : []),
    ].filter((text) => text !== "").join("\n"),
    first_mes: said.length > 0 && card.first_mes.startsWith("*")
      ? withLine(card.first_mes, said.at(-1)!)
      : card.first_mes,
    mes_example: [card.mes_example, examplesOf(said)].filter((text) => text !== "").join("\n"),
    character_book: { ...book, entries: [...book.entries, ...lore] },
  };
}

/** The greeting, said with a line of the story's own. */
function withLine(greeting: string, line: string): string {
  const [deed = ""] = greeting.split("\n\n", 1);
  return `${deed}\n\n“${line}”`;
}

function factEntries(
  facts: readonly KnownFact[],
  { name, lang, tellsKnowers }: { name: string; lang: Locale; tellsKnowers: boolean },
): LorebookEntry[] {
  const words = storyPeopleWords[lang].card;
  const keysOfEach = keysOf(facts.map(({ what }) => what));
  // Their own name stands before every line that they say.
  const own = new Set(callNames(name));
  return facts.map((fact, i) => {
    const { chapter, chapterId, ref, what, where, when, subjects, sharedWith } = fact;
    const more = [where, when].filter((each) => each !== null);
    return entry({
      id: `${chapterId}.${ref}.${i}`,
      name: `${words.sceneOf(chapter)} · ${ref}`,
      keys: [...new Set([...subjects, ...keysOfEach[i]!])].filter((key) => !own.has(key)),
      // A line of its own: who repeats what it says leaves it out.
      content: `${words.since(chapter, more)}\n${what}`,
      order: i,
      constant: i >= facts.length - ALWAYS,
      extensions: tellsKnowers
        ? { [STORY_EXTENSION]: { chapter, also_known_by: [...sharedWith] } }
        : {},
    });
  });
}

function sceneEntries(scenes: Known["scenes"], lang: Locale): LorebookEntry[] {
  const words = storyPeopleWords[lang].card;
  const keysOfEach = keysOf(scenes.map(({ text }) => text));
  return scenes.map(({ n, chapterId, title, text }, i) =>
    entry({
      id: `${chapterId}.scene`,
      name: words.sceneOf(n),
      keys: [title, ...keysOfEach[i]!],
      content: `${words.scene(n)}\n${text}`,
      // Below facts, of which there are no more than this.
      order: 10_000 + i,
      constant: i >= scenes.length - SCENES_ALWAYS,
      extensions: {},
    })
  );
}

function entry(
  { id, name, keys, content, order, constant, extensions }: {
    id: string;
    name: string;
    keys: string[];
    content: string;
    order: number;
    constant: boolean;
    extensions: Record<string, unknown>;
  },
): LorebookEntry {
  return {
    id,
    name,
    keys,
    content: plain(content),
    extensions,
    enabled: true,
    insertion_order: order,
    // Of what does not fit, the oldest goes first.
    priority: order,
    use_regex: false,
    constant,
    position: "after_char",
  };
}

/** A story's words are no macros, and no decorators of a lorebook. */
function plain(text: string): string {
  return text.replace(/\{\{|\}\}/g, "").replace(/^\s*@@/gm, "");
}
