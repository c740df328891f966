/** The form of a story's details. */
import type { InputError } from "@/lib/errors.ts";
import { type Locale, LOCALES } from "@/lib/i18n/locale.ts";
import { storyWords } from "@/lib/i18n/stories.ts";
import { storyFormWords } from "@/lib/i18n/story_forms.ts";
import { RATINGS, VISIBILITIES } from "@/lib/characters/model.ts";
import { PALETTE_NAMES } from "@/lib/stories/drawn_look.ts";
import type { StoryValues } from "@/lib/stories/form.ts";
import { MAX_TITLE, MOTIFS } from "@/lib/stories/model.ts";
import { GENRES, TONES } from "@/lib/stories/writing/model.ts";
import { Button, LinkButton } from "@/components/Button.tsx";
import { Select, TextArea, TextField } from "@/components/Field.tsx";
import { errorOf, FormErrors } from "@/components/FormErrors.tsx";

export interface StoryFormProps {
  locale: Locale;
  action: string;
  values: StoryValues;
  errors: readonly InputError[];
  /** Of the story that is changed; absent for a new one. */
  rev?: number | undefined;
  submit: string;
  cancelHref: string;
  cancel: string;
}

export function StoryForm(
  { locale, action, values, errors, rev, submit, cancelHref, cancel }: StoryFormProps,
) {
  const words = storyFormWords[locale].form;
  const kinds = storyWords[locale];
  const error = (name: keyof StoryValues) => errorOf(errors, name);
  const choice = (
    name: "lang" | "visibility" | "rating" | "motif" | "palette",
    names: readonly string[],
    labels: Readonly<Record<string, string>>,
    label: string,
    none?: string,
  ) => (
    <Select
      name={name}
      label={label}
      value={values[name]}
      error={error(name)}
      options={[
        ...(none === undefined ? [] : [{ value: "", label: none }]),
        ...names.map((value) => ({ value, label: labels[value] ?? value })),
      ]}
    />
  );
  return (
    <form class="form" method="post" action={action} novalidate>
      <FormErrors
        locale={locale}
        errors={errors}
        labels={{ title: words.title, synopsis: words.synopsis, tags: words.tags }}
      />
      {rev !== undefined && <input type="hidden" name="rev" value={rev} />}
      <TextField
        name="title"
        label={words.title}
        value={values.title}
        error={error("title")}
        maxLength={MAX_TITLE}
        required
      />
      <TextArea
        name="synopsis"
        label={words.synopsis}
        hint={words.synopsisHint}
        value={values.synopsis}
        error={error("synopsis")}
      />
      <div class="form-pair">
        <TextField
          name="genre"
          label={words.genre}
          hint={words.genreHint}
          value={values.genre}
          error={error("genre")}
          list="genres"
          maxLength={40}
        />
        <TextField
          name="tone"
          label={words.tone}
          hint={words.genreHint}
          value={values.tone}
          error={error("tone")}
          list="tones"
          maxLength={40}
        />
      </div>
      <datalist id="genres">
        {GENRES.map((genre) => <option key={genre} value={kinds.genres[genre]} />)}
      </datalist>
      <datalist id="tones">
        {TONES.map((tone) => <option key={tone} value={kinds.tones[tone]} />)}
      </datalist>
      <TextField
        name="tags"
        label={words.tags}
        hint={words.tagsHint}
        value={values.tags}
        error={error("tags")}
      />
      <div class="form-pair">
        {choice("lang", LOCALES, kinds.gallery.langs, words.lang)}
        {choice("rating", RATINGS, words.ratings, words.rating)}
      </div>
      {choice("visibility", VISIBILITIES, words.visibilities, words.visibility)}
      <div class="form-pair">
        {choice("motif", MOTIFS, words.motifs, words.motif, values.motif ? undefined : "–")}
        {choice("palette", PALETTE_NAMES, words.palettes, words.palette, words.keepPalette)}
      </div>
      <div class="actions">
        <Button kind="primary">{submit}</Button>
        <LinkButton kind="plain" href={cancelHref}>{cancel}</LinkButton>
      </div>
    </form>
  );
}
