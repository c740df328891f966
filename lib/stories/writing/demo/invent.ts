/** Makes up people and places of a story from a genre's bank and the keywords. */
import type { Chance } from "@/lib/ai/demo/random.ts";
import { type Bank, type PlaceKey, PLACES, type RoleKey } from "@/lib/stories/writing/demo/bank.ts";
import { clip, must } from "@/lib/stories/writing/demo/pieces.ts";
import type { Keyword } from "@/lib/stories/writing/demo/reading.ts";
import { fill } from "@/lib/stories/writing/demo/template.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import type { Genre, StoryPerson, Tone, World } from "@/lib/stories/writing/model.ts";
import type { z } from "zod";

/** What is known before anybody wrote anything. */
export interface Asked {
  readonly lang: Locale;
  readonly genre: Genre;
  readonly tone: Tone;
  readonly bank: Bank;
  readonly keywords: readonly Keyword[];
}

/** Five places; a keyword that names one is that one of them which the plot leaves open. */
export function inventPlaces(
  { lang, tone, bank, genre, keywords }: Asked,
  { chance, anyPlace }: { chance: Chance; anyPlace: PlaceKey | null },
): z.infer<typeof World>["places"] {
  const asked = keywords.find(({ kind }) => kind === "place")?.word;
  return PLACES.map((key) => {
    const [name, sight] = must(chance.pick(bank.genres[genre].places[key]));
    const word = key === anyPlace ? asked : undefined;
    if (word === undefined) return { ref: key, name, description: sight };
    const template = must(chance.pick(bank.glue.sitePlace));
    const description = fill(template, { K: word }, { lang, tone, chance });
    return { ref: key, name: placeName(word, lang), description };
  });
}

/** English puts an article before what is no name: `the lighthouse`. */
function placeName(word: string, lang: Locale): string {
  return lang === "en" && !/^(?:the|a|an|[A-Z])/.test(word) ? `the ${word}` : word;
}

const ROLES: readonly (readonly [RoleKey, StoryPerson["role"]])[] = [
  ["L", "lead"],
  ["P", "partner"],
  ["O", "opponent"],
  ["H", "helper"],
];

/** Four people. A keyword that names somebody is what the helper, then the opponent, is called. */
export function inventPeople(asked: Asked, chance: Chance): StoryPerson[] {
  const { lang, tone, bank, genre, keywords } = asked;
  const { people } = bank;
  const words = bank.genres[genre];
  const names = people.names[words.names];
  // English speaks of the lead as she and of the partner as he, so that no pronoun is taken for the other's.
  const isShe = chance.happens(0.5) || lang === "en";
  const sets = {
    L: isShe ? names.she : names.he,
    P: isShe ? names.he : names.she,
    O: names.stern,
    H: names.old,
  };
  const called = keywords.filter(({ kind }) => kind === "person").map(({ word }) => word);
  const callings: Partial<Record<RoleKey, string>> = {
    ...(called[0] === undefined ? {} : { H: called[0] }),
    ...(called[1] === undefined ? {} : { O: called[1] }),
  };
  const master = must(chance.pick(people.masters));
  return ROLES.map(([key, role], at) => {
    const job = callings[key] ?? must(chance.pick(words.jobs[key]));
    const slots = { master, job };
    const say = (options: readonly string[]) =>
      clip(fill(must(chance.pick(options)), slots, { lang, tone, chance }));
    return {
      ref: `p${at + 1}`,
      name: must(chance.pick(sets[key])),
      role,
      age: say(people.ages[key]),
      appearance: say(people.appearance[key]),
      wants: say(people.wants[key]),
      fears: say(people.fears[key]),
      secret: say(people.secrets[key]),
      past: say(people.pasts[key]),
    };
  });
}
