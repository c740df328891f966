/** A character in a gallery, and the gallery's grid. */
import type { ComponentChildren } from "preact";
import type { Character } from "@/lib/characters/model.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import { formatCount } from "@/lib/i18n/format.ts";
import { shellWords } from "@/lib/i18n/shell.ts";
import { Children } from "@/components/Children.tsx";
import { Icon } from "@/components/Icon.tsx";
import { paths } from "@/components/place.ts";
import { Portrait } from "@/components/Portrait.tsx";
import { TagList } from "@/components/Tag.tsx";

/** What a card shows of a character; a `CharacterView` fits. */
export interface CharacterOnCard {
  character:
    & Pick<Character, "id" | "name" | "tagline" | "tags" | "lang" | "rev">
    & Partial<Pick<Character, "portrait">>;
  likes: number;
  chats: number;
}

export interface CharacterCardProps {
  view: CharacterOnCard;
  locale: Locale;
  /** Level of the name's heading. Default 3. */
  level?: 2 | 3 | undefined;
  /** The portrait is in view at once. */
  eager?: boolean | undefined;
}

export function CharacterCard({ view, locale, level = 3, eager }: CharacterCardProps) {
  const words = shellWords[locale];
  const { character: { id, name, tagline, tags, lang, rev, portrait }, likes, chats } = view;
  const Name = level === 2 ? "h2" : "h3";
  const speaks = lang === locale ? {} : { lang };
  const likeCount = formatCount(likes, locale);
  const chatCount = formatCount(chats, locale);
  return (
    <article class="character-card">
      <Portrait
        id={id}
        rev={rev}
        alt=""
        picture={portrait ? "fitting" : "large"}
        eager={eager}
        travels
      />
      <Name class="character-name" {...speaks}>
        <a href={paths.character(id)}>{name}</a>
      </Name>
      <p class="character-tagline" {...speaks}>{tagline}</p>
      <TagList locale={locale} tags={tags} limit={3} />
      <p class="counts">
        <span>
          <Icon name="heart" />
          <span aria-hidden="true">{likeCount}</span>
          <span class="visually-hidden">{words.likes(likeCount)}</span>
        </span>
        <span>
          <Icon name="chat" />
          <span aria-hidden="true">{chatCount}</span>
          <span class="visually-hidden">{words.chatCount(chatCount)}</span>
        </span>
      </p>
    </article>
  );
}

export interface CharacterGridProps {
  views: readonly CharacterOnCard[];
  locale: Locale;
  level?: 2 | 3 | undefined;
  /** So many portraits are in view at once. Default 4. */
  eagerCount?: number | undefined;
  /** One row on wide screens, that scrolls sideways on narrow ones. */
  row?: boolean | undefined;
  /** A last cell, as an invitation. */
  children?: ComponentChildren;
}

export function CharacterGrid(
  { views, locale, level, eagerCount = 4, row = false, children }: CharacterGridProps,
) {
  return (
    <ul class={row ? "character-grid is-row" : "character-grid"}>
      {views.map((view, i) => (
        <li>
          <CharacterCard
            view={view}
            locale={locale}
            level={level}
            eager={i < eagerCount}
          />
        </li>
      ))}
      {children && (
        <li>
          <Children>{children}</Children>
        </li>
      )}
    </ul>
  );
}
