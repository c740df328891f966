/** What a unit handed on, in a line: enough for a list of stages. Pure. */
import { STAGE_OUTPUTS, type StageKey, type StageOutput } from "@/lib/stories/writing/model.ts";

/** Longest digest, in characters. */
export const MAX_DIGEST_CHARS = 160;

type Digests = { readonly [K in StageKey]: (output: StageOutput<K>) => string };

const DIGESTS: Digests = {
  concept: ({ logline }) => logline,
  reader: ({ genre, audience }) => `${genre} · ${audience}`,
  world: ({ era, places }) => `${era} · ${places.map(({ name }) => name).join(", ")}`,
  rules: ({ rules }) => rules.join(" "),
  characters: ({ people }) => people.map(({ name }) => name).join(", "),
  voices: ({ voices }) => voices.map(({ manner }) => manner).join(" · "),
  theme: ({ theme }) => theme,
  arcs: ({ arcs }) => arcs.map(({ name }) => name).join(" · "),
  outline: ({ chapters }) => chapters.map(({ n, title }) => `${n}. ${title}`).join(" "),
  foreshadowing: ({ promises }) => promises.map(({ what }) => what).join(" · "),
  scenes: ({ scenes }) => scenes.map(({ goal }) => goal).join(" · "),
  draft: ({ title, body }) => opening(title, body),
  dialogue: ({ title, body }) => opening(title, body),
  continuity: ({ summary }) => summary,
  style: ({ title, body }) => opening(title, body),
  title: ({ title, synopsis }) => `${title} — ${synopsis}`,
};

function opening(title: string, body: string): string {
  return `${title} — ${body.replace(/[#*_>`\s]+/g, " ").trim()}`;
}

/** Says an output in a line, cut at its longest. */
export function digestOf(stage: StageKey, output: unknown): string {
  return clip(digest(stage, output));
}

function digest<K extends StageKey>(stage: K, output: unknown): string {
  // As in `findGiven`: the schema of a stage gives the type of that stage.
  return DIGESTS[stage](STAGE_OUTPUTS[stage].parse(output) as StageOutput<K>);
}

function clip(text: string): string {
  const letters = [...text];
  return letters.length <= MAX_DIGEST_CHARS
    ? text
    : `${letters.slice(0, MAX_DIGEST_CHARS - 1).join("").trimEnd()}…`;
}
