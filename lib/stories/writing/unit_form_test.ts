import assert from "node:assert/strict";
import { STAGE_OUTPUTS, type StageKey, STAGES } from "@/lib/stories/writing/model.ts";
import { listUnits } from "@/lib/stories/writing/plan.ts";
import { improvise } from "@/lib/stories/writing/demo/demo_writer.ts";
import { unitName } from "@/lib/stories/writing/model.ts";
import { formOf, readOutput, sentFrom } from "@/lib/stories/writing/unit_form.ts";
import { shapeOf } from "@/lib/stories/writing/unit_shape.ts";
import { REQUEST } from "@/lib/stories/writing/writing_for_tests.ts";

/** Everything that sixteen editors hand on for one short story. */
function outputs(): Map<string, unknown> {
  const given = new Map<string, unknown>();
  for (const unit of listUnits({ planned: 1, chapters: 1 })) {
    const output = improvise({ request: REQUEST, unit, chapters: 1, given, candidate: 0, seed: 3 });
    given.set(unitName(unit), STAGE_OUTPUTS[unit.stage].parse(output));
  }
  return given;
}

const story = outputs();
const outputOf = (stage: StageKey) => story.get(stage) ?? story.get(`${stage}:1`);

for (const stage of STAGES) {
  Deno.test(`readOutput() reads what formOf() shows of ${stage}, unchanged`, () => {
    const shape = shapeOf(stage);
    const output = outputOf(stage);
    assert.deepEqual(readOutput(shape, sentFrom(formOf(shape, output))), output);
  });
}

Deno.test("readOutput() leaves out what was ticked off, and takes what was added under a name of its own", () => {
  const shape = shapeOf("characters");
  const pairs = formOf(shape, outputOf("characters"));
  const people = new Set(pairs.map(([name]) => name.split(".")[1])).size;
  const added: [string, string][] = [
    ["people.0.drop", "1"],
    [`people.${people}.ref`, ""],
    [`people.${people}.name`, "  새   사람 "],
    [`people.${people}.role`, "helper"],
    [`people.${people + 1}.ref`, ""],
    [`people.${people + 1}.name`, " "],
    [`people.${people + 1}.role`, "lead"],
  ];
  const read = readOutput(shape, sentFrom([...pairs, ...added]));
  const list = read.people as { ref: string; name: string }[];
  assert.equal(list.length, people);
  assert.equal(list.at(-1)!.name, "새 사람");
  assert.match(list.at(-1)!.ref, /^people_\d+$/);
  assert.equal(new Set(list.map(({ ref }) => ref)).size, people);
});

Deno.test("readOutput() makes nothing usable of a number that is none", () => {
  const shape = shapeOf("foreshadowing");
  const pairs = formOf(shape, outputOf("foreshadowing")).map(([name, value]): [string, string] =>
    name === "promises.0.opens" ? [name, "first"] : [name, value]
  );
  const read = readOutput(shape, sentFrom(pairs));
  assert.equal(STAGE_OUTPUTS.foreshadowing.safeParse(read).success, false);
});
