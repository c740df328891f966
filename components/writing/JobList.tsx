/** The stories that somebody has had written, and how each stands. */
import type { Locale } from "@/lib/i18n/locale.ts";
import { writingWords } from "@/lib/i18n/writing.ts";
import { writingJobWords } from "@/lib/i18n/writing_job.ts";
import { progressOf } from "@/lib/stories/writing/estimate.ts";
import { isOpen, type Job } from "@/lib/stories/writing/job.ts";
import { stageOf } from "@/lib/stories/writing/view.ts";
import { Icon } from "@/components/Icon.tsx";
import { Time } from "@/components/Time.tsx";
import { Asked } from "@/components/writing/Asked.tsx";
import { EditorFace } from "@/components/writing/EditorFace.tsx";
import { writingPaths } from "@/components/writing/paths.ts";
import { nowWords } from "@/components/writing/Room.tsx";

/** A job with what it is called by now. */
export interface JobOnList {
  job: Job;
  title: string;
}

export function JobList(
  { locale, jobs, nowMs }: { locale: Locale; jobs: readonly JobOnList[]; nowMs: number },
) {
  const words = writingWords[locale];
  return (
    <ul class="jobs">
      {jobs.map(({ job, title }) => {
        const percent = Math.round(progressOf(job).fraction * 100);
        return (
          <li key={job.id} class={`job is-${job.status}`}>
            <EditorFace stage={stageOf(job) ?? "title"} state={job.status} />
            <div class="job-words">
              <h3 lang={job.request.lang}>
                <a href={writingPaths.room(job.id)}>{title}</a>
              </h3>
              <p class="job-asked">
                <Asked locale={locale} request={job.request} title={title} />
              </p>
              <p class="job-now">
                {isOpen(job) ? nowWords(job, locale) : writingJobWords[locale].statuses[job.status]}
                {" · "}
                <Time ms={job.createdAtMs} nowMs={nowMs} locale={locale} />
              </p>
              {job.status !== "done" && (
                <progress class="room-progress" max={100} value={percent} aria-label={title}>
                  {percent}%
                </progress>
              )}
            </div>
            <a class="job-remove" href={writingPaths.remove(job.id)}>
              <Icon name="trash" />
              <span class="visually-hidden">{`${words.room.remove}: ${title}`}</span>
            </a>
          </li>
        );
      })}
    </ul>
  );
}
