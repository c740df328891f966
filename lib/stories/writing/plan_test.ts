import assert from "node:assert/strict";
import { CHAPTERS, STAGES, type Unit, unitName } from "@/lib/stories/writing/model.ts";
import { extentOf, listUnits, nextUnit, redoneBy, standsOn } from "@/lib/stories/writing/plan.ts";

const names = (units: readonly Unit[]) => units.map(unitName);
const all = (extent: { planned: number; chapters: number }) => new Set(names(listUnits(extent)));

Deno.test("listUnits() runs every one of the sixteen stages, those of chapters once a chapter", () => {
  for (const length of ["short", "medium", "long"] as const) {
    const units = listUnits(extentOf(length));
    assert.deepEqual(new Set(units.map(({ stage }) => stage)), new Set(STAGES));
    assert.equal(units.length, 11 + 5 * CHAPTERS[length]);
    assert.equal(new Set(names(units)).size, units.length);
  }
});

Deno.test("standsOn() names units alone that run before", () => {
  for (const extent of [extentOf("short"), extentOf("medium"), { planned: 20, chapters: 23 }]) {
    const before = new Set<string>();
    for (const unit of listUnits(extent)) {
      for (const source of standsOn(unit, extent)) {
        assert(before.has(unitName(source)), `${unitName(unit)} stands on ${unitName(source)}`);
      }
      before.add(unitName(unit));
    }
  }
});

Deno.test("standsOn() remembers finished chapters alone [WR2]", () => {
  const extent = extentOf("medium");
  const sources = standsOn({ stage: "draft", chapter: 3 }, extent).filter(({ chapter }) =>
    chapter > 0
  );
  assert.deepEqual(names(sources), ["continuity:1", "continuity:2", "scenes:3"]);
});

Deno.test("redoneBy() of a proofread chapter is nothing, of its draft all that follows from it", () => {
  const extent = extentOf("medium");
  const done = all(extent);
  assert.deepEqual(redoneBy({ stage: "style", chapter: 2 }, extent, done), []);
  assert.deepEqual(names(redoneBy({ stage: "draft", chapter: 5 }, extent, done)), [
    "dialogue:5",
    "continuity:5",
    "style:5",
    "title",
  ]);
  const fromSecond = names(redoneBy({ stage: "scenes", chapter: 2 }, extent, done));
  assert(fromSecond.includes("scenes:3") && fromSecond.includes("style:5"));
  assert(!fromSecond.includes("style:1") && !fromSecond.includes("outline"));
});

Deno.test("redoneBy() of the concept is everything else, and of a stage that nothing was made of, nothing", () => {
  const extent = extentOf("short");
  const done = all(extent);
  assert.equal(redoneBy({ stage: "concept", chapter: 0 }, extent, done).length, done.size - 1);
  assert.deepEqual(redoneBy({ stage: "concept", chapter: 0 }, extent, new Set(["concept"])), []);
});

Deno.test("a long story goes on chapter by chapter, and nothing that was there is redone", () => {
  const extent = { planned: 20, chapters: 20 };
  const done = all(extent);
  assert.equal(nextUnit(done, extent), null);
  const longer = { planned: 20, chapters: 21 };
  const rest: string[] = [];
  for (let unit = nextUnit(done, longer); unit; unit = nextUnit(done, longer)) {
    rest.push(unitName(unit));
    done.add(unitName(unit));
  }
  assert.deepEqual(rest, [
    "outline:21",
    "scenes:21",
    "draft:21",
    "dialogue:21",
    "continuity:21",
    "style:21",
  ]);
  assert(names(standsOn({ stage: "draft", chapter: 21 }, longer)).includes("outline:21"));
});
