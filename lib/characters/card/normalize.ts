/**
 * A parsed card file of any version read into the canonical `Card`: V1 flat objects, V2 and V3
 * envelopes, and the mixtures that occur in the wild. Browser-safe.
 */
import { defined, FieldReader, isObject, omit } from "@/lib/characters/card/coerce.ts";
import {
  type Card,
  type CardAsset,
  type CardData,
  type CardSpec,
  type JsonObject,
  V1_FIELDS,
} from "@/lib/characters/card/model.ts";
import { normalizeBook } from "@/lib/characters/card/normalize_book.ts";
import {
  type CardRefused,
  type CardWarning,
  refuse,
  warn,
} from "@/lib/characters/card/refusals.ts";

/** The newest version this reader knows; compared as floats, as V3 wants. */
const NEWEST_VERSION = 3.0;

const DATA_FIELDS: ReadonlySet<string> = new Set([
  ...V1_FIELDS,
  "creator_notes",
  "system_prompt",
  "post_history_instructions",
  "alternate_greetings",
  "group_only_greetings",
  "tags",
  "creator",
  "character_version",
  "extensions",
  "nickname",
  "creator_notes_multilingual",
  "source",
  "creation_date",
  "modification_date",
  "assets",
  "character_book",
]);

const ENVELOPE_FIELDS: ReadonlySet<string> = new Set(["spec", "spec_version", "data"]);

/**
 * Reads a parsed card. Fields of `data` win over copies at the top level; a version newer than
 * 3.0 is read with a warning, never refused. Missing strings become `""`.
 */
export function normalizeCard(
  value: unknown,
  warnings: CardWarning[],
): { ok: true; card: Card } | CardRefused {
  if (!isObject(value)) return refuse("not_a_card", "the JSON is not an object");
  if (value.spec === "lorebook_v3" || looksLikeBook(value)) {
    return refuse("is_a_lorebook", "the JSON is a stand-alone lorebook");
  }
  const declared = typeof value.spec === "string" && value.spec.startsWith("chara_card");
  const enveloped = isObject(value.data) && (declared || looksLikeCard(value.data));
  if (!enveloped && !looksLikeCard(value) && !(declared && typeof value.name === "string")) {
    return refuse("not_a_card", "the JSON has no field of a character");
  }
  const version = readVersion(value, warnings);
  const card = enveloped
    ? readEnvelope(value, version, warnings)
    : readFlat(value, version, warnings);
  if (card.data.name.trim() === "") {
    warn(warnings, "missing_name", enveloped ? "data.name" : "name");
  }
  return { ok: true, card };
}

/** Without a declared version, two of the six V1 texts make a character. */
function looksLikeCard(fields: JsonObject): boolean {
  return V1_FIELDS.filter((key) => typeof fields[key] === "string").length >= 2;
}

/** A book has entries, and none of the texts that only a character has. */
function looksLikeBook(fields: JsonObject): boolean {
  return typeof fields.entries === "object" && fields.entries !== null &&
    !isObject(fields.data) && typeof fields.first_mes !== "string" &&
    typeof fields.personality !== "string";
}

function readVersion(
  value: JsonObject,
  warnings: CardWarning[],
): { spec: CardSpec; specVersion: string } {
  const read = new FieldReader(value, "", warnings);
  const spec = typeof value.spec === "string" ? value.spec : "";
  const declared = read.text("spec_version");
  if (declared !== undefined && Number.parseFloat(declared) > NEWEST_VERSION) {
    warn(warnings, "newer_version", "spec_version");
  }
  if (spec === "chara_card_v2") return { spec, specVersion: declared ?? "2.0" };
  if (spec === "chara_card_v3") return { spec, specVersion: declared ?? "3.0" };
  if (spec !== "") {
    // A later version is a superset by the promise of V3, so it is read as one.
    warn(warnings, "newer_version", "spec");
    return { spec: "chara_card_v3", specVersion: declared ?? "3.0" };
  }
  if (isObject(value.data)) return { spec: "chara_card_v2", specVersion: declared ?? "2.0" };
  return { spec: "chara_card_v1", specVersion: "1.0" };
}

function readEnvelope(
  value: JsonObject,
  version: { spec: CardSpec; specVersion: string },
  warnings: CardWarning[],
): Card {
  const data: JsonObject = isObject(value.data) ? { ...value.data } : {};
  for (const key of V1_FIELDS) {
    if (typeof data[key] !== "string" && typeof value[key] === "string") data[key] = value[key];
  }
  return {
    data: readData(new FieldReader(data, "data", warnings)),
    ...version,
    envelope: omit(value, ENVELOPE_FIELDS),
  };
}

/** Reads a flat object. Known V2 and V3 fields found beside the six count; the rest is envelope. */
function readFlat(
  value: JsonObject,
  version: { spec: CardSpec; specVersion: string },
  warnings: CardWarning[],
): Card {
  const fields: JsonObject = {};
  const envelope: JsonObject = {};
  for (const [key, field] of Object.entries(omit(value, ENVELOPE_FIELDS))) {
    if (DATA_FIELDS.has(key)) fields[key] = field;
    else envelope[key] = field;
  }
  // SillyTavern's V1 name for the notes; it stays in the envelope too.
  fields.creator_notes ??= value.creatorcomment;
  return { data: readData(new FieldReader(fields, "", warnings)), ...version, envelope };
}

function readData(read: FieldReader): CardData {
  return defined({
    ...omit(read.fields, DATA_FIELDS),
    name: read.text("name") ?? "",
    description: read.text("description") ?? "",
    personality: read.text("personality") ?? "",
    scenario: read.text("scenario") ?? "",
    first_mes: read.text("first_mes") ?? "",
    mes_example: read.text("mes_example") ?? "",
    creator_notes: read.text("creator_notes") ?? "",
    system_prompt: read.text("system_prompt") ?? "",
    post_history_instructions: read.text("post_history_instructions") ?? "",
    alternate_greetings: read.textList("alternate_greetings") ?? [],
    group_only_greetings: read.textList("group_only_greetings") ?? [],
    tags: read.textList("tags", ",") ?? [],
    creator: read.text("creator") ?? "",
    character_version: read.text("character_version") ?? "",
    extensions: read.object("extensions") ?? {},
    nickname: read.text("nickname"),
    creator_notes_multilingual: readNotes(read),
    source: read.textList("source"),
    creation_date: read.number("creation_date"),
    modification_date: read.number("modification_date"),
    assets: readAssets(read),
    character_book: readBook(read),
  });
}

function readNotes(read: FieldReader): Record<string, string> | undefined {
  const notes = read.object("creator_notes_multilingual");
  if (notes === undefined) return undefined;
  const inner = new FieldReader(notes, read.at("creator_notes_multilingual"), read.warnings);
  const texts: [string, string][] = [];
  for (const language of Object.keys(notes)) {
    const text = inner.text(language);
    if (text !== undefined) texts.push([language, text]);
  }
  return Object.fromEntries(texts);
}

function readAssets(read: FieldReader): CardAsset[] | undefined {
  return read.objectList("assets")?.map(({ item, index }) => {
    const inner = new FieldReader(item, `${read.at("assets")}.${index}`, read.warnings);
    return {
      ...item,
      type: inner.text("type") ?? "",
      uri: inner.text("uri") ?? "",
      name: inner.text("name") ?? "",
      ext: inner.text("ext") ?? "unknown",
    };
  });
}

function readBook(read: FieldReader): CardData["character_book"] {
  if (!read.has("character_book")) return undefined;
  const path = read.at("character_book");
  const value = read.fields.character_book;
  const book = normalizeBook(
    isObject(value) && value.entries === undefined ? { ...value, entries: [] } : value,
    { path, warnings: read.warnings },
  );
  if (book === null) warn(read.warnings, "dropped", path);
  return book ?? undefined;
}
