/** What comes of what happened before: each episode is told of once more, two chapters later at the earliest. */
import { createChance, hashText } from "@/lib/ai/demo/random.ts";
import { readPlan, sayLine } from "@/lib/stories/writing/demo/chapters.ts";
import type { Given, Ground } from "@/lib/stories/writing/demo/ground.ts";
import { episodeAt, type Part, partsOf } from "@/lib/stories/writing/demo/parts.ts";
import { must } from "@/lib/stories/writing/demo/pieces.ts";
import { EPISODES } from "@/lib/stories/writing/demo/shapes.ts";
import { slotsOf } from "@/lib/stories/writing/demo/slots.ts";
import { fill } from "@/lib/stories/writing/demo/template.ts";
import type { Length } from "@/lib/stories/writing/model.ts";

type Episode = Extract<Part, { kind: "episode" | "quiet" }>;

/** An episode, and the chapter that it was in. */
interface Source {
  readonly n: number;
  readonly part: Episode;
}

const CHAPTERS_BETWEEN = 2;
/** A chapter of so many scenes has room for one; one of fewer for two. */
const MANY_SCENES = 4;

/** The paragraphs for each scene of a chapter. What somebody took out of the plan has no consequences. */
export function echoesFor(ground: Ground, given: Given, n: number, scenes: number): string[][] {
  const told: string[][] = Array.from({ length: scenes }, () => []);
  for (const [order, { part, n: before }] of echoesIn(n, ground.request.length).entries()) {
    const at = episodeAt(ground, part.index);
    const { outcome } = must(ground.bank.episodes[at]);
    if (!readPlan(ground, given, before).events.includes(sayLine(ground, part.arc, outcome))) {
      continue;
    }
    // The first scene takes up what was just before.
    told[Math.min(1 + order, scenes - 1)]?.push(...tell(ground, part, at));
  }
  return told;
}

function tell(ground: Ground, { arc }: Episode, at: number): string[] {
  const { lang, tone, bank, key } = ground;
  const chance = createChance(hashText(`${key}echo${at}`));
  return fill(must(bank.echoes[at]), slotsOf(ground, arc), { lang, tone, chance }).split("\n");
}

/** The episodes whose consequences a chapter tells, oldest first. */
export function echoesIn(n: number, length: Length): Source[] {
  const waiting: Source[] = [];
  const met = new Set<number>();
  let now: Source[] = [];
  for (let chapter = 1; chapter <= n; chapter++) {
    const before = chapter - CHAPTERS_BETWEEN;
    for (const part of before < 1 ? [] : partsOf(before, length)) {
      // Far beyond the plan the episodes begin anew; what came of them has been told.
      if (part.kind !== "episode" || met.has(part.index % EPISODES.length)) continue;
      met.add(part.index % EPISODES.length);
      waiting.push({ n: before, part });
    }
    now = waiting.splice(0, partsOf(chapter, length).length < MANY_SCENES ? 2 : 1);
  }
  return now;
}
