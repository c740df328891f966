/** Draws what a shared link to a story shows: the book on hanji, its title and the first lines of its synopsis. */
import { shape } from "@/lib/drawing/pen.ts";
import { COVER_HEIGHT, COVER_WIDTH } from "@/lib/stories/cover_format.ts";
import { drawCoverParts, LETTERING_UNIT } from "@/lib/stories/cover.ts";
import {
  breakLines,
  cleanTitle,
  cutLines,
  setTitle,
  type TitleRun,
} from "@/lib/stories/cover_title.ts";
import { outlineRuns } from "@/lib/stories/lettering.ts";
import {
  PREVIEW_HEIGHT,
  PREVIEW_WIDTH,
  type PreviewSubject,
} from "@/lib/stories/preview_format.ts";

/** One step of the words' outlines, in pixels. */
const UNIT = 0.1;
const LEFT = 560;
const TEXT_WIDTH = 560;

/**
 * Draws it as an SVG of outlines alone, for a renderer without fonts. Letters that our fonts lack are left out; they
 * stand in the page's own description.
 *
 * @param picture That of a painted cover, as a `data:` address of a PNG.
 */
export async function drawPreview(subject: PreviewSubject, picture?: string): Promise<string> {
  const { title, genre, body } = setWords(subject);
  const [cover, heading, small, text] = await Promise.all([
    outlineRuns(setTitle(subject.title).runs, { unit: LETTERING_UNIT }),
    outlineRuns(title, { unit: UNIT }),
    outlineRuns(genre, { unit: UNIT }),
    outlineRuns(body, { unit: UNIT, weight: "400" }),
  ]);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${PREVIEW_WIDTH}" ` +
    `height="${PREVIEW_HEIGHT}" viewBox="0 0 ${PREVIEW_WIDTH} ${PREVIEW_HEIGHT}">` +
    shape("M0 0H1200V630H0Z", "#fbf7f0") + shape("M0 566H1200V630H0Z", "#e3cba9") +
    shape("M0 566H1200V570H0Z", "#c9a27a") +
    shape("M96 596L506 596L486 566L118 566Z", "#b68e63") +
    `<svg x="110" y="64" width="370" height="518" viewBox="0 0 ${COVER_WIDTH} ${COVER_HEIGHT}">` +
    `${drawCoverParts(subject, { lettering: cover ?? "M0 0", picture })}</svg>` +
    words(heading, "#211c18") + words(small, "#2f6b5b") + words(text, "#6b6058") + "</svg>";
}

function words(outlines: string | null, fill: string): string {
  return outlines ? shape(outlines, fill, `transform="scale(${UNIT})"`) : "";
}

function setWords({ title, genre, synopsis }: PreviewSubject) {
  const size = cleanTitle(title).length > 22 ? 50 : 64;
  const heading = cutLines(breakLines(cleanTitle(title), TEXT_WIDTH / size), 2, TEXT_WIDTH / size);
  const top = 200;
  const below = top + (heading.length - 1) * size * 1.25;
  const body = cutLines(breakLines(cleanTitle(synopsis), TEXT_WIDTH / 29), 5, TEXT_WIDTH / 29);
  const run = (text: string, y: number, size: number): TitleRun => ({
    text,
    x: LEFT,
    y,
    size,
    anchor: "start",
  });
  return {
    genre: [run(cleanTitle(genre), top - 92, 26)],
    title: heading.map((line, n) => run(line, top + n * size * 1.25, size)),
    body: body.map((line, n) => run(line, below + 76 + n * 48, 29)),
  };
}
