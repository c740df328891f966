/** Faces to tick: who lives in a space. A search sends the form, and comes back with all of it. */
import type { CharacterView } from "@/lib/characters/model.ts";
import { keepingWords } from "@/lib/i18n/space_keeping.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import { MAX_RESIDENTS } from "@/lib/spaces/model.ts";
import { Button } from "@/components/Button.tsx";
import { fieldId } from "@/components/Field.tsx";
import { Portrait } from "@/components/Portrait.tsx";

export interface ResidentPickerProps {
  locale: Locale;
  choices: readonly CharacterView[];
  chosen: readonly string[];
  q: string;
  error?: string | undefined;
}

export function ResidentPicker({ locale, choices, chosen, q, error }: ResidentPickerProps) {
  const { form: words } = keepingWords[locale];
  const id = fieldId("resident");
  const described = error ? `${id}-hint ${id}-error` : `${id}-hint`;
  return (
    <fieldset
      class={error ? "field has-error" : "field"}
      id={id}
      aria-describedby={described}
    >
      <legend class="field-label">{words.residents}</legend>
      <p class="field-hint" id={`${id}-hint`}>{words.residentsHint(MAX_RESIDENTS)}</p>
      {error && <p class="field-error" id={`${id}-error`}>{error}</p>}
      <div class="resident-search">
        <label class="visually-hidden" for="field-q">{words.search}</label>
        <input
          class="control"
          id="field-q"
          type="search"
          name="q"
          value={q}
          maxLength={100}
          autocomplete="off"
          placeholder={words.search}
        />
        <Button name="do" value="search" icon="search" formnovalidate>{words.searchButton}</Button>
      </div>
      {choices.length === 0
        ? <p class="field-hint">{words.residentsNone}</p>
        : (
          <ul class="resident-choices">
            {choices.map(({ character }) => (
              <li key={character.id}>
                <label class="resident-choice">
                  <input
                    type="checkbox"
                    name="resident"
                    value={character.id}
                    checked={chosen.includes(character.id)}
                  />
                  <Portrait id={character.id} rev={character.rev} alt="" shape="round" />
                  <span class="resident-choice-words">
                    <span lang={character.lang}>{character.name}</span>
                    <span class="resident-choice-tagline" lang={character.lang}>
                      {character.tagline}
                    </span>
                  </span>
                </label>
              </li>
            ))}
          </ul>
        )}
    </fieldset>
  );
}
