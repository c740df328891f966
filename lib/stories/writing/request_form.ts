/** The form by which somebody asks for a story: what its fields show, and the request that becomes of them. Pure. */
import { z } from "zod";
import type { InputError } from "@/lib/errors.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import { writingWords } from "@/lib/i18n/writing.ts";
import { candidatesFor, type Estimate, estimateStory } from "@/lib/stories/writing/estimate.ts";
import { MAX_BUDGET_TOKENS, MIN_BUDGET_TOKENS } from "@/lib/stories/writing/limits.ts";
import {
  GENRES,
  type Length,
  LENGTHS,
  TONES,
  WritingRequest,
} from "@/lib/stories/writing/model.ts";
import { extentOf } from "@/lib/stories/writing/plan.ts";

/** What the fields hold, as people type it. */
export type RequestValues = Record<
  "keywords" | "premise" | "genre" | "tone" | "length" | "lang" | "visibility" | "budget",
  string
>;

/** A form that nobody has filled in; an address may fill in some of it, which is how an idea is taken up. */
export function emptyRequest(locale: Locale, query = new URLSearchParams()): RequestValues {
  const values: RequestValues = {
    keywords: "",
    premise: "",
    genre: GENRES[0],
    tone: TONES[0],
    length: "short",
    lang: locale,
    visibility: "private",
    budget: "",
  };
  for (const name of ["keywords", "genre", "tone", "length", "lang"] as const) {
    const given = query.get(name)?.slice(0, MAX_GIVEN_CHARS);
    if (given) values[name] = given;
  }
  return values;
}
/** Longest value that an address fills in: ten keywords, and what stands between them. */
const MAX_GIVEN_CHARS = 440;

/** Reads the fields of a form. */
export function readRequest(fields: Readonly<Record<string, string>>): RequestValues {
  const values = emptyRequest("ko");
  for (const name of Object.keys(values) as (keyof RequestValues)[]) {
    values[name] = (fields[name] ?? values[name]).replace(/\r\n?/g, "\n");
  }
  return values;
}

export type CheckedRequest =
  | { ok: true; request: WritingRequest; budgetTokens: number | null }
  | { ok: false; errors: InputError[] };

const Budget = z.coerce.number().int().min(MIN_BUDGET_TOKENS).max(MAX_BUDGET_TOKENS);

/** Reads a budget as people type it, `1,000,000` too; nothing means as much as it needs. */
export function readBudget(text: string): { ok: true; tokens: number | null } | { ok: false } {
  const digits = text.replace(/[,\s]/g, "");
  if (digits === "") return { ok: true, tokens: null };
  const { success, data } = Budget.safeParse(digits);
  return success ? { ok: true, tokens: data } : { ok: false };
}

/** Checks what was typed, and says in the reader's words what is wrong with it. */
export function checkRequest(values: RequestValues, locale: Locale): CheckedRequest {
  const { budget, keywords, premise, ...rest } = values;
  const words: Readonly<Record<string, string>> = writingWords[locale].form.faults;
  const request = WritingRequest.safeParse({
    ...rest,
    // One more than there may be is as many too many as a million.
    keywords: keywords.split(/[,，、\n]/, 12).map((word) => word.trim()).filter(Boolean),
    ...(premise.trim() === "" ? {} : { premise }),
  });
  const limit = readBudget(budget);
  const paths = [
    ...new Set(request.error?.issues.map(({ path }) => String(path[0])) ?? []),
    ...(limit.ok ? [] : ["budget"]),
  ];
  if (!request.success || !limit.ok) {
    const errors = paths.map((path) => ({ path, message: words[path] ?? words.choice! }));
    return { ok: false, errors };
  }
  return { ok: true, request: request.data, budgetTokens: limit.tokens };
}

/** What a story of each length takes with whoever writes here, before any of it is written. */
export function estimateLengths(
  { madeBy, judges }: { madeBy: string; judges: boolean },
): Record<Length, Estimate> {
  const estimate = (length: Length) => {
    const extent = extentOf(length);
    return estimateStory(extent, { candidates: judges ? candidatesFor(extent, null) : 1, madeBy });
  };
  const [short, medium, long] = LENGTHS.map(estimate);
  return { short: short!, medium: medium!, long: long! };
}
