/** Reads the outputs that a unit stands on, with their types. */
import type { Continuity } from "@/lib/stories/writing/model.ts";
import {
  STAGE_OUTPUTS,
  type StageKey,
  type StageOutput,
  unitName,
} from "@/lib/stories/writing/model.ts";

/** Outputs by `unitName`. */
export type Given = ReadonlyMap<string, unknown>;

/**
 * Reads one output; null where the unit does not stand on it.
 *
 * @throws {z.ZodError} When it is none of that stage.
 */
export function findGiven<K extends StageKey>(
  given: Given,
  stage: K,
  chapter = 0,
): StageOutput<K> | null {
  const output = given.get(unitName({ stage, chapter }));
  if (output === undefined) return null;
  // The schema of a stage gives the type of that stage; TypeScript does not follow an index by a type parameter.
  return STAGE_OUTPUTS[stage].parse(output) as StageOutput<K>;
}

/**
 * Reads one output that must be there.
 *
 * @throws {Error} When it is not: the plan and the caller disagree.
 */
export function requireGiven<K extends StageKey>(
  given: Given,
  stage: K,
  chapter = 0,
): StageOutput<K> {
  const found = findGiven(given, stage, chapter);
  if (!found) throw new Error(`Cannot write without ${unitName({ stage, chapter })}`);
  return found;
}

/** What the finished chapters before `chapter` left in the ledger, in order. */
export function memoriesBefore(given: Given, chapter: number): Continuity[] {
  const found: Continuity[] = [];
  for (let n = 1; n < chapter; n++) {
    const one = findGiven(given, "continuity", n);
    if (one) found.push(one);
  }
  return found;
}

/** The plan of one chapter: of the outline, or of its own where the story went on beyond that. */
export function findChapterPlan(
  given: Given,
  n: number,
): StageOutput<"outline">["chapters"][number] | null {
  for (const chapter of [n, 0]) {
    const plan = findGiven(given, "outline", chapter)?.chapters.find((one) => one.n === n);
    if (plan) return plan;
  }
  return null;
}
