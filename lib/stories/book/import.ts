/** Reads a story out of a Markdown file: front matter and headings, or the reason why it cannot. */
import { isVisible } from "@/lib/visible.ts";
import {
  type ChapterInput,
  MAX_BODY,
  MAX_CHAPTERS,
  MAX_TITLE,
  StoryDetails,
} from "@/lib/stories/model.ts";
import { isLocale, type Locale } from "@/lib/i18n/locale.ts";

export const MAX_IMPORT_BYTES = 2 * 1024 * 1024;

export const IMPORT_REFUSALS = [
  "not_text",
  "too_large",
  "empty",
  "too_many_chapters",
  "bad_front_matter",
  "bad_title",
  "bad_tags",
] as const;
export type ImportRefusal = typeof IMPORT_REFUSALS[number];

export type Imported =
  | { ok: true; details: StoryDetails; chapters: ChapterInput[] }
  | { ok: false; reason: ImportRefusal };

/** Words for what a file does not name. */
export interface ImportWords {
  untitled: string;
  chapter: (n: number) => string;
}

/**
 * Reads the file. Chapters begin at the headings of the highest level that there is more than one of, or at the only
 * ones; a single heading above them is the title. A chapter that is longer than may be is cut between paragraphs.
 */
export function importMarkdown(
  bytes: Uint8Array,
  { words, lang, fileName = "" }: { words: ImportWords; lang: Locale; fileName?: string },
): Imported {
  if (bytes.length > MAX_IMPORT_BYTES) return { ok: false, reason: "too_large" };
  const text = decode(bytes);
  if (text === null) return { ok: false, reason: "not_text" };
  const front = readFrontMatter(text);
  if (!front) return { ok: false, reason: "bad_front_matter" };
  const parts = split(front.body);
  const named = front.fields.title ?? parts.title ?? fileName.replace(/\.[^.]*$/, "");
  const title = named.trim() || words.untitled;
  if (title.length > MAX_TITLE || !isVisible(title)) return { ok: false, reason: "bad_title" };
  const details = StoryDetails.safeParse({
    title,
    synopsis: (front.fields.synopsis ?? "").slice(0, 2_000),
    genre: (front.fields.genre ?? "").slice(0, 40),
    tone: (front.fields.tone ?? "").slice(0, 40),
    tags: readTags(front.fields.tags ?? ""),
    lang: isLocale(front.fields.lang) ? front.fields.lang : lang,
  });
  if (!details.success) {
    const isTags = details.error.issues.some(({ path }) => path[0] === "tags");
    return { ok: false, reason: isTags ? "bad_tags" : "bad_title" };
  }
  const chapters = chaptersOf(parts.sections, words);
  if (chapters.length === 0) return { ok: false, reason: "empty" };
  if (chapters.length > MAX_CHAPTERS) return { ok: false, reason: "too_many_chapters" };
  return { ok: true, details: details.data, chapters };
}

/** The text of UTF-8 bytes; null where they are none, or no text. */
function decode(bytes: Uint8Array): string | null {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return text.includes("\0") ? null : text.replace(/\r\n?/g, "\n");
  } catch (error) {
    // How TextDecoder refuses bytes that are no UTF-8.
    if (error instanceof TypeError) return null;
    throw error;
  }
}

/** Lines between `---` at the head. Null where a line there says nothing that can be read, or they never end. */
function readFrontMatter(
  text: string,
): { fields: Record<string, string>; body: string } | null {
  const fields: Record<string, string> = Object.create(null);
  if (!/^---[ \t]*\n/.test(text)) return { fields, body: text };
  const lines = text.split("\n");
  let list: string | null = null;
  for (let n = 1; n < lines.length; n++) {
    const line = lines[n]!;
    if (/^(---|\.\.\.)[ \t]*$/.test(line)) return { fields, body: lines.slice(n + 1).join("\n") };
    if (line.trim() === "" || line.startsWith("#")) continue;
    const item = /^[ \t]*-[ \t]+(.*)$/.exec(line)?.[1];
    if (item !== undefined && list !== null) {
      fields[list] = [fields[list], unquote(item)].filter(Boolean).join("\n");
      continue;
    }
    const [, name, value = ""] = /^([A-Za-z][\w-]{0,40})[ \t]*:[ \t]*(.*)$/.exec(line) ?? [];
    if (name === undefined) return null;
    list = name.toLowerCase();
    fields[list] = unquote(value.trim());
  }
  return null;
}

/** The text of a scalar: quoted as in JSON or plainly, or bare. */
function unquote(value: string): string {
  if (/^".*"$/s.test(value)) {
    try {
      return String(JSON.parse(value));
    } catch (error) {
      // Quotes that are not JSON's: what stands between them is meant.
      if (!(error instanceof SyntaxError)) throw error;
      return value.slice(1, -1);
    }
  }
  return /^'.*'$/s.test(value) ? value.slice(1, -1).replaceAll("''", "'") : value;
}

/** `[a, "b"]`, `a, b`, or a line for each. */
function readTags(text: string): string[] {
  return text.replace(/^\[|\]$/g, "").split(/[,\n]/).map((tag) => unquote(tag.trim()))
    .filter(Boolean);
}

interface Section {
  title: string | null;
  body: string;
}

/** Splits a text at its headings, those of code left alone. */
function split(text: string): { title: string | null; sections: Section[] } {
  const lines = text.split("\n");
  const headings = findHeadings(lines);
  const counts = [1, 2, 3, 4, 5, 6].map((level) =>
    headings.filter((heading) => heading.level === level).length
  );
  const highest = counts.findIndex((count) => count > 0) + 1;
  if (highest === 0) return { title: null, sections: [{ title: null, body: text }] };
  // One heading above several: the book's own.
  const next = counts.findIndex((count, i) => i + 1 > highest && count > 1) + 1;
  const alone = counts[highest - 1] === 1 && next > 0 && headings[0]?.level === highest;
  const level = alone ? next : highest;
  const starts = headings.filter((heading) => heading.level === level);
  const titleLine = alone ? headings[0]! : null;
  const before = lines.slice(titleLine ? titleLine.line + 1 : 0, starts[0]!.line).join("\n");
  const sections = starts.map(({ title, line }, i) => ({
    title,
    body: lines.slice(line + 1, starts[i + 1]?.line ?? lines.length).join("\n"),
  }));
  const opening = isVisible(before) ? [{ title: null, body: before }] : [];
  return { title: titleLine?.title ?? null, sections: [...opening, ...sections] };
}

function findHeadings(lines: readonly string[]): { level: number; title: string; line: number }[] {
  const found: { level: number; title: string; line: number }[] = [];
  let fence: string | null = null;
  lines.forEach((text, line) => {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(text)?.[1];
    if (mark && fence === null) fence = mark;
    else if (mark && fence !== null && mark.startsWith(fence)) fence = null;
    const heading = /^ {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$/.exec(text);
    if (fence !== null || !heading) return;
    const title = (heading[2] ?? "").replace(/\\([!-/:-@[-`{-~])/g, "$1");
    found.push({ level: heading[1]!.length, title, line });
  });
  return found;
}

/** Chapters of the sections that have a text. */
function chaptersOf(sections: readonly Section[], words: ImportWords): ChapterInput[] {
  const chapters: ChapterInput[] = [];
  for (const { title, body } of sections) {
    const text = body.replace(/^\n+|\s+$/g, "");
    if (!isVisible(text)) continue;
    cut(text).forEach((part, i) => {
      const n = chapters.length + 1;
      const named = title?.replace(/[\s\p{Cc}]+/gu, " ").trim() ?? "";
      const own = isVisible(named)
        ? named.slice(0, MAX_TITLE - 8).toWellFormed()
        : words.chapter(n);
      chapters.push({ title: i === 0 ? own : `${own} (${i + 1})`, body: part });
    });
  }
  return chapters;
}

/** A text in parts that a chapter can hold: between paragraphs, else between lines, else wherever it must be. */
function cut(text: string): string[] {
  const parts: string[] = [];
  let rest = text.normalize("NFC").toWellFormed();
  while (rest.length > MAX_BODY) {
    const head = rest.slice(0, MAX_BODY);
    const at = [head.lastIndexOf("\n\n"), head.lastIndexOf("\n"), head.lastIndexOf(" ")]
      .find((index) => index > MAX_BODY / 2) ?? MAX_BODY;
    // Never between the halves of one letter.
    const end = /[\ud800-\udbff]/.test(rest[at - 1] ?? "") ? at - 1 : at;
    parts.push(rest.slice(0, end).trimEnd());
    rest = rest.slice(end).replace(/^\s+/, "");
  }
  return isVisible(rest) ? [...parts, rest] : parts;
}
