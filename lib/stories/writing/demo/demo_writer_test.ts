import assert from "node:assert/strict";
import { CHAPTERS, GENRES, LENGTHS, STAGE_OUTPUTS, TONES } from "@/lib/stories/writing/model.ts";
import { createDemoWriter } from "@/lib/stories/writing/demo/demo_writer.ts";
import { PLOTS } from "@/lib/stories/writing/demo/shapes.ts";
import { askFor, chaptersOf, outputOf, writeStory } from "@/lib/stories/writing/demo/testing.ts";

for (const lang of ["ko", "en"] as const) {
  Deno.test(`every genre and tone makes a valid short story (${lang})`, () => {
    for (const [at, genre] of GENRES.entries()) {
      for (const tone of TONES) {
        const story = writeStory(askFor({ lang, genre, tone }), at * 7 + tone.length);
        const { body } = outputOf(story, "style:1", STAGE_OUTPUTS.style);
        const size = lang === "ko" ? body.length : body.split(/\s+/).length;
        const [least, most] = lang === "ko" ? [1_800, 3_400] : [700, 1_300];
        assert(size >= least && size <= most, `${genre} ${tone}: ${size}`);
        assert(!/[{}\[\]|]|undefined|\(은\)|\(는\)/.test(body), `${genre} ${tone}: ${body}`);
      }
    }
  });

  for (const length of LENGTHS) {
    Deno.test(`a ${length} story is valid in every genre (${lang})`, () => {
      for (const [at, genre] of GENRES.entries()) {
        const story = writeStory(
          askFor({ lang, genre, tone: TONES[at % TONES.length]!, length }),
          at,
        );
        assert.deepEqual(chaptersOf(story).length, CHAPTERS[length]);
        const [least, most] = lang === "ko" ? [1_600, 3_500] : [600, 1_300];
        for (const { n, body } of chaptersOf(story)) {
          const size = lang === "ko" ? body.length : body.split(/\s+/).length;
          assert(size >= least && size <= most, `${genre} ${n}: ${size}`);
        }
        const { chapters } = outputOf(story, "outline", STAGE_OUTPUTS.outline);
        const events = chapters.flatMap((chapter) => chapter.events);
        assert.equal(new Set(events).size, events.length, "no scene comes twice");
      }
    });
  }

  Deno.test(`chapters have different titles and bodies (${lang})`, () => {
    for (const length of ["medium", "long"] as const) {
      const chapters = chaptersOf(writeStory(askFor({ lang, length }), 11));
      assert.deepEqual(new Set(chapters.map(({ title }) => title)).size, chapters.length);
      assert.deepEqual(new Set(chapters.map(({ body }) => body)).size, chapters.length);
    }
  });

  Deno.test(`each keyword is in the story (${lang})`, () => {
    const words = lang === "ko"
      ? ["고양이", "등대", "약속", "낡은 우산", "마녀", "첫눈", "XYZ", "시간여행"]
      : [
        "cat",
        "lighthouse",
        "promise",
        "old umbrella",
        "witch",
        "first snow",
        "zyx",
        "Time Travel",
      ];
    for (const length of LENGTHS) {
      for (let seed = 0; seed < 6; seed++) {
        const story = writeStory(
          askFor({ lang, keywords: words, length, genre: GENRES[seed]! }),
          seed,
        );
        const text = chaptersOf(story).map(({ body }) => body).join("\n").toLowerCase();
        for (const word of words) {
          assert(text.includes(word.toLowerCase()), `${length} ${seed}: ${word}`);
        }
      }
    }
  });
}

Deno.test("the same seed writes the same story, another one another", () => {
  const request = askFor({ lang: "ko", genre: "mystery" });
  const tell = (seed: number) => JSON.stringify([...writeStory(request, seed)]);
  assert.deepEqual(tell(5), tell(5));
  assert(tell(5) !== tell(6));
});

Deno.test("every genre has three plots or more, and seeds reach them all", () => {
  for (const genre of GENRES) {
    const plots = PLOTS.filter(({ genres }) => genres.includes(genre));
    assert(plots.length >= 3, genre);
    const hooks = new Set(
      Array.from(
        { length: 30 },
        (_, seed) =>
          outputOf(writeStory(askFor({ genre }), seed), "concept", STAGE_OUTPUTS.concept).hook,
      ),
    );
    assert.deepEqual(hooks.size, plots.length, genre);
  }
});

Deno.test("a medium story takes less than a second", () => {
  const request = askFor({ lang: "ko", length: "medium" });
  writeStory(request, 1);
  const times = Array.from({ length: 3 }, (_, seed) => {
    const before = performance.now();
    writeStory(request, seed);
    return performance.now() - before;
  });
  assert(Math.min(...times) < 1_000, `${times}`);
});

Deno.test("genres and tones in free words are understood", () => {
  const story = writeStory(askFor({ genre: "우주 탐험물", tone: "코믹하게" }), 1);
  assert.deepEqual(outputOf(story, "reader", STAGE_OUTPUTS.reader).genre, "SF · 유쾌한");
});

Deno.test("write() rejects with the signal's reason when it is aborted", async () => {
  const reason = new Error("enough");
  const material = {
    request: askFor({}),
    unit: { stage: "concept", chapter: 0 } as const,
    chapters: 1,
    given: new Map(),
    candidate: 0,
    seed: 1,
  };
  await assert.rejects(
    () => createDemoWriter().write(material, AbortSignal.abort(reason)),
    { message: "enough" },
  );
  const { madeBy, usage } = await createDemoWriter().write(material, new AbortController().signal);
  assert.deepEqual([madeBy, usage], ["demo/improviser", null]);
});

Deno.test("the concept says that no language model wrote it", () => {
  for (
    const [lang, words] of [["ko", "언어 모델이 아니라"], [
      "en",
      "not the work of an AI language model",
    ]] as const
  ) {
    const { premise } = outputOf(writeStory(askFor({ lang }), 2), "concept", STAGE_OUTPUTS.concept);
    assert(premise.includes(words), premise);
  }
});
