/**
 * The plan of a story: which units there are, in what order, and what each stands on. Pure, and derived from the number of
 * chapters alone, so that it is never stored.
 */
import {
  CHAPTER_STAGES,
  CHAPTERS,
  type StageKey,
  type Unit,
  unitName,
} from "@/lib/stories/writing/model.ts";

/** Stages of the whole story that come before its first chapter. */
export const STORY_STAGES = [
  "concept",
  "reader",
  "world",
  "rules",
  "characters",
  "voices",
  "theme",
  "arcs",
  "outline",
  "foreshadowing",
] as const satisfies readonly StageKey[];

/** Most chapters of one story: what `ChapterNumber` of the model takes. */
export const MAX_CHAPTERS = 200;

/** A story as far as the plan goes. */
export interface Extent {
  /** Chapters that the outline plans; those beyond have an outline each. */
  planned: number;
  /** Chapters that are to be written. */
  chapters: number;
}

/** Stages of the story that each stage stands on, beside what {@link standsOn} adds for chapters. */
const STORY_SOURCES: Readonly<Record<StageKey, readonly (typeof STORY_STAGES)[number][]>> = {
  concept: [],
  reader: ["concept"],
  world: ["concept", "reader"],
  rules: ["concept", "world"],
  characters: ["concept", "reader", "world", "rules"],
  voices: ["world", "characters"],
  theme: ["concept", "characters", "voices"],
  arcs: ["concept", "reader", "characters", "theme"],
  outline: ["concept", "reader", "world", "rules", "characters", "theme", "arcs"],
  foreshadowing: ["concept", "rules", "characters", "arcs", "outline"],
  scenes: ["world", "rules", "characters", "voices", "outline", "foreshadowing"],
  draft: [
    "concept",
    "reader",
    "world",
    "rules",
    "characters",
    "voices",
    "outline",
    "foreshadowing",
  ],
  dialogue: ["characters", "voices"],
  continuity: ["world", "rules", "characters", "outline", "foreshadowing"],
  style: ["reader", "voices"],
  title: ["concept", "reader", "world", "characters", "theme", "outline"],
};

/** How many chapters a length has at first. */
export function extentOf(length: keyof typeof CHAPTERS): Extent {
  return { planned: CHAPTERS[length], chapters: CHAPTERS[length] };
}

/** All units in the order in which they run: the story's stages, chapter after chapter, and the title at the end. */
export function listUnits(extent: Extent): Unit[] {
  const units: Unit[] = STORY_STAGES.map((stage) => ({ stage, chapter: 0 }));
  for (let chapter = 1; chapter <= extent.planned; chapter++) units.push(...unitsOf(chapter));
  units.push({ stage: "title", chapter: 0 });
  // What a story goes on with after its end changes nothing of what was there, its title included.
  for (let chapter = extent.planned + 1; chapter <= extent.chapters; chapter++) {
    units.push({ stage: "outline", chapter }, ...unitsOf(chapter));
  }
  return units;
}

function unitsOf(chapter: number): Unit[] {
  return CHAPTER_STAGES.map((stage) => ({ stage, chapter }));
}

/** The units whose outputs one is written from, in the order of the plan. Only finished chapters are remembered ([WR2]). */
export function standsOn({ stage, chapter }: Unit, { planned }: Extent): Unit[] {
  const story = STORY_SOURCES[stage];
  if (stage === "outline" && chapter > 0) {
    return [
      ...ofStory([...story, "outline", "foreshadowing"]),
      ...outlinesUpTo(chapter - 1, planned),
      ...memoryOf(chapter - 1),
    ];
  }
  if (stage === "title") return [...ofStory(story), ...memoryOf(planned)];
  if (chapter === 0) return ofStory(story);
  const own = (other: StageKey): Unit => ({ stage: other, chapter });
  const plan = story.includes("outline") && chapter > planned ? [own("outline")] : [];
  const base = [...ofStory(story), ...plan];
  switch (stage) {
    case "scenes":
      return [...base, ...memoryOf(chapter - 1)];
    case "draft":
      return [...base, ...memoryOf(chapter - 1), own("scenes")];
    case "dialogue":
      return [...base, own("draft")];
    case "continuity":
      return [...base, ...memoryOf(chapter - 1), own("scenes"), own("dialogue")];
    case "style":
      return [...base, own("continuity")];
    default:
      return base;
  }
}

function ofStory(stages: readonly StageKey[]): Unit[] {
  return stages.map((stage) => ({ stage, chapter: 0 }));
}

/** What the finished chapters up to this one left in the ledger. */
function memoryOf(last: number): Unit[] {
  return Array.from({ length: Math.max(0, last) }, (_, n) => ({
    stage: "continuity" as const,
    chapter: n + 1,
  }));
}

function outlinesUpTo(last: number, planned: number): Unit[] {
  return Array.from({ length: Math.max(0, last - planned) }, (_, n) => ({
    stage: "outline" as const,
    chapter: planned + n + 1,
  }));
}

/** The first unit that is not done; null when all are. */
export function nextUnit(done: ReadonlySet<string>, extent: Extent): Unit | null {
  return listUnits(extent).find((unit) => !done.has(unitName(unit))) ?? null;
}

/**
 * The units that stand on one, at first or second hand, in the order of the plan and without itself: what is to be written
 * anew when it changes. Of those that are not done yet there is nothing to redo.
 */
export function redoneBy(changed: Unit, extent: Extent, done: ReadonlySet<string>): Unit[] {
  const touched = new Set([unitName(changed)]);
  const redone: Unit[] = [];
  for (const unit of listUnits(extent)) {
    const name = unitName(unit);
    if (touched.has(name)) continue;
    if (!standsOn(unit, extent).some((source) => touched.has(unitName(source)))) continue;
    touched.add(name);
    if (done.has(name)) redone.push(unit);
  }
  return redone;
}
