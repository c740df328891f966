/**
 * Lorebooks of every known shape read into the canonical `Lorebook`: `character_book`, stand-alone
 * `lorebook_v3`, SillyTavern world files, and the books of NovelAI and Agnai. Browser-safe.
 */
import { defined, FieldReader, isObject, omit } from "@/lib/characters/card/coerce.ts";
import { type JsonObject, type Lorebook, type LorebookEntry } from "@/lib/characters/card/model.ts";
import { type CardWarning, warn } from "@/lib/characters/card/refusals.ts";
import { renameForeignEntry } from "@/lib/characters/card/foreign_entry.ts";
import { fromStWorldEntry } from "@/lib/characters/card/st_world.ts";

const BOOK_FIELDS: ReadonlySet<string> = new Set([
  "name",
  "description",
  "scan_depth",
  "token_budget",
  "recursive_scanning",
  "extensions",
  "entries",
]);

const ENTRY_FIELDS: ReadonlySet<string> = new Set([
  "keys",
  "content",
  "extensions",
  "enabled",
  "insertion_order",
  "use_regex",
  "case_sensitive",
  "constant",
  "name",
  "priority",
  "id",
  "comment",
  "selective",
  "secondary_keys",
  "position",
]);

/** The order of an entry that names none; SillyTavern's default. */
const DEFAULT_INSERTION_ORDER = 100;

/**
 * Reads a book. Entries may be a list, or SillyTavern's map by uid. Null when it is not a book at
 * all; unknown fields of book and entries stay.
 */
export function normalizeBook(
  value: unknown,
  { path, warnings }: { path: string; warnings: CardWarning[] },
): Lorebook | null {
  if (!isObject(value)) return null;
  const read = new FieldReader(value, path, warnings);
  const entries = readEntries(read);
  if (entries === null) return null;
  return defined({
    ...omit(value, BOOK_FIELDS),
    name: read.text("name"),
    description: read.text("description"),
    scan_depth: read.number("scan_depth"),
    token_budget: read.number("token_budget"),
    recursive_scanning: read.flag("recursive_scanning"),
    extensions: read.object("extensions") ?? {},
    entries,
  });
}

function readEntries(read: FieldReader): LorebookEntry[] | null {
  const { entries } = read.fields;
  if (isObject(entries)) {
    const list: LorebookEntry[] = [];
    for (const [uid, entry] of Object.entries(entries)) {
      const path = `${read.at("entries")}.${uid}`;
      if (isObject(entry)) {
        list.push(normalizeEntry(fromStWorldEntry(entry, uid), path, read.warnings));
      } else warn(read.warnings, "dropped", path);
    }
    return list;
  }
  if (!Array.isArray(entries)) return null;
  return (read.objectList("entries") ?? []).map(({ item, index }) =>
    normalizeEntry(renameForeignEntry(item), `${read.at("entries")}.${index}`, read.warnings)
  );
}

function normalizeEntry(
  fields: JsonObject,
  path: string,
  warnings: CardWarning[],
): LorebookEntry {
  const read = new FieldReader(fields, path, warnings);
  return defined({
    ...omit(fields, ENTRY_FIELDS),
    keys: read.textList("keys", ",") ?? [],
    content: read.text("content") ?? "",
    extensions: read.object("extensions") ?? {},
    enabled: read.flag("enabled") ?? true,
    insertion_order: read.number("insertion_order") ?? DEFAULT_INSERTION_ORDER,
    use_regex: read.flag("use_regex") ?? false,
    case_sensitive: read.flag("case_sensitive"),
    constant: read.flag("constant"),
    name: read.text("name"),
    priority: read.number("priority"),
    id: readId(read),
    comment: read.text("comment"),
    selective: read.flag("selective"),
    secondary_keys: read.textList("secondary_keys", ","),
    position: readPosition(read),
  });
}

function readId(read: FieldReader): string | number | undefined {
  const { id } = read.fields;
  return typeof id === "number" ? id : read.text("id");
}

/** Some writers put SillyTavern's position number here; 0 is before the character. */
function readPosition(read: FieldReader): string | undefined {
  const { position } = read.fields;
  if (typeof position !== "number") return read.text("position");
  warn(read.warnings, "coerced", read.at("position"));
  return position === 0 ? "before_char" : "after_char";
}
