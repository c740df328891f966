import assert from "node:assert/strict";
import { PLACES } from "@/lib/stories/writing/demo/bank.ts";
import { bankOf } from "@/lib/stories/writing/demo/banks.ts";
import { echoesIn } from "@/lib/stories/writing/demo/echoes.ts";
import { callName } from "@/lib/stories/writing/demo/grammar.ts";
import { partsOf } from "@/lib/stories/writing/demo/parts.ts";
import { EPISODES } from "@/lib/stories/writing/demo/shapes.ts";
import {
  askFor,
  chaptersOf,
  outputOf,
  type Story,
  writeStory,
} from "@/lib/stories/writing/demo/testing.ts";
import { GENRES, LENGTHS, STAGE_OUTPUTS, TONES } from "@/lib/stories/writing/model.ts";

/** The text of a story with people and places as `@`, a sentence each. */
function sentencesOf(story: Story, lang: "ko" | "en"): string[] {
  const { people } = outputOf(story, "characters", STAGE_OUTPUTS.characters);
  const { places } = outputOf(story, "world", STAGE_OUTPUTS.world);
  const names = [...places, ...people].flatMap(({ name }) => [name, callName(name, lang)])
    .sort((one, other) => other.length - one.length);
  const bodies = chaptersOf(story).map(({ body }) => body).join("\n");
  const text = names.reduce((now, name) => now.replaceAll(name, "@"), bodies);
  return text.split(/\n+|(?<=[.!?…]["”’]?)\s+/).map((one) => one.replace(/^[“"]|[”"]$/g, ""));
}

/** Whether it says more than that somebody speaks, or what is called across a room. */
function isWhole(sentence: string, lang: "ko" | "en"): boolean {
  return lang === "ko"
    ? sentence.replace(/\P{L}/gu, "").length >= 10
    : sentence.split(/\s+/).length >= 4;
}

for (const lang of ["ko", "en"] as const) {
  Deno.test(`chapters of long stories are long enough, and say nothing three times (${lang})`, () => {
    const sizes: number[] = [];
    for (const [at, genre] of GENRES.entries()) {
      const tone = TONES[(at * 5) % TONES.length]!;
      const story = writeStory(askFor({ lang, length: "long", genre, tone }), 40 + at);
      sizes.push(...chaptersOf(story).map(({ body }) => body.length));
      const counts = new Map<string, number>();
      for (const sentence of sentencesOf(story, lang)) {
        if (isWhole(sentence, lang)) counts.set(sentence, (counts.get(sentence) ?? 0) + 1);
      }
      assert.deepEqual([...counts].filter(([, count]) => count > 2), [], `${genre} ${tone}`);
    }
    const least = lang === "ko" ? 1_800 : 3_600;
    const below = sizes.filter((size) => size < least).length;
    assert(below * 20 < sizes.length, `${below} of ${sizes.length} below ${least}`);
  });

  Deno.test(`each episode has something that comes of it, each place something to notice (${lang})`, () => {
    const { echoes, details, genres, episodes, quiet } = bankOf(lang);
    assert.equal(echoes.length, EPISODES.length);
    assert.equal(
      new Set([...echoes, ...episodes, ...quiet]).size,
      2 * echoes.length + quiet.length,
    );
    const names = GENRES.flatMap((genre) =>
      PLACES.flatMap((place) => genres[genre].places[place].map(([name]) => name))
    );
    assert.deepEqual(Object.keys(details).sort(), [...new Set(names)].sort());
  });

  Deno.test(`what is taken out of the plan has no consequences (${lang})`, () => {
    const request = askFor({ lang, length: "medium", genre: "daily_life" });
    const tell = (drop: boolean) => {
      const story = writeStory(request, 8, (name, output) => {
        if (name !== "outline" || !drop) return output;
        const outline = STAGE_OUTPUTS.outline.parse(output);
        outline.chapters[0]!.events[1] = lang === "ko" ? "비가 왔다." : "It rained.";
        return outline;
      });
      return chaptersOf(story)[2]!.body;
    };
    assert(tell(true).length < tell(false).length - 100);
  });
}

Deno.test("an episode is told of again once, two chapters later at the earliest", () => {
  for (const length of LENGTHS) {
    const told = Array.from({ length: 40 }, (_, at) => echoesIn(at + 1, length));
    for (const [at, sources] of told.entries()) {
      assert(sources.length <= 2);
      for (const { n, part } of sources) {
        assert(n <= at - 1, `${length}: chapter ${at + 1} tells of chapter ${n}`);
        assert(partsOf(n, length).some((one) => one.kind === part.kind && one.arc === part.arc));
      }
    }
    const all = told.flat().map(({ part }) => part.index % EPISODES.length);
    assert.equal(new Set(all).size, all.length, length);
  }
});
