/** What can be done with a job as it stands: pause or stop it, let it go on, read what came of it. */
import { writingWords } from "@/lib/i18n/writing.ts";
import { writingJobWords } from "@/lib/i18n/writing_job.ts";
import { formatLocal } from "@/lib/spaces/events/zone.ts";
import { isOpen, type JobTrouble, stands } from "@/lib/stories/writing/job.ts";
import { MAX_BUDGET_TOKENS, MAX_MORE, MIN_BUDGET_TOKENS } from "@/lib/stories/writing/limits.ts";
import { MAX_CHAPTERS } from "@/lib/stories/writing/plan.ts";
import { Button, LinkButton } from "@/components/Button.tsx";
import { Select, TextField } from "@/components/Field.tsx";
import { Notice } from "@/components/Notice.tsx";
import { paths } from "@/components/place.ts";
import { storyPaths } from "@/components/stories/paths.ts";
import { writingPaths } from "@/components/writing/paths.ts";
import type { RoomProps } from "@/components/writing/Room.tsx";

export function RoomActions({ locale, zone, view: { job, storyId } }: RoomProps) {
  const words = writingWords[locale].room;
  const { id, status, trouble } = job;
  const rests = stands(job) || (status === "queued" && trouble !== null);
  const willPause = status === "running" && job.pausing === true;
  return (
    <div class="room-actions" slot="actions">
      {trouble && <Trouble trouble={trouble} locale={locale} zone={zone} />}
      {status === "cancelled" && <Notice>{words.cancelled}</Notice>}
      {status === "paused" && <Notice>{words.paused}</Notice>}
      {isOpen(job) && !trouble && (
        <p class="room-note">{willPause ? words.willPause : words.follow}</p>
      )}
      {storyId === "gone" && <Notice>{words.gone}</Notice>}
      {storyId !== null && storyId !== "gone" && (
        <div class="actions">
          <LinkButton kind="primary" size="large" icon="book" href={paths.story(storyId)}>
            {words.read}
          </LinkButton>
          <LinkButton icon="edit" href={storyPaths.edit(storyId)}>{words.manage}</LinkButton>
        </div>
      )}
      {rests && (
        <form class="room-form" method="post" action={writingPaths.resume(id)}>
          {trouble?.kind === "budget" && (
            <TextField
              // What is sent later for this place must not have the name of what it hides.
              id={`budget-${job.round}-${job.updatedAtMs}`}
              name="budget"
              label={words.resumeBudget}
              inputMode="numeric"
              value={String(
                Math.min((job.budgetTokens ?? MIN_BUDGET_TOKENS) * 2, MAX_BUDGET_TOKENS),
              )}
              required
            />
          )}
          <Button kind="primary" icon="refresh">{words.resume}</Button>
        </form>
      )}
      {status === "done" && job.chapters < MAX_CHAPTERS && (
        <form class="room-form is-more" method="post" action={writingPaths.more(id)}>
          <Select
            id={`more-${job.round}`}
            name="chapters"
            label={words.moreCount}
            labelHidden
            options={Array.from(
              { length: Math.min(MAX_MORE, MAX_CHAPTERS - job.chapters) },
              (_, n) => ({
                value: String(n + 1),
                label: writingWords[locale].form.chapters(n + 1),
              }),
            )}
          />
          <Button icon="plus">{words.more}</Button>
        </form>
      )}
      {status === "running" || status === "queued"
        ? (
          <div class="actions">
            {willPause
              ? (
                <form method="post" action={writingPaths.resume(id)}>
                  <Button kind="primary" icon="refresh">{words.keepOn}</Button>
                </form>
              )
              : isOpen(job) && (
                <form method="post" action={writingPaths.pause(id)}>
                  <Button kind="quiet" icon="clock">
                    {status === "running" ? words.pause : words.pauseNow}
                  </Button>
                </form>
              )}
            <form method="post" action={writingPaths.cancel(id)}>
              <Button kind="quiet" icon="stop">{words.cancel}</Button>
            </form>
          </div>
        )
        : (
          <LinkButton kind="plain" size="small" icon="trash" href={writingPaths.remove(id)}>
            {words.remove}
          </LinkButton>
        )}
    </div>
  );
}

function Trouble(
  { trouble, locale, zone }: { trouble: JobTrouble } & Pick<RoomProps, "locale" | "zone">,
) {
  const words = writingWords[locale].room;
  const { what, help } = writingJobWords[locale].troubles[trouble.kind];
  const { untilMs, why } = trouble;
  return (
    <Notice tone="warn" title={what}>
      <p>{untilMs === null ? help : `${words.until} ${formatLocal(untilMs, zone, locale)}`}</p>
      {why.length > 0 && (
        <details>
          <summary>{words.why}</summary>
          <ul lang="en">
            {why.map((sentence) => <li key={sentence}>{sentence}</li>)}
          </ul>
        </details>
      )}
    </Notice>
  );
}
