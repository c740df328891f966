/** Characters to tick, with a search that keeps what is ticked. */
import { Button } from "@/components/Button.tsx";
import { Portrait } from "@/components/Portrait.tsx";
import type { CharacterView } from "@/lib/characters/model.ts";
import { conversationWords } from "@/lib/i18n/conversations.ts";
import type { Locale } from "@/lib/i18n/locale.ts";

export interface CastPickerProps {
  locale: Locale;
  legend: string;
  choices: readonly CharacterView[];
  chosen: readonly string[];
  q: string;
  /** Address of the page itself: the search asks it again. */
  searchAction: string;
}

export function CastPicker(
  { locale, legend, choices, chosen, q, searchAction }: CastPickerProps,
) {
  const words = conversationWords[locale].cast;
  return (
    <fieldset class="field cast-picker">
      <legend class="field-label">{legend}</legend>
      <div class="search-form">
        <input
          class="search-input"
          type="search"
          name="q"
          value={q}
          aria-label={words.search}
          placeholder={words.search}
          maxLength={100}
        />
        <Button size="small" formaction={searchAction} formmethod="get" formnovalidate>
          {words.searchSubmit}
        </Button>
      </div>
      {choices.length === 0 ? <p class="field-hint">{words.nobody}</p> : (
        <ul class="cast-choices">
          {choices.map(({ character: { id, rev, name, lang } }) => (
            <li key={id}>
              <label class="cast-choice">
                <input type="checkbox" name="with" value={id} checked={chosen.includes(id)} />
                <Portrait id={id} rev={rev} alt="" shape="round" />
                <span lang={lang}>{name}</span>
              </label>
            </li>
          ))}
        </ul>
      )}
    </fieldset>
  );
}
