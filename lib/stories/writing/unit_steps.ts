/**
 * How one unit is written: candidates, answers that are asked for again, a judge. Pure: it looks at the answers that are
 * stored and says what comes next, so that whoever takes over after a crash goes on where the last one was.
 */
import { z } from "zod";
import { Continuity, MAX_CONTRADICTIONS } from "@/lib/stories/writing/model.ts";

/** One answer as far as the next step depends on it. */
export interface StepView {
  readonly kind: "answer" | "verdict";
  readonly candidate: number;
  readonly grade: "good" | "weak" | "refused";
  /** What is against it, for whoever writes it again. */
  readonly why: readonly string[];
  /** Null where it was refused. */
  readonly output: unknown;
}

/** What a judge says. Candidates count from 1, as people count. */
export const Verdict = z.object({
  best: z.number().int().min(1),
  /** What is good and bad in each, in their order. */
  reasons: z.array(z.string().trim().min(1).max(600)).min(1).max(3),
});
export type Verdict = z.infer<typeof Verdict>;

export type NextStep =
  | { kind: "write"; candidate: number; redo: readonly string[] }
  | { kind: "judge"; candidates: readonly unknown[] }
  | { kind: "end"; output: unknown; chosen: number; reasons: string[]; notes: string[] }
  | { kind: "give_up"; why: readonly string[] };

/** Answers that are asked for of one candidate, at most; of an answer that could be used, another one once. */
export const MAX_ANSWERS = 3;
const MAX_WEAK = 2;
/** Verdicts that are asked for, at most. Without a usable one, the first candidate is kept. */
const MAX_VERDICTS = 2;

/** What continuity does beside other stages. */
export interface Recheck {
  /** Adds to an output what was mended in it without its being named. */
  complete(output: Continuity): Continuity;
}

/**
 * Says what comes next in a check for continuity: a chapter that was mended is looked at once more, and the second look
 * has the last word. Its answers count as those of a second candidate.
 */
export function nextContinuityStep(steps: readonly StepView[], { complete }: Recheck): NextStep {
  const [first, second] = [0, 1].map((look) =>
    steps.filter(({ candidate }) => candidate === look).map((step) => ({ ...step, candidate: 0 }))
  );
  const looked = nextStep(first ?? [], 1);
  if (looked.kind !== "end") return looked;
  const found = complete(Continuity.parse(looked.output));
  if (found.contradictions.length === 0) return { ...looked, output: found };
  const again = nextStep(second ?? [], 1);
  if (again.kind === "write") return { ...again, candidate: 1 };
  if (again.kind !== "end") return { ...looked, output: found };
  const last = Continuity.parse(again.output);
  const contradictions = [...found.contradictions, ...last.contradictions];
  return {
    ...again,
    output: { ...last, contradictions: contradictions.slice(0, MAX_CONTRADICTIONS) },
  };
}

/** The text that a second look is given: as the first one mended it. Null before there is one. */
export function mendedBody(steps: readonly StepView[]): string | null {
  const looked = nextStep(steps.filter(({ candidate }) => candidate === 0), 1);
  return looked.kind === "end" ? Continuity.parse(looked.output).body : null;
}

/** Says what comes next. `wanted`: how many candidates there are to be; 1 for most stages. */
export function nextStep(steps: readonly StepView[], wanted: number): NextStep {
  const settled: Settled[] = [];
  let lastWhy: readonly string[] = [];
  for (let candidate = 0; candidate < wanted; candidate++) {
    const answers = steps.filter((step) => step.kind === "answer" && step.candidate === candidate);
    const state = settle(answers);
    lastWhy = answers.at(-1)?.why ?? lastWhy;
    if (state === "again") return { kind: "write", candidate, redo: lastWhyOf(answers) };
    if (state !== "lost") settled.push(state);
  }
  const [first] = settled;
  if (!first) return { kind: "give_up", why: lastWhy };
  if (settled.length === 1) return ended(first, { chosen: 0, reasons: [] });
  const verdicts = steps.filter(({ kind }) => kind === "verdict");
  const verdict = Verdict.safeParse(verdicts.findLast(({ grade }) => grade === "good")?.output);
  if (verdict.success) {
    const chosen = Math.min(verdict.data.best, settled.length) - 1;
    return ended(settled[chosen] ?? first, { chosen, reasons: verdict.data.reasons });
  }
  if (verdicts.length >= MAX_VERDICTS) {
    return ended(first, { chosen: 0, reasons: [] }, ["no usable verdict: the first is kept"]);
  }
  return { kind: "judge", candidates: settled.map(({ output }) => output) };
}

interface Settled {
  output: unknown;
  notes: readonly string[];
}

function settle(answers: readonly StepView[]): Settled | "again" | "lost" {
  const good = answers.find(({ grade }) => grade === "good");
  if (good) return { output: good.output, notes: [] };
  const weak = answers.filter(({ grade }) => grade === "weak");
  const isEnough = weak.length >= MAX_WEAK || answers.length >= MAX_ANSWERS;
  if (!isEnough) return "again";
  // The one that least is said against; the later of two equals, as it was told of the faults.
  const best = weak.reduce<StepView | null>(
    (a, b) => a !== null && a.why.length < b.why.length ? a : b,
    null,
  );
  return best ? { output: best.output, notes: best.why } : "lost";
}

function lastWhyOf(answers: readonly StepView[]): readonly string[] {
  return answers.at(-1)?.why ?? [];
}

function ended(
  { output, notes }: Settled,
  { chosen, reasons }: { chosen: number; reasons: readonly string[] },
  more: readonly string[] = [],
): NextStep {
  return { kind: "end", output, chosen, reasons: [...reasons], notes: [...notes, ...more] };
}
