import assert from "node:assert/strict";
import { readingMinutes } from "@/lib/stories/reading_time.ts";

const cases: [string, string, number][] = [
  ["nothing at all", "", 1],
  ["punctuation alone", "— … ! \n\n---", 1],
  ["500 Korean characters", "가".repeat(500), 1],
  ["2,000 Korean characters, spaces aside", "가나다 라마 ".repeat(400), 4],
  ["2,650 English words", "word ".repeat(2650), 10],
  ["contractions and hyphens as one word each", "don’t well-worn ".repeat(265), 2],
  ["both kinds of writing, each for itself", "가".repeat(1000) + " word".repeat(530), 4],
];

for (const [name, text, minutes] of cases) {
  Deno.test(`readingMinutes() takes ${name} for ${minutes}`, () => {
    assert.equal(readingMinutes(text), minutes);
  });
}
