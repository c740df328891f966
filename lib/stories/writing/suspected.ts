/** What the ledger's rules suspect in a chapter, for its continuity editor and in what that hands on. Pure. */
import { memoriesBefore, requireGiven } from "@/lib/stories/writing/given.ts";
import { ledgerAfter } from "@/lib/stories/writing/ledger.ts";
import { type Continuity, type Fact, MAX_CONTRADICTIONS } from "@/lib/stories/writing/model.ts";
import { suspect, type Suspicion } from "@/lib/stories/writing/suspicions.ts";
import type { Material } from "@/lib/stories/writing/writer.ts";

type Context = Pick<Material, "request" | "unit" | "given">;

/** What is suspected of a chapter before anybody looks at it: sentences for the continuity editor. */
export function suspectedIn(context: Context): string[] {
  return suspectText(context).map(({ quote, fact, why }) =>
    `“${quote}” — ${why}${fact ? ` (fact ${fact})` : ""}`
  );
}

/** Lists what the rules have against a text of the chapter: the one that came from the dialogue desk where none is given. */
export function suspectText(
  { unit: { chapter }, given, request }: Context,
  { body = requireGiven(given, "dialogue", chapter).body, told = [] }: {
    body?: string;
    told?: readonly Fact[];
  } = {},
): Suspicion[] {
  return suspect({
    body,
    lang: request.lang,
    people: requireGiven(given, "characters").people,
    places: requireGiven(given, "world").places,
    terms: requireGiven(given, "rules").glossary.map(({ term }) => term),
    ledger: ledgerAfter(memoriesBefore(given, chapter), chapter - 1),
    told,
  });
}

const MENDED = { ko: "고쳐 썼어요.", en: "Rewritten." } as const;

/**
 * The continuity editor's output with what we suspected ourselves and is gone from its text: whatever was mended is named,
 * by whomever it was found.
 */
export function withSuspected(output: Continuity, context: Context): Continuity {
  const named = output.contradictions;
  const more = suspectText(context)
    .filter(({ quote }) => !output.body.includes(quote))
    .filter(({ quote }) => !named.some((one) => overlaps(one.quote, quote)))
    .map(({ quote, fact, why }) => ({
      quote: quote.slice(0, 300),
      fact,
      why: why.slice(0, 300),
      fix: MENDED[context.request.lang],
    }));
  return { ...output, contradictions: [...named, ...more].slice(0, MAX_CONTRADICTIONS) };
}

function overlaps(a: string, b: string): boolean {
  return a.includes(b) || b.includes(a);
}
