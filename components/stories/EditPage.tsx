/** Where a writer keeps a story: its chapters, when it comes out, and its details. */
import type { InputError } from "@/lib/errors.ts";
import { storyFormWords } from "@/lib/i18n/story_forms.ts";
import { writingWords } from "@/lib/i18n/writing.ts";
import type { StoryValues } from "@/lib/stories/form.ts";
import type { Story } from "@/lib/stories/model.ts";
import { formatLocal, writeLocal, zoneName } from "@/lib/spaces/events/zone.ts";
import { Button, LinkButton } from "@/components/Button.tsx";
import { Select, TextField } from "@/components/Field.tsx";
import { errorOf } from "@/components/FormErrors.tsx";
import { PageHeading, Section } from "@/components/Heading.tsx";
import { Notice } from "@/components/Notice.tsx";
import { Page } from "@/components/Page.tsx";
import { PaintLink } from "@/components/painting/PaintPage.tsx";
import { paths, type Place } from "@/components/place.ts";
import { zoneOptions } from "@/components/spaces/events/EventFields.tsx";
import { storyPaths } from "@/components/stories/paths.ts";
import { StoryForm } from "@/components/stories/StoryForm.tsx";
import { writingPaths } from "@/components/writing/paths.ts";

const DAY_MS = 86_400_000;

export interface EditPageProps {
  place: Place;
  story: Story;
  values: StoryValues;
  errors: readonly InputError[];
  /** Whether the details were changed elsewhere while the form stood open. */
  conflict: boolean;
  zone: string;
  nowMs: number;
  /** Whether there is somebody to paint a cover. */
  canPaint: boolean;
  /** The job it was written in, as long as that is kept. */
  jobId: string | null;
}

export function EditPage(props: EditPageProps) {
  const { place, story, values, errors, conflict } = props;
  const { locale } = place.state;
  const words = storyFormWords[locale];
  return (
    <Page
      place={place}
      title={words.form.editTitle(story.title)}
      layout="reading"
      noIndex
      styles={["/stories.css"]}
    >
      <PageHeading
        title={words.form.editTitle(story.title)}
        above={<a href={paths.story(story.id)}>{words.form.back}</a>}
        actions={props.jobId && (
          <LinkButton kind="plain" icon="branch" href={writingPaths.room(props.jobId)}>
            {writingWords[locale].toRoom}
          </LinkButton>
        )}
      />
      <Done place={place} story={story} />
      <Chapters place={place} story={story} />
      <PublishPart {...props} />
      {(props.canPaint || story.cover.kind === "image") && (
        <Section id="cover" title={words.cover}>
          <PaintLink
            locale={locale}
            kind="story"
            href={storyPaths.cover(story.id)}
            canPaint={props.canPaint}
          />
        </Section>
      )}
      <Section id="details" title={words.form.details}>
        {conflict && (
          <Notice tone="warn" title={words.form.conflict}>
            <p>{words.form.conflictWords}</p>
            <p>
              {words.form.storedNow}: <strong lang={story.lang}>{story.title}</strong>
            </p>
          </Notice>
        )}
        <StoryForm
          locale={locale}
          action={storyPaths.edit(story.id)}
          values={values}
          errors={errors.filter(({ path }) => path !== "when")}
          rev={story.rev}
          submit={words.form.save}
          cancelHref={paths.story(story.id)}
          cancel={words.form.back}
        />
      </Section>
      <p class="story-remove">
        <a href={storyPaths.remove(story.id)}>{words.remove.open}</a>
      </p>
    </Page>
  );
}

/** What was done just now, and how to undo it. */
function Done({ place, story }: { place: Place; story: Story }) {
  const words = storyFormWords[place.state.locale];
  const done = place.url.searchParams.get("done");
  const lost = story.removed[0];
  if (done === "removed" && lost) {
    return (
      <Notice tone="good">
        <form method="post" action={storyPaths.chapters(story.id)} class="undo">
          <p>{words.chapters.removed}</p>
          <input type="hidden" name="chapter" value={lost.id} />
          <Button size="small" name="do" value="restore">{words.chapters.restore}</Button>
        </form>
      </Notice>
    );
  }
  const said = done === "saved"
    ? words.form.saved
    : done === "chapter"
    ? words.chapters.saved
    : done === "imported"
    ? words.import.done
    : done === "published" || done === "scheduled" || done === "draft"
    ? words.publish.done[done]
    : null;
  return said && <Notice tone="good">{said}</Notice>;
}

function Chapters({ place, story }: { place: Place; story: Story }) {
  const words = storyFormWords[place.state.locale].chapters;
  const { id, lang, chapters, removed } = story;
  return (
    <Section id="chapters" title={words.title}>
      {chapters.length === 0 ? <p>{words.none}</p> : (
        <ol class="chapter-list">
          {chapters.map((chapter, i) => (
            <li key={chapter.id}>
              <a
                href={storyPaths.chapter(id, chapter.id)}
                lang={lang}
                aria-label={words.edit(chapter.title)}
              >
                {chapter.title}
              </a>
              <form method="post" action={storyPaths.chapters(id)}>
                <input type="hidden" name="chapter" value={chapter.id} />
                <Button
                  kind="plain"
                  size="small"
                  name="do"
                  value="up"
                  disabled={i === 0}
                  aria-label={words.up(chapter.title)}
                >
                  ↑
                </Button>
                <Button
                  kind="plain"
                  size="small"
                  name="do"
                  value="down"
                  disabled={i === chapters.length - 1}
                  aria-label={words.down(chapter.title)}
                >
                  ↓
                </Button>
                <Button
                  kind="plain"
                  size="small"
                  icon="trash"
                  name="do"
                  value="remove"
                  label={words.remove(chapter.title)}
                />
              </form>
            </li>
          ))}
        </ol>
      )}
      <div class="actions">
        <LinkButton
          kind={chapters.length === 0 ? "primary" : "quiet"}
          icon="plus"
          href={storyPaths.chapter(id, "new")}
        >
          {words.add}
        </LinkButton>
      </div>
      {removed.length > 0 && (
        <details class="chapter-bin">
          <summary>{words.bin}</summary>
          <p>{words.binWords}</p>
          <ul>
            {removed.map((chapter) => (
              <li key={chapter.id}>
                <span lang={lang}>{chapter.title}</span>
                <form method="post" action={storyPaths.chapters(id)}>
                  <input type="hidden" name="chapter" value={chapter.id} />
                  <Button
                    size="small"
                    name="do"
                    value="restore"
                    aria-label={words.restoreOf(chapter.title)}
                  >
                    {words.restore}
                  </Button>
                </form>
              </li>
            ))}
          </ul>
        </details>
      )}
    </Section>
  );
}

function PublishPart({ place, story, errors, zone, nowMs }: EditPageProps) {
  const { locale } = place.state;
  const words = storyFormWords[locale].publish;
  const { status, publishAtMs, publishedAtMs } = story;
  const atMs = publishAtMs ?? (status === "published" ? publishedAtMs : null);
  const isOut = status === "published";
  return (
    <Section id="publish" title={words.title}>
      <p>
        {isOut ? words.published : publishAtMs !== null ? words.scheduled : words.draft}{" "}
        {atMs !== null && (
          <strong>
            <time datetime={new Date(atMs).toISOString()}>{formatLocal(atMs, zone, locale)}</time>
            {" "}
            ({zoneName(atMs, zone, locale)})
          </strong>
        )}
      </p>
      {story.chapters.length === 0
        ? <p>{words.needsChapter}</p>
        : (
          <form class="form" method="post" action={storyPaths.publish(story.id)} novalidate>
            <div class="actions">
              {!isOut && <Button kind="primary" name="do" value="now">{words.now}</Button>}
              {isOut && <Button name="do" value="draft">{words.toDraft}</Button>}
              {publishAtMs !== null && <Button name="do" value="draft">{words.callOff}</Button>}
            </div>
            {!isOut && (
              <div class="form-pair">
                <TextField
                  name="when"
                  type="datetime-local"
                  label={words.at}
                  value={writeLocal(publishAtMs ?? nowMs + DAY_MS, zone)}
                  error={errorOf(errors, "when")}
                />
                <Select name="zone" label={words.zone} options={zoneOptions(zone)} value={zone} />
              </div>
            )}
            {!isOut && (
              <div class="actions">
                <Button name="do" value="at" icon="clock">{words.schedule}</Button>
              </div>
            )}
          </form>
        )}
    </Section>
  );
}
