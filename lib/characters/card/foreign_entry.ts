/**
 * Entries of NovelAI lorebooks and Agnai memory books, renamed to what a `character_book` calls
 * the same things. Browser-safe.
 *
 * Source: the two formats as SillyTavern 1.12.6 converts them.
 */
import { isObject, omit } from "@/lib/characters/card/coerce.ts";
import { type JsonObject } from "@/lib/characters/card/model.ts";

const AGNAI_FIELDS: ReadonlySet<string> = new Set(["keywords", "entry", "weight"]);
const NOVELAI_FIELDS: ReadonlySet<string> = new Set(["text", "displayName", "forceActivation"]);

/** Renames the fields of a foreign entry, not yet validated; other entries come back as they are. */
export function renameForeignEntry(fields: JsonObject): JsonObject {
  if (Array.isArray(fields.keywords) && typeof fields.entry === "string") {
    return {
      ...omit(fields, AGNAI_FIELDS),
      keys: fields.keywords,
      content: fields.entry,
      insertion_order: fields.weight,
    };
  }
  if (typeof fields.text === "string" && fields.content === undefined) {
    const { contextConfig } = fields;
    return {
      ...omit(fields, NOVELAI_FIELDS),
      content: fields.text,
      name: fields.displayName,
      constant: fields.forceActivation,
      insertion_order: isObject(contextConfig) ? contextConfig.budgetPriority : null,
    };
  }
  return fields;
}
