/** The front of the house. */
import { homeWords } from "@/lib/i18n/home.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import { writingWords } from "@/lib/i18n/writing.ts";
import { LinkButton } from "@/components/Button.tsx";
import { CharacterGrid, type CharacterOnCard } from "@/components/CharacterCard.tsx";
import { EmptyState } from "@/components/EmptyState.tsx";
import { Section } from "@/components/Heading.tsx";
import { CallTeaser } from "@/components/home/CallTeaser.tsx";
import { ContinueRow, type LastTalk } from "@/components/home/ContinueRow.tsx";
import { Hero } from "@/components/home/Hero.tsx";
import { SpaceRow, type SpaceTeaser } from "@/components/home/SpaceRow.tsx";
import { StoryList, type StoryTeaser } from "@/components/home/StoryList.tsx";
import { Page } from "@/components/Page.tsx";
import { paths, type Place } from "@/components/place.ts";
import { writingPaths } from "@/components/writing/paths.ts";

export interface HomePageProps {
  place: Place;
  /** Those most talked with these days. */
  living: readonly CharacterOnCard[];
  /** The reader's last conversations, latest first. */
  talks: readonly LastTalk[];
  spaces: readonly SpaceTeaser[];
  stories: readonly StoryTeaser[];
}

export function HomePage({ place, living, talks, spaces, stories }: HomePageProps) {
  const { locale } = place.state;
  const words = homeWords[locale];
  return (
    <Page place={place} title={null} layout="full" styles={["/home.css"]}>
      <Hero locale={locale} />
      <div class="home">
        {talks.length > 0 && (
          <Section
            id="talks"
            title={words.continueTitle}
            more={{ href: paths.chats, label: words.continueAll }}
          >
            <ContinueRow locale={locale} talks={talks} />
          </Section>
        )}
        <Living locale={locale} living={living} />
        <Steps locale={locale} />
        {spaces.length > 0 && (
          <Section
            id="spaces"
            title={words.spacesTitle}
            lede={words.spacesLede}
            more={{ href: paths.spaces, label: words.spacesAll }}
          >
            <SpaceRow locale={locale} spaces={spaces} />
          </Section>
        )}
        <CallTeaser locale={locale} two={living.slice(0, 2)} />
        {stories.length > 0 && (
          <Section
            id="stories"
            title={words.storiesTitle}
            lede={words.storiesLede}
            more={{ href: paths.stories, label: words.storiesAll }}
          >
            <StoryList locale={locale} stories={stories} />
            <p class="actions">
              <LinkButton icon="plus" href={writingPaths.start}>
                {writingWords[locale].enter}
              </LinkButton>
              {writingWords[locale].enterLede}
            </p>
          </Section>
        )}
        <Promise locale={locale} />
      </div>
    </Page>
  );
}

function Living({ locale, living }: { locale: Locale; living: readonly CharacterOnCard[] }) {
  const words = homeWords[locale];
  return (
    <Section
      id="living"
      title={words.livingTitle}
      more={{ href: paths.characters, label: words.livingAll }}
    >
      {living.length > 0
        ? <CharacterGrid views={living} locale={locale} eagerCount={5} />
        : (
          <EmptyState
            title={words.livingEmpty}
            actions={
              <LinkButton kind="primary" icon="plus" href={paths.newCharacter}>
                {words.make}
              </LinkButton>
            }
          >
            {words.livingEmptyWords}
          </EmptyState>
        )}
    </Section>
  );
}

function Steps({ locale }: { locale: Locale }) {
  const words = homeWords[locale];
  return (
    <Section id="how" title={words.howTitle}>
      <ol class="steps">
        {words.steps.map(({ numeral, title, words }) => (
          <li key={numeral}>
            <p class="step-numeral" aria-hidden="true">{numeral}</p>
            <h3>{title}</h3>
            <p>{words}</p>
          </li>
        ))}
      </ol>
    </Section>
  );
}

function Promise({ locale }: { locale: Locale }) {
  const words = homeWords[locale];
  return (
    <section class="promise" aria-labelledby="promise-title">
      <h2 id="promise-title">{words.promiseTitle}</h2>
      <p>{words.promise}</p>
      <LinkButton kind="quiet" href={paths.about} iconAfter="arrow-right">
        {words.promiseMore}
      </LinkButton>
    </section>
  );
}
