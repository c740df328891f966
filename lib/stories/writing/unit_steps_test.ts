import assert from "node:assert/strict";
import { nextStep, type StepView } from "@/lib/stories/writing/unit_steps.ts";

function answer(
  candidate: number,
  grade: StepView["grade"],
  why: string[] = [],
): StepView {
  const output = grade === "refused" ? null : `${candidate}${grade}${why.join()}`;
  return { kind: "answer", candidate, grade, why, output };
}

function verdict(best: number): StepView {
  const output = { best, reasons: ["하나", "둘"] };
  return { kind: "verdict", candidate: 0, grade: "good", why: [], output };
}

const bad: StepView = {
  kind: "verdict",
  candidate: 0,
  grade: "refused",
  why: ["none"],
  output: null,
};

Deno.test("nextStep() asks for one answer and is content with a good one", () => {
  assert.deepEqual(nextStep([], 1), { kind: "write", candidate: 0, redo: [] });
  const end = nextStep([answer(0, "good")], 1);
  assert.deepEqual(end, { kind: "end", output: "0good", chosen: 0, reasons: [], notes: [] });
});

Deno.test("nextStep() asks again with the reason, twice, and then gives up", () => {
  const steps = [answer(0, "refused", ["a"])];
  assert.deepEqual(nextStep(steps, 1), { kind: "write", candidate: 0, redo: ["a"] });
  steps.push(answer(0, "refused", ["b"]));
  assert.deepEqual(nextStep(steps, 1), { kind: "write", candidate: 0, redo: ["b"] });
  steps.push(answer(0, "refused", ["c"]));
  assert.deepEqual(nextStep(steps, 1), { kind: "give_up", why: ["c"] });
});

Deno.test("nextStep() asks once more where an answer could be used, and keeps the one least is said against", () => {
  const steps = [answer(0, "weak", ["x"])];
  assert.equal(nextStep(steps, 1).kind, "write");
  steps.push(answer(0, "weak", ["x", "y"]));
  const end = nextStep(steps, 1);
  assert(end.kind === "end");
  assert.deepEqual([end.output, end.notes], ["0weakx", ["x"]]);
  const later = nextStep([answer(0, "weak", ["x"]), answer(0, "weak", ["z"])], 1);
  assert(later.kind === "end");
  assert.deepEqual(later.notes, ["z"]);
});

Deno.test("nextStep() has several candidates judged, and keeps the judge's choice", () => {
  const steps = [answer(0, "good")];
  assert.deepEqual(nextStep(steps, 2), { kind: "write", candidate: 1, redo: [] });
  steps.push(answer(1, "good"));
  assert.deepEqual(nextStep(steps, 2), { kind: "judge", candidates: ["0good", "1good"] });
  const end = nextStep([...steps, verdict(2)], 2);
  assert(end.kind === "end");
  assert.deepEqual([end.output, end.chosen, end.reasons], ["1good", 1, ["하나", "둘"]]);
});

Deno.test("nextStep() does without a judge that says nothing usable twice", () => {
  const steps = [answer(0, "good"), answer(1, "good"), bad];
  assert.equal(nextStep(steps, 2).kind, "judge");
  const end = nextStep([...steps, bad], 2);
  assert(end.kind === "end");
  assert.equal(end.output, "0good");
  assert.equal(end.notes.length, 1);
});

Deno.test("nextStep() goes on with the candidates it has where another cannot be had", () => {
  const lost = [1, 2, 3].map(() => answer(1, "refused", ["no"]));
  const end = nextStep([answer(0, "good"), ...lost], 2);
  assert(end.kind === "end");
  assert.equal(end.output, "0good");
});
