/** The form by which people make and edit a character: what it sends, and what that becomes. */
import type { z } from "zod";
import { avatarQuery, parseAvatarQuery } from "@/lib/avatar/builder.ts";
import type { AvatarSpec } from "@/lib/avatar/model.ts";
import { decodePortrait, PORTRAIT_LIMITS, type PortraitRefusal } from "@/lib/avatar/portrait.ts";
import type { CardData } from "@/lib/characters/card/model.ts";
import { preferredModel } from "@/lib/characters/card/preferred_model.ts";
import { voiceOfCard } from "@/lib/characters/card/spoken_voice.ts";
import { MAX_TOOLS, toolsOfCard } from "@/lib/characters/card/tools.ts";
import {
  enteredVoice,
  sentVoice,
  typedVoice,
  type VoiceValues,
} from "@/lib/characters/form_voice.ts";
import {
  type Character,
  CharacterInput,
  CharacterPatch,
  chosenVisibility,
  MAX_GREETINGS,
  MAX_TAGS,
} from "@/lib/characters/model.ts";
import type { PortraitFiles } from "@/lib/characters/store.ts";
import type { InputError } from "@/lib/errors.ts";
import { readForm } from "@/lib/http/body.ts";
import { type CharacterWords, characterWords } from "@/lib/i18n/characters.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import { HIGHEST, LOWEST } from "@/lib/speech/voice.ts";

/** Largest form, in bytes: an imported card's texts, and a picture. */
const MAX_FORM_BYTES = 10 * 1024 * 1024;
/** An imported card may have any number of greetings. One more than there may be is looked at: too many are told as such. */
const SHOWN_GREETINGS = MAX_GREETINGS + 1;
/** Longest note of the maker. */
export const MAX_NOTES = 8_000;

/** What the fields show, as people type it. */
export interface FormValues {
  name: string;
  tagline: string;
  description: string;
  /** With commas between. */
  tags: string;
  lang: string;
  personality: string;
  example_dialogue: string;
  greeting: string;
  alternate_greetings: string[];
  scenario: string;
  notes: string;
  visibility: string;
  rating: string;
  /** Names of the tools that are ticked. */
  tools: string[];
  voice: VoiceValues;
  /** Id of the model that it would like; empty for none. */
  model: string;
  /** The drawn face as a query, see `lib/avatar/builder.ts`. */
  avatar: string;
}

/** What was asked for by the button that sent the form. */
export type FormAct =
  | { kind: "save" }
  /** Save, and go on to the face. */
  | { kind: "save_and_draw" }
  | { kind: "add_greeting" }
  | { kind: "remove_greeting"; n: number }
  | { kind: "reroll" };

export interface SentForm {
  values: FormValues;
  act: FormAct;
  /** The chosen picture; null where none was. */
  portrait: File | null;
  dropPortrait: boolean;
}

/** A form that nobody has filled in. */
export function emptyValues(locale: Locale, avatar: string): FormValues {
  return {
    name: "",
    tagline: "",
    description: "",
    tags: "",
    lang: locale,
    personality: "",
    example_dialogue: "",
    greeting: "",
    alternate_greetings: [],
    scenario: "",
    notes: "",
    visibility: "private",
    rating: "everyone",
    tools: [],
    voice: typedVoice(null),
    model: "",
    avatar,
  };
}

/** A form filled with what is kept of a character. */
export function valuesOf(character: Character, card: CardData): FormValues {
  return {
    name: character.name,
    tagline: character.tagline,
    description: card.description,
    tags: character.tags.join(", "),
    lang: character.lang,
    personality: card.personality,
    example_dialogue: card.mes_example,
    greeting: card.first_mes,
    alternate_greetings: card.alternate_greetings.slice(0, SHOWN_GREETINGS),
    scenario: card.scenario,
    notes: card.creator_notes,
    visibility: chosenVisibility(character),
    rating: character.rating,
    tools: toolsOfCard(card),
    voice: typedVoice(voiceOfCard(card)),
    model: preferredModel(card) ?? "",
    avatar: avatarQuery(character.avatar),
  };
}

/**
 * Reads the form.
 *
 * @throws {HttpError} `unsupported_type`, `too_large` or `bad_request`.
 */
export async function readCharacterForm(request: Request): Promise<SentForm> {
  const form = await readForm(request, MAX_FORM_BYTES);
  const text = (name: string) => {
    const value = form.get(name);
    return typeof value === "string" ? toLines(value) : "";
  };
  const file = form.get("portrait");
  return {
    values: {
      name: text("name"),
      tagline: text("tagline"),
      description: text("description"),
      tags: text("tags"),
      lang: text("lang"),
      personality: text("personality"),
      example_dialogue: text("example_dialogue"),
      greeting: text("greeting"),
      alternate_greetings: form.getAll("alternate_greetings").slice(0, SHOWN_GREETINGS)
        .flatMap((value) => typeof value === "string" ? [toLines(value)] : []),
      scenario: text("scenario"),
      notes: text("notes"),
      visibility: text("visibility"),
      rating: text("rating"),
      // One more than there may be is as many too many as a million.
      tools: form.getAll("tools").slice(0, MAX_TOOLS + 1)
        .flatMap((value) => typeof value === "string" ? [value] : []),
      voice: sentVoice(text),
      model: text("model"),
      avatar: avatarQuery(readFace(text("avatar"))),
    },
    act: readAct(text("do")),
    // A file field that was left alone sends a file without name and bytes.
    portrait: file instanceof File && (file.name !== "" || file.size > 0) ? file : null,
    dropPortrait: text("drop_portrait") !== "",
  };
}

/** Browsers send line ends as CR LF. */
function toLines(text: string): string {
  return text.replace(/\r\n?/g, "\n");
}

function readAct(text: string): FormAct {
  if (text === "save_and_draw" || text === "add_greeting" || text === "reroll") {
    return { kind: text };
  }
  const n = /^remove_greeting:(\d{1,2})$/.exec(text)?.[1];
  return n === undefined ? { kind: "save" } : { kind: "remove_greeting", n: Number(n) };
}

/** What the form's smaller buttons do: the fields as they are to be shown again. Null: it is to be saved. */
export function reshape(
  values: FormValues,
  act: FormAct,
  newAvatar: () => string,
): FormValues | null {
  const { alternate_greetings: greetings } = values;
  switch (act.kind) {
    case "add_greeting":
      return { ...values, alternate_greetings: [...greetings, ""].slice(0, MAX_GREETINGS) };
    case "remove_greeting":
      return { ...values, alternate_greetings: greetings.filter((_, n) => n !== act.n) };
    case "reroll":
      return { ...values, avatar: newAvatar() };
    case "save":
    case "save_and_draw":
      return null;
  }
}

export type Checked<T> = { ok: true; value: T } | { ok: false; errors: InputError[] };

/** Checks the fields of a new character. */
export function checkNew(values: FormValues, locale: Locale): Checked<CharacterInput> {
  const raw = { ...toFields(values), avatar: readFace(values.avatar) };
  return withNotes(values, read(CharacterInput, raw, locale), locale);
}

/**
 * Checks the fields that differ from what the character has. Those that nobody touched stay as they are, also where an
 * imported card says more than this form would take.
 */
export function checkChanges(
  values: FormValues,
  before: FormValues,
  locale: Locale,
): Checked<CharacterPatch> {
  const [now, then] = [toFields(values), toFields(before)];
  const changed = Object.entries(now).filter(([name, value]) =>
    JSON.stringify(value) !== JSON.stringify(Reflect.get(then, name))
  );
  const checked = read(CharacterPatch, Object.fromEntries(changed), locale);
  return values.notes === toLines(before.notes) ? checked : withNotes(values, checked, locale);
}

/** The fields in the API's shape. */
function toFields(values: FormValues) {
  const { avatar: _avatar, notes: _notes, ...fields } = values;
  return {
    ...fields,
    voice: enteredVoice(values.voice),
    model: values.model || null,
    description: toLines(values.description),
    personality: toLines(values.personality),
    example_dialogue: toLines(values.example_dialogue),
    greeting: toLines(values.greeting),
    scenario: toLines(values.scenario),
    alternate_greetings: values.alternate_greetings.map(toLines)
      .filter((greeting) => greeting.trim() !== ""),
    // One more than there may be is as many too many as a million.
    tags: values.tags.split(/[,，、\n]/, 100).map((tag) => tag.trim()).filter(Boolean)
      .slice(0, MAX_TAGS + 1),
  };
}

function read<S extends z.ZodType>(
  schema: S,
  raw: Record<string, unknown>,
  locale: Locale,
): Checked<z.output<S>> {
  const parsed = schema.safeParse(raw);
  if (parsed.success) return { ok: true, value: parsed.data };
  const { errors: words } = characterWords[locale].form;
  const found = new Map<string, string>();
  for (const issue of parsed.error.issues) {
    const path = formPath(issue.path);
    if (!found.has(path)) found.set(path, wordsOf(issue, path, words));
  }
  return { ok: false, errors: [...found].map(([path, message]) => ({ path, message })) };
}

/** Tags are one field, and so are tools; each greeting is one of its own. */
function formPath(path: readonly PropertyKey[]): string {
  return path[0] === "tags" || path[0] === "tools" ? path[0] : path.join(".");
}

type ErrorWords = CharacterWords["form"]["errors"];

function wordsOf(issue: z.core.$ZodIssue, path: string, words: ErrorWords): string {
  if (path === "tags") {
    return issue.code === "too_big" && issue.path.length === 1
      ? words.tooManyTags(MAX_TAGS)
      : words.tags;
  }
  if (path === "alternate_greetings") return words.tooManyGreetings(MAX_GREETINGS);
  if (path === "voice.pitch" || path === "voice.rate") return words.voice(LOWEST, HIGHEST);
  if (issue.code === "too_big") return words.tooLong(Number(issue.maximum));
  if (path === "name") return words.name;
  if (
    path === "voice.lang" || path === "model" || path === "tools" || path === "lang" ||
    path === "visibility" || path === "rating"
  ) {
    return words.choice;
  }
  return words.other;
}

/** The maker's notes are part of the card alone; they have a limit too. */
function withNotes<T>({ notes }: FormValues, checked: Checked<T>, locale: Locale): Checked<T> {
  if (notes.length <= MAX_NOTES) return checked;
  const message = characterWords[locale].form.errors.tooLong(MAX_NOTES);
  return {
    ok: false,
    errors: [...(checked.ok ? [] : checked.errors), { path: "notes", message }],
  };
}

/** Puts the maker's notes into the card, where they were changed. */
export function editNotes(notes: string): (data: CardData) => CardData {
  return (data) => toLines(data.creator_notes) === notes ? data : { ...data, creator_notes: notes };
}

export type ReadPicture =
  | { ok: true; picture: PortraitFiles | null }
  | { ok: false; reason: PortraitRefusal };

/** Makes a portrait of a chosen file; without one there is none. */
export async function readPicture(file: File | null): Promise<ReadPicture> {
  if (!file) return { ok: true, picture: null };
  if (file.size > PORTRAIT_LIMITS.maxBytes) return { ok: false, reason: "too_large" };
  const made = await decodePortrait(new Uint8Array(await file.arrayBuffer()));
  return made.ok ? { ok: true, picture: made.portrait } : made;
}

/** Reads a drawn face out of its query; what is missing or unknown takes its default. */
export function readFace(query: string): AvatarSpec {
  return parseAvatarQuery(new URLSearchParams(query));
}
