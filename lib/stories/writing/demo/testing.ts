/** Writes whole stories with the improviser, unit by unit as a job does, for tests. */
import { improvise } from "@/lib/stories/writing/demo/demo_writer.ts";
import {
  type ChapterText,
  STAGE_OUTPUTS,
  unitName,
  type WritingRequest,
} from "@/lib/stories/writing/model.ts";
import { extentOf, listUnits, standsOn } from "@/lib/stories/writing/plan.ts";
import type { z } from "zod";

export type Story = ReadonlyMap<string, unknown>;

export function askFor(wish: Partial<WritingRequest>): WritingRequest {
  const lang = wish.lang ?? "ko";
  return {
    keywords: lang === "ko" ? ["고양이", "등대", "약속"] : ["cat", "lighthouse", "promise"],
    genre: "fantasy",
    length: "short",
    tone: "warm",
    visibility: "private",
    ...wish,
    lang,
  };
}

/** Changes an output before later units stand on it. */
export type Edit = (name: string, output: unknown) => unknown;

/** Writes all units with a seed of their own each; `more` chapters beyond those of the length. */
export function writeStory(
  request: WritingRequest,
  seed: number,
  edit: Edit = (_, output) => output,
  more = 0,
): Story {
  const { planned } = extentOf(request.length);
  const extent = { planned, chapters: planned + more };
  const story = new Map<string, unknown>();
  for (const unit of listUnits(extent)) {
    const sources = standsOn(unit, extent).map(unitName);
    const output = improvise({
      request,
      unit,
      chapters: extent.chapters,
      given: new Map(sources.map((name) => [name, story.get(name)])),
      candidate: 0,
      seed: (seed * 7919 + story.size * 104_729) >>> 0,
    });
    const checked = STAGE_OUTPUTS[unit.stage].parse(output);
    story.set(unitName(unit), STAGE_OUTPUTS[unit.stage].parse(edit(unitName(unit), checked)));
  }
  return story;
}

export function outputOf<T>(story: Story, name: string, schema: z.ZodType<T>): T {
  return schema.parse(story.get(name));
}

/** The finished chapters in their order. */
export function chaptersOf(story: Story): ChapterText[] {
  return [...story].filter(([name]) => name.startsWith("style:")).map(([, output]) =>
    STAGE_OUTPUTS.style.parse(output)
  );
}
