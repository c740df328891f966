/** Says in a reader's words what is wrong with an output that somebody edited. Pure. */
import type { z } from "zod";
import type { InputError } from "@/lib/errors.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import { writingFieldWords } from "@/lib/i18n/writing_fields.ts";
import { STAGE_OUTPUTS, type StageKey } from "@/lib/stories/writing/model.ts";

/** Most that is named at once; who mends these is told of the rest. */
const MAX_FAULTS = 12;

/** What a schema has against an output, by the names that its fields have in the form: `people.0.name`. */
export function faultsOf(stage: StageKey, output: unknown, locale: Locale): InputError[] {
  const parsed = STAGE_OUTPUTS[stage].safeParse(output);
  const found = new Map<string, string>();
  for (const issue of parsed.error?.issues ?? []) {
    const path = placeOf(issue.path);
    if (!found.has(path)) found.set(path, wordsOf(issue, locale));
  }
  return [...found].slice(0, MAX_FAULTS).map(([path, message]) => ({ path, message }));
}

/** Of a list whose lines are typed into one field, the field. */
function placeOf(path: readonly PropertyKey[]): string {
  const isLine = path.length > 1 && typeof path.at(-1) === "number";
  return (isLine ? path.slice(0, -1) : path).map(String).join(".");
}

function wordsOf(issue: z.core.$ZodIssue, locale: Locale): string {
  const words = writingFieldWords[locale].faults;
  switch (issue.code) {
    case "too_big":
      if (issue.origin === "string") return words.tooLong(Number(issue.maximum));
      return issue.origin === "array" ? words.tooMany(Number(issue.maximum)) : words.number;
    case "too_small":
      return issue.origin === "number" ? words.number : words.missing;
    case "invalid_type":
      return issue.expected === "number" || issue.expected === "int" ? words.number : words.missing;
    case "invalid_value":
    case "invalid_format":
      return words.choice;
    default:
      return words.other;
  }
}

/** A sentence of `checks.ts` in the reader's words. */
export function sayCheck(sentence: string, locale: Locale): string {
  const { checks, other } = writingFieldWords[locale].faults;
  for (const [pattern, say] of checks) {
    const found = pattern.exec(sentence);
    if (found) return say(...found.slice(1));
  }
  return other;
}
