/**
 * What a unit stands on, read from what earlier stages handed on. Each unit has a seed of its own, and any output may have been
 * edited: so the plot is recognized by its own words, and people, places and plans are taken as they now are.
 */
import { createChance, hashText } from "@/lib/ai/demo/random.ts";
import type { Bank, PlaceKey, PlotWords, RoleKey } from "@/lib/stories/writing/demo/bank.ts";
import { PLACES, ROLES } from "@/lib/stories/writing/demo/bank.ts";
import { bankOf } from "@/lib/stories/writing/demo/banks.ts";
import { inventPeople, inventPlaces } from "@/lib/stories/writing/demo/invent.ts";
import {
  type Keyword,
  readGenre,
  readKeywords,
  readTone,
} from "@/lib/stories/writing/demo/reading.ts";
import { PLOTS } from "@/lib/stories/writing/demo/shapes.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import {
  Characters,
  Concept,
  type Genre,
  Outline,
  type StoryPerson,
  Theme,
  type Tone,
  type Unit,
  unitName,
  World,
  type WritingRequest,
} from "@/lib/stories/writing/model.ts";
import type { z } from "zod";

export type Place = z.infer<typeof World>["places"][number];
export type Given = ReadonlyMap<string, unknown>;

/** Everything a story is written from. */
export interface Ground {
  readonly request: WritingRequest;
  readonly lang: Locale;
  readonly genre: Genre;
  readonly tone: Tone;
  readonly bank: Bank;
  readonly keywords: readonly Keyword[];
  /** Ids of plots: that of the story first, then those it goes on with. */
  readonly plots: readonly string[];
  readonly people: readonly StoryPerson[];
  readonly cast: Readonly<Record<RoleKey, StoryPerson>>;
  readonly places: readonly Place[];
  readonly set: Readonly<Record<PlaceKey, Place>>;
  /** The same for all units of a story as long as its people are. */
  readonly key: number;
}

/** An output of an earlier unit; null where it was not handed on, or is not what it should be. */
export function readGiven<T>(given: Given, unit: Unit, schema: z.ZodType<T>): T | null {
  const parsed = schema.safeParse(given.get(unitName(unit)));
  return parsed.success ? parsed.data : null;
}

/** Reads all a story stands on; `seed` decides what nobody has decided yet. */
export function readGround(request: WritingRequest, given: Given, seed: number): Ground {
  const { lang } = request;
  const genre = readGenre(request.genre);
  const tone = readTone(request.tone);
  const bank = bankOf(lang);
  const keywords = readKeywords(request.keywords, lang);
  const asked = hashText(JSON.stringify([request.keywords, request.genre, request.tone]));
  const base = { request, lang, genre, tone, bank, keywords };
  const world = readGiven(given, { stage: "world", chapter: 0 }, World);
  const characters = readGiven(given, { stage: "characters", chapter: 0 }, Characters);
  const places = world?.places ??
    inventPlaces(base, { chance: createChance(asked), anyPlace: null });
  const people = characters?.people ?? inventPeople(base, createChance(asked));
  return {
    ...base,
    plots: orderPlots(base, given, seed),
    people,
    cast: castOf(people),
    places,
    set: setOf(places),
    key: hashText(JSON.stringify([asked, people.map(({ name }) => name)])),
  };
}

const ROLE_OF: Readonly<Record<RoleKey, StoryPerson["role"]>> = {
  L: "lead",
  P: "partner",
  O: "opponent",
  H: "helper",
};

/** Who plays which part: those whom the stage of the characters gave it, then whoever is left, then the last of them. */
function castOf(people: readonly StoryPerson[]): Record<RoleKey, StoryPerson> {
  const left = [...people];
  const cast = new Map<RoleKey, StoryPerson>();
  for (const role of ROLES) {
    const at = left.findIndex((person) => person.role === ROLE_OF[role]);
    const [found] = at === -1 ? [] : left.splice(at, 1);
    if (found) cast.set(role, found);
  }
  const rest = (role: RoleKey): StoryPerson => {
    const person = cast.get(role) ?? left.shift() ?? people.at(-1);
    if (person === undefined) throw new RangeError("Cannot write a story without people");
    return person;
  };
  return { L: rest("L"), P: rest("P"), O: rest("O"), H: rest("H") };
}

function setOf(places: readonly Place[]): Record<PlaceKey, Place> {
  const left = places.filter(({ ref }) => !PLACES.some((key) => key === ref));
  const find = (key: PlaceKey): Place => {
    const place = places.find(({ ref }) => ref === key) ?? left.shift() ?? places[0];
    if (place === undefined) throw new RangeError("Cannot write a story without a place");
    return place;
  };
  return {
    home: find("home"),
    site: find("site"),
    road: find("road"),
    far: find("far"),
    crowd: find("crowd"),
  };
}

/** The plots of a story in their order: the one its concept speaks of, others of the genre, then all the rest. */
function orderPlots(
  { genre, bank, request }: Pick<Ground, "genre" | "bank" | "request">,
  given: Given,
  seed: number,
): string[] {
  const ofGenre = PLOTS.filter(({ genres }) => genres.includes(genre)).map(({ id }) => id);
  const concept = readGiven(given, { stage: "concept", chapter: 0 }, Concept);
  const theme = readGiven(given, { stage: "theme", chapter: 0 }, Theme);
  const outline = readGiven(given, { stage: "outline", chapter: 0 }, Outline);
  const said = [
    ...[concept?.hook, theme?.theme, theme?.question, theme?.change],
    ...outline?.chapters.slice(0, 5).flatMap((plan) => [
      plan.title,
      plan.purpose,
      plan.ending,
      ...plan.events,
    ]) ?? [],
  ].filter((line) => line !== undefined);
  const votes = ofGenre.map((id) => countSaid(bank.plots[id], said));
  const most = Math.max(...votes);
  const fallback = concept === null && outline === null
    ? seed
    : hashText(concept?.logline ?? JSON.stringify(request.keywords));
  const first = most > 0 ? votes.indexOf(most) : fallback % ofGenre.length;
  const own = [...ofGenre.slice(first), ...ofGenre.slice(0, first)];
  return [...own, ...PLOTS.map(({ id }) => id).filter((id) => !own.includes(id))];
}

/** How many of these lines are a plot's own, whatever names stand in them. */
function countSaid(plot: PlotWords | undefined, said: readonly string[]): number {
  if (plot === undefined) return 0;
  const { hook, theme, question, change, titles, beats } = plot;
  const lines = beats.flatMap(({ title, goal, outcome, hook: end }) => [title, goal, outcome, end]);
  return [hook, theme, question, change, ...titles, ...lines]
    .map(patternOf)
    .filter((pattern) => said.some((line) => pattern.test(line))).length;
}

/** Knows a template again when it is filled. */
function patternOf(template: string): RegExp {
  const parts = template.split(/\{[^}]*\}|\[[^\]]*\]/);
  const fixed = parts.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${fixed.join("[^.!?]{1,60}?")}$`, "iu");
}
