/** The form in which somebody changes what a stage handed on: a field for everything that it says. */
import type { InputError } from "@/lib/errors.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import { writingFieldWords } from "@/lib/i18n/writing_fields.ts";
import { DROP, indexesOf, nameAt, type Sent } from "@/lib/stories/writing/unit_form.ts";
import {
  type Field as Shape,
  type FieldName,
  namesOf,
  type RefNames,
} from "@/lib/stories/writing/unit_shape.ts";
import { Checkbox, fieldId, Select, TextArea, TextField } from "@/components/Field.tsx";
import { errorOf } from "@/components/FormErrors.tsx";

export interface UnitFieldsProps {
  locale: Locale;
  /** Language of the story. */
  lang: Locale;
  fields: readonly Shape[];
  sent: Sent;
  errors: readonly InputError[];
  names: RefNames;
  /** Name of the item that these are the fields of. */
  at?: string;
}

/** Longest text that gets a field of one line, in characters. */
const MAX_SHORT = 80;

export function UnitFields({ at = "", ...props }: UnitFieldsProps) {
  return (
    <>
      {props.fields.map((field) => (
        <UnitField key={field.name} {...props} field={field} name={nameAt(at, field.name)} />
      ))}
    </>
  );
}

type FieldProps = Omit<UnitFieldsProps, "fields" | "at"> & { field: Shape; name: string };

/** What a field is called. */
export function labelOf(name: FieldName, locale: Locale): string {
  const labels: Readonly<Partial<Record<FieldName, string>>> = writingFieldWords[locale].fields;
  return labels[name] ?? name;
}

/** What a field is called in its place, for a summary of what is wrong: `People 1 · Name`. */
export function labelAt(path: string, locale: Locale): string {
  const words = writingFieldWords[locale];
  const parts = path.split(".");
  const said: string[] = [];
  parts.forEach((part, n) => {
    if (/^\d+$/.test(part)) return;
    const label = labelOf(part as FieldName, locale);
    const index = parts[n + 1];
    said.push(index && /^\d+$/.test(index) ? words.item(label, Number(index) + 1) : label);
  });
  return said.join(" · ");
}

function UnitField(props: FieldProps) {
  const { locale, lang, field, name, sent, errors } = props;
  const words = writingFieldWords[locale];
  const value = sent.get(name)?.at(-1) ?? "";
  const shared = { name, label: labelOf(field.name, locale), error: errorAt(errors, name) };
  switch (field.kind) {
    case "fixed":
      return <input type="hidden" name={name} value={value} />;
    case "line":
      return field.max <= MAX_SHORT
        ? <TextField {...shared} value={value} lang={lang} maxLength={field.max} />
        : <TextArea {...shared} value={value} lang={lang} maxLength={field.max} rows={2} />;
    case "text":
      return <TextArea {...shared} value={value} lang={lang} maxLength={field.max} rows={4} />;
    case "body":
      return <TextArea {...shared} hint={words.body} value={value} lang={lang} rows={24} />;
    case "lines":
      return <TextArea {...shared} hint={words.lines} value={value} lang={lang} rows={3} />;
    case "choice":
      return (
        <Select
          {...shared}
          value={value}
          options={field.options.map((one) => ({ value: one, label: words.choices[one] ?? one }))}
        />
      );
    case "number":
      return (
        <TextField
          {...shared}
          {...(field.nullable ? { hint: words.openEnd } : {})}
          value={value}
          inputMode="numeric"
        />
      );
    case "ref":
      return <RefSelect {...props} of={field.of} />;
    case "refs":
      return <RefChecks {...props} of={field.of} />;
    case "items":
      return <Items {...props} field={field} />;
  }
}

function errorAt(errors: readonly InputError[], name: string): string | undefined {
  return errors.find(({ path }) => path === name)?.message;
}

type RefProps = FieldProps & { of: Parameters<typeof namesOf>[1] };

/** Everybody there is, and whoever it says now, though nobody knows them any more. */
function optionsOf({ names, of, sent, name }: RefProps): { value: string; label: string }[] {
  const known = new Map(namesOf(names, of));
  for (const ref of sent.get(name) ?? []) {
    if (ref !== "" && !known.has(ref)) known.set(ref, ref);
  }
  return [...known].map(([value, label]) => ({ value, label }));
}

function RefSelect(props: RefProps) {
  const { name, field, locale, sent, errors } = props;
  return (
    <Select
      name={name}
      label={labelOf(field.name, locale)}
      error={errorOf(errors, name)}
      value={sent.get(name)?.at(-1) ?? ""}
      options={optionsOf(props)}
    />
  );
}

function RefChecks(props: RefProps) {
  const { name, field, locale, lang, sent, errors } = props;
  const words = writingFieldWords[locale];
  const error = errorOf(errors, name);
  const id = fieldId(name);
  const ticked = new Set(sent.get(name));
  const options = optionsOf(props);
  if (options.length === 0) return null;
  return (
    <fieldset
      class={error ? "field has-error" : "field"}
      id={id}
      {...(error ? { "aria-describedby": `${id}-error` } : {})}
    >
      <legend class="field-label">
        {labelOf(field.name, locale)}
        {field.name === "knownBy" && <span class="field-note">{`– ${words.nobody}`}</span>}
      </legend>
      {error && <p class="field-error" id={`${id}-error`}>{error}</p>}
      <div class="choice-pills">
        {options.map(({ value, label }) => (
          <label key={value} class="choice-pill">
            <input type="checkbox" name={name} value={value} checked={ticked.has(value)} />
            <span lang={lang}>{label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function Items(
  { field, name, ...props }: FieldProps & { field: Extract<Shape, { kind: "items" }> },
) {
  const { locale, sent, errors } = props;
  const words = writingFieldWords[locale];
  const label = labelOf(field.name, locale);
  const indexes = indexesOf(sent, name);
  const next = (indexes.at(-1) ?? -1) + 1;
  const error = errorAt(errors, name);
  return (
    <section class="unit-items" aria-label={label} id={fieldId(name)}>
      <h2>{label}</h2>
      {error && <p class="field-error">{error}</p>}
      {indexes.map((n, at) => {
        const number = sent.get(`${name}.${n}.n`)?.at(-1);
        return (
          <fieldset key={n} class="unit-item">
            <legend>{number ? words.chapter(Number(number)) : words.item(label, at + 1)}</legend>
            <UnitFields {...props} fields={field.fields} at={`${name}.${n}`} />
            {field.open && (
              <Checkbox
                name={`${name}.${n}.${DROP}`}
                label={words.dropItem}
                checked={sent.has(`${name}.${n}.${DROP}`)}
              />
            )}
          </fieldset>
        );
      })}
      {field.open && indexes.length < field.max && (
        <details class="unit-add">
          <summary>{words.addItem(label)}</summary>
          <fieldset class="unit-item">
            <legend>{words.item(label, indexes.length + 1)}</legend>
            <UnitFields {...props} fields={field.fields} at={`${name}.${next}`} />
          </fieldset>
        </details>
      )}
    </section>
  );
}
