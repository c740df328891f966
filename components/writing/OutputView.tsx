/** What a stage handed on, for people: every field by its name, short names as whom they stand for. */
import type { ComponentChild } from "preact";
import type { Locale } from "@/lib/i18n/locale.ts";
import { writingFieldWords } from "@/lib/i18n/writing_fields.ts";
import type { StageKey } from "@/lib/stories/writing/model.ts";
import {
  type Field,
  type FieldName,
  namesOf,
  type RefNames,
  shapeOf,
  valueOf,
} from "@/lib/stories/writing/unit_shape.ts";
import { Prose } from "@/components/Prose.tsx";

export interface OutputViewProps {
  locale: Locale;
  /** Language of the story. */
  lang: Locale;
  stage: StageKey;
  output: unknown;
  names: RefNames;
}

type Context = Omit<OutputViewProps, "stage" | "output">;

export function OutputView({ stage, output, ...context }: OutputViewProps) {
  return <Fields fields={shapeOf(stage)} value={output} context={context} />;
}

interface FieldsProps {
  fields: readonly Field[];
  value: unknown;
  context: Context;
}

function Fields({ fields, value, context }: FieldsProps) {
  const named = fields.filter(({ kind }) => kind !== "fixed" && kind !== "body");
  const told = named.filter((field) => !isEmpty(valueOf(value, field.name)) || tells(field));
  return (
    <>
      {told.length > 0 && (
        <dl class="output">
          {told.map((field) => (
            <div key={field.name} class={`output-row is-${field.kind}`}>
              <dt>{labelOf(field.name, context.locale)}</dt>
              <dd>{shown(field, valueOf(value, field.name), context)}</dd>
            </div>
          ))}
        </dl>
      )}
      {fields.filter(({ kind }) => kind === "body").map(({ name }) => (
        <Prose
          key={name}
          markdown={String(valueOf(value, name))}
          lang={context.lang}
          look="story"
          level={3}
        />
      ))}
    </>
  );
}

/** Fields whose emptiness says something: what everybody knows, what stays open. */
function tells({ name }: Field): boolean {
  return name === "knownBy";
}

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || value === "" ||
    (Array.isArray(value) && value.length === 0);
}

function labelOf(name: FieldName, locale: Locale): string {
  const labels: Readonly<Partial<Record<FieldName, string>>> = writingFieldWords[locale].fields;
  return labels[name] ?? name;
}

function shown(field: Field, value: unknown, context: Context): ComponentChild {
  const { locale, lang, names } = context;
  const words = writingFieldWords[locale];
  switch (field.kind) {
    case "items":
      return <Items field={field} value={value} context={context} />;
    case "lines":
      return (
        <ul lang={lang}>
          {listOf(value).map((line) => <li key={String(line)}>{String(line)}</li>)}
        </ul>
      );
    case "choice":
      return <>{words.choices[String(value)] ?? String(value)}</>;
    case "number":
      return <>{words.chapter(Number(value))}</>;
    case "ref":
    case "refs": {
      const known = namesOf(names, field.of);
      const refs = field.kind === "ref" ? [value] : listOf(value);
      if (refs.length === 0) return <>{words.nobody}</>;
      return <span lang={lang}>{refs.map((ref) => known.get(String(ref)) ?? ref).join(", ")}</span>;
    }
    default:
      return <span class="output-text" lang={lang}>{String(value)}</span>;
  }
}

/** What an item is known by, and so what its card is headed with. */
const HEADS: ReadonlySet<string> = new Set(["name", "title", "term", "what", "quote", "who"]);

function Items({ field: { fields }, value, context }: {
  field: Extract<Field, { kind: "items" }>;
  value: unknown;
  context: Context;
}) {
  const head = fields.find(({ name, kind }) => HEADS.has(name) && kind !== "refs");
  const rest = fields.filter((field) => field !== head);
  return (
    <ol class="output-items">
      {listOf(value).map((item, n) => {
        const number = valueOf(item, "n");
        return (
          <li key={n}>
            {head && (
              <p class="output-head">
                {typeof number === "number" && (
                  <span class="output-n">{writingFieldWords[context.locale].chapter(number)}</span>
                )}
                {shown(head, valueOf(item, head.name), context)}
              </p>
            )}
            <Fields fields={rest} value={item} context={context} />
          </li>
        );
      })}
    </ol>
  );
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
