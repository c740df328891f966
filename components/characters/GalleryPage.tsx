/** The gallery: everybody who may be met, and the ways to find one. */
import { characterWords } from "@/lib/i18n/characters.ts";
import { type Locale, LOCALES } from "@/lib/i18n/locale.ts";
import {
  GALLERY_SORTS,
  galleryPath,
  type GalleryQuery,
  isSearch,
} from "@/lib/characters/gallery.ts";
import { fold } from "@/lib/characters/model.ts";
import { LinkButton } from "@/components/Button.tsx";
import { CharacterGrid, type CharacterOnCard } from "@/components/CharacterCard.tsx";
import { characterPaths } from "@/components/characters/paths.ts";
import { EmptyState } from "@/components/EmptyState.tsx";
import { PageHeading } from "@/components/Heading.tsx";
import { Icon } from "@/components/Icon.tsx";
import { Page } from "@/components/Page.tsx";
import { Pager } from "@/components/Pager.tsx";
import { Pills } from "@/components/Pills.tsx";
import { paths, type Place } from "@/components/place.ts";
import { SearchBox } from "@/components/SearchBox.tsx";

export interface GalleryPageProps {
  place: Place;
  query: GalleryQuery;
  views: readonly CharacterOnCard[];
  nextCursor: string | null;
  /** Tags to choose from. */
  tags: readonly string[];
}

export function GalleryPage({ place, query, views, nextCursor, tags }: GalleryPageProps) {
  const { locale } = place.state;
  const words = characterWords[locale].gallery;
  const { q, tag, sort, lang, rating } = query;
  const mature = rating === "mature";
  const title = mature ? words.mature : words.title;
  return (
    <Page
      place={place}
      title={tag ? `${title} ${words.taggedWith(tag)}` : title}
      description={words.lede}
      canonical={galleryPath({ tag })}
      noIndex={mature || q !== "" || query.cursor !== undefined}
      styles={["/characters.css"]}
    >
      <PageHeading
        title={title}
        lede={mature ? words.matureLede : words.lede}
        actions={
          <>
            <LinkButton kind="primary" icon="plus" href={paths.newCharacter}>
              {words.make}
            </LinkButton>
            <LinkButton kind="plain" icon="upload" href={characterPaths.importing}>
              {words.bring}
            </LinkButton>
          </>
        }
      />
      <div class="gallery-tools">
        <SearchBox
          locale={locale}
          action={paths.characters}
          label={words.search}
          placeholder={words.placeholder}
          value={q}
          keep={{ tag, lang, rating, sort: sort === "trending" ? undefined : sort }}
        />
        <div class="gallery-choices">
          {!isSearch(q) && (
            <Pills
              label={words.sort}
              look="tabs"
              choices={GALLERY_SORTS.map((name) => ({
                href: galleryPath({ ...query, sort: name }),
                label: words.sorts[name],
                current: name === sort,
              }))}
            />
          )}
          <LanguageChoice locale={locale} query={query} />
        </div>
        <TagChoice locale={locale} query={query} tags={tags} />
      </div>
      {views.length === 0 ? <NobodyThere locale={locale} query={query} /> : (
        <>
          <p class="gallery-count" role="status">
            {q && <strong>{words.found(q)}</strong>}{" "}
            {words.count(views.length, nextCursor !== null || query.cursor !== undefined)}
          </p>
          <CharacterGrid views={views} locale={locale} level={2}>
            {nextCursor === null && query.cursor === undefined && <Invitation locale={locale} />}
          </CharacterGrid>
        </>
      )}
      <Pager locale={locale} url={place.url} nextCursor={nextCursor} />
      <p class="gallery-end">
        {mature
          ? <a href={paths.characters}>{words.leaveMature}</a>
          : <a href={characterPaths.matureList} rel="nofollow">{words.mature}</a>}
      </p>
    </Page>
  );
}

function LanguageChoice({ locale, query }: { locale: Locale; query: GalleryQuery }) {
  const words = characterWords[locale].gallery;
  return (
    <Pills
      label={words.langs}
      choices={[undefined, ...LOCALES].map((lang) => ({
        href: galleryPath({ ...query, lang }),
        label: lang ? words.lang[lang] : words.anyLang,
        current: lang === query.lang,
      }))}
    />
  );
}

/** The tags of the house; a chosen one comes first, and leads back out. */
function TagChoice(
  { locale, query, tags }: { locale: Locale; query: GalleryQuery; tags: readonly string[] },
) {
  const words = characterWords[locale].gallery;
  const others = tags.filter((tag) => fold(tag) !== fold(query.tag));
  if (others.length === 0 && !query.tag) return null;
  return (
    <nav class="gallery-tags" aria-label={words.tags}>
      <ul class="tags">
        {query.tag && (
          <li>
            <a class="tag is-chosen" href={galleryPath({ ...query, tag: "" })}>
              {query.tag}
              <Icon name="close" />
              <span class="visually-hidden">{words.clearTag}</span>
            </a>
          </li>
        )}
        {others.map((tag) => (
          <li>
            <a class="tag" href={galleryPath({ ...query, tag })}>{tag}</a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** The last place of the grid is the reader's own. */
function Invitation({ locale }: { locale: Locale }) {
  const words = characterWords[locale].gallery;
  return (
    <a class="gallery-invite" href={paths.newCharacter}>
      <span class="gallery-invite-frame" aria-hidden="true">
        <Icon name="plus" />
      </span>
      <span class="character-name">{words.invite}</span>
      <span class="character-tagline">{words.inviteWords}</span>
    </a>
  );
}

function NobodyThere({ locale, query }: { locale: Locale; query: GalleryQuery }) {
  const words = characterWords[locale].gallery;
  const { q, tag } = query;
  const [title, sentence] = isSearch(q)
    ? [words.noneFound, words.noneFoundWords]
    : tag
    ? [words.noneTagged, words.noneTaggedWords]
    : [words.empty, words.emptyWords];
  return (
    <EmptyState
      title={title}
      actions={
        <>
          <LinkButton kind="primary" icon="plus" href={paths.newCharacter}>{words.make}</LinkButton>
          {(q || tag || query.lang) && (
            <LinkButton kind="plain" href={paths.characters}>{words.seeAll}</LinkButton>
          )}
        </>
      }
    >
      {sentence}
    </EmptyState>
  );
}
