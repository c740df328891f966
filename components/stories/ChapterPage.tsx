/** Writing a chapter in Markdown, with a preview that is asked for by a button. */
import type { InputError } from "@/lib/errors.ts";
import { storyFormWords } from "@/lib/i18n/story_forms.ts";
import type { Chapter, Story } from "@/lib/stories/model.ts";
import { MAX_BODY, MAX_TITLE } from "@/lib/stories/model.ts";
import { Button } from "@/components/Button.tsx";
import { TextArea, TextField } from "@/components/Field.tsx";
import { errorOf, FormErrors } from "@/components/FormErrors.tsx";
import { PageHeading } from "@/components/Heading.tsx";
import { Notice } from "@/components/Notice.tsx";
import { Page } from "@/components/Page.tsx";
import type { Place } from "@/components/place.ts";
import { Prose } from "@/components/Prose.tsx";
import { storyPaths } from "@/components/stories/paths.ts";

export interface ChapterPageProps {
  place: Place;
  story: Story;
  /** As it is stored; null for one that is new. */
  chapter: Chapter | null;
  values: { title: string; body: string };
  errors: readonly InputError[];
  /** The text was changed elsewhere since the form was opened. */
  conflict: boolean;
  preview: boolean;
}

export function ChapterPage(
  { place, story, chapter, values, errors, conflict, preview }: ChapterPageProps,
) {
  const { locale } = place.state;
  const { chapters: words, form } = storyFormWords[locale];
  const n = chapter ? story.chapters.findIndex(({ id }) => id === chapter.id) + 1 : 0;
  const title = chapter ? words.editTitle(n) : words.newTitle;
  return (
    <Page
      place={place}
      title={`${title} – ${story.title}`}
      layout="reading"
      noIndex
      styles={["/stories.css"]}
    >
      <PageHeading
        title={title}
        above={<a href={storyPaths.edit(story.id)}>{words.back}</a>}
      />
      {conflict && chapter && (
        <Notice tone="warn" title={form.conflict}>
          <p>{form.conflictWords}</p>
          <details>
            <summary>{form.storedNow}</summary>
            <h3 lang={story.lang}>{chapter.title}</h3>
            <Prose markdown={chapter.body} lang={story.lang} level={4} look="story" />
          </details>
        </Notice>
      )}
      {preview && (
        <section class="chapter-preview" id="preview" aria-labelledby="preview-title">
          <h2 id="preview-title">{words.previewTitle}</h2>
          <h3 lang={story.lang}>{values.title}</h3>
          <Prose markdown={values.body} lang={story.lang} level={4} look="story" />
        </section>
      )}
      <form
        class="form"
        method="post"
        action={storyPaths.chapter(story.id, chapter?.id ?? "new")}
        novalidate
      >
        <FormErrors
          locale={locale}
          errors={errors}
          labels={{ title: words.heading, body: words.body }}
        />
        {chapter && <input type="hidden" name="rev" value={chapter.rev} />}
        <TextField
          name="title"
          label={words.heading}
          value={values.title}
          error={errorOf(errors, "title")}
          maxLength={MAX_TITLE}
          lang={story.lang}
          required
        />
        <TextArea
          name="body"
          label={words.body}
          hint={words.bodyHint}
          value={values.body}
          error={errorOf(errors, "body")}
          maxLength={MAX_BODY}
          rows={20}
          lang={story.lang}
          required
        />
        <div class="actions">
          <Button kind="primary" name="do" value="save">{words.save}</Button>
          <Button name="do" value="preview" icon="eye">{words.preview}</Button>
          {!chapter && (
            <Button kind="plain" name="do" value="save_and_next">{words.saveAndNext}</Button>
          )}
        </div>
      </form>
    </Page>
  );
}
