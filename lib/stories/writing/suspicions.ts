/**
 * What in a chapter seems to contradict the ledger, told by rules alone: names that are nearly right, looks, numbers and
 * days that changed, somebody in two places at once, the dead who speak, broken things in use, and people who say what
 * they cannot know. Pure. Suspicions are for an editor to judge: rules see words, not sense.
 */
import type { Locale } from "@/lib/i18n/locale.ts";
import { knows, type Ledger, type LedgerFact } from "@/lib/stories/writing/ledger.ts";
import { type Lexicon, LEXICONS } from "@/lib/stories/writing/lexicon.ts";
import type { Fact, StageOutput, StoryPerson } from "@/lib/stories/writing/model.ts";
import { misspelt } from "@/lib/stories/writing/misspelt.ts";
import {
  formPattern,
  formsOf,
  type Passage,
  readPassages,
} from "@/lib/stories/writing/passages.ts";
import { hasTerm, termsOf } from "@/lib/stories/writing/terms.ts";

export interface Suspicion {
  /** The sentence, as it stands in the text. */
  readonly quote: string;
  /** The fact that it goes against; null where it is not of the ledger. */
  readonly fact: string | null;
  /** In the language of the story. */
  readonly why: string;
}

export interface Suspect {
  body: string;
  lang: Locale;
  people: readonly StoryPerson[];
  places: StageOutput<"world">["places"];
  /** Words of the story's glossary. */
  terms: readonly string[];
  /** Before this chapter. */
  ledger: Ledger;
  /** What this very chapter tells: somebody who is told something knows it. */
  told: readonly Fact[];
}

interface Scene extends Suspect {
  lexicon: Lexicon;
  passages: readonly Passage[];
}

type Rule = (passage: Passage, scene: Scene, index: number) => Suspicion[];

/** How much of a fact a sentence has to say to be about it. */
const SAME_MATTER = 0.6;
const SAME_THING = 0.5;
const MAX_SUSPICIONS = 20;

/** Lists what seems wrong: each thing that is said against a sentence once. */
export function suspect(chapter: Suspect): Suspicion[] {
  const { body, lang, people } = chapter;
  const scene: Scene = {
    ...chapter,
    lexicon: LEXICONS[lang],
    passages: readPassages(body, { lang, people }),
  };
  const found = [
    ...misspelt(chapter).map(({ quote, name }) => ({
      quote,
      fact: null,
      why: WHY[lang].name(name),
    })),
    ...scene.passages.flatMap((passage, n) => RULES.flatMap((rule) => rule(passage, scene, n))),
  ];
  const seen = new Set<string>();
  return found.filter(({ quote, why }) => {
    const name = `${quote}\n${why}`;
    return !seen.has(name) && seen.add(name);
  }).slice(0, MAX_SUSPICIONS);
}

/** Looks that changed: of whoever is named last before the feature. */
const looks: Rule = (passage, scene) => {
  const { people, ledger, lexicon, lang } = scene;
  return colours(passage.text, lexicon).flatMap(({ feature, colour, index }) => {
    const person = lastNamed(passage.text.slice(0, index), scene) ??
      (passage.named.length === 1 ? people.find(({ ref }) => ref === passage.named[0]) : undefined);
    if (!person) return [];
    const own = colours(person.appearance, lexicon).find((one) => one.feature === feature);
    const said = ledger.facts.flatMap((fact) =>
      isAbout(fact, person)
        ? colours(fact.what, lexicon).filter((one) => one.feature === feature)
          .map((one) => ({ ...one, fact }))
        : []
    ).at(-1);
    const known = said ?? (own && { ...own, fact: null });
    if (!known || known.colour === colour) return [];
    return [{
      quote: passage.text,
      fact: known.fact?.ref ?? null,
      why: WHY[lang].look(person.name),
    }];
  });
};

function colours(text: string, lexicon: Lexicon) {
  return lexicon.coloured.flatMap((pattern) =>
    [...text.matchAll(pattern)].map(({ groups, index }) => ({
      colour: lexicon.colourOf(groups?.["colour"] ?? ""),
      feature: lexicon.featureOf(groups?.["feature"] ?? ""),
      index,
    }))
  );
}

/** Counted things of which there were more, or fewer; and ages. */
const numbers: Rule = (passage, { ledger, lexicon, lang, people }) => {
  const { text, named } = passage;
  const found: Suspicion[] = [];
  for (const { thing, number } of counts(text, lexicon)) {
    for (const fact of ledger.facts) {
      const known = counts(fact.what, lexicon).find((one) => one.thing === thing);
      // Of other keys there may be another number.
      const isSame = fact.about.some((about) => about.toLowerCase() === thing) ||
        isSameMatter(fact.what, passage, { lang, people, least: SAME_THING });
      if (known && known.number !== number && isSame) {
        found.push({ quote: text, fact: fact.ref, why: WHY[lang].number(known.number, number) });
      }
    }
  }
  const age = ageIn(text, lexicon);
  const [only] = named;
  const person = named.length === 1 ? people.find(({ ref }) => ref === only) : undefined;
  if (age === null || !person) return found;
  const fact = ledger.facts.findLast((one) =>
    isAbout(one, person) && ageIn(one.what, lexicon) !== null
  );
  const known = fact ? ageIn(fact.what, lexicon) : ageIn(person.age, lexicon);
  if (known !== null && known !== age) {
    found.push({ quote: text, fact: fact?.ref ?? null, why: WHY[lang].number(known, age) });
  }
  return found;
};

function counts(text: string, lexicon: Lexicon): { thing: string; number: number }[] {
  return lexicon.counted.flatMap((pattern) =>
    [...text.matchAll(pattern)].flatMap(({ groups }) => {
      const number = lexicon.numberOf(groups?.["number"] ?? "");
      const thing = (groups?.["thing"] ?? "").toLowerCase();
      const isNothing = lexicon.measures.has(thing) || lexicon.plain.has(thing);
      return Number.isNaN(number) || isNothing ? [] : [{ thing, number }];
    })
  );
}

function ageIn(text: string, lexicon: Lexicon): number | null {
  const word = lexicon.aged.exec(text)?.groups?.["number"];
  const age = word === undefined ? NaN : lexicon.numberOf(word);
  return Number.isNaN(age) ? null : age;
}

/** Days, seasons, sides and kin: of the same matter, another member of the same kind. */
const choices: Rule = (passage, { ledger, lexicon, lang, people }) =>
  lexicon.choices.flatMap(({ name, members }) => {
    const said = members.filter((member) => member.test(passage.text));
    const [one] = said;
    if (said.length !== 1 || !one) return [];
    return ledger.facts.flatMap((fact) => {
      const known = members.filter((member) => member.test(fact.what));
      if (known.length !== 1 || known[0] === one) return [];
      const rest = fact.what.replace(known[0]!, " ");
      // What two people are to each other is said with little more than their names.
      const isSame = (name === "kin" && areBothIn(fact, passage, { lang, people })) ||
        isSameMatter(rest, passage, { lang, people, least: SAME_THING });
      if (!isSame) return [];
      return [{ quote: passage.text, fact: fact.ref, why: WHY[lang].changed(fact.what) }];
    });
  });

/** Whether all whom a fact names, two at least, are named in a passage that tells. */
function areBothIn(
  { what }: Fact,
  { named, spoken }: Passage,
  { lang, people }: { lang: Locale; people: readonly StoryPerson[] },
): boolean {
  const who = people.filter((person) =>
    formsOf(person, lang).some((form) => formPattern(form, lang).test(what))
  );
  return !spoken && who.length >= 2 && who.every(({ ref }) => named.includes(ref));
}

/** Somebody who was elsewhere at that time. */
const whereabouts: Rule = ({ text, named }, { ledger, places, lang, people }) =>
  ledger.facts.flatMap((fact) => {
    const { where, when } = fact;
    if (!where || !when || !text.includes(when)) return [];
    const there = people.filter((person) => isAbout(fact, person) && named.includes(person.ref));
    if (there.length === 0 || isPlaceIn(text, where)) return [];
    const other = places.find(({ ref, name }) =>
      ref !== where && !isPlaceIn(where, name) && isPlaceIn(text, name)
    );
    return other ? [{ quote: text, fact: fact.ref, why: WHY[lang].where(when, where) }] : [];
  });

function isPlaceIn(text: string, name: string): boolean {
  return text.toLowerCase().includes(name.toLowerCase().replace(/^the /, ""));
}

/** The dead, speaking. */
const dead: Rule = ({ text, spoken, speaker }, { ledger, lexicon, lang, people }) => {
  if (!spoken || speaker === null) return [];
  const person = people.find(({ ref }) => ref === speaker);
  if (!person) return [];
  const fact = ledger.facts.find((one) =>
    isAbout(one, person) && isDead(one, person, { lexicon, lang })
  );
  return fact ? [{ quote: text, fact: fact.ref, why: WHY[lang].dead(person.name) }] : [];
};

function isDead(
  { what }: Fact,
  person: StoryPerson,
  { lexicon, lang }: { lexicon: Lexicon; lang: Locale },
): boolean {
  return formsOf(person, lang).some((form) => {
    const match = formPattern(form, lang).exec(what);
    const after = match ? what.slice(match.index + match[0].length) : "";
    return match !== null && lexicon.dead.test(after);
  });
}

/** Things that are broken or lost, used as if they were not. */
const broken: Rule = ({ text, spoken }, { ledger, lexicon, lang, people }) => {
  if (spoken || !lexicon.used.test(text) || lexicon.recalled.test(text)) return [];
  return ledger.facts.flatMap((fact) => {
    if (!lexicon.gone.test(fact.what)) return [];
    const thing = fact.about.find((about) =>
      about.length >= 2 && !people.some(({ ref, name }) => ref === about || name === about) &&
      text.toLowerCase().includes(about.toLowerCase())
    );
    return thing ? [{ quote: text, fact: fact.ref, why: WHY[lang].broken(thing, fact.what) }] : [];
  });
};

/** Words, or thoughts, of somebody who has not learnt it. */
const knowledge: Rule = (passage, scene, index) => {
  const { ledger, lexicon, lang, people, told } = scene;
  const [first] = passage.named;
  const thinker = !passage.spoken && lexicon.knowing.test(passage.text) ? first : undefined;
  const who = passage.speaker ?? thinker;
  if (who === undefined || who === null) return [];
  return ledger.facts.flatMap((fact) => {
    if (knows(fact, who) || /[?？]$/.test(passage.text)) return [];
    if (!isSameMatter(fact.what, passage, { lang, people, least: SAME_MATTER })) return [];
    if (isTold(fact, who, told) || isSaidBefore(fact, index, scene)) return [];
    const name = people.find(({ ref }) => ref === who)?.name ?? who;
    return [{ quote: passage.text, fact: fact.ref, why: WHY[lang].knows(name) }];
  });
};

/** Whether this chapter itself says that somebody learnt a fact. */
function isTold(fact: LedgerFact, who: string, told: readonly Fact[]): boolean {
  return told.some((one) => one.ref === fact.ref && knows(one, who));
}

/** Whether somebody who knows it said it earlier in the chapter. */
function isSaidBefore(fact: LedgerFact, index: number, { passages, lang, people }: Scene): boolean {
  return passages.slice(0, index).some((passage) =>
    passage.speaker !== null && knows(fact, passage.speaker) &&
    isSameMatter(fact.what, passage, { lang, people, least: SAME_THING })
  );
}

const RULES: readonly Rule[] = [looks, numbers, choices, whereabouts, dead, broken, knowledge];

/** Whether a passage is about what a sentence says: enough of its words are there, two of them at least. */
function isSameMatter(
  what: string,
  passage: Passage,
  { lang, people, least }: { lang: Locale; people: readonly StoryPerson[]; least: number },
): boolean {
  const who = people.filter((person) =>
    formsOf(person, lang).some((form) => formPattern(form, lang).test(what))
  );
  const terms = termsOf(what, { lang, without: who.flatMap((person) => formsOf(person, lang)) });
  const shared = terms.filter((term) => hasTerm(passage.text, term, lang)).length;
  const isPresent = ({ ref }: StoryPerson) =>
    passage.named.includes(ref) || passage.speaker === ref;
  const persons = who.filter(isPresent).length;
  return terms.length > 0 && shared / terms.length >= least && shared + persons >= 2;
}

function isAbout({ about, what }: Fact, { ref, name }: StoryPerson): boolean {
  return about.includes(ref) || about.includes(name) || (about.length === 0 && what.includes(name));
}

function lastNamed(text: string, { people, lang }: Scene): StoryPerson | undefined {
  let last: { person: StoryPerson; place: number } | null = null;
  for (const person of people) {
    for (const form of formsOf(person, lang)) {
      const place = text.lastIndexOf(form);
      if (place >= 0 && place >= (last?.place ?? 0)) last = { person, place };
    }
  }
  return last?.person;
}

const WHY = {
  ko: {
    name: (name: string) => `이름은 “${name}”이에요.`,
    look: (name: string) => `${name}의 모습이 앞과 달라요.`,
    number: (known: number, said: number) => `앞에서는 ${known}, 여기서는 ${said}이에요.`,
    changed: (what: string) => `앞에서는 “${what}”라고 했어요.`,
    where: (when: string, where: string) => `${when}에는 ${where}에 있었어요.`,
    dead: (name: string) => `${name}의 죽음이 이미 나왔어요.`,
    broken: (thing: string, what: string) => `${thing}: 앞에서 “${what}”라고 했어요.`,
    knows: (name: string) => `${name}에게는 아직 알려지지 않은 일이에요.`,
  },
  en: {
    name: (name: string) => `The name is “${name}”.`,
    look: (name: string) => `${name} looked different before.`,
    number: (known: number, said: number) => `It was ${known} before, here it is ${said}.`,
    changed: (what: string) => `Before, it was said: “${what}”.`,
    where: (when: string, where: string) => `${when}, it was at ${where}.`,
    dead: (name: string) => `${name} is dead by now.`,
    broken: (thing: string, what: string) => `Of ${thing} it was said: “${what}”.`,
    knows: (name: string) => `${name} has not learnt this yet.`,
  },
} as const;
