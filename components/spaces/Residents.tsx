/** Those who live in a room, each with a word about them and a way to talk. */
import type { CharacterView } from "@/lib/characters/model.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import { paths } from "@/components/place.ts";
import { Portrait } from "@/components/Portrait.tsx";
import { TalkButton } from "@/components/stories/TalkButton.tsx";

export interface ResidentsProps {
  locale: Locale;
  residents: readonly CharacterView[];
}

export function Residents({ locale, residents }: ResidentsProps) {
  return (
    <ul class="residents">
      {residents.map(({ character: { id, rev, name, tagline, lang } }) => (
        <li key={id} class="resident">
          <Portrait id={id} rev={rev} alt="" picture="small" />
          <div class="resident-words">
            <h3 lang={lang}>
              <a href={paths.character(id)}>{name}</a>
            </h3>
            <p lang={lang}>{tagline}</p>
          </div>
          <TalkButton locale={locale} character={{ id, name }} />
        </li>
      ))}
    </ul>
  );
}
