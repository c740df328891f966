/** The form of one lore entry. */
import type { LoreValues } from "@/lib/characters/lore_form.ts";
import type { Character } from "@/lib/characters/model.ts";
import type { InputError } from "@/lib/errors.ts";
import { characterWords } from "@/lib/i18n/characters.ts";
import { Button, LinkButton } from "@/components/Button.tsx";
import { characterPaths } from "@/components/characters/paths.ts";
import { Checkbox, TextArea, TextField } from "@/components/Field.tsx";
import { errorOf, FormErrors } from "@/components/FormErrors.tsx";
import { PageHeading } from "@/components/Heading.tsx";
import { Notice } from "@/components/Notice.tsx";
import { Page } from "@/components/Page.tsx";
import type { Place } from "@/components/place.ts";

export interface LoreEntryPageProps {
  place: Place;
  character: Character;
  /** The entry's place in the book; null for a new one. */
  n: number | null;
  /** Names what stood there when the form was opened. */
  mark: string;
  /** Carries settings of another app. */
  hasMore: boolean;
  values: LoreValues;
  errors: readonly InputError[];
  problem: string | null;
}

export function LoreEntryPage(props: LoreEntryPageProps) {
  const { place, character: { id }, n, mark, hasMore, values, errors, problem } = props;
  const { locale } = place.state;
  const words = characterWords[locale].lore;
  const title = n === null ? words.newTitle : words.editTitle;
  const error = (path: string) => errorOf(errors, path);
  return (
    <Page place={place} title={title} layout="reading" noIndex styles={["/characters.css"]}>
      <PageHeading title={title} above={<a href={characterPaths.lore(id)}>{words.back}</a>} />
      <form class="form" method="post" action={characterPaths.loreEntry(id, n ?? "new")}>
        {problem && <Notice tone="warn">{problem}</Notice>}
        <FormErrors
          locale={locale}
          errors={errors}
          labels={{
            keys: words.keys,
            content: words.content,
            name: words.name,
            order: words.order,
          }}
        />
        <input type="hidden" name="mark" value={mark} />
        <TextArea
          name="keys"
          label={words.keys}
          hint={words.keysHint}
          error={error("keys")}
          value={values.keys}
          rows={3}
        />
        <TextArea
          name="content"
          label={words.content}
          hint={words.contentHint}
          error={error("content")}
          value={values.content}
          rows={6}
        />
        <TextField
          name="name"
          label={words.name}
          hint={words.nameHint}
          error={error("name")}
          value={values.name}
          autocomplete="off"
        />
        <TextField
          name="order"
          label={words.order}
          hint={words.orderHint}
          error={error("order")}
          value={values.order}
          inputMode="numeric"
          autocomplete="off"
        />
        <Checkbox
          name="constant"
          label={words.constant}
          hint={words.constantHint}
          checked={values.constant}
        />
        <Checkbox
          name="enabled"
          label={words.enabled}
          hint={words.enabledHint}
          checked={values.enabled}
        />
        {hasMore && <p class="quiet">{words.kept}</p>}
        <div class="actions">
          <Button kind="primary" icon="check">{words.save}</Button>
          {n !== null && (
            <LinkButton kind="plain" icon="trash" href={characterPaths.removeLore(id, n)}>
              {words.remove}
            </LinkButton>
          )}
        </div>
      </form>
    </Page>
  );
}
