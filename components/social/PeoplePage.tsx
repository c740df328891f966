/** Those who follow somebody, or are followed. */
import type { PeopleList } from "@/lib/social/people.ts";
import { formatDay } from "@/lib/i18n/format.ts";
import { socialWords } from "@/lib/i18n/social.ts";
import { EmptyState } from "@/components/EmptyState.tsx";
import { PageHeading } from "@/components/Heading.tsx";
import { Page } from "@/components/Page.tsx";
import { Pager } from "@/components/Pager.tsx";
import { hereOf, paths, type Place } from "@/components/place.ts";
import { Face } from "@/components/social/Face.tsx";
import { FollowButton } from "@/components/social/FollowButton.tsx";

export function PeoplePage({ place, people }: { place: Place; people: PeopleList }) {
  const { locale } = place.state;
  const { person, list, items, nextCursor } = people;
  const { people: words } = socialWords[locale];
  const isFollowers = list === "followers";
  const title = isFollowers
    ? words.followersTitle(person.nickname)
    : words.followingTitle(person.nickname);
  return (
    <Page place={place} title={title} layout="reading" noIndex styles={["/social.css"]}>
      <PageHeading
        title={title}
        lede={words.lede}
        above={<a href={paths.user(person.id)}>{person.nickname}</a>}
      />
      {items.length === 0
        ? (
          <EmptyState title={isFollowers ? words.noFollowers : words.noFollowing}>
            {isFollowers ? words.noFollowersWords : words.noFollowingWords}
          </EmptyState>
        )
        : (
          <ul class="people">
            {items.map(({ person: one, sinceMs, following, isSelf }) => (
              <li key={one.id}>
                <Face id={one.id} size="small" />
                <span class="people-name">
                  <a href={paths.user(one.id)}>{one.nickname}</a>
                  <time datetime={new Date(sinceMs).toISOString()}>
                    {formatDay(sinceMs, locale)}
                  </time>
                </span>
                {!isSelf && (
                  <FollowButton
                    locale={locale}
                    person={one}
                    following={following}
                    back={hereOf(place.url)}
                  />
                )}
              </li>
            ))}
          </ul>
        )}
      <Pager locale={locale} url={place.url} nextCursor={nextCursor} />
    </Page>
  );
}
