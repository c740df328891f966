/** One of a few short words, as radio buttons drawn as pills. */
import { fieldId } from "@/components/Field.tsx";

export interface ChoicePillsProps {
  name: string;
  legend: string;
  options: readonly { value: string; label: string }[];
  value: string;
  error?: string | undefined;
}

export function ChoicePills({ name, legend, options, value, error }: ChoicePillsProps) {
  const id = fieldId(name);
  // A value that is not offered came with the address, and stays choosable.
  const isOwn = value !== "" && !options.some((option) => option.value === value);
  const all = isOwn ? [...options, { value, label: value }] : options;
  return (
    <fieldset
      class={error ? "field has-error" : "field"}
      id={id}
      {...(error ? { "aria-describedby": `${id}-error` } : {})}
    >
      <legend class="field-label">{legend}</legend>
      {error && <p class="field-error" id={`${id}-error`}>{error}</p>}
      <div class="choice-pills">
        {all.map((option) => (
          <label key={option.value} class={`choice-pill is-${name}`}>
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
            />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
