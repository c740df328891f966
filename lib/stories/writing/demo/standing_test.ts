import assert from "node:assert/strict";
import { bankOf } from "@/lib/stories/writing/demo/banks.ts";
import { improvise } from "@/lib/stories/writing/demo/demo_writer.ts";
import {
  CHAPTER_STAGES,
  GENRES,
  LENGTHS,
  STAGE_OUTPUTS,
  STAGES,
} from "@/lib/stories/writing/model.ts";
import {
  askFor,
  chaptersOf,
  type Edit,
  outputOf,
  type Story,
  writeStory,
} from "@/lib/stories/writing/demo/testing.ts";

/** Changes one output of a story. */
function editing<K extends keyof typeof STAGE_OUTPUTS>(
  stage: K,
  change: (output: ReturnType<(typeof STAGE_OUTPUTS)[K]["parse"]>) => void,
  chapter = 0,
): Edit {
  return (name, output) => {
    if (name !== (chapter === 0 ? stage : `${stage}:${chapter}`)) return output;
    const copy = structuredClone(output);
    // deno-lint-ignore no-explicit-any -- the name of the unit decides which output this is
    change(copy as any);
    return copy;
  };
}

const textOf = (story: Story) => chaptersOf(story).map(({ body }) => body).join("\n");
const cases = [
  {
    lang: "ko",
    name: "강하늘",
    call: "하늘",
    line: "새벽에 종이 스무 번 울린다.",
    told: "새벽에 종이 스무 번 울렸다.",
  },
  {
    lang: "en",
    name: "Petra Longacre",
    call: "Petra",
    line: "The bell rang twenty times.",
    told: "The bell rang twenty times.",
  },
] as const;

for (const { lang, name, call, line, told } of cases) {
  Deno.test(`renamed people are called by their new names (${lang})`, () => {
    const before = writeStory(askFor({ lang, length: "medium" }), 3);
    const old = outputOf(before, "characters", STAGE_OUTPUTS.characters).people[0]!.name;
    const after = writeStory(
      askFor({ lang, length: "medium" }),
      3,
      editing("characters", ({ people }) => {
        people[0]!.name = name;
      }),
    );
    assert(textOf(after).includes(name) && textOf(after).includes(call));
    assert(!textOf(after).includes(old), old);
    for (const part of [`outline`, "arcs", "title"]) {
      assert(!JSON.stringify(after.get(part)).includes(old), part);
    }
  });

  Deno.test(`edited places, sights and wishes show in the draft (${lang})`, () => {
    const story = writeStory(askFor({ lang, keywords: ["zzz"] }), 4, (unit, output) => {
      const once = editing("world", ({ places }) => {
        for (const place of places) {
          place.name = `${lang === "ko" ? "보라" : "Violet"} ${place.ref}`;
          place.description = line;
        }
      })(unit, output);
      return editing(
        "characters",
        ({ people }) => void (people[0]!.wants = line.replace(/20|twenty|스무/, "7")),
      )(unit, once);
    });
    assert(textOf(story).includes(lang === "ko" ? "보라 " : "Violet "));
    assert(textOf(story).includes(told), textOf(story));
    assert(/7/.test(textOf(story)));
  });

  Deno.test(`an edited outline decides what happens, how a chapter is called and how it ends (${lang})`, () => {
    const ending = lang === "ko" ? "그리고 배는 오지 않았다." : "And no ship came.";
    const story = writeStory(
      askFor({ lang, length: "medium" }),
      5,
      editing("outline", ({ chapters }) => {
        const chapter = chapters[1]!;
        chapter.title = "Zwei";
        chapter.ending = ending;
        chapter.events[1] = line;
        chapter.events.push(lang === "ko" ? "모두 집에 간다." : "They all went home.");
      }),
    );
    const [, second] = chaptersOf(story);
    assert.equal(second?.title, "Zwei");
    assert(second?.body.includes(told), second?.body);
    assert(
      second?.body.includes(lang === "ko" ? "모두 집에 갔다." : "They all went home."),
      second?.body,
    );
    assert(second?.body.trim().endsWith(ending), second?.body);
  });

  Deno.test(`an edited scene takes place where and with whom it says (${lang})`, () => {
    const story = writeStory(askFor({ lang }), 6, (unit, output) => {
      const more = editing("characters", ({ people }) => {
        people.push({ ...people[1]!, ref: "p9", role: "other", name, wants: line });
      })(unit, output);
      return editing("scenes", ({ scenes }) => {
        scenes[0]!.place = "far";
        scenes[0]!.obstacle = line;
        scenes[1]!.who.push("p9");
      }, 1)(unit, more);
    });
    const far = outputOf(story, "world", STAGE_OUTPUTS.world).places.find(({ ref }) =>
      ref === "far"
    )!;
    const [first = "", second = ""] = textOf(story).split("* * *");
    assert(first.toLowerCase().includes(far.name.toLowerCase()), first);
    assert(first.includes(told), first);
    assert(second.includes(call), second);
  });

  Deno.test(`promises are opened and paid where the ledger says, those of an editor too (${lang})`, () => {
    const story = writeStory(
      askFor({ lang, length: "medium" }),
      7,
      editing("foreshadowing", ({ promises }) => {
        promises.push({ ref: "mine", what: line, opens: 2, pays: 4 });
      }),
    );
    const { promises } = outputOf(story, "foreshadowing", STAGE_OUTPUTS.foreshadowing);
    const ledger = [1, 2, 3, 4, 5].map((n) =>
      outputOf(story, `continuity:${n}`, STAGE_OUTPUTS.continuity)
    );
    for (const { ref, opens, pays } of promises) {
      assert.deepEqual(ledger.filter(({ opened }) => opened.includes(ref)).map(({ n }) => n), [
        opens,
      ], ref);
      assert.deepEqual(
        ledger.filter(({ paid }) => paid.includes(ref)).map(({ n }) => n),
        [pays],
        ref,
      );
    }
    const told2 = chaptersOf(story).filter(({ body }) => body.includes(told)).map(({ n }) => n);
    assert.deepEqual(told2, [2, 4]);
  });

  Deno.test(`an edited draft, dialogue or check is what the later stages work on (${lang})`, () => {
    for (const stage of ["draft", "dialogue", "continuity"] as const) {
      const story = writeStory(
        askFor({ lang }),
        8,
        editing(stage, (output) => {
          output.body = `${output.body}\n\n${line}`;
        }, 1),
      );
      assert(textOf(story).includes(line), stage);
    }
  });

  Deno.test(`a story goes on beyond its planned chapters with another plot and the same people (${lang})`, () => {
    for (const length of ["short", "long"] as const) {
      const story = writeStory(askFor({ lang, length }), 9, undefined, 7);
      const chapters = chaptersOf(story);
      const lead = outputOf(story, "characters", STAGE_OUTPUTS.characters).people[0]!.name;
      assert.equal(new Set(chapters.map(({ title }) => title)).size, chapters.length);
      for (const { body } of chapters) assert(body.includes(lead));
    }
  });
}

Deno.test("all units of a story are of one plot, and nothing is told as an editor's where nobody edited", () => {
  for (const lang of ["ko", "en"] as const) {
    const frames = Object.values(bankOf(lang).glue.own).flat()
      .map((frame) => (frame.split("{line}")[0] ?? "").replace(/\{L\S*\}|\{who\S*\}/g, "").trim())
      .filter((start) => start.length > 9);
    for (const [at, genre] of GENRES.entries()) {
      for (let seed = 0; seed < 12; seed++) {
        const text = textOf(
          writeStory(askFor({ lang, genre, length: LENGTHS[seed % 3]! }), at * 31 + seed),
        );
        for (const frame of frames) assert(!text.includes(frame), `${genre} ${seed}: ${frame}`);
      }
    }
  }
});

Deno.test("without what earlier stages made, every unit still writes something valid", () => {
  for (const stage of STAGES) {
    const chapter = CHAPTER_STAGES.some((one) => one === stage) ? 2 : 0;
    const output = improvise({
      request: askFor({ length: "medium" }),
      unit: { stage, chapter },
      chapters: 5,
      given: new Map(),
      candidate: 0,
      seed: 3,
    });
    assert(STAGE_OUTPUTS[stage].safeParse(output).success, stage);
  }
});
