/** The lorebook of a character as people edit it: one entry at a time, all that other apps put into it kept. */
import { z } from "zod";
import type { CardData, Lorebook, LorebookEntry } from "@/lib/characters/card/model.ts";
import { DEFAULT_CARD_LIMITS } from "@/lib/characters/card/limits.ts";
import { failure, type InputError } from "@/lib/errors.ts";
import { characterWords } from "@/lib/i18n/characters.ts";
import type { Locale } from "@/lib/i18n/locale.ts";

/** Most entries that people may have in a book here; an imported one may hold more. */
export const MAX_ENTRIES = 1_000;
/** Longest title that a list shows. */
const MAX_TITLE = 200;
const MAX_CONTENT = 20_000;
const MAX_KEYS = 100;
/** Where an entry stands that says nothing about its order. */
const DEFAULT_ORDER = 100;

/** What the fields show. */
export interface LoreValues {
  /** One on each line. */
  keys: string;
  name: string;
  content: string;
  order: string;
  constant: boolean;
  enabled: boolean;
}

const Fields = z.object({
  keys: z.array(z.string().max(200)).max(MAX_KEYS),
  name: z.string().trim().normalize("NFC").max(200),
  content: z.string().trim().min(1).max(MAX_CONTENT),
  order: z.coerce.number().int().min(-100_000).max(100_000),
  constant: z.boolean(),
  enabled: z.boolean(),
}).refine(({ keys, constant }) => constant || keys.length > 0, { path: ["keys"], error: "keys" });
export type LoreFields = z.infer<typeof Fields>;

/** An entry that nobody has written yet. */
export const EMPTY_LORE: LoreValues = {
  keys: "",
  name: "",
  content: "",
  order: String(DEFAULT_ORDER),
  constant: false,
  enabled: true,
};

/** The entries of a card. */
export function loreOf(data: CardData): readonly LorebookEntry[] {
  return data.character_book?.entries ?? [];
}

/** How an entry is called in lists: its title, else the words that wake it. */
export function loreTitle({ name, comment, keys }: LorebookEntry): string {
  const title = name?.trim() || comment?.trim() || keys.slice(0, 3).join(", ");
  return title.length <= MAX_TITLE ? title : `${title.slice(0, MAX_TITLE).toWellFormed()}…`;
}

/** Fills the form with an entry. */
export function loreValues(entry: LorebookEntry): LoreValues {
  return {
    keys: entry.keys.join("\n"),
    name: titleField(entry) === "comment" ? entry.comment ?? "" : entry.name ?? "",
    content: entry.content,
    order: String(entry.insertion_order),
    constant: entry.constant === true,
    enabled: entry.enabled,
  };
}

/** SillyTavern calls the title a comment; whoever uses that keeps it. */
function titleField({ name, comment }: LorebookEntry): "name" | "comment" {
  return name === undefined && comment !== undefined ? "comment" : "name";
}

/** Reads the form's fields. */
export function readLoreForm(fields: Readonly<Record<string, string>>): LoreValues {
  const text = (name: string) => (fields[name] ?? "").replace(/\r\n?/g, "\n");
  return {
    keys: text("keys"),
    name: text("name"),
    content: text("content"),
    order: text("order").trim() || String(DEFAULT_ORDER),
    constant: text("constant") !== "",
    enabled: text("enabled") !== "",
  };
}

export type CheckedLore =
  | { ok: true; fields: LoreFields }
  | { ok: false; errors: InputError[] };

/** Checks what was entered. What an imported entry has and nobody changed is taken as it is. */
export function checkLore(
  values: LoreValues,
  before: LoreValues,
  locale: Locale,
): CheckedLore {
  const keys = values.keys.split("\n").map((key) => key.trim()).filter(Boolean);
  const parsed = Fields.safeParse({ ...values, keys });
  if (parsed.success) return { ok: true, fields: parsed.data };
  const { lore: { errors: words }, form } = characterWords[locale];
  const untouched = (path: string) =>
    path === "keys"
      ? values.keys === before.keys.replace(/\r\n?/g, "\n") && values.constant === before.constant
      : Reflect.get(values, path) === toLines(Reflect.get(before, path));
  const errors = new Map<string, string>();
  for (const issue of parsed.error.issues) {
    const path = String(issue.path[0] ?? "");
    if (errors.has(path) || untouched(path)) continue;
    if (issue.code === "too_big" && path !== "order") {
      errors.set(path, form.errors.tooLong(Number(issue.maximum)));
    } else if (path === "keys" || path === "order" || path === "content") {
      errors.set(path, words[path]);
    } else errors.set(path, form.errors.other);
  }
  if (errors.size > 0) {
    return { ok: false, errors: [...errors].map(([path, message]) => ({ path, message })) };
  }
  return { ok: true, fields: { ...values, keys, order: Number(values.order) } };
}

function toLines(value: unknown): unknown {
  return typeof value === "string" ? value.replace(/\r\n?/g, "\n") : value;
}

/** An entry with what was entered, and everything else it had. What nobody changed stays to the letter. */
export function writeEntry(entry: LorebookEntry | null, fields: LoreFields): LorebookEntry {
  const base: LorebookEntry = entry ?? {
    keys: [],
    content: "",
    extensions: {},
    enabled: true,
    insertion_order: DEFAULT_ORDER,
    use_regex: false,
  };
  const before = loreValues(base);
  const title = fields.name === before.name.trim() ? {} : { [titleField(base)]: fields.name };
  return {
    ...base,
    ...title,
    keys: base.keys.join("\n") === fields.keys.join("\n") ? base.keys : fields.keys,
    content: fields.content === before.content.replace(/\r\n?/g, "\n").trim()
      ? base.content
      : fields.content,
    insertion_order: fields.order,
    enabled: fields.enabled,
    ...(fields.constant !== before.constant ? { constant: fields.constant } : {}),
  };
}

/** A short name for an entry's content, by which a form finds out that the book changed meanwhile. */
export function loreMark(entry: LorebookEntry): string {
  const text = JSON.stringify(entry);
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return `${(hash >>> 0).toString(36)}-${text.length.toString(36)}`;
}

/** What happens to the book. `n` is the entry's place, `mark` what stood there when the form was opened. */
export type LoreChange =
  | { kind: "add"; fields: LoreFields }
  | { kind: "put"; n: number; mark: string; fields: LoreFields }
  | { kind: "remove"; n: number; mark: string }
  | { kind: "append"; book: Lorebook };

/**
 * Changes the lorebook of a card.
 *
 * @throws {HttpError} `conflict` when another window was faster; `too_large` when the book would outgrow a card.
 */
export function editLore(data: CardData, change: LoreChange): CardData {
  const book: Lorebook = data.character_book ?? { extensions: {}, entries: [] };
  const entries = changeEntries(book.entries, change);
  const meta = change.kind === "append" && book.entries.length === 0
    ? { ...change.book, extensions: { ...change.book.extensions, ...book.extensions } }
    : book;
  const edited = { ...data, character_book: { ...meta, entries } };
  const grows = change.kind !== "remove";
  const sizeBytes = grows ? new TextEncoder().encode(JSON.stringify(edited)).length : 0;
  // Half of what a reader takes: a card file carries the text twice, and files beside it.
  if (
    grows && (sizeBytes > DEFAULT_CARD_LIMITS.maxTextBytes / 2 ||
      entries.length > Math.max(MAX_ENTRIES, book.entries.length))
  ) throw failure("too_large", { detail: "Cannot add to the lorebook as it is full" });
  return edited;
}

function changeEntries(entries: readonly LorebookEntry[], change: LoreChange): LorebookEntry[] {
  switch (change.kind) {
    case "add":
      return [...entries, writeEntry(null, change.fields)];
    case "append":
      return [...entries, ...change.book.entries];
    case "put":
      return entries.with(change.n, writeEntry(marked(entries, change), change.fields));
    case "remove":
      marked(entries, change);
      return entries.toSpliced(change.n, 1);
  }
}

function marked(
  entries: readonly LorebookEntry[],
  { n, mark }: { n: number; mark: string },
): LorebookEntry {
  const entry = entries[n];
  if (!entry || loreMark(entry) !== mark) {
    throw failure("conflict", { detail: "Cannot change the lore entry as the book changed" });
  }
  return entry;
}
