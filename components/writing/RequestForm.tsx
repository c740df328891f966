/** The form by which somebody asks for a story, with what it will take. */
import type { InputError } from "@/lib/errors.ts";
import { formatCount } from "@/lib/i18n/format.ts";
import { type Locale, LOCALES } from "@/lib/i18n/locale.ts";
import { storyWords } from "@/lib/i18n/stories.ts";
import { writingWords } from "@/lib/i18n/writing.ts";
import { VISIBILITIES } from "@/lib/characters/model.ts";
import type { Estimate } from "@/lib/stories/writing/estimate.ts";
import {
  CHAPTERS,
  GENRES,
  type Length,
  LENGTHS,
  MAX_PREMISE_CHARS,
  TONES,
} from "@/lib/stories/writing/model.ts";
import type { RequestValues } from "@/lib/stories/writing/request_form.ts";
import { Button } from "@/components/Button.tsx";
import { Select, TextArea, TextField } from "@/components/Field.tsx";
import { errorOf, FormErrors } from "@/components/FormErrors.tsx";
import { Notice } from "@/components/Notice.tsx";
import { RadioCards } from "@/components/RadioCards.tsx";
import { ChoicePills } from "@/components/writing/ChoicePills.tsx";
import { writingPaths } from "@/components/writing/paths.ts";
import { estimateWords } from "@/components/writing/Room.tsx";

export interface RequestFormProps {
  locale: Locale;
  values: RequestValues;
  errors: readonly InputError[];
  /** What stands against the whole. */
  problem: string | null;
  madeBy: string;
  estimates: Readonly<Record<Length, Estimate>>;
  /** Tokens that the reader may still use today; null where nobody counts. */
  leftToday: number | null;
}

export function RequestForm(props: RequestFormProps) {
  const { locale, values, errors, problem, madeBy } = props;
  const words = writingWords[locale].form;
  const kinds = storyWords[locale];
  const isDemo = madeBy.startsWith("demo/");
  const error = (name: keyof RequestValues) => errorOf(errors, name);
  const labelled = (names: readonly string[], labels: Readonly<Record<string, string>>) =>
    names.map((value) => ({ value, label: labels[value] ?? value }));
  return (
    <form class="form request" method="post" action={writingPaths.start} novalidate>
      <FormErrors
        locale={locale}
        errors={errors}
        labels={{ keywords: words.keywords, premise: words.premise, budget: words.budget }}
      />
      {problem && <Notice tone="warn">{problem}</Notice>}
      <TextField
        name="keywords"
        label={words.keywords}
        hint={words.keywordsHint}
        placeholder={words.keywordsExample}
        value={values.keywords}
        error={error("keywords")}
        autocomplete="off"
        required
      />
      <ChoicePills
        name="genre"
        legend={words.genre}
        options={labelled(GENRES, kinds.genres)}
        value={values.genre}
        error={error("genre")}
      />
      <ChoicePills
        name="tone"
        legend={words.tone}
        options={labelled(TONES, kinds.tones)}
        value={values.tone}
        error={error("tone")}
      />
      <Lengths {...props} />
      <TextArea
        name="premise"
        label={words.premise}
        note={words.optional}
        hint={isDemo ? `${words.premiseHint} ${words.premiseDemo}` : words.premiseHint}
        value={values.premise}
        error={error("premise")}
        maxLength={MAX_PREMISE_CHARS}
        rows={3}
      />
      <div class="form-pair">
        <Select
          name="lang"
          label={words.lang}
          value={values.lang}
          error={error("lang")}
          options={labelled(LOCALES, words.langs)}
        />
        <Select
          name="visibility"
          label={words.visibility}
          value={values.visibility}
          error={error("visibility")}
          options={labelled([...VISIBILITIES].reverse(), words.visibilities)}
        />
      </div>
      {!isDemo && (
        <TextField
          name="budget"
          label={words.budget}
          note={words.optional}
          hint={words.budgetHint}
          value={values.budget}
          error={error("budget")}
          inputMode="numeric"
          autocomplete="off"
        />
      )}
      <Cost {...props} isDemo={isDemo} />
      <div class="actions">
        <Button kind="primary" size="large" icon="edit">{words.start}</Button>
      </div>
    </form>
  );
}

function Lengths({ locale, values, errors, estimates, madeBy }: RequestFormProps) {
  const words = writingWords[locale].form;
  const kinds = storyWords[locale];
  return (
    <RadioCards
      name="length"
      legend={words.length}
      value={values.length}
      error={errorOf(errors, "length")}
      options={LENGTHS.map((length) => ({
        value: length,
        label: `${kinds.lengths[length]} · ${words.chapters(CHAPTERS[length])}`,
        hint: [
          estimateWords(estimates[length], locale, madeBy),
          ...(length === "long" ? [words.longGoesOn] : []),
        ].join(" · "),
      }))}
    />
  );
}

function Cost({ locale, madeBy, leftToday, isDemo }: RequestFormProps & { isDemo: boolean }) {
  const words = writingWords[locale].form;
  return (
    <div class="request-cost">
      <h3>{words.costTitle}</h3>
      <p>{isDemo ? words.free : words.cost(madeBy)}</p>
      {leftToday !== null && <p>{words.dayShare(formatCount(leftToday, locale))}</p>}
    </div>
  );
}
