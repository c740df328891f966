import assert from "node:assert/strict";
import { checkOutput } from "@/lib/stories/writing/checks.ts";
import { type Unit, unitName } from "@/lib/stories/writing/model.ts";
import { listUnits, standsOn } from "@/lib/stories/writing/plan.ts";
import type { Material } from "@/lib/stories/writing/writer.ts";
import { bodyOf, REQUEST, usual } from "@/lib/stories/writing/writing_for_tests.ts";

const EXTENT = { planned: 5, chapters: 5 };
const outputs = new Map<string, unknown>();
const materials = new Map<string, Material>();
for (const unit of listUnits(EXTENT)) {
  const names = standsOn(unit, EXTENT).map(unitName);
  const given = new Map(names.map((name) => [name, outputs.get(name)]));
  const material: Material = { request: REQUEST, unit, chapters: 5, given, candidate: 0, seed: 1 };
  materials.set(unitName(unit), material);
  outputs.set(unitName(unit), usual(material));
}

function check(name: string, output: unknown) {
  return checkOutput(output, materials.get(name)!);
}

function changed(name: string, change: Record<string, unknown>): unknown {
  return { ...outputs.get(name) as Record<string, unknown>, ...change };
}

Deno.test("checkOutput() has nothing against outputs that fit each other", () => {
  for (const [name, output] of outputs) {
    const checked = check(name, output);
    assert(checked.ok, JSON.stringify(checked));
    assert.deepEqual(checked.faults, { must: [], should: [] }, name);
  }
});

const scene = {
  place: "harbour",
  when: "밤",
  who: ["p1"],
  goal: "ㄱ",
  obstacle: "ㄴ",
  outcome: "ㄷ",
};
const chapter = (n: number) => ({
  n,
  title: "밤",
  purpose: "간다",
  events: ["간다"],
  ending: "끝난다",
  people: ["p1"],
});
const promise = { ref: "a", what: "무엇", opens: 1, pays: 2 };
const person = {
  ref: "p1",
  name: "한서연",
  role: "lead",
  age: "스물",
  appearance: "검은 머리",
  wants: "답",
  fears: "끝",
  secret: "없음",
  past: "섬",
};

/** Name of the unit, its output, and what is said against it. */
const REFUSED: Record<string, [unit: string, output: unknown, why: RegExp]> = {
  "a text": ["concept", "이야기입니다", /not a JSON object/],
  "a field that is missing": ["concept", changed("concept", { hook: undefined }), /hook/],
  "another language": [
    "concept",
    changed("concept", {
      logline: "A keeper waits for a letter that was never sent.",
      premise: "On an island the last keeper looks for a letter.",
      hook: "The lamp was lit by day.",
      avoid: [],
    }),
    /in Korean/,
  ],
  "two people of one name": [
    "characters",
    { people: [person, { ...person, ref: "p2" }] },
    /"한서연" is there twice/,
  ],
  "nobody in the lead": ["characters", { people: [{ ...person, role: "other" }] }, /the lead/],
  "an outline with a chapter missing": [
    "outline",
    { chapters: [1, 2, 4, 5].map(chapter) },
    /numbered 1 to 5/,
  ],
  "an outline with somebody unknown": [
    "outline",
    { chapters: [1, 2, 3, 4, 5].map((n) => ({ ...chapter(n), people: ["p9"] })) },
    /no person "p9"/,
  ],
  "a promise that is paid before it opens": [
    "foreshadowing",
    { promises: [{ ...promise, opens: 3 }] },
    /paid before it opens/,
  ],
  "a promise beyond the end": [
    "foreshadowing",
    { promises: [{ ...promise, pays: 6 }] },
    /after the last chapter/,
  ],
  "a scene in a place that is none": [
    "scenes:2",
    { n: 2, scenes: [{ ...scene, place: "moon" }] },
    /no place "moon"/,
  ],
  "the scenes of another chapter": ["scenes:2", { n: 3, scenes: [scene] }, /chapter 2, not 3/],
  "a chapter that lost its half": [
    "style:1",
    { n: 1, title: "밤", body: "한서연은 편지를 접었다." },
    /Most of the chapter is missing/,
  ],
  "a fact known by nobody there is": [
    "continuity:2",
    changed("continuity:2", {
      facts: [{ ref: "f2_1", what: "불", about: [], knownBy: ["p7"], where: null, when: null }],
    }),
    /no person "p7"/,
  ],
  "a promise that nobody made": [
    "continuity:2",
    changed("continuity:2", { opened: ["other"] }),
    /no promise "other"/,
  ],
  "a promise that was paid before": [
    "continuity:2",
    changed("continuity:2", { paid: ["nothing"] }),
    /no promise "nothing"/,
  ],
};

for (const [name, [unit, output, why]] of Object.entries(REFUSED)) {
  Deno.test(`checkOutput() refuses ${name}`, () => {
    const checked = check(unit, output);
    assert(!checked.ok, "it was taken");
    assert.match(checked.why.join("\n"), why);
  });
}

Deno.test("checkOutput() takes what could be better, and says what", () => {
  const cases: [string, unknown, RegExp][] = [
    ["draft:1", { n: 1, title: "밤", body: "한서연은 편지를 접었다." }, /too short/],
    ["draft:1", { n: 1, title: "밤", body: bodyOf(1).repeat(30) }, /too long/],
    ["scenes:1", { n: 1, scenes: [scene] }, /"p2" is in the outline/],
    ["continuity:1", changed("continuity:1", { opened: [] }), /was to be opened/],
    ["continuity:5", changed("continuity:5", { paid: [] }), /was to be paid/],
  ];
  for (const [name, output, why] of cases) {
    const checked = check(name, output);
    assert(checked.ok, JSON.stringify(checked));
    assert.match(checked.faults.should.join("\n"), why);
  }
});

Deno.test("a chapter that the story goes on with has an outline of its own", () => {
  const unit: Unit = { stage: "outline", chapter: 6 };
  const extent = { planned: 5, chapters: 6 };
  const given = new Map(
    standsOn(unit, extent).map(unitName).map((name) => [name, outputs.get(name)]),
  );
  const context = { request: REQUEST, unit, given, chapters: 6 };
  assert(checkOutput({ chapters: [chapter(6)] }, context).ok);
  assert(!checkOutput({ chapters: [1, 2, 3, 4, 5, 6].map(chapter) }, context).ok);
});
