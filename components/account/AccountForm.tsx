/** The form of every account page: what went wrong on top, fields, and one thing to do. */
import type { ComponentChildren } from "preact";
import type { SentBack } from "@/lib/accounts/forms.ts";
import { Button } from "@/components/Button.tsx";
import { TextField, type TextFieldProps } from "@/components/Field.tsx";
import { errorOf, FormErrors } from "@/components/FormErrors.tsx";
import { Notice } from "@/components/Notice.tsx";
import type { Place } from "@/components/place.ts";

export interface AccountFormProps {
  place: Place;
  /** Where the form posts to. Default: this page, with its query. */
  action?: string | undefined;
  form: SentBack;
  /** Field name → label, for the summary of errors. */
  labels: Readonly<Record<string, string>>;
  submit: string;
  children: ComponentChildren;
}

export function AccountForm(
  { place, action, form, labels, submit, children }: AccountFormProps,
) {
  const here = place.url.pathname + place.url.search;
  return (
    <form class="form" method="post" action={action ?? here}>
      {form.problem && <Notice tone="warn">{form.problem}</Notice>}
      <FormErrors locale={place.state.locale} errors={form.errors} labels={labels} />
      {children}
      <div class="actions">
        <Button kind="primary">{submit}</Button>
      </div>
    </form>
  );
}

/** A text field that keeps what was typed and says what is wrong with it. */
export function AccountField({ sentBack, ...field }: TextFieldProps & { sentBack: SentBack }) {
  const value = sentBack.values[field.name];
  return (
    <TextField
      required
      {...(value === undefined ? {} : { value })}
      {...field}
      error={errorOf(sentBack.errors, field.name)}
    />
  );
}

export interface PasswordFieldProps {
  sentBack: SentBack;
  name: string;
  label: string;
  hint?: string | undefined;
  /** `new` where a password is chosen, so that password managers offer one. */
  purpose: "current" | "new";
}

/** A password: never filled in by us, left to the reader's password manager. */
export function PasswordField({ sentBack, name, label, hint, purpose }: PasswordFieldProps) {
  return (
    <TextField
      type="password"
      name={name}
      label={label}
      hint={hint}
      required
      autocomplete={purpose === "new" ? "new-password" : "current-password"}
      {...(purpose === "new" ? { minLength: 8, maxLength: 200 } : {})}
      error={errorOf(sentBack.errors, name)}
    />
  );
}
