/** Form fields: label, hint and error tied to their control, so that every reader hears what belongs together. */
import type { ComponentChildren, ComponentProps } from "preact";
import { Children } from "@/components/Children.tsx";

export interface FieldProps {
  name: string;
  label: string;
  /** One sentence below the label. */
  hint?: ComponentChildren;
  /** What is wrong with the value; null or absent where nothing is. */
  error?: string | null | undefined;
  /** Said after the label, as "optional". */
  note?: string | undefined;
  /** Default: {@link fieldId} of the name. */
  id?: string | undefined;
  /** The label is there for screen readers only. */
  labelHidden?: boolean | undefined;
}

type Own = keyof FieldProps | "class" | "className" | "style" | "ref";

/** The id of a field's control; error summaries link to it. `data.tags.3` → `field-data-tags-3`. */
export function fieldId(name: string): string {
  return `field-${name.replace(/[^\w-]+/g, "-")}`;
}

/** Attributes that tie a control to the label, hint and error of its field. */
function controlOf({ name, id = fieldId(name), hint, error }: FieldProps) {
  const described = [hint ? `${id}-hint` : "", error ? `${id}-error` : ""].filter(Boolean).join(
    " ",
  );
  return {
    id,
    name,
    ...(described ? { "aria-describedby": described } : {}),
    ...(error ? { "aria-invalid": "true" as const } : {}),
  };
}

/** The frame around any control: label above, hint and error between. */
export function Field(
  { name, label, hint, error, note, id = fieldId(name), labelHidden, children }: FieldProps & {
    children: ComponentChildren;
  },
) {
  return (
    <div class={error ? "field has-error" : "field"}>
      <label for={id} class={labelHidden ? "visually-hidden" : "field-label"}>
        {label}
        {note && <span class="field-note">{note}</span>}
      </label>
      {hint && (
        <p class="field-hint" id={`${id}-hint`}>
          <Children>{hint}</Children>
        </p>
      )}
      {error && <p class="field-error" id={`${id}-error`}>{error}</p>}
      <Children>{children}</Children>
    </div>
  );
}

function split<P extends FieldProps>(props: P): [FieldProps, Omit<P, keyof FieldProps>] {
  const { name, label, hint, error, note, id, labelHidden, ...rest } = props;
  return [{ name, label, hint, error, note, id, labelHidden }, rest];
}

export type TextFieldProps = FieldProps & Omit<ComponentProps<"input">, Own>;

/** A one-line `<input>`; further attributes (`type`, `autocomplete`, `required`, `maxLength`) are passed on. */
export function TextField(props: TextFieldProps) {
  const [field, rest] = split(props);
  return (
    <Field {...field}>
      <input type="text" {...rest} {...controlOf(field)} class="control" />
    </Field>
  );
}

export type TextAreaProps = FieldProps & Omit<ComponentProps<"textarea">, Own>;

/** A text of several lines, growing with what it holds where the browser can. */
export function TextArea(props: TextAreaProps) {
  const [field, { value, ...rest }] = split(props);
  return (
    <Field {...field}>
      <textarea rows={4} {...rest} {...controlOf(field)} class="control">{value}</textarea>
    </Field>
  );
}

export interface Option {
  value: string;
  label: string;
  hint?: string | undefined;
}

export type SelectProps = FieldProps & Omit<ComponentProps<"select">, Own | "value"> & {
  options: readonly Option[];
  value?: string | undefined;
};

/** A choice of one from a list that is too long for {@link RadioCards}. */
export function Select(props: SelectProps) {
  const [field, { options, value, ...rest }] = split(props);
  return (
    <Field {...field}>
      <div class="select">
        <select {...rest} {...controlOf(field)} class="control">
          {options.map((option) => (
            <option value={option.value} selected={option.value === value}>{option.label}</option>
          ))}
        </select>
      </div>
    </Field>
  );
}

export type FileFieldProps = FieldProps & Omit<ComponentProps<"input">, Own | "type" | "value">;

/** A file to send; its form needs `enctype="multipart/form-data"`. */
export function FileField(props: FileFieldProps) {
  const [field, rest] = split(props);
  return (
    <Field {...field}>
      <input {...rest} {...controlOf(field)} type="file" class="control is-file" />
    </Field>
  );
}

export type CheckboxProps = FieldProps & Omit<ComponentProps<"input">, Own | "type">;

/** A yes or no. */
export function Checkbox(props: CheckboxProps) {
  const [field, rest] = split(props);
  const control = controlOf(field);
  return (
    <div class={field.error ? "field has-error" : "field"}>
      <label class="checkbox" for={control.id}>
        <input value="1" {...rest} {...control} type="checkbox" />
        <span>{field.label}</span>
      </label>
      {field.hint && (
        <p class="field-hint" id={`${control.id}-hint`}>
          <Children>{field.hint}</Children>
        </p>
      )}
      {field.error && <p class="field-error" id={`${control.id}-error`}>{field.error}</p>}
    </div>
  );
}
