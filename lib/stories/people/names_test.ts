import assert from "node:assert/strict";
import { callNames, names } from "@/lib/stories/people/names.ts";

const cases: [given: string, called: string[]][] = [
  ["한서연", ["한서연", "서연"]],
  ["남궁민수", ["남궁민수", "민수"]],
  ["하루", ["하루"]],
  ["Mina Oh", ["Mina Oh", "Mina"]],
  ["Captain Ada Reed", ["Captain Ada Reed", "Ada"]],
  ["Q", []],
];
for (const [given, called] of cases) {
  Deno.test(`callNames() finds what ${given} is called`, () => {
    assert.deepEqual(callNames(given), called);
  });
}

Deno.test("names() knows a Korean name with its particle, and no part of another word", () => {
  assert(names("서연이가 왔다", "한서연"));
  assert(!names("김서연숙이 왔다", "한서연"));
  assert(names("“Mina!” he said", "Mina Oh"));
  assert(!names("Minas Tirith", "Mina Oh"));
});

Deno.test("names() takes a name for words, not for a pattern", () => {
  assert(names("It was C.J. who came", "C.J."));
  assert(!names("It was CxJx who came", "C.J."));
});
