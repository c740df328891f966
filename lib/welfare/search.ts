/**
 * Owns finding services by words: a MiniSearch index over words as letters (jamo), pairs of syllables and initial
 * consonants, asked word by word, and the ranking of what was found.
 *
 * [WS1] A word is found by itself, by its beginning, by a slip of the finger (its letters differ by one in about six),
 *       by its pairs of syllables inside a longer word or across blanks, by another word for the same thing, and by its
 *       initial consonants.
 * [WS2] What has more of the question's words stands higher, whatever each of them weighs.
 * [WS3] Who names a place is not shown what another place offers.
 *
 * Browser-safe.
 */
import { convertQwertyToHangul } from "es-hangul";
import MiniSearch from "minisearch";
import { initialsOf, isInitials, jamoOf, pairsOf, splitWords, stem } from "@/lib/welfare/korean.ts";
import { type Audience, AUDIENCE_NAMES, type WelfareService } from "@/lib/welfare/model.ts";
import { isQuestion, type Question, readQuestion } from "@/lib/welfare/question.ts";
import { NATIONWIDE, servesRegion } from "@/lib/welfare/regions.ts";
import { otherWords, wordsWithin } from "@/lib/welfare/vocabulary.ts";

/** What is looked for. */
export interface WelfareQuery {
  /** Words; none lists everything. */
  q?: string | undefined;
  region?: string | undefined;
  audience?: Audience | undefined;
}

/** A service that was found; a higher score fits better. */
export interface Found {
  service: WelfareService;
  score: number;
}

/** The index of the directory. */
export interface WelfareIndex {
  readonly size: number;
  /** Makes these all there is: what differs from before is indexed anew, the rest stays. */
  hold(services: readonly WelfareService[]): Promise<void>;
  /** Everything that fits, best first. */
  find(query: WelfareQuery): Found[];
}

const NAME = "name";
const KEYWORDS = "keywords";
const TEXT = "text";
/** How much a word counts by where it stands. */
const FIELD_WEIGHTS = { [NAME]: 4, [KEYWORDS]: 3, [TEXT]: 1 };
const PAIR_FIELDS = { namePairs: 3, keywordPairs: 2, textPairs: 0.6 };
const FIELDS = [NAME, KEYWORDS, TEXT, "namePairs", "keywordPairs", "textPairs", "initials"];

/** How much a find counts that is not the word itself. */
const OTHER_WORD = 0.65;
const PAIRS = 0.6;
/** How much a word counts that most services have, beside others. */
const WEAK_WORD = 0.15;
/** Least part of a word's pairs that must be there for it to be found by them. */
const MIN_PAIRS = 0.6;
/** What counts less than this part of the best find is left out. */
const CUT_OFF = 0.14;
/** What the very place counts that was named, against the whole country. */
const AT_HOME = 1.25;

interface Entry {
  id: string;
  name: string;
  keywords: string;
  text: string;
}

/** Entries between which a long indexing lets others go on: some 20 ms. */
const CHUNK = 20;

/** Builds the index, letting go of the event loop now and then. */
export async function createWelfareIndex(
  services: readonly WelfareService[],
): Promise<WelfareIndex> {
  const byId = new Map<string, WelfareService>();
  let places: ReadonlyMap<string, string> = new Map();
  const mini = new MiniSearch<Entry>({
    fields: FIELDS,
    extractField: (entry, field) => fieldOf(entry, field),
    tokenize: termsOf,
    processTerm: (term) => term,
  });
  const hold = async (all: readonly WelfareService[]) => {
    const wanted = new Map(all.map((service) => [service.id, service]));
    const isKept = (a: WelfareService, b: WelfareService | undefined) =>
      JSON.stringify(a) === JSON.stringify(b);
    const gone = [...byId.values()].filter((had) => !isKept(had, wanted.get(had.id)));
    mini.discardAll(gone.map(({ id }) => id));
    for (const { id } of gone) byId.delete(id);
    const fresh = all.filter(({ id }) => !byId.has(id));
    await mini.addAllAsync(fresh.map(toEntry), { chunkSize: CHUNK });
    for (const service of fresh) byId.set(service.id, service);
    places = placesOf(all);
  };
  await hold(services);
  return {
    get size() {
      return byId.size;
    },
    hold,
    find({ q = "", region, audience }) {
      const question = readQuestion(q, places);
      const admits = (service: WelfareService) =>
        (!audience || service.audiences.includes(audience)) &&
        (!region || servesRegion(service.region, region)) &&
        (!question.region || servesRegion(service.region, question.region));
      const open = [...byId.values()].filter(admits);
      if (!isQuestion(question)) return q.trim() === "" ? open.map(listed).sort(byRank) : [];
      let found = rank(open, question, { mini });
      if (found.length === 0) {
        // Korean typed while the keyboard was set to English.
        const meant = readQuestion(convertQwertyToHangul(q), places);
        found = rank(open, meant, { mini });
      }
      return found.sort(byRank);
    },
  };
}

/** Without a question: what is offered everywhere first. */
function listed(service: WelfareService): Found {
  return { service, score: service.region === NATIONWIDE ? 1 : 0 };
}

const collator = new Intl.Collator("ko");

/** The order of results: score, then name. */
export function byRank(a: Found, b: Found): number {
  return b.score - a.score || collator.compare(a.service.name, b.service.name) ||
    (a.service.id < b.service.id ? -1 : a.service.id > b.service.id ? 1 : 0);
}

function toEntry(service: WelfareService): Entry {
  const { id, name, nameEn, keywords, audiences, summary, eligibility, office, region } = service;
  return {
    id,
    name,
    keywords: [nameEn, ...keywords, ...audiences.flatMap((key) => AUDIENCE_NAMES[key])].join("\n"),
    text: [summary, eligibility, office, region].join("\n"),
  };
}

/** MiniSearch asks for a field's text and takes it apart by {@link termsOf}; the kind of its terms stands before it. */
function fieldOf(entry: Entry, field: string): string {
  switch (field) {
    case "id":
      return entry.id;
    case NAME:
    case "namePairs":
    case "initials":
      return entry.name;
    case KEYWORDS:
    case "keywordPairs":
      return entry.keywords;
    default:
      return entry.text;
  }
}

function termsOf(text: string, field?: string): string[] {
  switch (field) {
    case "initials": {
      const initials = initialsOf(text.replace(/[^가-힣]/g, ""));
      return Array.from(initials.slice(0, 30), (_, n) => initialTerm(initials.slice(n)));
    }
    case "namePairs":
      // Across blanks too: `청년 월세` is looked for as `청년월세`.
      return distinct(pairsOf(splitWords(text).join("")));
    case "keywordPairs":
    case "textPairs":
      return distinct(splitWords(text).flatMap(pairsOf));
    default:
      return splitWords(text).map(stem).map(jamoOf);
  }
}

/** Each pair once: how often an entry has it says little. */
function distinct(pairs: readonly string[]): string[] {
  return [...new Set(pairs)].map(pairTerm);
}

/** Pairs and initials are marked, so that no word of letters is taken for one of them. */
const pairTerm = (pair: string) => `2${pair}`;
const initialTerm = (initials: string) => `ㅎ:${initials}`;

/** What each word of a question found, by id. */
type Scores = readonly ReadonlyMap<string, number>[];

function scoresOf(mini: MiniSearch<Entry>, words: readonly string[]): Scores {
  return words.map((word) => {
    const scores = new Map<string, number>();
    const add = (found: ReadonlyMap<string, number>, weight: number) => {
      for (const [id, score] of found) {
        scores.set(id, Math.max(scores.get(id) ?? 0, score * weight));
      }
    };
    if (isInitials(word)) {
      add(ask(mini, initialTerm(word), { fields: ["initials"], prefix: true }), 1);
      return scores;
    }
    add(askWord(mini, word), 1);
    // What nothing is called may yet mean the same as another word, or be one with an ending.
    const within = scores.size > 0 ? [] : wordsWithin(word);
    for (const other of [...otherWords(word), ...within]) add(askWord(mini, other), OTHER_WORD);
    add(askPairs(mini, word), PAIRS);
    return scores;
  });
}

/** Slips of the finger that a word of so many letters may have. */
function slips(letters: number): number {
  return letters < 6 ? 0 : letters < 12 ? 1 : 2;
}

function askWord(mini: MiniSearch<Entry>, word: string): Map<string, number> {
  const letters = jamoOf(word);
  return ask(mini, letters, {
    fields: [NAME, KEYWORDS, TEXT],
    boost: FIELD_WEIGHTS,
    // One syllable begins half of all words.
    prefix: word.length >= 2,
    fuzzy: slips(letters.length),
    weights: { prefix: 0.7, fuzzy: 0.35 },
  });
}

/** By pairs of syllables: counts as much as there are of them, each pair by how rare it is. */
function askPairs(mini: MiniSearch<Entry>, word: string): Map<string, number> {
  const terms = [...new Set(/^[가-힣]+$/.test(word) ? pairsOf(word).map(pairTerm) : [])];
  if (terms.length === 0) return new Map();
  const results = mini.search({
    combineWith: "OR",
    queries: terms.map((term) => ({
      queries: [term],
      tokenize: whole,
      fields: Object.keys(PAIR_FIELDS),
      boost: PAIR_FIELDS,
    })),
  });
  const found = new Map<string, number>();
  for (const { id, score, terms: matched } of results) {
    const part = new Set(matched).size / terms.length;
    if (part >= MIN_PAIRS) found.set(id, (score / terms.length) * part);
  }
  return found;
}

const whole = (text: string) => [text];

function ask(
  mini: MiniSearch<Entry>,
  term: string,
  options: NonNullable<Parameters<MiniSearch["search"]>[1]>,
): Map<string, number> {
  const results = mini.search(term, { ...options, tokenize: whole });
  return new Map(results.map(({ id, score }) => [id, score]));
}

function rank(
  open: readonly WelfareService[],
  { words, weak, region }: Question,
  { mini }: { mini: MiniSearch<Entry> },
): Found[] {
  const scores = scoresOf(mini, words);
  const lesser = scoresOf(mini, weak);
  const found: Found[] = [];
  for (const service of open) {
    const own = scores.map((byId) => byId.get(service.id) ?? 0);
    const hits = own.filter((score) => score > 0).length;
    const isHome = region !== null && service.region !== NATIONWIDE;
    // Only a place was named: everything of it, its own first.
    if (words.length === 0 && region !== null) found.push({ service, score: isHome ? 2 : 1 });
    if (hits === 0) continue;
    const sum = total(own) + WEAK_WORD * total(lesser.map((byId) => byId.get(service.id) ?? 0));
    const score = sum * (hits / words.length) ** 1.5 * (isHome ? AT_HOME : 1);
    found.push({ service, score });
  }
  const best = Math.max(0, ...found.map(({ score }) => score));
  return found.filter(({ score }) => score >= best * CUT_OFF);
}

function total(scores: readonly number[]): number {
  return scores.reduce((sum, score) => sum + score, 0);
}

/** Names of places within provinces, with and without their 시, 군 or 구; those of several places name none. */
function placesOf(services: readonly WelfareService[]): Map<string, string> {
  const named = new Map<string, Set<string>>();
  for (const { region } of services) {
    const name = region.split(" ").at(-1) ?? "";
    if (!region.includes(" ")) continue;
    const short = name.replace(/[시군구]$/, "");
    for (const spelling of short.length >= 2 ? [name, short] : [name]) {
      named.set(spelling, (named.get(spelling) ?? new Set()).add(region));
    }
  }
  const unique = [...named].flatMap(([name, [region, ...others]]) =>
    region && others.length === 0 ? [[name, region] as const] : []
  );
  return new Map(unique);
}
