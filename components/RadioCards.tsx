/** One choice of a few, each with room for a hint and a picture. */
import type { ComponentChildren } from "preact";
import { fieldId } from "@/components/Field.tsx";

export interface RadioCard {
  value: string;
  label: string;
  hint?: string | undefined;
  /** Above the label; decoration, so it must be silent. */
  picture?: ComponentChildren;
}

export interface RadioCardsProps {
  name: string;
  legend: string;
  options: readonly RadioCard[];
  value?: string | undefined;
  hint?: string | undefined;
  error?: string | null | undefined;
  required?: boolean | undefined;
  /** `swatches` for small pictures in many columns. */
  look?: "cards" | "swatches" | undefined;
}

/** A `<fieldset>` of radio buttons drawn as cards. */
export function RadioCards(
  { name, legend, options, value, hint, error, required = false, look = "cards" }: RadioCardsProps,
) {
  const id = fieldId(name);
  const described = [hint ? `${id}-hint` : "", error ? `${id}-error` : ""].filter(Boolean).join(
    " ",
  );
  return (
    <fieldset
      class={error ? "field has-error" : "field"}
      id={id}
      {...(described ? { "aria-describedby": described } : {})}
    >
      <legend class="field-label">{legend}</legend>
      {hint && <p class="field-hint" id={`${id}-hint`}>{hint}</p>}
      {error && <p class="field-error" id={`${id}-error`}>{error}</p>}
      <div class={`radio-cards is-${look}`}>
        {options.map((option) => (
          <label class="radio-card">
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              required={required}
            />
            {option.picture}
            <span class="radio-label">{option.label}</span>
            {option.hint && <span class="radio-hint">{option.hint}</span>}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
