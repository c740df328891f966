/**
 * What each stage hands on, field by field, as a page shows it and a form asks for it. Read from the schemas of `model.ts`,
 * so that neither knows a stage by heart. Pure.
 */
import { z } from "zod";
import { STAGE_OUTPUTS, type StageKey, type StageOutput } from "@/lib/stories/writing/model.ts";

type Keys<T> = T extends readonly (infer U)[] ? Keys<U>
  : T extends object ? { [K in keyof T]: K | Keys<T[K]> }[keyof T]
  : never;
/** Every name of a field in any stage's output. */
export type FieldName = Keys<{ [K in StageKey]: StageOutput<K> }[StageKey]> & string;

/** What a short name in an output points to. */
export type RefKind = "person" | "place" | "promise" | "anyone";

export type Field =
  & { readonly name: FieldName }
  & (
    /** `line` for a sentence, `text` for paragraphs, `body` for a chapter in Markdown. */
    | { readonly kind: "line" | "text" | "body"; readonly max: number; readonly nullable: boolean }
    /** Sentences, one on each line. */
    | { readonly kind: "lines"; readonly max: number }
    | { readonly kind: "choice"; readonly options: readonly string[] }
    | { readonly kind: "number"; readonly nullable: boolean }
    | { readonly kind: "ref" | "refs"; readonly of: RefKind }
    /** What tells one from another, and is carried as it is. */
    | { readonly kind: "fixed" }
    | {
      readonly kind: "items";
      readonly fields: readonly Field[];
      readonly max: number;
      /** Whether some may be added and taken out: chapters and what they are counted by may not. */
      readonly open: boolean;
    }
  );

const REFS: Readonly<Partial<Record<FieldName, RefKind>>> = {
  who: "person",
  people: "person",
  knownBy: "person",
  from: "person",
  to: "person",
  about: "anyone",
  place: "place",
  opened: "promise",
  paid: "promise",
};
/** `fact` points to what another chapter's ledger has; a number other than these two counts chapters. */
const FIXED: ReadonlySet<FieldName> = new Set(["ref", "n", "fact"]);
/** Longest text that is one line, and longest that is not a chapter, in characters. */
const MAX_LINE = 300;
const MAX_TEXT = 4_000;

const shapes = new Map<StageKey, readonly Field[]>();

/** The fields of what a stage hands on, in the order of its schema. */
export function shapeOf(stage: StageKey): readonly Field[] {
  let shape = shapes.get(stage);
  if (!shape) shapes.set(stage, shape = fieldsOf(STAGE_OUTPUTS[stage]));
  return shape;
}

function fieldsOf(schema: z.ZodObject): readonly Field[] {
  return Object.entries(schema.shape).map(([name, inner]) => fieldOf(name as FieldName, inner));
}

function fieldOf(name: FieldName, schema: z.core.$ZodType): Field {
  if (FIXED.has(name)) return { name, kind: "fixed" };
  const nullable = schema instanceof z.ZodNullable;
  const inner = nullable ? schema.unwrap() : schema;
  const of = REFS[name];
  if (inner instanceof z.ZodArray) {
    const { element } = inner;
    if (element instanceof z.ZodObject) {
      const fields = fieldsOf(element);
      const open = !fields.some((field) => field.name === "n");
      return { name, kind: "items", fields, max: mostOf(inner), open };
    }
    if (of) return { name, kind: "refs", of };
    return { name, kind: "lines", max: mostOf(inner) };
  }
  if (of) return { name, kind: "ref", of };
  if (inner instanceof z.ZodEnum) {
    return { name, kind: "choice", options: inner.options.map(String) };
  }
  if (inner instanceof z.ZodNumber) return { name, kind: "number", nullable };
  if (inner instanceof z.ZodString) {
    const max = inner.maxLength ?? MAX_LINE;
    const kind = max <= MAX_LINE ? "line" : max <= MAX_TEXT ? "text" : "body";
    return { name, kind, max, nullable };
  }
  throw new TypeError(`Cannot show the field ${name}`);
}

/** Most items of a list: a rule of the schema's, or as many as a form can hold. */
function mostOf(list: z.ZodArray): number {
  const rules = list.def.checks ?? [];
  const most = rules.map(({ _zod: { def } }) => def).find((
    rule,
  ): rule is z.core.$ZodCheckMaxLengthDef => rule.check === "max_length");
  return most?.maximum ?? MAX_ITEMS;
}
const MAX_ITEMS = 60;

/** A value of a field, of an output that was checked by its schema. */
export function valueOf(output: unknown, name: string): unknown {
  return typeof output === "object" && output !== null && Object.hasOwn(output, name)
    ? Reflect.get(output, name)
    : undefined;
}

/** What short names stand for, in the story's own words. */
export interface RefNames {
  readonly person: ReadonlyMap<string, string>;
  readonly place: ReadonlyMap<string, string>;
  readonly promise: ReadonlyMap<string, string>;
}

/** The short names of one kind, with their words. */
export function namesOf(names: RefNames, of: RefKind): ReadonlyMap<string, string> {
  return of === "anyone" ? new Map([...names.person, ...names.place]) : names[of];
}
