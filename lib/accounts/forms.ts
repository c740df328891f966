/** Forms of the account pages: read through the API's schemas, and sent back with words a reader understands. */
import { page, type PageResponse } from "fresh";
import { z } from "zod";
import type { ApiContext } from "@/lib/http/operation.ts";
import { type InputError, REASONS } from "@/lib/errors.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import { type AccountWords, accountWords } from "@/lib/i18n/accounts.ts";
import { formFields, readForm } from "@/lib/http/body.ts";
import type { Outcome, Refusal } from "@/lib/accounts/outcome.ts";

/** A form on its way back to the reader. */
export interface SentBack {
  /** What was typed, never a password. */
  values: Readonly<Record<string, string>>;
  errors: readonly InputError[];
  /** What is wrong with the whole; null when fields say it all. */
  problem: string | null;
  status: number;
  /** Sent as `Retry-After`. */
  retryAfterS?: number;
}

/** A form that nobody has sent yet. */
export function emptyForm(values: Readonly<Record<string, string>> = {}): SentBack {
  return { values, errors: [], problem: null, status: 200 };
}

/** What became of a form: done, or to be shown again. */
export type Submitted<T> = { ok: true; value: T } | { ok: false; sentBack: SentBack };

/**
 * Reads a form, validates it by `schema`, and does what it asks for.
 *
 * @throws {HttpError} When the body is no form at all, or too large.
 */
export async function submit<S extends z.ZodType, T>(
  ctx: ApiContext,
  schema: S,
  act: (input: z.output<S>, fields: Readonly<Record<string, string>>) => Promise<Outcome<T>>,
): Promise<Submitted<T>> {
  const fields = formFields(await readForm(ctx.req));
  const { locale } = ctx.state;
  const parsed = schema.safeParse(fields);
  if (!parsed.success) {
    const errors = fieldErrors(parsed.error, locale);
    return { ok: false, sentBack: { values: shown(fields), errors, problem: null, status: 422 } };
  }
  const outcome = await act(parsed.data, fields);
  if (outcome.ok) return outcome;
  return { ok: false, sentBack: { values: shown(fields), ...explain(outcome, locale) } };
}

/** What a page may repeat: a password is typed anew. */
function shown(fields: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !name.includes("password")));
}

/** Says once for each field what is wrong with it. */
function fieldErrors(error: z.ZodError, locale: Locale): InputError[] {
  const { errors: words } = accountWords[locale];
  const found = new Map<string, string>();
  for (const issue of error.issues) {
    const field = issue.path.join(".");
    if (found.has(field)) continue;
    if (field === "email" || field === "nickname" || field === "word") {
      found.set(field, words[field]);
    } else if (field.includes("password")) found.set(field, passwordWords(issue, words));
    else found.set(field, words.other);
  }
  return [...found].map(([path, message]) => ({ path, message }));
}

function passwordWords(issue: z.core.$ZodIssue, words: AccountWords["errors"]): string {
  // Only the rule against common passwords is one of ours; the rest is about length.
  if (issue.code === "custom") return words.password_common;
  const missing = issue.code === "invalid_type" ||
    (issue.code === "too_small" && Number(issue.minimum) <= 1);
  return missing ? words.password : words.password_short;
}

/** Puts a refusal into words: beside its field where it has one. */
export function explain(refusal: Refusal, locale: Locale): Omit<SentBack, "values"> {
  const { errors: words } = accountWords[locale];
  const { status, words: general } = REASONS[refusal.reason];
  if (refusal.reason === "email_taken") {
    return { errors: [{ path: "email", message: words.email_taken }], problem: null, status };
  }
  if (refusal.reason === "rate_limited" && refusal.retryAfterS !== undefined) {
    const { retryAfterS } = refusal;
    return { errors: [], problem: words.wait(Math.ceil(retryAfterS / 60)), status, retryAfterS };
  }
  if (refusal.errors && refusal.errors.length > 0) {
    const errors = refusal.errors.map(({ path }) => ({ path, message: words.password_wrong }));
    return { errors, problem: null, status };
  }
  return { errors: [], problem: general[locale], status };
}

/** Headers of every page about an account: nobody but the reader may keep it. */
export const PRIVATE = { "cache-control": "private, no-store" } as const;

/** Shows a form: for its first time, or sent back with the status that fits. */
export function showForm(form: SentBack): PageResponse<SentBack> {
  const { status, retryAfterS } = form;
  const headers = {
    ...PRIVATE,
    ...(retryAfterS === undefined ? {} : { "retry-after": String(retryAfterS) }),
  };
  return page(form, { status, headers });
}
