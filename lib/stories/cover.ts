/**
 * Draws a story's cover: a thread-bound book of the old kind, its paper stamped with a lattice, one print on it and the
 * title on a slip. The same story has the same cover for ever. Browser-safe.
 */
import { disc, line, shape } from "@/lib/drawing/pen.ts";
import { seededRandom } from "@/lib/avatar/random.ts";
import { COVER_HEIGHT, COVER_WIDTH } from "@/lib/stories/cover_format.ts";
import { type Inks, mixInks } from "@/lib/stories/cover_inks.ts";
import { setTitle, type TitleRun, type TitleSetting } from "@/lib/stories/cover_title.ts";
import type { Story } from "@/lib/stories/model.ts";
import { MOTIF_DRAWINGS } from "@/lib/stories/motifs/motifs.ts";

/** What a cover is drawn from; without `cover`, from palette and motif alone. */
export type CoverSubject =
  & Pick<Story, "id" | "title" | "palette" | "motif">
  & Partial<Pick<Story, "cover">>;

/** What stands on a cover beside what is drawn. */
export interface CoverPrint {
  /** Outlines of the title's letters as one path in {@link LETTERING_UNIT}s, for viewers that lack the font. */
  lettering?: string | undefined;
  /** A painted picture as a `data:` address, in place of the motif. */
  picture?: string | undefined;
}

/** One step of a lettering's path, in units of the cover: below what the eye sees at any size a cover is shown in. */
export const LETTERING_UNIT = 0.5;

/** Where the back of the book begins. */
const SPINE_X = 556;

/**
 * Draws the cover as an SVG document: presentation attributes alone, nothing from elsewhere.
 *
 * Without `lettering` the title is text, in the best serif that the viewer has.
 */
export function drawCover(subject: CoverSubject, print: CoverPrint = {}): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${COVER_WIDTH} ${COVER_HEIGHT}" ` +
    `width="${COVER_WIDTH}" height="${COVER_HEIGHT}" role="img" ` +
    `aria-label="${escapeXml(subject.title)}">${drawCoverParts(subject, print)}</svg>`;
}

/** Draws what stands inside the document of {@link drawCover}. */
export function drawCoverParts(
  { id, title, palette, motif }: CoverSubject,
  { lettering, picture }: CoverPrint = {},
): string {
  const inks = mixInks(palette);
  const setting = setTitle(title);
  return boards(inks) +
    (picture === undefined ? MOTIF_DRAWINGS[motif](inks, seededRandom(id)) : plate(picture)) +
    binding(inks) +
    frame(inks) +
    slip(setting, inks) +
    (lettering === undefined
      ? setting.runs.map((run) => letters(run, inks)).join("")
      : shape(lettering, inks.ink, `transform="scale(${LETTERING_UNIT})"`));
}

/** Names the drawing: it changes when what it is drawn from does, or when the way of drawing does. */
export function coverVersion({ id, title, palette, motif, cover }: CoverSubject): string {
  const painted = cover?.kind === "image" ? [cover.hash] : [];
  const random = seededRandom(JSON.stringify([DRAWING, id, title, palette, motif, ...painted]));
  return Math.floor(random() * 2 ** 32).toString(36);
}

/** Raised whenever any cover would come out different. */
const DRAWING = 1;

/** The ground, darker towards the sky's top as a printer wipes his block, with a pressed lattice of flowers. */
function boards({ ground, deep, shape: relief }: Inks): string {
  return `<defs><linearGradient id="b" x2="0" y2="1"><stop stop-color="${deep}"/>` +
    `<stop offset=".3" stop-color="${deep}" stop-opacity="0"/></linearGradient>` +
    `<pattern id="l" width="56" height="56" patternUnits="userSpaceOnUse" ` +
    `patternTransform="rotate(45)">` +
    `<path d="M0 0H56V56M28 16q7 5 0 12q-7 -7 0 -12M28 40q7 -5 0 -12q-7 7 0 12` +
    `M16 28q5 7 12 0q-7 -7 -12 0M40 28q-5 7 -12 0q7 -7 12 0" fill="none" ` +
    `stroke="${relief}" stroke-width="1.6" opacity=".11"/></pattern></defs>` +
    shape(PAGE, ground) + shape(PAGE, "url(#b)") + shape(PAGE, "url(#l)");
}

const PAGE = `M0 0H${COVER_WIDTH}V${COVER_HEIGHT}H0Z`;

/** A painting up to the spine. Renderers that read SVG 1.1 alone want the older name of `href`. */
function plate(picture: string): string {
  return `<svg width="${SPINE_X}" height="${COVER_HEIGHT}"><image width="${SPINE_X}" ` +
    `height="${COVER_HEIGHT}" preserveAspectRatio="xMidYMid slice" ` +
    `xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="${escapeXml(picture)}"/></svg>`;
}

/** Five stitches along the right edge: Korean books are bound there. */
function binding({ deep, accent }: Inks): string {
  const stitches = [92, 256, 420, 584, 748];
  return shape(`M${SPINE_X} 0H600V840H${SPINE_X}Z`, deep, `opacity=".34"`) +
    line(
      `M${SPINE_X} 0V840${stitches.map((y) => `M${SPINE_X} ${y}H600`).join("")}`,
      accent,
      3.4,
    ) + stitches.map((y) => disc(SPINE_X, y, 4.4, accent)).join("");
}

function frame({ shape: rule }: Inks): string {
  return `<rect x="22" y="22" width="512" height="796" fill="none" stroke="${rule}" ` +
    `stroke-width="2" opacity=".5"/><rect x="29" y="29" width="498" height="782" fill="none" ` +
    `stroke="${rule}" opacity=".4"/>`;
}

function slip({ slip: { x, y, width, height }, runs }: TitleSetting, inks: Inks): string {
  const box = (inset: number) =>
    `M${x + inset} ${y + inset}h${width - 2 * inset}v${height - 2 * inset}h${2 * inset - width}Z`;
  const sealX = runs[0]?.anchor === "middle" ? x + width / 2 - 15 : x + width - 22;
  const sealY = runs[0]?.anchor === "middle" ? y + height - 54 : y + height - 20;
  return shape(box(-1), inks.deep, `transform="translate(4 6)" opacity=".4"`) +
    shape(box(0), inks.paper) +
    `<path d="${box(8)}" fill="none" stroke="${inks.ink}" stroke-width="2.4"/>` +
    `<path d="${box(13)}" fill="none" stroke="${inks.ink}" stroke-width=".9"/>` +
    seal(sealX, sealY);
}

/** The ㅁ of Maru, in vermilion. */
function seal(x: number, y: number): string {
  return `<g transform="translate(${x} ${y})">${shape("M1 0L30 1L29 30L0 29Z", "#b4441f")}` +
    `<path d="M8 8.500h14v13.500h-14Z" fill="none" stroke="#f7f0e2" stroke-width="2.600"/>` +
    `${disc(18, 13, 2.2, "#f7f0e2")}</g>`;
}

/** The best serifs that viewers have, Korean ones first. */
const SERIFS =
  "'Gowun Batang',AppleMyungjo,Batang,'Noto Serif KR','Noto Serif CJK KR',Georgia,serif";

function letters({ text, x, y, size, anchor }: TitleRun, { ink }: Inks): string {
  return `<text x="${Math.round(x)}" y="${Math.round(y)}" font-family="${SERIFS}" ` +
    `font-weight="700" font-size="${size}" text-anchor="${anchor}" fill="${ink}">` +
    `${escapeXml(text)}</text>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text for an XML document. */
export function escapeXml(text: string): string {
  // deno-lint-ignore no-control-regex -- what XML 1.0 forbids
  return text.toWellFormed().replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, "")
    .replace(/[&<>"']/g, (character) => ENTITIES[character]!);
}
