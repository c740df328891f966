/** Continuity in whole stories: what is planted is found, what is promised is paid or listed as open. */
import assert from "node:assert/strict";
import { findGiven } from "@/lib/stories/writing/given.ts";
import type { Job } from "@/lib/stories/writing/job.ts";
import { getJob, getOutput, getOutputs, listUnitRecords } from "@/lib/stories/writing/job_store.ts";
import { ledgerAfter, promisesOf } from "@/lib/stories/writing/ledger.ts";
import { PLANTED, STAGES } from "@/lib/stories/writing/ledger_for_tests.ts";
import {
  type Continuity,
  STAGE_OUTPUTS,
  type StageOutput,
  type Unit,
} from "@/lib/stories/writing/model.ts";
import { getCast, getLedger } from "@/lib/stories/writing/story_facts.ts";
import type { Material } from "@/lib/stories/writing/writer.ts";
import {
  addTestJob,
  bodyOf,
  createTestRunner,
  createTestWriter,
  usual,
} from "@/lib/stories/writing/writing_for_tests.ts";

const planted = Object.values(PLANTED.ko);
const { people, places, facts } = STAGES.ko;

async function write(
  kv: Deno.Kv,
  answer: (material: Material) => unknown,
): Promise<{ job: Job; calls: string[] }> {
  const { id } = await addTestJob(kv, { length: "medium" });
  const { writer, calls } = createTestWriter({ answer });
  const runner = createTestRunner(kv, writer);
  runner.run(id);
  await runner.idle();
  await runner.close();
  const job = await getJob(kv, id);
  assert.equal(job?.status, "done", JSON.stringify(job?.trouble));
  return { job, calls };
}

/** A model with a ledger of ten facts after the first chapter, which writes against all of them in the second. */
function careless(material: Material): unknown {
  const { unit: { stage, chapter } } = material;
  if (stage === "characters") return { people };
  if (stage === "world") return { era: "1980년대 남해", places, everyday: "우편선이 들어온다." };
  if (stage === "voices") return { relations: [], voices: people.map(({ ref }) => voiceOf(ref)) };
  if (stage === "scenes") {
    const who = people.map(({ ref }) => ref);
    return {
      n: chapter,
      scenes: [{
        place: "l0",
        when: "밤",
        who,
        goal: "찾는다",
        obstacle: "바람",
        outcome: "찾았다",
      }],
    };
  }
  if (stage === "draft" && chapter === 2) {
    return { n: 2, title: "둘째 밤", body: [bodyOf(2), ...planted].join("\n\n") };
  }
  if (stage === "continuity" && chapter === 1) return { ...continuityOf(material), facts };
  return undefined;
}

function voiceOf(who: string) {
  return { who, manner: "짧은 말", phrases: [], never: "고마워" };
}

function continuityOf(material: Material): Continuity {
  return STAGE_OUTPUTS.continuity.parse(usual(material));
}

/** Mends what it is told of, and finds nothing by itself. */
function mended(material: Material): Continuity {
  const output = continuityOf(material);
  const body = planted.reduce(
    (text, sentence) => isTold(material, sentence) ? text.replace(sentence, "파도가 쳤다.") : text,
    output.body,
  );
  return { ...output, body };
}

function isTold({ redo = "" }: Material, sentence: string): boolean {
  const quotes = [...redo.matchAll(/“([^\n]+?)” — /gu)].map(([, quote = ""]) => quote);
  return quotes.some((quote) => sentence.includes(quote));
}

async function secondChapter(kv: Deno.Kv, job: Job): Promise<Continuity> {
  const unit: Unit = { stage: "continuity", chapter: 2 };
  return STAGE_OUTPUTS.continuity.parse(await getOutput(kv, job.id, unit));
}

Deno.test("a continuity editor who sees nothing is told of ten planted contradictions, and they are mended and named", async () => {
  using kv = await Deno.openKv(":memory:");
  const { job, calls } = await write(
    kv,
    (material) =>
      careless(material) ??
        (material.unit.stage === "continuity" && material.unit.chapter === 2
          ? mended(material)
          : undefined),
  );
  const { contradictions, body } = await secondChapter(kv, job);
  const caught = planted.filter((sentence) =>
    contradictions.some(({ quote }) => sentence.includes(quote)) && !body.includes(sentence)
  );
  assert(caught.length >= 8, `${caught.length} of ${planted.length}`);
  assert(contradictions.every(({ why, fix }) => why !== "" && fix !== ""));
  // Mended, it is looked at once more, and no more than that.
  assert.equal(calls.filter((call) => call === "continuity:2").length, 2);
  assert.equal(calls.filter((call) => call === "continuity:3").length, 1);
});

Deno.test("an editor who mends nothing is asked again, and what is left stands in the notes of the unit", async () => {
  using kv = await Deno.openKv(":memory:");
  const { job, calls } = await write(kv, careless);
  assert.equal(calls.filter((call) => call === "continuity:2").length, 2);
  const record = (await listUnitRecords(kv, job)).get("continuity:2");
  const noted = planted.filter((sentence) =>
    record?.notes.some((note) => sentence.includes(/“(.+)” — /u.exec(note)?.[1] ?? "\n"))
  );
  assert(noted.length >= 8, `${noted.length} of ${planted.length}: ${record?.notes.join("\n")}`);
});

Deno.test("an editor who finds contradictions itself is heard, and its mended chapter is checked once more", async () => {
  using kv = await Deno.openKv(":memory:");
  const { job, calls } = await write(kv, (material) => {
    if (material.unit.stage !== "continuity" || material.unit.chapter !== 3) return undefined;
    if (material.candidate === 1) return undefined;
    const output = continuityOf(material);
    return {
      ...output,
      contradictions: [{
        quote: "제3화의 글",
        fact: "f1_1",
        why: "다른 밤이다",
        fix: "셋째 밤의 글",
      }],
      body: output.body.replace("제3화의 글", "셋째 밤의 글"),
    };
  });
  assert.equal(calls.filter((call) => call === "continuity:3").length, 2);
  const output = STAGE_OUTPUTS.continuity.parse(
    await getOutput(kv, job.id, { stage: "continuity", chapter: 3 }),
  );
  assert.deepEqual(output.contradictions.map(({ quote }) => quote), ["제3화의 글"]);
  assert(output.body.startsWith("셋째 밤의 글"), "the second look is given the mended text");
});

Deno.test("every promise that is opened is paid or listed as open, in the job and in the story", async () => {
  using kv = await Deno.openKv(":memory:");
  const { job } = await write(kv, () => undefined);
  const units = [1, 2, 3, 4, 5].map((chapter): Unit => ({ stage: "continuity", chapter }));
  const given = new Map(
    await getOutputs(kv, job.id, [...units, { stage: "foreshadowing", chapter: 0 }]),
  );
  const promises = (findGiven(given, "foreshadowing") as StageOutput<"foreshadowing">).promises;
  const chapters = units.map(({ chapter }) => findGiven(given, "continuity", chapter)!);
  const opened = new Set(chapters.flatMap(({ opened }) => opened));
  assert.deepEqual([...opened].sort(), promises.map(({ ref }) => ref).sort());
  const ledger = ledgerAfter(chapters, 5);
  assert.deepEqual(new Set([...ledger.open, ...ledger.paid]), opened);
  const states = promisesOf(promises, ledger);
  assert.deepEqual(states.map(({ ref, state }) => [ref, state]), [
    ["who_wrote", "paid"],
    ["the_light", "open"],
  ]);
  // As the story's people will be told.
  assert.deepEqual((await getCast(kv, job.story!.id))?.promises, promises);
  const asOfFour = await getLedger(kv, job.story!.id, 4);
  assert.deepEqual([...asOfFour.open].sort(), ["the_light", "who_wrote"]);
  assert.deepEqual(asOfFour.facts.map(({ chapter }) => chapter), [1, 2, 3, 4]);
});

Deno.test("a promise that is paid without having been opened is refused", async () => {
  using kv = await Deno.openKv(":memory:");
  const { id } = await addTestJob(kv);
  const { writer, calls, materials } = createTestWriter({
    answer: (material) => {
      if (material.unit.stage !== "continuity" || material.redo) return undefined;
      return { ...continuityOf(material), opened: ["the_light"], paid: ["who_wrote"] };
    },
  });
  const runner = createTestRunner(kv, writer);
  runner.run(id);
  await runner.idle();
  await runner.close();
  assert.equal((await getJob(kv, id))?.status, "done");
  assert.equal(calls.filter((call) => call === "continuity:1").length, 2);
  const second = materials.findLast(({ unit }) => unit.stage === "continuity");
  assert.match(second?.redo ?? "", /"who_wrote" is paid but was never opened/);
});
