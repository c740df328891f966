/** The form by which people make and edit a persona. */
import type { InputError } from "@/lib/errors.ts";
import { MAX_DESCRIPTION_CHARS, MAX_NAME_CHARS } from "@/lib/personas/model.ts";
import { personaWords } from "@/lib/i18n/personas.ts";
import { Button, LinkButton } from "@/components/Button.tsx";
import { TextArea, TextField } from "@/components/Field.tsx";
import { errorOf, FormErrors } from "@/components/FormErrors.tsx";
import { PageHeading } from "@/components/Heading.tsx";
import { Notice } from "@/components/Notice.tsx";
import { Page } from "@/components/Page.tsx";
import { paths, type Place } from "@/components/place.ts";

export interface PersonaFormProps {
  place: Place;
  title: string;
  /** As it was typed. */
  values: { name: string; description: string };
  errors: readonly InputError[];
  /** What is wrong with the whole. */
  problem?: string | undefined;
}

export function PersonaForm({ place, title, values, errors, problem }: PersonaFormProps) {
  const { locale } = place.state;
  const words = personaWords[locale];
  const max = MAX_DESCRIPTION_CHARS.toLocaleString(locale);
  const told = errors.map(({ path }) => ({
    path,
    message: path === "name" ? words.badName : words.badDescription(max),
  })).filter(({ path }, n, all) => all.findIndex((other) => other.path === path) === n);
  return (
    <Page place={place} title={title} layout="reading" noIndex styles={["/memory.css"]}>
      <PageHeading title={title} above={<a href={paths.personas}>{words.title}</a>} />
      {problem && <Notice tone="warn">{problem}</Notice>}
      <FormErrors
        locale={locale}
        errors={told}
        labels={{ name: words.name, description: words.description }}
      />
      <form class="form" method="post">
        <TextField
          name="name"
          label={words.name}
          hint={words.nameHint}
          error={errorOf(told, "name")}
          value={values.name}
          maxLength={MAX_NAME_CHARS}
          autocomplete="off"
          required
        />
        <TextArea
          name="description"
          label={words.description}
          note={words.optional}
          hint={words.descriptionHint(max)}
          error={errorOf(told, "description")}
          value={values.description}
          maxLength={MAX_DESCRIPTION_CHARS}
          rows={8}
        />
        <div class="actions">
          <Button kind="primary">{words.save}</Button>
          <LinkButton kind="plain" href={paths.personas}>{words.cancel}</LinkButton>
        </div>
      </form>
    </Page>
  );
}
