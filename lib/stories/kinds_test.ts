import assert from "node:assert/strict";
import { genresOf, lengthOf, tonesOf } from "@/lib/stories/kinds.ts";
import { STARTER_STORIES } from "@/lib/starter/content/index.ts";
import { CHAPTERS, GENRES, LENGTHS, TONES } from "@/lib/stories/writing/model.ts";
import { storyWords } from "@/lib/i18n/stories.ts";

Deno.test("the house's own words for genres and tones name them, in both languages", () => {
  for (const words of Object.values(storyWords)) {
    for (const genre of GENRES) assert.ok(genresOf(words.genres[genre]).includes(genre), genre);
    for (const tone of TONES) assert.ok(tonesOf(words.tones[tone]).includes(tone), tone);
  }
  for (const genre of GENRES) assert.deepEqual(genresOf(genre), [genre]);
});

Deno.test("every story of the house stands on a shelf of genre and of tone", () => {
  for (const { genre, tone } of STARTER_STORIES) {
    assert.ok(genresOf(genre).length > 0, genre);
    assert.ok(tonesOf(tone).length > 0, tone);
  }
  assert.deepEqual([genresOf(""), genresOf("요리책"), tonesOf("")], [[], [], []]);
});

Deno.test("each length that can be asked for is of that length when it is written", () => {
  for (const length of LENGTHS) assert.equal(lengthOf(CHAPTERS[length]), length);
});
