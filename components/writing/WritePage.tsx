/** Where a story is asked for: sixteen editors, a form, ideas, and what is being written already. */
import type { Locale } from "@/lib/i18n/locale.ts";
import { storyWords } from "@/lib/i18n/stories.ts";
import { type Idea, writingWords } from "@/lib/i18n/writing.ts";
import { writingJobWords } from "@/lib/i18n/writing_job.ts";
import { STAGES } from "@/lib/stories/writing/model.ts";
import { LinkButton } from "@/components/Button.tsx";
import { PageHeading } from "@/components/Heading.tsx";
import { Notice } from "@/components/Notice.tsx";
import { Page } from "@/components/Page.tsx";
import { Pager } from "@/components/Pager.tsx";
import { paths, type Place } from "@/components/place.ts";
import { storyPaths } from "@/components/stories/paths.ts";
import { EditorFace } from "@/components/writing/EditorFace.tsx";
import { JobList, type JobOnList } from "@/components/writing/JobList.tsx";
import { writingPaths } from "@/components/writing/paths.ts";
import { RequestForm, type RequestFormProps } from "@/components/writing/RequestForm.tsx";

export interface WritePageProps extends Omit<RequestFormProps, "locale"> {
  place: Place;
  jobs: readonly JobOnList[];
  nextCursor: string | null;
  nowMs: number;
}

export function WritePage({ place, jobs, nextCursor, nowMs, ...form }: WritePageProps) {
  const { locale } = place.state;
  const words = writingWords[locale];
  return (
    <Page
      place={place}
      title={words.title}
      description={words.description}
      styles={["/stories.css", "/writing.css"]}
    >
      <PageHeading
        above={<a href={paths.stories}>{words.toLibrary}</a>}
        title={words.title}
        lede={words.lede}
        actions={
          <LinkButton kind="plain" icon="edit" href={storyPaths.make}>{words.byHand}</LinkButton>
        }
      />
      {place.url.searchParams.get("done") === "removed" && (
        <Notice tone="good">{words.jobs.removed}</Notice>
      )}
      <Editors locale={locale} />
      <div class={`write${jobs.length > 0 ? " has-jobs" : ""}`}>
        <section class="write-new" aria-labelledby="new-title">
          <h2 id="new-title">{words.form.title}</h2>
          <RequestForm locale={locale} {...form} />
        </section>
        <aside class="write-side" aria-label={words.form.ideas}>
          {jobs.length > 0 && (
            <section class="write-jobs" aria-labelledby="jobs-title">
              <h2 id="jobs-title">{words.jobs.title}</h2>
              <JobList locale={locale} jobs={jobs} nowMs={nowMs} />
              <Pager locale={locale} url={place.url} nextCursor={nextCursor} />
            </section>
          )}
          <Ideas locale={locale} ideas={words.ideas} />
        </aside>
      </div>
    </Page>
  );
}

function Editors({ locale }: { locale: Locale }) {
  const words = writingWords[locale];
  return (
    <section class="editors" aria-label={words.editors}>
      <ol>
        {STAGES.map((stage) => (
          <li key={stage}>
            <EditorFace stage={stage} seal={false} />
            <b>{words.names[stage]}</b>
            <span>{writingJobWords[locale].stages[stage]}</span>
          </li>
        ))}
      </ol>
      <p>{words.rolesNote}</p>
    </section>
  );
}

function Ideas({ locale, ideas }: { locale: Locale; ideas: readonly Idea[] }) {
  const words = writingWords[locale].form;
  const genres: Readonly<Record<string, string>> = storyWords[locale].genres;
  const tones: Readonly<Record<string, string>> = storyWords[locale].tones;
  return (
    <section class="ideas" aria-labelledby="ideas-title">
      <h2 id="ideas-title">{words.ideas}</h2>
      <ul>
        {ideas.map((idea) => (
          <li key={idea.keywords} class={`idea is-${idea.tone}`}>
            <a href={`${writingPaths.idea(idea)}#new-title`}>{idea.keywords}</a>
            <span>{`${genres[idea.genre]} · ${tones[idea.tone]}`}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
