/** Everybody of a story, as of a chapter that the reader chooses; and for its writer, what brings them out of it. */
import type { Locale } from "@/lib/i18n/locale.ts";
import { storyPeopleWords } from "@/lib/i18n/story_people.ts";
import type { Story } from "@/lib/stories/model.ts";
import type { BringFault } from "@/lib/stories/people/make.ts";
import type { PersonOfStory } from "@/lib/stories/people/people.ts";
import type { PeopleView } from "@/lib/stories/people/view.ts";
import { Button, LinkButton } from "@/components/Button.tsx";
import { EmptyState } from "@/components/EmptyState.tsx";
import { TextArea, TextField } from "@/components/Field.tsx";
import { FormErrors } from "@/components/FormErrors.tsx";
import { PageHeading } from "@/components/Heading.tsx";
import { Icon } from "@/components/Icon.tsx";
import { Notice } from "@/components/Notice.tsx";
import { Page } from "@/components/Page.tsx";
import { paths, type Place } from "@/components/place.ts";
import { chapterPath } from "@/components/stories/chapter_path.ts";
import { ChapterSelect } from "@/components/story_people/ChapterSelect.tsx";
import { peoplePaths } from "@/components/story_people/paths.ts";
import { PersonFace } from "@/components/story_people/PersonFace.tsx";
import { TalkForm } from "@/components/story_people/TalkForm.tsx";

export interface PeoplePageProps {
  place: Place;
  story: Story;
  view: PeopleView;
  /** Whether somebody wrote down who knows what in this story. */
  hasLedger: boolean;
  isOwner: boolean;
  /** Somebody who was brought out, or into the gallery, just now. */
  done: { name: string; how: "made" | "published" } | null;
  /** What was entered, and what is wrong with it. */
  bring: { name: string; looks: string; fault: BringFault | null };
}

export function PeoplePage(props: PeoplePageProps) {
  const { place, story, view, hasLedger, isOwner, done } = props;
  const { locale } = place.state;
  const words = storyPeopleWords[locale].page;
  const { people, later, n } = view;
  return (
    <Page
      place={place}
      title={words.title(story.title)}
      room="stories"
      noIndex
      styles={["/stories.css", "/story_people.css"]}
    >
      <PageHeading
        title={words.title(story.title)}
        lede={people.length + later > 0 ? words.lede : undefined}
        above={<a href={paths.story(story.id)}>{words.back}</a>}
      />
      {done && <Notice tone="good">{words[done.how](done.name)}</Notice>}
      {people.length + later > 0 && <Choose locale={locale} story={story} n={n} />}
      {people.length === 0
        ? <Nobody locale={locale} story={story} later={later} n={n} />
        : (
          <ul class="people-list">
            {people.map((person) => <Person key={person.id} {...props} person={person} />)}
          </ul>
        )}
      {later > 0 && people.length > 0 && <p class="people-later">{words.later(later)}</p>}
      {!hasLedger && people.length > 0 && <p class="people-later">{words.onlyText}</p>}
      {isOwner && <Bring {...props} />}
    </Page>
  );
}

function Choose({ locale, story, n }: { locale: Locale; story: Story; n: number }) {
  const words = storyPeopleWords[locale].page;
  return (
    <form class="people-choose" method="get" action={peoplePaths.all(story.id)}>
      <ChapterSelect locale={locale} story={story} n={n} id="as" label={words.chooseLabel} />
      <Button kind="quiet">{words.choose}</Button>
    </form>
  );
}

function Nobody(
  { locale, story, later, n }: { locale: Locale; story: Story; later: number; n: number },
) {
  const words = storyPeopleWords[locale].page;
  return (
    <EmptyState
      title={later > 0 ? words.nobody : words.none}
      actions={story.chapters.length > 0 && (
        <LinkButton kind="primary" icon="book" href={chapterPath(story.id, Math.max(1, n))}>
          {words.back}
        </LinkButton>
      )}
    >
      {later > 0 ? words.nobodyWords : words.noneWords}
    </EmptyState>
  );
}

function Person(
  { place, story, view: { n }, isOwner, person }: PeoplePageProps & { person: PersonOfStory },
) {
  const { locale } = place.state;
  const words = storyPeopleWords[locale];
  const { id, name, since, character } = person;
  const isPublic = character?.visibility === "public";
  // Hidden after a report, it comes into no gallery until that is lifted.
  const canPublish = isOwner && !isPublic && !character?.hidden;
  const speaks = story.lang === locale ? {} : { lang: story.lang };
  return (
    <li class="person">
      <PersonFace person={person} size="large" />
      <div class="person-words">
        <h2 {...speaks}>{name}</h2>
        <p class="person-since">{words.page.since(since)}</p>
        {person.told && <p {...speaks}>{person.told.appearance}</p>}
        <p class="as-of">{words.asOf(n)}</p>
      </div>
      <div class="person-deeds">
        <TalkForm locale={locale} storyId={story.id} person={person} n={n} />
        <a
          class="person-card"
          href={peoplePaths.card(story.id, id, { as: n, format: "png" })}
          download
          rel="nofollow"
        >
          <Icon name="download" />
          {words.page.card}
          <span class="visually-hidden">: {name}, {words.asOf(n)}</span>
        </a>
        {isPublic && (
          <a class="person-card" href={paths.character(id)}>
            <Icon name="person" />
            {words.page.inGallery}
            <span class="visually-hidden">: {name}</span>
          </a>
        )}
        {canPublish && story.status === "published" && story.visibility === "public" && (
          <form method="post" action={peoplePaths.all(story.id)}>
            <input type="hidden" name="act" value="publish" />
            <input type="hidden" name="who" value={id} />
            <input type="hidden" name="as" value={n} />
            <Button kind="plain" size="small">
              {words.page.publish}
              <span class="visually-hidden">: {name}</span>
            </Button>
          </form>
        )}
      </div>
    </li>
  );
}

/** Brings somebody out by name. */
function Bring({ place, story, view: { n }, bring }: PeoplePageProps) {
  const words = storyPeopleWords[place.state.locale].page;
  if (story.chapters.length === 0) return null;
  const error = bring.fault && words[bring.fault];
  return (
    <section class="section" aria-labelledby="bring-title">
      <h2 id="bring-title">{words.bring}</h2>
      <p class="people-later">{words.bringWords}</p>
      <form class="form people-bring" method="post" action={peoplePaths.all(story.id)}>
        <FormErrors
          locale={place.state.locale}
          errors={error ? [{ path: "name", message: error }] : []}
          labels={{ name: words.name }}
        />
        <input type="hidden" name="act" value="bring" />
        <input type="hidden" name="as" value={n} />
        <TextField
          name="name"
          label={words.name}
          value={bring.name}
          error={error}
          maxLength={40}
          lang={story.lang}
          required
        />
        <TextArea
          name="looks"
          label={words.looks}
          hint={words.looksHint}
          value={bring.looks}
          maxLength={300}
          rows={2}
        />
        <div class="actions">
          <Button kind="primary" icon="plus">{words.bringSubmit}</Button>
        </div>
      </form>
    </section>
  );
}
