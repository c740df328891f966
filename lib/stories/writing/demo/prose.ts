/** Drafts a chapter: the scenes of its plan one after the other, with keywords and promises woven in. */
import { type Chance, createChance, hashText } from "@/lib/ai/demo/random.ts";
import { type RoleKey, ROLES } from "@/lib/stories/writing/demo/bank.ts";
import {
  mainOf,
  planScene,
  promisesOf,
  readPlan,
  readPromises,
  sayLine,
  type Scene,
  sketchesOf,
  writeScenes,
} from "@/lib/stories/writing/demo/chapters.ts";
import { echoesFor } from "@/lib/stories/writing/demo/echoes.ts";
import { callName, told } from "@/lib/stories/writing/demo/grammar.ts";
import {
  type Given,
  type Ground,
  type Place,
  readGiven,
} from "@/lib/stories/writing/demo/ground.ts";
import { endsArc, type Sketch } from "@/lib/stories/writing/demo/parts.ts";
import { deal, must } from "@/lib/stories/writing/demo/pieces.ts";
import { slotsOf, type Swaps } from "@/lib/stories/writing/demo/slots.ts";
import { fill, type Slots } from "@/lib/stories/writing/demo/template.ts";
import { isBrief, seenBefore, type View, viewOf } from "@/lib/stories/writing/demo/views.ts";
import { weavesFor } from "@/lib/stories/writing/demo/weave.ts";
import {
  CHAPTERS,
  Continuity,
  ScenePlan,
  type StageOutput,
  type StoryPerson,
} from "@/lib/stories/writing/model.ts";

/** Between two scenes, in Markdown. */
export const SCENE_BREAK = "* * *";

/** What one chapter is written with. */
interface Desk {
  readonly ground: Ground;
  readonly n: number;
  readonly chance: Chance;
  readonly sketches: readonly Sketch[];
  /** Colours and senses that this chapter has used. */
  readonly used: { colours: number; senses: number };
}

export function writeDraft(
  ground: Ground,
  given: Given,
  n: number,
  seed: number,
): StageOutput<"draft"> {
  const plan = readPlan(ground, given, n);
  const scenes = (readGiven(given, { stage: "scenes", chapter: n }, ScenePlan) ??
    writeScenes(ground, given, n)).scenes;
  const sketches = sketchesOf(ground, n);
  const chance = createChance(hashText(`${ground.key}:${n}:${seed}`));
  const desk: Desk = { ground, n, chance, sketches, used: { colours: 0, senses: 0 } };
  const seen = seenBefore(ground, n);
  const echoes = echoesFor(ground, given, n, scenes.length);
  const parts = scenes.map((scene, at) => {
    const place = must(ground.places.find(({ ref }) => ref === scene.place) ?? ground.set.site);
    const view = viewOf(ground, place, sketches[at], seen);
    const isLast = at === scenes.length - 1;
    const body = writeScene(desk, scene, sketches[at], { at, place, view, isLast });
    const weaves = weavesFor(ground, n, at, scenes.length);
    return [
      ...(at === 0 ? openChapter(desk, given) : []),
      ...body.slice(0, 1),
      ...weaves.early,
      ...echoes[at] ?? [],
      ...body.slice(1),
      ...weaves.late,
    ];
  });
  parts.at(-1)?.push(
    ...promised(ground, given, n),
    ...endChapter(desk, plan.ending, scenes.length),
  );
  const paragraphs = parts.map((part) => part.join("\n\n")).join(`\n\n${SCENE_BREAK}\n\n`);
  return { n, title: plan.title, body: introduce(paragraphs, ground).slice(0, 24_000) };
}

/** How a story begins, or how a later chapter takes up what was before it. */
function openChapter({ ground, n, chance }: Desk, given: Given): string[] {
  const { bank, tone, lang, cast } = ground;
  const filling = { lang, tone, chance };
  if (n === 1) {
    const slots = {
      ...slotsOf(ground, 0),
      age: cast.L.age.replace(/[.]$/, ""),
      past: told(cast.L.past, lang),
      look: cast.L.appearance.replace(/[.]$/, ""),
      wants: told(cast.L.wants, lang),
    };
    const entrance = fill(must(chance.pick(bank.glue.entrances)), slots, filling).split("\n");
    // A scene that speaks of the wish itself says it better.
    const isWishTold = sketchesOf(ground, n).some(({ words }) => words.text.includes("{Lwants}"));
    const opening = must(chance.pick(bank.tones[tone].openings));
    return [opening, ...(isWishTold ? entrance.slice(0, 1) : entrance)];
  }
  const before = readGiven(given, { stage: "continuity", chapter: n - 1 }, Continuity);
  // What a chapter was about, rather than how it came to rest.
  const sketches = sketchesOf(ground, n - 1);
  const main = `e${n - 1}_${sketches.indexOf(mainOf(sketches)) + 1}`;
  const happened = before?.facts.find(({ ref }) => ref === main)?.what ??
    before?.facts.findLast(({ ref }) => ref.startsWith("e"))?.what ??
    must(readPlan(ground, given, n - 1).events.at(-1));
  const bridge = deal(bank.glue.bridges, `${ground.key}bridge`, n);
  return [fill(bridge, { ...slotsOf(ground, 0), before: told(happened, lang) }, filling)];
}

/** Colours and senses of a chapter: many in the one chapter of a short story, few in each of a long one. */
function allowance({ ground, n }: Desk): number {
  if (n > CHAPTERS[ground.request.length]) return 1;
  return { short: 4, medium: 2, long: 1 }[ground.request.length];
}

/** Deals from a deck for as long as the chapter may; then nothing, and its line falls away. */
function dealer(desk: Desk, kind: "colours" | "senses", items: readonly string[], slots: Slots) {
  return () => {
    const most = allowance(desk);
    if (desk.used[kind] >= most) return "";
    const at = (desk.n - 1) * most + desk.used[kind]++;
    // What comes a third time is a tic.
    if (at >= 2 * items.length) return "";
    const { lang, tone } = desk.ground;
    return fill(deal(items, `${desk.ground.key}${kind}`, at), slots, {
      lang,
      tone,
      chance: desk.chance,
    });
  };
}

interface Where {
  readonly at: number;
  readonly place: Place;
  readonly view: View;
  /** Whether the chapter ends with it. */
  readonly isLast: boolean;
}

function writeScene(desk: Desk, scene: Scene, sketch: Sketch | undefined, where: Where): string[] {
  const { ground, n, chance } = desk;
  const { bank, tone, lang } = ground;
  const arc = sketch?.part.arc ?? 0;
  const swaps = swapsFor(ground, scene, sketch);
  const planned = sketch === undefined ? null : planScene(ground, sketch, n, where.at);
  const base = slotsOf(ground, arc, swaps);
  const slots: Slots = {
    ...base,
    ...(sketch === undefined ? {} : { [sketch.stage.at]: where.place.name }),
    T: dealer(desk, "colours", bank.tones[tone].colours, base),
    S: dealer(desk, "senses", bank.genres[ground.genre].senses, base),
  };
  const filling = { lang, tone, chance };
  const opening = fill(frameOf(desk, sketch, where), {
    ...slots,
    when: scene.when,
    place: where.place.name,
    sight: where.view.kind === "new" ? told(where.place.description, lang) : "",
  }, filling);
  const text = sketch === undefined ? [] : fill(sketch.words.text, slots, filling).split("\n");
  const own = (kind: "goal" | "obstacle" | "outcome") =>
    planned?.[kind] === scene[kind] ? [] : [tell(desk, slots, kind, scene[kind])];
  const kept = planned !== null && planned.outcome !== scene.outcome ? text.slice(0, -1) : text;
  const middle = Math.ceil(kept.length / 2);
  const { detail } = where.view;
  return [
    detail === null ? opening : `${opening} ${detail}`,
    ...weatherOf(desk, sketch),
    ...own("goal"),
    ...kept.slice(0, middle),
    ...own("obstacle"),
    ...kept.slice(middle),
    ...own("outcome"),
    ...where.isLast || planned?.outcome !== scene.outcome ? [] : hookOf(ground, sketch),
    ...musingOf(desk, sketch, slots),
    ...newcomers(desk, scene, sketch, slots, swaps),
  ];
}

/** Where the story has no sky, a chapter that speaks of one says why. */
function weatherOf({ ground, n, sketches }: Desk, sketch: Sketch | undefined): string[] {
  const { genre, bank, key } = ground;
  const first = sketches.find(({ stage }) => stage.sky);
  if (genre !== "science_fiction" || !sketch || sketch !== first) return [];
  return [deal(bank.glue.weather, `${key}weather`, n)];
}

/** The template that a scene opens with. */
function frameOf({ ground }: Desk, sketch: Sketch | undefined, { view }: Where): string {
  const { bank, key } = ground;
  const { kind, order } = view;
  if (kind === "hour" && sketch) return bank.settings[sketch.stage.at][sketch.stage.time];
  const frames = kind === "new" ? bank.glue.scenes : bank.glue.returns;
  return deal(frames, `${key}${kind}`, order);
}

/** What a scene ends on; the last one's is the ending of its chapter. */
function hookOf(ground: Ground, sketch: Sketch | undefined): string[] {
  return sketch ? [sayLine(ground, sketch.part.arc, sketch.words.hook)] : [];
}

/** The lead's thoughts after what a chapter is about; a story that is over needs none. */
function musingOf(desk: Desk, sketch: Sketch | undefined, slots: Slots): string[] {
  const { ground, n, chance } = desk;
  const { bank, request, lang, tone, key } = ground;
  if (isBrief(ground) || !sketch || sketch !== mainOf(desk.sketches)) return [];
  if (n === CHAPTERS[request.length]) return [];
  return [fill(deal(bank.musings, `${key}musing`, n), slots, { lang, tone, chance })];
}

/** A sentence that somebody put into the plan, told. */
function tell(
  desk: Desk,
  slots: Slots,
  kind: keyof Ground["bank"]["glue"]["own"],
  line: string,
): string {
  const { ground, n, chance } = desk;
  const { lang, tone } = ground;
  const frame = deal(ground.bank.glue.own[kind], `${ground.key}${kind}`, n);
  return fill(frame, { ...slots, line: told(line, lang) }, { lang, tone, chance });
}

/** Who of the plan plays the part of somebody whom it left out. */
function swapsFor(ground: Ground, scene: Scene, sketch: Sketch | undefined): Swaps {
  const swaps = new Map<RoleKey, StoryPerson>();
  if (sketch === undefined) return swaps;
  const roles = sketch.stage.who;
  const free = scene.who.filter((ref) => !roles.some((role) => ground.cast[role].ref === ref));
  for (const role of roles) {
    if (role === "L" || scene.who.includes(ground.cast[role].ref)) continue;
    const other = ground.people.find(({ ref }) => ref === free[0]);
    if (other === undefined) continue;
    free.shift();
    swaps.set(role, other);
  }
  return swaps;
}

/** Those whom the plan put into a scene beside its own people: they are seen, and speak as they wish. */
function newcomers(
  desk: Desk,
  scene: Scene,
  sketch: Sketch | undefined,
  slots: Slots,
  swaps: Swaps,
): string[] {
  const { ground } = desk;
  if (sketch === undefined) {
    return [tell(desk, slots, "answer", scene.goal)];
  }
  const known = new Set([
    ...sketch.stage.who.map((role) => ground.cast[role].ref),
    ...[...swaps.values()].map(({ ref }) => ref),
  ]);
  const planned = new Set(ROLES.map((role) => ground.cast[role].ref));
  return ground.people
    .filter(({ ref }) => scene.who.includes(ref) && !known.has(ref) && !planned.has(ref))
    .map((person) => {
      const who = callName(person.name, ground.lang);
      return tell(desk, { ...slots, who }, "person", person.wants);
    });
}

/** Promises that the plan has beside those of its plots: they are opened and paid where the ledger says. */
function promised(ground: Ground, given: Given, n: number): string[] {
  const own = new Set(
    promisesOf(ground, Math.max(n, CHAPTERS[ground.request.length])).map(({ what }) => what),
  );
  const chance = createChance(hashText(`${ground.key}promise${n}`));
  const { lang, tone, bank } = ground;
  const say = (kind: "opened" | "paid", what: string) =>
    fill(deal(bank.glue.own[kind], `${ground.key}${kind}`, hashText(what)), {
      ...slotsOf(ground, 0),
      line: told(what, lang),
    }, { lang, tone, chance });
  return readPromises(ground, given).filter(({ what }) => !own.has(what)).flatMap((promise) => [
    ...(promise.opens === n ? [say("opened", promise.what)] : []),
    ...(promise.pays === n ? [say("paid", promise.what)] : []),
  ]);
}

/** The last lines of a chapter: what makes one read on, and at the end of a story, its image. */
function endChapter({ ground, n }: Desk, ending: string, _scenes: number): string[] {
  const { bank, tone, request, lang } = ground;
  const isLast = n === CHAPTERS[request.length];
  const line = lang === "ko" ? ending : told(ending, lang);
  if (!isLast || !endsArc(n, request.length)) return [line];
  return [line, deal(bank.tones[tone].closings, `${ground.key}closing`, 0)];
}

/** People have their whole name where a chapter first speaks of them. */
function introduce(text: string, ground: Ground): string {
  let named = text;
  for (const { name } of ground.people) {
    const call = callName(name, ground.lang);
    if (call === name || named.includes(name)) continue;
    const at = firstOutsideSpeech(named, call);
    if (at !== -1) named = named.slice(0, at) + name + named.slice(at + call.length);
  }
  return named;
}

function firstOutsideSpeech(text: string, word: string): number {
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) {
    const line = text.slice(text.lastIndexOf("\n", at) + 1, at);
    const isSpeech = (line.match(/"/g)?.length ?? 0) % 2 === 1;
    if (!isSpeech && !/[가-힣A-Za-z]/.test(text.charAt(at - 1))) return at;
  }
  return -1;
}
