/** The form in which somebody edits what a stage handed on: its fields' names, what they hold, and what is read of them. Pure. */
import type { Field } from "@/lib/stories/writing/unit_shape.ts";
import { valueOf } from "@/lib/stories/writing/unit_shape.ts";

/** Fields of a form by name, each with all its values. */
export type Sent = ReadonlyMap<string, readonly string[]>;

/** Said of an item that goes. */
export const DROP = "drop";

/** The name of a field in its place: `people.0.name`. */
export function nameAt(at: string, name: string): string {
  return at === "" ? name : `${at}.${name}`;
}

/** What an output says, as a form holds it; what {@link readOutput} turns back. */
export function formOf(fields: readonly Field[], output: unknown, at = ""): [string, string][] {
  return fields.flatMap((field): [string, string][] => {
    const name = nameAt(at, field.name);
    const value = valueOf(output, field.name);
    switch (field.kind) {
      case "items":
        return listOf(value).flatMap((item, n) => formOf(field.fields, item, `${name}.${n}`));
      case "refs":
        return listOf(value).map((ref) => [name, String(ref)]);
      case "lines":
        return [[name, listOf(value).join("\n")]];
      default:
        // A number that was none is asked for again.
        return [[
          name,
          value === undefined || value === null || Number.isNaN(value) ? "" : String(value),
        ]];
    }
  });
}

/** Reads an output of what was sent. It has the schema's shape, and whatever was typed in it. */
export function readOutput(fields: readonly Field[], sent: Sent, at = ""): Record<string, unknown> {
  return Object.fromEntries(
    fields.map((field) => [field.name, readField(field, sent, nameAt(at, field.name))]),
  );
}

function readField(field: Field, sent: Sent, name: string): unknown {
  const text = sent.get(name)?.at(-1) ?? "";
  switch (field.kind) {
    case "line":
      return orNull(text.replace(/\s+/g, " ").trim(), field.nullable);
    case "text":
    case "body":
      return orNull(text.replace(/\r\n?/g, "\n").trim(), field.nullable);
    case "lines":
      return text.split(/\r\n?|\n/).map((line) => line.trim()).filter(Boolean);
    case "choice":
    case "ref":
      return text;
    case "refs":
      return [...new Set(sent.get(name) ?? [])];
    case "number":
      return text.trim() === "" ? (field.nullable ? null : Number.NaN) : Number(text);
    case "fixed":
      if (field.name === "n") return Number(text);
      return text === "" && field.name === "fact" ? null : text;
    case "items":
      return readItems(field, sent, name);
  }
}

function orNull(text: string, nullable: boolean): string | null {
  return nullable && text === "" ? null : text;
}

function readItems(
  { fields, max, name: list }: Extract<Field, { kind: "items" }>,
  sent: Sent,
  name: string,
): Record<string, unknown>[] {
  const kept = indexesOf(sent, name).filter((n) => {
    const at = `${name}.${n}`;
    return !sent.has(`${at}.${DROP}`) && !isBlank(fields, sent, at);
  });
  // One too many is as wrong as a hundred.
  const items = kept.slice(0, max + 1).map((n) => readOutput(fields, sent, `${name}.${n}`));
  return fields.some((field) => field.name === "ref") ? named(items, list) : items;
}

/** The numbers of the items that were sent, in order. */
export function indexesOf(sent: Sent, name: string): number[] {
  const found = new Set<number>();
  for (const key of sent.keys()) {
    const index = key.startsWith(`${name}.`)
      ? /^\d{1,3}/.exec(key.slice(name.length + 1))?.[0]
      : null;
    if (index) found.add(Number(index));
  }
  return [...found].sort((a, b) => a - b);
}

/** Whether nothing was typed into an item that has no name of its own yet: an offer that was not taken. */
function isBlank(fields: readonly Field[], sent: Sent, at: string): boolean {
  return fields.every(({ name, kind }) => {
    // A choice always says something; it alone makes no item.
    if (kind === "choice" || kind === "ref") return true;
    return (sent.get(`${at}.${name}`) ?? []).every((text) => text.trim() === "");
  });
}

/** Gives those that are new a short name that none has: `people_9`. */
function named(items: readonly Record<string, unknown>[], list: string): Record<string, unknown>[] {
  const taken = new Set(items.map(({ ref }) => ref));
  let n = 0;
  return items.map((item) => {
    if (item.ref !== "") return item;
    let ref: string;
    do ref = `${list}_${++n}`; while (taken.has(ref));
    taken.add(ref);
    return { ...item, ref };
  });
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The fields of a form, all values of each. Files are left out. */
export function sentFrom(pairs: Iterable<readonly [string, FormDataEntryValue]>): Sent {
  const sent = new Map<string, string[]>();
  for (const [name, value] of pairs) {
    if (typeof value !== "string") continue;
    const values = sent.get(name);
    if (values) values.push(value);
    else sent.set(name, [value]);
  }
  return sent;
}
