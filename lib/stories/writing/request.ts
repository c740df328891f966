/**
 * Builds what a model is asked for one unit. What never changes comes first, then what is settled of the story, then its
 * memory, then the chapter, and last who is asked for what: providers read a prefix they know for less.
 */
import { z } from "zod";
import type { ChatRequest } from "@/lib/ai/model.ts";
import { asData } from "@/lib/ai/prompt_data.ts";
import { emptyCardData } from "@/lib/characters/card/model.ts";
import { findChapterPlan, findGiven, memoriesBefore } from "@/lib/stories/writing/given.ts";
import { ledgerAfter } from "@/lib/stories/writing/ledger.ts";
import { MEMORY_TOKENS, memoryOf } from "@/lib/stories/writing/memory.ts";
import { STAGE_OUTPUTS, type StageKey, unitName } from "@/lib/stories/writing/model.ts";
import {
  type Brief,
  BRIEFS,
  HOUSE_RULES,
  JUDGE,
  PROMPT_WORDS,
} from "@/lib/stories/writing/prompts.ts";
import { Verdict } from "@/lib/stories/writing/unit_steps.ts";
import type { Comparison, Material } from "@/lib/stories/writing/writer.ts";

/** Most that each stage may write, in the provider's tokens: twice what fills its form, for models that think aloud. */
const MAX_OUTPUT_TOKENS: Readonly<Record<StageKey, number>> = {
  concept: 2_000,
  reader: 1_500,
  world: 5_000,
  rules: 3_000,
  characters: 6_000,
  voices: 4_000,
  theme: 2_000,
  arcs: 3_000,
  outline: 8_000,
  foreshadowing: 4_000,
  scenes: 4_000,
  draft: 12_000,
  dialogue: 12_000,
  continuity: 16_000,
  style: 12_000,
  title: 2_000,
};
/** Stages that invent, and stages that hold to what is there. */
const TEMPERATURE: Readonly<Partial<Record<StageKey, number>>> = {
  rules: 0.7,
  outline: 0.7,
  foreshadowing: 0.6,
  scenes: 0.7,
  dialogue: 0.7,
  continuity: 0.2,
  style: 0.4,
};
/** The continuity editor is given more of the ledger than those who write. */
const LEDGER_TOKENS = 8_000;
const VERDICT_TOKENS = 1_500;

/** The request for one unit. */
export function requestFor(material: Material): ChatRequest {
  const { request: { lang }, unit: { stage }, seed, redo } = material;
  const { role, task } = BRIEFS[lang][stage];
  const words = PROMPT_WORDS[lang];
  const goesOn = stage === "outline" && material.unit.chapter > 0 ? [words.goOn] : [];
  return {
    ...frame(material, { role, task: [task, ...goesOn].join("\n") }, {
      schema: STAGE_OUTPUTS[stage],
      blocks: chapterBlocks(material),
      redo,
    }),
    maxOutputTokens: MAX_OUTPUT_TOKENS[stage],
    temperature: TEMPERATURE[stage] ?? 1,
    seed: seed & 0x7fffffff,
  };
}

/** The request to choose among candidates. */
export function requestForVerdict(comparison: Comparison): ChatRequest {
  const { candidates, request: { lang }, seed, redo } = comparison;
  const blocks = candidates.map((candidate, n) => block(`candidate_${n + 1}`, candidate));
  return {
    ...frame(comparison, JUDGE[lang], {
      schema: Verdict,
      blocks: [...chapterBlocks(comparison), ...blocks],
      redo,
    }),
    maxOutputTokens: VERDICT_TOKENS,
    temperature: 0.2,
    seed: seed & 0x7fffffff,
  };
}

type Source = Omit<Material, "candidate">;

function frame(
  material: Source,
  { role, task }: Brief,
  { schema, blocks, redo }: {
    schema: z.ZodType;
    blocks: readonly string[];
    redo: string | undefined;
  },
): Pick<ChatRequest, "system" | "messages" | "speaker"> {
  const { request: { lang }, unit: { chapter } } = material;
  const words = PROMPT_WORDS[lang];
  const parts = [
    ...storyBlocks(material),
    ...blocks,
    words.you(role),
    ...(chapter > 0 ? [words.chapter(chapter)] : []),
    task,
    `${words.schema}\n${formOf(schema)}`,
    ...(redo ? [`${words.redo}\n${block("redo", redo)}`] : []),
  ];
  return {
    system: HOUSE_RULES[lang],
    messages: [{ role: "user", content: parts.join("\n\n") }],
    speaker: { card: emptyCardData(role), userName: "", locale: lang },
  };
}

const forms = new Map<z.ZodType, string>();

/** A schema as a model reads it, without what tells it nothing. */
function formOf(schema: z.ZodType): string {
  const known = forms.get(schema);
  if (known !== undefined) return known;
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io: "input" });
  const form = JSON.stringify(json);
  forms.set(schema, form);
  return form;
}

/** What was asked for, and what is settled of the whole story, in the order of the stages. */
function storyBlocks({ request, unit, given, chapters }: Source): string[] {
  const { keywords, genre, tone, length, premise } = request;
  const words = PROMPT_WORDS[request.lang];
  const own = new Set(["scenes", "draft", "dialogue", "continuity", "style"]);
  const isOfChapter = unit.chapter > 0 && unit.stage !== "outline";
  const settled = [...given].filter(([name]) =>
    !own.has(name.split(":")[0] ?? "") && !name.includes(":") &&
    // Of a long story's outline, a chapter needs its own line and those beside it.
    !(isOfChapter && name === "outline")
  );
  return [
    block("request", { keywords, genre, tone, length, ...(premise ? { premise } : {}) }),
    words.chapters(chapters),
    ...settled.map(([name, output]) => block(name, output)),
  ];
}

/** The plans of a chapter and of its neighbours. */
function near(given: Source["given"], chapter: number): unknown {
  const plans = [chapter - 1, chapter, chapter + 1].flatMap((n) => findChapterPlan(given, n) ?? []);
  return plans.length > 0 ? { chapters: plans } : null;
}

/** The memory of finished chapters, and what there is of the one at hand. */
function chapterBlocks({ unit: { stage, chapter }, given, chapters }: Source): string[] {
  const last = stage === "title" ? chapters + 1 : chapter;
  const memories = memoriesBefore(given, last);
  const plans = chapter > 0 && stage !== "outline" && given.has("outline")
    ? near(given, chapter)
    : null;
  const blocks: string[] = plans ? [block("outline", plans)] : [];
  if (memories.length > 0) {
    const ledger = ledgerAfter(memories, last - 1);
    blocks.push(block(
      "memory",
      memoryOf(ledger, {
        promises: findGiven(given, "foreshadowing")?.promises ?? [],
        people: findChapterPlan(given, chapter)?.people ?? [],
        tokens: stage === "continuity" ? LEDGER_TOKENS : MEMORY_TOKENS,
      }),
    ));
    // Those who go on from it read how the last one ends, word for word.
    if (stage === "scenes" || stage === "draft") {
      blocks.push(block("last_lines", memories.at(-1)?.body.slice(-600).toWellFormed() ?? ""));
    }
  }
  for (const own of ["scenes", "draft", "dialogue", "continuity"] as const) {
    const output = chapter > 0 ? given.get(unitName({ stage: own, chapter })) : undefined;
    if (output === undefined) continue;
    // The proofreader needs the mended text, not the ledger around it.
    const mended = own === "continuity" ? findGiven(given, "continuity", chapter) : null;
    blocks.push(block(own, mended ? { n: mended.n, body: mended.body } : output));
  }
  return blocks;
}

/** A block of material. Nothing in it can end it: `<` is written in another way. */
function block(name: string, content: unknown): string {
  const json = JSON.stringify(
    content,
    (_, value) => typeof value === "string" ? asData(value) : value,
  );
  return `<material name="${name}">${json.replaceAll("<", "\\u003c")}</material>`;
}
