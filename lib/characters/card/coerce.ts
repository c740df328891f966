/**
 * Lenient reading of single fields of foreign JSON: what can be understood is converted, the rest
 * is left out, and both leave a warning. Browser-safe.
 */
import { type JsonObject } from "@/lib/characters/card/model.ts";
import { type CardWarning, warn } from "@/lib/characters/card/refusals.ts";

/** Whether a JSON value is an object and not an array. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Reads the fields of one foreign object, collecting warnings under its path. */
export class FieldReader {
  constructor(
    readonly fields: JsonObject,
    readonly path: string,
    readonly warnings: CardWarning[],
  ) {}

  /** The dotted path of a field. */
  at(key: string): string {
    return this.path === "" ? key : `${this.path}.${key}`;
  }

  /** Whether the field is there and set; null means "not set" to every known writer. */
  has(key: string): boolean {
    return Object.hasOwn(this.fields, key) && (this.fields[key] ?? null) !== null;
  }

  /** A string; numbers and booleans are converted. Absent when missing or not convertible. */
  text(key: string): string | undefined {
    if (!this.has(key)) return undefined;
    const value = this.fields[key];
    if (typeof value === "string") return value;
    if (typeof value === "number" || typeof value === "boolean") {
      warn(this.warnings, "coerced", this.at(key));
      return String(value);
    }
    return this.#drop(key);
  }

  /** A finite number; numeric strings are converted. */
  number(key: string): number | undefined {
    if (!this.has(key)) return undefined;
    const value = this.fields[key];
    if (typeof value === "number") return value;
    if (typeof value === "string" && value.trim() !== "" && Number.isFinite(Number(value))) {
      warn(this.warnings, "coerced", this.at(key));
      return Number(value);
    }
    return this.#drop(key);
  }

  /** A boolean; 0, 1, "true" and "false" are converted. */
  flag(key: string): boolean | undefined {
    if (!this.has(key)) return undefined;
    const value = this.fields[key];
    if (typeof value === "boolean") return value;
    if (value === 1 || value === "true" || value === 0 || value === "false") {
      warn(this.warnings, "coerced", this.at(key));
      return value === 1 || value === "true";
    }
    return this.#drop(key);
  }

  /**
   * A list of strings; numbers inside are converted and other items left out. A lone string is
   * one item, or several when `separator` is given; blank ones vanish.
   */
  textList(key: string, separator?: string): string[] | undefined {
    if (!this.has(key)) return undefined;
    const value = this.fields[key];
    if (typeof value === "string") {
      warn(this.warnings, "coerced", this.at(key));
      const items = separator === undefined ? [value] : value.split(separator);
      return items.map((item) => item.trim()).filter((item) => item !== "");
    }
    if (!Array.isArray(value)) return this.#drop(key);
    const list: string[] = [];
    for (const [i, item] of value.entries()) {
      if (typeof item === "string") list.push(item);
      else if (typeof item === "number") {
        warn(this.warnings, "coerced", `${this.at(key)}.${i}`);
        list.push(String(item));
      } else warn(this.warnings, "dropped", `${this.at(key)}.${i}`);
    }
    return list;
  }

  /** An object. An empty array, which PHP writes for an empty map, counts as one. */
  object(key: string): JsonObject | undefined {
    if (!this.has(key)) return undefined;
    const value = this.fields[key];
    if (isObject(value)) return value;
    if (Array.isArray(value) && value.length === 0) {
      warn(this.warnings, "coerced", this.at(key));
      return {};
    }
    return this.#drop(key);
  }

  /** A list of objects; other items are left out. `index` is the place in the file. */
  objectList(key: string): { item: JsonObject; index: number }[] | undefined {
    if (!this.has(key)) return undefined;
    const value = this.fields[key];
    if (!Array.isArray(value)) return this.#drop(key);
    const list: { item: JsonObject; index: number }[] = [];
    for (const [index, item] of value.entries()) {
      if (isObject(item)) list.push({ item, index });
      else warn(this.warnings, "dropped", `${this.at(key)}.${index}`);
    }
    return list;
  }

  #drop(key: string): undefined {
    warn(this.warnings, "dropped", this.at(key));
    return undefined;
  }
}

/** Copies an object without some keys. */
export function omit(fields: JsonObject, keys: ReadonlySet<string>): JsonObject {
  return Object.fromEntries(Object.entries(fields).filter(([key]) => !keys.has(key)));
}

/** Removes keys whose value is undefined, so that an absent field stays absent. */
export function defined<T extends object>(fields: T): T {
  for (const [key, value] of Object.entries(fields)) {
    if (value === undefined) Reflect.deleteProperty(fields, key);
  }
  return fields;
}
