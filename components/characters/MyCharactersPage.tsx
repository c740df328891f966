/** One's own characters, as a list to work from. */
import type { CharacterView } from "@/lib/characters/model.ts";
import { characterWords } from "@/lib/i18n/characters.ts";
import { formatCount } from "@/lib/i18n/format.ts";
import { reviewWords } from "@/lib/i18n/review.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import { GuestBanner } from "@/components/account/GuestBanner.tsx";
import { LinkButton } from "@/components/Button.tsx";
import { characterPaths } from "@/components/characters/paths.ts";
import { Icon, type IconName } from "@/components/Icon.tsx";
import { OwnListPage } from "@/components/OwnListPage.tsx";
import { paths, type Place } from "@/components/place.ts";
import { Portrait } from "@/components/Portrait.tsx";
import { Time } from "@/components/Time.tsx";

export interface MyCharactersPageProps {
  place: Place;
  views: readonly CharacterView[];
  nextCursor: string | null;
  nowMs: number;
}

export function MyCharactersPage({ place, views, nextCursor, nowMs }: MyCharactersPageProps) {
  const { locale } = place.state;
  const words = characterWords[locale].mine;
  const actions = (
    <>
      <LinkButton kind="primary" icon="plus" href={paths.newCharacter}>{words.make}</LinkButton>
      <LinkButton kind="plain" icon="upload" href={characterPaths.importing}>
        {words.bring}
      </LinkButton>
    </>
  );
  return (
    <OwnListPage
      place={place}
      styles={["/account.css", "/characters.css"]}
      words={words}
      actions={actions}
      list="mine"
      rows={views.map((view) => (
        <li key={view.character.id}>
          <MineRow locale={locale} view={view} nowMs={nowMs} />
        </li>
      ))}
      nextCursor={nextCursor}
    >
      <GuestBanner place={place} />
    </OwnListPage>
  );
}

const ICONS: Record<CharacterView["character"]["visibility"], IconName> = {
  private: "lock",
  unlisted: "link",
  public: "globe",
};

function MineRow({ locale, view, nowMs }: { locale: Locale; view: CharacterView; nowMs: number }) {
  const { mine: words, profile } = characterWords[locale];
  const { character, likes, chats } = view;
  const { id, rev, name, tagline, visibility, hidden, updatedAtMs } = character;
  return (
    <article class="mine-row">
      <Portrait id={id} rev={rev} alt="" shape="round" size="medium" />
      <div>
        <h2>
          <a href={paths.character(id)}>{name}</a>
        </h2>
        {tagline && <p class="mine-tagline">{tagline}</p>}
        <p class="mine-facts">
          <span class="badge">
            <Icon name={hidden ? "warning" : ICONS[visibility]} />
            {hidden ? reviewWords[locale].hiddenState : words.states[visibility]}
          </span>
          {likes > 0 && <span>{profile.likes(formatCount(likes, locale))}</span>}
          {chats > 0 && <span>{profile.chats(formatCount(chats, locale))}</span>}
          <span>
            {words.changed} <Time ms={updatedAtMs} nowMs={nowMs} locale={locale} />
          </span>
        </p>
      </div>
      <LinkButton
        kind="quiet"
        size="small"
        icon="edit"
        href={characterPaths.edit(id)}
        aria-label={words.editOf(name)}
      >
        {words.edit}
      </LinkButton>
    </article>
  );
}
