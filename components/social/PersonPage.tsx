/** Somebody's page: who they are, how one stands to them, and what they made for everybody. */
import { Head } from "fresh/runtime";
import { formatCount, formatDay } from "@/lib/i18n/format.ts";
import { reviewWords } from "@/lib/i18n/review.ts";
import { socialWords } from "@/lib/i18n/social.ts";
import type { Bond, Person, Works } from "@/lib/social/person.ts";
import type { StoryOnShelf } from "@/lib/stories/view.ts";
import { feedPath } from "@/lib/stories/book/feed.ts";
import { Button, LinkButton } from "@/components/Button.tsx";
import { characterPaths } from "@/components/characters/paths.ts";
import { CharacterGrid } from "@/components/CharacterCard.tsx";
import { EmptyState } from "@/components/EmptyState.tsx";
import { Section } from "@/components/Heading.tsx";
import { Menu, MenuButton, MenuLink } from "@/components/Menu.tsx";
import { Notice } from "@/components/Notice.tsx";
import { Page } from "@/components/Page.tsx";
import { hereOf, paths, type Place } from "@/components/place.ts";
import { Face } from "@/components/social/Face.tsx";
import { FollowButton } from "@/components/social/FollowButton.tsx";
import { socialPaths } from "@/components/social/paths.ts";
import { Shelf } from "@/components/stories/Shelf.tsx";

export interface PersonPageProps {
  place: Place;
  person: Person;
  bond: Bond;
  works: Pick<Works, "characters" | "hidesMature">;
  /** Their own name where it is kept from others; for nobody but them. */
  hiddenName: string | null;
  shelf: readonly StoryOnShelf[];
}

export function PersonPage(
  { place, person, bond, works, hiddenName, shelf }: PersonPageProps,
) {
  const { locale } = place.state;
  const words = socialWords[locale].person;
  const { characters, hidesMature } = works;
  const isBare = characters.length === 0 && shelf.length === 0;
  return (
    <Page
      place={place}
      title={person.nickname}
      description={words.description(person.nickname)}
      kind="profile"
      noIndex={isBare}
      styles={["/stories.css", "/social.css"]}
    >
      {shelf.length > 0 && <FeedLink id={person.id} title={person.nickname} />}
      {hiddenName !== null && (
        <Notice tone="warn">
          {reviewWords[locale].hiddenName(hiddenName, person.nickname)}
        </Notice>
      )}
      {place.url.searchParams.get("done") === "reported" && (
        <Notice tone="good">{reviewWords[locale].reported}</Notice>
      )}
      <PersonHead place={place} person={person} bond={bond} />
      {bond.blocked && <Notice>{words.blocked(person.nickname)}</Notice>}
      {shelf.length > 0 && (
        <Section id="stories" title={words.stories}>
          <Shelf locale={locale} stories={shelf} />
          <p class="person-feed">
            <a href={feedPath(person.id)} type="application/atom+xml">{words.feed}</a>
          </p>
        </Section>
      )}
      {characters.length > 0 && (
        <Section id="characters" title={words.characters}>
          <CharacterGrid views={characters} locale={locale} />
        </Section>
      )}
      {isBare && !hidesMature && (
        <EmptyState
          title={bond.isSelf ? words.emptyOwn : words.empty(person.nickname)}
          actions={bond.isSelf && (
            <LinkButton kind="primary" icon="plus" href={paths.newCharacter}>
              {words.make}
            </LinkButton>
          )}
        >
          {bond.isSelf ? words.emptyOwnWords : words.emptyWords}
        </EmptyState>
      )}
      {hidesMature && (
        <form class="person-hidden" method="post" action={characterPaths.mature}>
          <input type="hidden" name="back" value={hereOf(place.url)} />
          <p>{words.hidden}</p>
          <Button size="small">{words.show}</Button>
        </form>
      )}
    </Page>
  );
}

/** Lets feed readers find the feed by the address of the page. */
function FeedLink({ id, title }: { id: string; title: string }) {
  return (
    <Head>
      <link
        key="feed"
        rel="alternate"
        type="application/atom+xml"
        title={title}
        href={feedPath(id)}
      />
    </Head>
  );
}

function PersonHead({ place, person, bond }: Pick<PersonPageProps, "place" | "person" | "bond">) {
  const { locale } = place.state;
  const words = socialWords[locale];
  const { id, nickname, isGuest, sinceMs } = person;
  return (
    <header class="person">
      <Face id={id} size="large" alt={words.person.faceOf(nickname)} />
      <div class="person-words">
        <h1>{nickname}</h1>
        <p class="person-since">
          {isGuest && <span class="person-guest">{words.person.guest}</span>}
          {words.person.since(formatDay(sinceMs, locale))}
        </p>
        <ul class="person-counts">
          <li>
            <a href={socialPaths.followers(id)}>
              {words.followers(formatCount(bond.followers, locale))}
            </a>
          </li>
          <li>
            <a href={socialPaths.following(id)}>
              {words.followings(formatCount(bond.followingCount, locale))}
            </a>
          </li>
        </ul>
      </div>
      <div class="actions">
        {bond.isSelf
          ? <LinkButton icon="edit" href={paths.account}>{words.person.change}</LinkButton>
          : <TowardsThem place={place} person={person} bond={bond} />}
      </div>
    </header>
  );
}

function TowardsThem(
  { place, person, bond }: Pick<PersonPageProps, "place" | "person" | "bond">,
) {
  const { locale, viewer } = place.state;
  const { person: words } = socialWords[locale];
  const { id } = person;
  return (
    <>
      {!bond.blocked && (
        <FollowButton
          locale={locale}
          person={person}
          following={bond.following}
          back={hereOf(place.url)}
          size="medium"
        />
      )}
      <Menu label={words.more} icon="more">
        {viewer && (
          <MenuButton
            icon={bond.blocked ? "person" : "close"}
            action={socialPaths.block(id)}
            hidden={{ blocked: bond.blocked ? "no" : "yes" }}
          >
            {bond.blocked ? words.unblock : words.block}
          </MenuButton>
        )}
        <MenuLink icon="warning" href={socialPaths.report(id)}>
          {reviewWords[locale].reportPerson}
        </MenuLink>
      </Menu>
    </>
  );
}
