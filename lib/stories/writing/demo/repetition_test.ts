import assert from "node:assert/strict";
import { GENRES, TONES } from "@/lib/stories/writing/model.ts";
import { askFor, chaptersOf, writeStory } from "@/lib/stories/writing/demo/testing.ts";

/** How often each run of so many words occurs. */
function countRuns(text: string, size: number): Map<string, number> {
  const words = text.toLowerCase().split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word));
  const counts = new Map<string, number>();
  for (let at = 0; at + size <= words.length; at++) {
    const run = words.slice(at, at + size).join(" ");
    counts.set(run, (counts.get(run) ?? 0) + 1);
  }
  return counts;
}

function distinct(text: string): number {
  const runs = countRuns(text, 3);
  return runs.size / [...runs.values()].reduce((sum, count) => sum + count, 0);
}

function most(text: string): [string, number] {
  return [...countRuns(text, 6)].reduce((best, one) => one[1] > best[1] ? one : best, ["", 0]);
}

for (const lang of ["ko", "en"] as const) {
  for (
    const [length, leastDistinct] of [["short", 0.95], ["medium", 0.95], ["long", 0.9]] as const
  ) {
    Deno.test(`40 ${length} stories do not repeat themselves (${lang})`, () => {
      for (let seed = 0; seed < 40; seed++) {
        const genre = GENRES[seed % GENRES.length] ?? "fantasy";
        const tone = TONES[(seed * 5) % TONES.length] ?? "warm";
        const story = writeStory(askFor({ lang, length, genre, tone }), seed);
        const text = chaptersOf(story).map(({ body }) => body.replaceAll("* * *", "")).join("\n");
        // Over twenty chapters the headings of scenes come again: a place and a time of day.
        const [run, times] = most(text);
        assert(times <= (length === "long" ? 5 : 2), `${genre} ${tone} ${seed}: ${times} × ${run}`);
        assert(distinct(text) >= leastDistinct, `${genre} ${tone} ${seed}: ${distinct(text)}`);
        for (const { n, body } of chaptersOf(story)) {
          const sentences = body.split(/\n+|(?<=[.!?…]["”]?)\s+/).filter((one) => one.length > 25);
          const twice = sentences.find((one, at) => sentences.indexOf(one) !== at);
          assert.equal(twice, undefined, `${genre} ${tone} ${seed}, chapter ${n}`);
        }
      }
    });
  }
}
