/**
 * The writer that needs no model: it improvises a story from plots, people and phrases by rules, offline.
 *
 * It is no language model, and says so in the premise it hands on. The same material with the same seed gives the same
 * output. It stands on what earlier stages handed on, edited or not: people, places, events, scenes and promises.
 */
import { setTimeout as delay } from "node:timers/promises";
import { createChance, hashText } from "@/lib/ai/demo/random.ts";
import {
  writeForeshadowing,
  writeOutline,
  writeScenes,
} from "@/lib/stories/writing/demo/chapters.ts";
import {
  writeArcs,
  writeCharacters,
  writeConcept,
  writeReader,
  writeRules,
  writeTheme,
  writeTitle,
  writeVoices,
  writeWorld,
} from "@/lib/stories/writing/demo/early.ts";
import { writeDialogue, writeStyle } from "@/lib/stories/writing/demo/finish.ts";
import { readGround } from "@/lib/stories/writing/demo/ground.ts";
import { writeDraft } from "@/lib/stories/writing/demo/prose.ts";
import { writeContinuity } from "@/lib/stories/writing/demo/watch.ts";
import type { StageKey } from "@/lib/stories/writing/model.ts";
import type { Material, Writer } from "@/lib/stories/writing/writer.ts";

/** `provider/model` of the improviser. */
export const DEMO_WRITER = "demo/improviser";

/** Makes the offline improviser. `pauseMs`: how long it seems to think over each unit, so that one can watch it. */
export function createDemoWriter({ pauseMs = 0 }: { pauseMs?: number } = {}): Writer {
  return {
    madeBy: DEMO_WRITER,
    async write(material, signal) {
      signal.throwIfAborted();
      if (pauseMs > 0) await delay(pauseMs, undefined, { signal });
      return { output: improvise(material), usage: null, madeBy: DEMO_WRITER };
    },
  };
}

/** Writes one unit. Pure. */
export function improvise({ request, unit, given, candidate, seed }: Material): unknown {
  const { stage, chapter } = unit;
  const own = hashText(`${seed}:${candidate}:${stage}:${chapter}`);
  const ground = readGround(request, given, own);
  const chance = createChance(own);
  const stages: Record<StageKey, () => unknown> = {
    concept: () => writeConcept(ground, chance),
    reader: () => writeReader(ground),
    world: () => writeWorld(ground, chance),
    rules: () => writeRules(ground, chance),
    characters: () => writeCharacters(ground, chance),
    voices: () => writeVoices(ground, chance),
    theme: () => writeTheme(ground, chance),
    arcs: () => writeArcs(ground, chance),
    outline: () => writeOutline(ground, chapter),
    foreshadowing: () => writeForeshadowing(ground, given),
    scenes: () => writeScenes(ground, given, chapter),
    draft: () => writeDraft(ground, given, chapter, own),
    dialogue: () => writeDialogue(ground, given, chapter),
    continuity: () => writeContinuity(ground, given, chapter),
    style: () => writeStyle(ground, given, chapter),
    title: () => writeTitle(ground),
  };
  return stages[stage]();
}
