/** A story as one Markdown file: front matter, then a heading for each chapter. What {@link importMarkdown} reads. */
import type { Chapter, Story } from "@/lib/stories/model.ts";

/** Writes it. Headings of the text go one level down, so that each of the highest level begins a chapter. */
export function toMarkdown(
  story: Pick<Story, "title" | "synopsis" | "genre" | "tone" | "tags" | "lang">,
  chapters: readonly Pick<Chapter, "title" | "body">[],
): string {
  const front = [
    "---",
    `title: ${JSON.stringify(story.title)}`,
    ...(story.synopsis ? [`synopsis: ${JSON.stringify(story.synopsis)}`] : []),
    ...(story.genre ? [`genre: ${JSON.stringify(story.genre)}`] : []),
    ...(story.tone ? [`tone: ${JSON.stringify(story.tone)}`] : []),
    `tags: ${JSON.stringify(story.tags)}`,
    `lang: ${story.lang}`,
    "---",
  ].join("\n");
  const texts = chapters.map(({ title, body }) => `# ${escapeHeading(title)}\n\n${lower(body)}`);
  return [front, ...texts].join("\n\n").trimEnd() + "\n";
}

/** A title as the text of a heading: what Markdown would read as marks is escaped. */
function escapeHeading(title: string): string {
  return title.replace(/[\\`*_[\]<>#~|]/g, (mark) => `\\${mark}`);
}

/** Puts the headings of a text one level down; of code nothing changes. */
function lower(body: string): string {
  let fence: string | null = null;
  return body.split("\n").map((line) => {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    if (mark && fence === null) fence = mark;
    else if (mark && fence !== null && mark.startsWith(fence)) fence = null;
    else if (fence === null && /^ {0,3}#{1,5}(?=[ \t]|$)/.test(line)) {
      return line.replace("#", "##");
    }
    return line;
  }).join("\n");
}

/** A name for the file: letters, digits and hyphens of the title. */
export function bookName(title: string): string {
  const name = title.normalize("NFC").replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-+|-+$/g, "");
  return name.slice(0, 60) || "story";
}
