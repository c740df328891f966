/** The forms by which people write stories by hand: what they send, and what that becomes. */
import { z } from "zod";
import { type InputError } from "@/lib/errors.ts";
import { formFields, readForm } from "@/lib/http/body.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import { storyFormWords } from "@/lib/i18n/story_forms.ts";
import { isPaletteName, nameOfPalette, PALETTES } from "@/lib/stories/drawn_look.ts";
import { ChapterInput, MAX_BODY, type Story, StoryDetails } from "@/lib/stories/model.ts";

/** A chapter's letters take up to three bytes in UTF-8, and each byte up to three characters in a form. */
const MAX_CHAPTER_FORM_BYTES = 10 * MAX_BODY;

const FIELDS = [
  "title",
  "synopsis",
  "genre",
  "tone",
  "tags",
  "lang",
  "visibility",
  "rating",
  "motif",
  "palette",
] as const;
/** What the fields show, as people type it. */
export type StoryValues = Record<typeof FIELDS[number], string>;

export type Checked<T> = { ok: true; value: T } | { ok: false; errors: InputError[] };

/** A form that nobody has filled in. */
export function emptyStory(locale: Locale): StoryValues {
  return {
    title: "",
    synopsis: "",
    genre: "",
    tone: "",
    tags: "",
    lang: locale,
    visibility: "public",
    rating: "everyone",
    motif: "",
    palette: "",
  };
}

/** A form filled with what is kept of a story. */
export function valuesOfStory(story: Story): StoryValues {
  const { title, synopsis, genre, tone, lang, visibility, rating, motif } = story;
  const palette = nameOfPalette(story.palette) ?? "";
  return {
    title,
    synopsis,
    genre,
    tone,
    tags: story.tags.join(", "),
    lang,
    visibility,
    rating,
    motif,
    palette,
  };
}

/**
 * Reads the form of the details; `rev` is what the form was filled with.
 *
 * @throws {HttpError} `unsupported_type`, `too_large` or `bad_request`.
 */
export async function readStoryForm(
  request: Request,
): Promise<{ values: StoryValues; rev: number | undefined }> {
  const fields = formFields(await readForm(request));
  const values = emptyStory("ko");
  for (const name of FIELDS) values[name] = toLines(fields[name] ?? values[name]);
  return { values, rev: readRev(fields.rev) };
}

/** Checks the details; motif and colours that nobody chose are left out, and stay as they are. */
export function checkStory(values: StoryValues, locale: Locale): Checked<StoryDetails> {
  const { motif, palette, tags, ...others } = values;
  const words = storyFormWords[locale].form.faults;
  const parsed = StoryDetails.safeParse({
    ...others,
    // One more than there may be is as many too many as a million.
    tags: tags.split(/[,，、\n]/, 12).map((tag) => tag.trim()).filter(Boolean),
    ...(motif ? { motif } : {}),
    ...(isPaletteName(palette) ? { palette: [...PALETTES[palette]] } : {}),
  });
  if (parsed.success) return { ok: true, value: parsed.data };
  const said: Readonly<Record<string, string>> = words;
  return { ok: false, errors: errorsOf(parsed.error, (path) => said[path] ?? words.choice) };
}

export interface ChapterForm {
  values: { title: string; body: string };
  rev: number | undefined;
  act: "preview" | "save" | "save_and_next";
}

/** Reads the form of a chapter. */
export async function readChapterForm(request: Request): Promise<ChapterForm> {
  const fields = formFields(await readForm(request, MAX_CHAPTER_FORM_BYTES));
  const act = fields.do === "preview" || fields.do === "save_and_next" ? fields.do : "save";
  const values = { title: toLines(fields.title ?? ""), body: toLines(fields.body ?? "") };
  return { values, rev: readRev(fields.rev), act };
}

export function checkChapter(
  values: ChapterForm["values"],
  locale: Locale,
): Checked<ChapterInput> {
  const parsed = ChapterInput.safeParse(values);
  if (parsed.success) return { ok: true, value: parsed.data };
  const { title, body } = storyFormWords[locale].form.faults;
  return { ok: false, errors: errorsOf(parsed.error, (path) => path === "title" ? title : body) };
}

function errorsOf(error: z.ZodError, wordsOf: (path: string) => string): InputError[] {
  const paths = [...new Set(error.issues.map(({ path }) => String(path[0])))];
  return paths.map((path) => ({ path, message: wordsOf(path) }));
}

/** Browsers send line ends as CR LF. */
function toLines(text: string): string {
  return text.replace(/\r\n?/g, "\n");
}

function readRev(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}
