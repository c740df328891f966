/** The improviser's plan of chapters: outline, promises and scenes. Each takes what stands as it is, edited or not. */
import { createChance, hashText } from "@/lib/ai/demo/random.ts";
import { callName } from "@/lib/stories/writing/demo/grammar.ts";
import type { Given, Ground } from "@/lib/stories/writing/demo/ground.ts";
import { readGiven } from "@/lib/stories/writing/demo/ground.ts";
import {
  chapterOfBeat,
  partsOf,
  plotOf,
  type Sketch,
  sketchOf,
} from "@/lib/stories/writing/demo/parts.ts";
import { clip, deal, must } from "@/lib/stories/writing/demo/pieces.ts";
import { slotsOf } from "@/lib/stories/writing/demo/slots.ts";
import { fill } from "@/lib/stories/writing/demo/template.ts";
import {
  CHAPTERS,
  Foreshadowing,
  Outline,
  type StageOutput,
  type StoryPromise,
} from "@/lib/stories/writing/model.ts";

export type ChapterPlan = StageOutput<"outline">["chapters"][number];
export type Scene = StageOutput<"scenes">["scenes"][number];

/** A line of a sketch with the story's names in it; always the same for the same people. */
export function sayLine(ground: Ground, arc: number, line: string): string {
  const chance = createChance(hashText(line));
  const { lang, tone } = ground;
  return clip(fill(line, slotsOf(ground, arc), { lang, tone, chance }));
}

/** The sketches of a chapter in their order. */
export function sketchesOf(ground: Ground, n: number): Sketch[] {
  return partsOf(n, ground.request.length).map((part) => sketchOf(ground, part));
}

/** The scene that a chapter is about: its last beat, else its first scene. */
export function mainOf(sketches: readonly Sketch[]): Sketch {
  return must(sketches.findLast(({ part }) => part.kind === "beat") ?? sketches.at(-1));
}

/** What a chapter would be if nobody changed anything. */
export function planChapter(ground: Ground, n: number): ChapterPlan {
  const sketches = sketchesOf(ground, n);
  const main = mainOf(sketches);
  const say = (line: string) => sayLine(ground, main.part.arc, line);
  const isShort = ground.request.length === "short" && n === 1;
  const last = must(sketches.at(-1));
  const who = new Set(sketches.flatMap(({ stage }) => stage.who));
  return {
    n,
    title: isShort ? shortTitle(ground) : say(main.words.title),
    purpose: say(isShort ? plotOf(ground, 0).words.question : main.words.goal),
    events: sketches.map(({ words }) => say(words.outcome)),
    ending: sayLine(ground, last.part.arc, last.words.hook),
    people: [...new Set([...who].map((role) => ground.cast[role].ref))],
  };
}

function shortTitle(ground: Ground): string {
  const { titles } = plotOf(ground, 0).words;
  return sayLine(ground, 0, deal(titles, ground.key, 0));
}

/** The outline of the whole story, or of one chapter beyond it. */
export function writeOutline(ground: Ground, chapter: number): StageOutput<"outline"> {
  const numbers = chapter > 0
    ? [chapter]
    : Array.from({ length: CHAPTERS[ground.request.length] }, (_, at) => at + 1);
  return { chapters: numbers.map((n) => planChapter(ground, n)) };
}

/** The outline of a chapter as it stands, or as it would be. */
export function readPlan(ground: Ground, given: Given, n: number): ChapterPlan {
  const own = readGiven(given, { stage: "outline", chapter: n }, Outline);
  const whole = readGiven(given, { stage: "outline", chapter: 0 }, Outline);
  const found = [...own?.chapters ?? [], ...whole?.chapters ?? []].find((plan) => plan.n === n);
  return found ?? planChapter(ground, n);
}

/** Beats between which each promise of a plot is open. */
const SPANS: readonly (readonly [opens: number, pays: number])[] = [[0, 4], [1, 3], [0, 4]];

/** The promises a plot makes, where its chapters are within the story. */
export function promisesOf(ground: Ground, last: number): StoryPromise[] {
  const { length } = ground.request;
  const promises: StoryPromise[] = [];
  for (let arc = 0;; arc++) {
    const start = chapterOfBeat(arc, 0, length, last);
    if (start === null) return promises;
    const { words } = plotOf(ground, arc);
    for (const [at, what] of words.promises.entries()) {
      const [from, to] = must(SPANS[at]);
      promises.push({
        ref: `f${arc * 3 + at + 1}`,
        what: sayLine(ground, arc, what),
        opens: chapterOfBeat(arc, from, length, last) ?? start,
        pays: chapterOfBeat(arc, to, length, last),
      });
    }
  }
}

export function writeForeshadowing(ground: Ground, given: Given): StageOutput<"foreshadowing"> {
  const outline = readGiven(given, { stage: "outline", chapter: 0 }, Outline);
  const last = Math.max(0, ...outline?.chapters.map(({ n }) => n) ?? []) ||
    CHAPTERS[ground.request.length];
  return { promises: promisesOf(ground, last).slice(0, 40) };
}

export function readPromises(ground: Ground, given: Given): StoryPromise[] {
  const read = readGiven(given, { stage: "foreshadowing", chapter: 0 }, Foreshadowing);
  return read?.promises ?? promisesOf(ground, CHAPTERS[ground.request.length]);
}

/** Hours of a day, from before dawn to the night. */
const HOURS = "dmnek";

/** When a scene is: a time of day, and of which day where that is not the day of the scene before. */
function timeOf({ bank, key, lang }: Ground, sketches: readonly Sketch[], n: number, at: number) {
  const hourOf = (sketch: Sketch | undefined) => HOURS.indexOf(sketch?.stage.time ?? "d");
  const { time } = must(sketches[at]).stage;
  const when = deal(bank.glue.times[time], `${key}when${time}`, n * 4 + at);
  if (at === 0 || hourOf(sketches[at]) > hourOf(sketches[at - 1])) return when;
  const later = deal(bank.glue.later, `${key}later`, n * 4 + at);
  return lang === "ko" ? `${later} ${when}` : `${when} ${later}`;
}

/** The scene of a sketch if nobody changed anything. */
export function planScene(
  ground: Ground,
  { part, stage, words }: Sketch,
  n: number,
  at: number,
): Scene {
  const say = (line: string) => sayLine(ground, part.arc, line);
  return {
    place: ground.set[stage.at].ref,
    when: timeOf(ground, sketchesOf(ground, n), n, at),
    who: [...new Set(stage.who.map((role) => ground.cast[role].ref))],
    goal: say(words.goal),
    obstacle: say(words.obstacle),
    outcome: say(words.outcome),
  };
}

/** The scenes of a chapter: what its outline says happens, each with a place, a wish and something in its way. */
export function writeScenes(ground: Ground, given: Given, n: number): StageOutput<"scenes"> {
  const plan = readPlan(ground, given, n);
  const sketches = sketchesOf(ground, n);
  const count = Math.min(8, Math.max(plan.events.length, 1));
  const scenes = Array.from({ length: count }, (_, at): Scene => {
    const sketch = sketches[at];
    const outcome = plan.events[at];
    if (sketch !== undefined) {
      const scene = planScene(ground, sketch, n, at);
      return {
        ...scene,
        outcome: outcome ?? scene.outcome,
        who: withPlanned(scene.who, plan.people),
      };
    }
    return {
      place: ground.set.site.ref,
      when: deal(ground.bank.glue.times.n, `${ground.key}when`, n * 3 + at),
      who: plan.people.slice(0, 3),
      goal: plan.purpose,
      obstacle: clip(ground.cast.L.fears),
      outcome: outcome ?? plan.ending,
    };
  });
  return { n, scenes };
}

/** Of those a scene would have, the ones its chapter still has; where nobody is left, whoever the chapter has. */
function withPlanned(who: readonly string[], planned: readonly string[]): string[] {
  const here = who.filter((ref) => planned.includes(ref));
  const added = planned.filter((ref) => !who.includes(ref)).slice(0, who.length - here.length);
  return here.length + added.length > 0 ? [...here, ...added] : [...planned.slice(0, 3)];
}

/** Where somebody's name or call name stands in a text. */
export function namesIn(text: string, ground: Ground): string[] {
  return ground.people.filter(({ name }) =>
    text.includes(name) || text.includes(callName(name, ground.lang))
  ).map(({ name }) => name);
}
