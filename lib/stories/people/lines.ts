/** What somebody says in a chapter, as far as its text tells who speaks. Pure. */
import { names } from "@/lib/stories/people/names.ts";

/** Shorter ones tell nothing of a manner; longer ones are speeches. */
const MIN_LINE = 4;
const MAX_LINE = 200;
const QUOTED = /“([^”\n]+)”|"([^"\n]+)"|「([^」\n]+)」|『([^』\n]+)』/gu;

/**
 * Finds the lines of somebody in a text.
 *
 * A line counts where its paragraph names this person outside of quotation marks, and no other: then they said it, or it
 * was said to their face. A line that stands alone is nobody's.
 *
 * @param others The other people of the story.
 */
export function findLines(
  body: string,
  { name, others }: { name: string; others: readonly string[] },
): string[] {
  return body.split(/\n\s*\n/).flatMap((paragraph) => {
    const told = paragraph.replace(QUOTED, " ");
    if (!names(told, name) || others.some((other) => names(told, other))) return [];
    return [...paragraph.matchAll(QUOTED)].map((found) => plain(found.slice(1).join("")));
  }).filter(({ length }) => length >= MIN_LINE && length <= MAX_LINE);
}

/** Without Markdown's emphasis, and without what a card would take for a macro. */
function plain(line: string): string {
  return line.replace(/[*_]+/g, "").replace(/[{}<>]/g, "").replace(/\s+/g, " ").trim();
}

/** Between scenes: a rule, a line of stars, or a heading. */
const BREAK = /\n\s*(?:[-*_·•◇◆☆★※]\s*){3,}\n|\n#{1,6} [^\n]*\n/u;

/**
 * Picks the parts of a chapter in which somebody is: the scenes that name them, or where a chapter is one scene, the
 * paragraphs that do, each with the next.
 *
 * @param maxChars Of all together; the rest is left out.
 */
export function findScenes(
  body: string,
  { name, maxChars }: { name: string; maxChars: number },
): string {
  const scenes = `\n${body}\n`.split(BREAK).map((scene) => scene.trim()).filter((s) => s !== "");
  const parts = scenes.length > 1 ? scenes : paragraphsAround(body, name);
  const found = parts.filter((part) => names(part, name)).map((part) => plain(part));
  let text = "";
  for (const part of found) {
    const room = maxChars - text.length;
    if (room < 40) break;
    text += `${text === "" ? "" : "\n"}${part.slice(0, room).toWellFormed()}`;
  }
  return text;
}

function paragraphsAround(body: string, name: string): string[] {
  const paragraphs = body.split(/\n\s*\n/).map((each) => each.trim());
  const wanted = new Set<number>();
  for (const [i, paragraph] of paragraphs.entries()) {
    if (names(paragraph, name)) wanted.add(i).add(i + 1);
  }
  // Neighbours stand together, so that a part names whom it is about.
  const parts: string[] = [];
  for (const [i, paragraph] of paragraphs.entries()) {
    if (!wanted.has(i)) continue;
    if (wanted.has(i - 1)) parts.push(`${parts.pop() ?? ""} ${paragraph}`);
    else parts.push(paragraph);
  }
  return parts;
}
