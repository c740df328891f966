/** What the preview of a story is drawn from, how large it is, and what names it. Browser-safe. */
import { seededRandom } from "@/lib/avatar/random.ts";
import { type CoverSubject, coverVersion } from "@/lib/stories/cover.ts";
import type { Story } from "@/lib/stories/model.ts";

export type PreviewSubject = CoverSubject & Pick<Story, "synopsis" | "genre">;

export const PREVIEW_WIDTH = 1200;
export const PREVIEW_HEIGHT = 630;

/** Raised whenever any preview would come out different, its cover aside. */
const DRAWING = 1;

/** Names the picture: it changes when what it is drawn from does. */
export function previewVersion(subject: PreviewSubject): string {
  const { synopsis, genre } = subject;
  const random = seededRandom(JSON.stringify([DRAWING, coverVersion(subject), synopsis, genre]));
  return Math.floor(random() * 2 ** 32).toString(36);
}
