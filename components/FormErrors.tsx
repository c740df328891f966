/** The summary at the head of a form that was sent back. */
import type { InputError } from "@/lib/errors.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import { shellWords } from "@/lib/i18n/shell.ts";
import { fieldId } from "@/components/Field.tsx";

export interface FormErrorsProps {
  locale: Locale;
  errors: readonly InputError[];
  /** Path of an error → the label of its field. Errors of fields without one are told by their message alone. */
  labels?: Readonly<Record<string, string>> | undefined;
}

/** Every error, linked to its field; nothing where there is none. */
export function FormErrors({ locale, errors, labels = {} }: FormErrorsProps) {
  if (errors.length === 0) return null;
  return (
    <div class="form-errors" role="alert">
      <h2>{shellWords[locale].errorsTitle(errors.length)}</h2>
      <ul>
        {errors.map(({ path, message }) => {
          const label = Object.hasOwn(labels, path) ? labels[path] : undefined;
          return (
            <li key={path}>{label ? <a href={`#${fieldId(path)}`}>{label}</a> : null} {message}</li>
          );
        })}
      </ul>
    </div>
  );
}

/** The message for one field, for its `error` prop. */
export function errorOf(errors: readonly InputError[], path: string): string | undefined {
  return errors.find((error) => error.path === path || error.path.startsWith(`${path}.`))?.message;
}
