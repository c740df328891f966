/** What a painter is told of a story's cover: its one scene, and what every cover here has in common. Pure. */
import type { Story } from "@/lib/stories/model.ts";
import { getOutputs } from "@/lib/stories/writing/job_store.ts";
import { Wrapping } from "@/lib/stories/writing/model.ts";
import { MAX_WISH } from "@/lib/painting/model.ts";

/** So much of a synopsis makes a scene. */
const SCENE_CHARS = 400;

/** Words that painters know for our ornaments. */
const ORNAMENTS: Readonly<Record<Story["motif"], string>> = {
  moon: "a full moon",
  persimmon: "persimmons on a bare branch",
  wave: "waves",
  lantern: "a paper lantern",
  mountain: "layered mountains",
  crane: "cranes in flight",
};

/** Words for tones of our own list; another's own words go as they are. */
const MOODS: Readonly<Record<string, string>> = {
  warm: "warm and tender",
  bright: "bright and hopeful",
  dark: "dark and still",
  tense: "tense, with long shadows",
  lyrical: "lyrical and dreamlike",
  funny: "light and playful",
};

/** The scene that a form proposes: what the last stage of writing saw on the cover, else the story's own beginning. */
export function proposeScene(
  { title, synopsis }: Pick<Story, "title" | "synopsis">,
  scene: string | null,
): string {
  const told = scene?.trim() || [title, synopsis.slice(0, SCENE_CHARS)].filter(Boolean).join(". ");
  return told.replace(/[\s\p{Cc}]+/gu, " ").trim().slice(0, MAX_WISH).toWellFormed();
}

/** All that the painter is told. The owner's words are the scene, and nothing but that. */
export function coverPrompt(
  { genre, tone, motif, palette, rating }: Pick<
    Story,
    "genre" | "tone" | "motif" | "palette" | "rating"
  >,
  scene: string,
): string {
  return [
    "Paint the front of a novel as one upright picture that fills the whole frame, to its edges.",
    `The scene, in its author's words: """${scene.replaceAll('"""', '"')}"""`,
    genre && `Genre: ${genre}.`,
    `Mood: ${MOODS[tone] ?? (tone || "calm")}.`,
    `Where it fits the scene, ${ORNAMENTS[motif]}.`,
    `Ground it in these colours: ${palette.join(", ")}.`,
    "Style: a Korean woodblock print brought together with gouache: flat shapes, one soft shade, a warm rim of late light, grain of hanji paper.",
    "Keep the upper left third quiet, as the title will stand there on a slip of paper.",
    "No letters, numbers, signatures, logos, borders or frames.",
    rating === "mature"
      ? "Nothing explicit: it stands where everybody sees it."
      : "Fit for every reader.",
  ].filter(Boolean).join("\n");
}

/** Reads the scene that the writing of a story ended with; null for stories that people wrote. */
export async function writtenScene(kv: Deno.Kv, { source }: Story): Promise<string | null> {
  if (!source) return null;
  const [told] = await getOutputs(kv, source.jobId, [{ stage: "title", chapter: 0 }]);
  const read = Wrapping.safeParse(told?.[1]);
  return read.success ? read.data.cover : null;
}
