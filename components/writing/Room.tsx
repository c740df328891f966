/**
 * The writing room, which grows while it is read: everything that changes stands in a slot of its own, and what comes later
 * for a slot is sent after it and takes its place. The shadow tree tells where the slots are, so that what comes last can
 * be shown first, and a screen reader meets it there; a style rule puts away what was there before. Without shadow trees,
 * the newest of each still reads in order.
 */
import type { VNode } from "preact";
import { markFor } from "@/lib/http/document.ts";
import { formatCount, formatNanoUsd } from "@/lib/i18n/format.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import { writingTime, writingWords } from "@/lib/i18n/writing.ts";
import { writingFieldWords } from "@/lib/i18n/writing_fields.ts";
import { writingJobWords } from "@/lib/i18n/writing_job.ts";
import { type Estimate, estimateStory, progressOf } from "@/lib/stories/writing/estimate.ts";
import { extentOfJob, isOpen, type Job, type Spent } from "@/lib/stories/writing/job.ts";
import type { RoomView } from "@/lib/stories/writing/room.ts";
import { stageOf, stagesOf } from "@/lib/stories/writing/view.ts";
import { chapterPath } from "@/components/stories/chapter_path.ts";
import { PageHeading } from "@/components/Heading.tsx";
import { Asked } from "@/components/writing/Asked.tsx";
import { Desk } from "@/components/writing/Desk.tsx";
import { writingPaths } from "@/components/writing/paths.ts";
import { RoomActions } from "@/components/writing/RoomActions.tsx";

export interface RoomProps {
  locale: Locale;
  view: RoomView;
  nowMs: number;
  /** Who writes here. */
  madeBy: string;
  /** The reader's, for moments to come. */
  zone: string;
}

/** Where the stream goes on inside the room. */
export function growthMark(jobId: string): string {
  return markFor(`${jobId}:room`);
}

export function Room(props: RoomProps) {
  const { locale, view } = props;
  const words = writingWords[locale].room;
  return (
    <div class="room">
      <template {...{ shadowrootmode: "open" }}>
        <div part="top">
          <slot name="title" />
        </div>
        <div part="side">
          <slot name="head" />
          <slot name="actions" />
          <slot name="chapters" />
        </div>
        <div part="work">
          <slot name="desks-title" />
          <div part="desks" role="list" aria-label={words.desks}>
            {stagesOf(view.job).map(({ key }) => <slot key={key} name={`desk-${key}`} />)}
          </div>
        </div>
        <div role="log" aria-live="polite">
          <slot name="said" />
        </div>
      </template>
      <h2 slot="desks-title">{words.desks}</h2>
      {roomParts(props).map(({ part }) => part)}
      {isOpen(view.job) && growthMark(view.job.id)}
    </div>
  );
}

/** Everything in the room that changes, by its slot. */
export function roomParts(props: RoomProps): { slot: string; part: VNode }[] {
  const { locale, view } = props;
  return [
    { slot: "title", part: <RoomTitle key="title" {...props} /> },
    { slot: "head", part: <RoomHead key="head" {...props} /> },
    { slot: "actions", part: <RoomActions key="actions" {...props} /> },
    { slot: "chapters", part: <Chapters key="chapters" {...props} /> },
    ...stagesOf(view.job).map((stage) => ({
      slot: `desk-${stage.key}`,
      part: <Desk key={stage.key} locale={locale} view={view} stage={stage} />,
    })),
  ];
}

/** What it is called: as the last of the desks names it, and by what was asked for until then. */
function RoomTitle({ locale, view: { job: { request }, title }, madeBy }: RoomProps) {
  const words = writingWords[locale];
  return (
    <div class="room-title" slot="title">
      <PageHeading
        above={<a href={writingPaths.start}>{words.title}</a>}
        title={<span lang={request.lang}>{title}</span>}
        lede={<Asked locale={locale} request={request} title={title} />}
      />
      {madeBy.startsWith("demo/") && <p class="room-demo">{words.room.demo}</p>}
    </div>
  );
}

function RoomHead({ locale, view, nowMs, madeBy }: RoomProps) {
  const words = writingWords[locale].room;
  const { job } = view;
  const { fraction, done, of, leftMs } = progressOf(job);
  const expected = estimateStory(extentOfJob(job), {
    candidates: job.candidates,
    madeBy,
    done: new Set(job.done),
  });
  const facts: [string, string][] = [
    [words.elapsed, writingTime[locale](elapsedOf(view, nowMs))],
    [words.spent, spentWords(job.spent, locale, madeBy)],
  ];
  if (isOpen(job) || done < of) {
    const left = leftMs === null ? words.leftUnknown : writingTime[locale](leftMs);
    facts.splice(1, 0, [words.left, left]);
    facts.push([words.expected, estimateWords(expected, locale, madeBy)]);
    facts.push([
      words.budget,
      job.budgetTokens === null
        ? words.noBudget
        : words.tokens(formatCount(job.budgetTokens, locale)),
    ]);
  }
  return (
    <section class="room-head" slot="head" aria-label={words.progress}>
      <p class={`room-now is-${job.status}`}>
        {job.status === "done" ? words.ended(view.title) : nowWords(job, locale)}
      </p>
      <progress
        class="room-progress"
        max={100}
        value={Math.round(fraction * 100)}
        aria-label={words.progress}
      >
        {Math.round(fraction * 100)}%
      </progress>
      <p class="room-of">
        <span>{Math.round(fraction * 100)}%</span> <span>{words.of(done, of)}</span>
      </p>
      <dl class="room-facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** What is going on, in a line. */
export function nowWords(job: Job, locale: Locale): string {
  const words = writingWords[locale];
  const stage = stageOf(job);
  if (job.status === "running" && stage) {
    const chapter = Number(job.unit?.split(":")[1] ?? 0);
    const what = writingJobWords[locale].stages[stage];
    const where = chapter > 0 ? `${writingFieldWords[locale].chapter(chapter)} ${what}` : what;
    return words.room.working(words.names[stage], where);
  }
  if (job.status === "queued" && !job.trouble) return words.room.waiting;
  return writingJobWords[locale].statuses[job.status];
}

/** How long the desks have worked: on what is done, and on what they have at hand. */
function elapsedOf({ job, records }: RoomView, nowMs: number): number {
  if (job.status !== "running") return job.workedMs;
  const ended = [...records.values()].map(({ endedAtMs }) => endedAtMs);
  return job.workedMs + Math.max(0, nowMs - Math.max(job.updatedAtMs, ...ended));
}

/** What was used, in tokens and money. */
export function spentWords(spent: Spent, locale: Locale, madeBy: string): string {
  const words = writingWords[locale].room;
  const tokens = spent.promptTokens + spent.outputTokens;
  if (tokens === 0 && madeBy.startsWith("demo/")) return words.free;
  const money = spent.unpriced > 0 ? words.unpriced : formatNanoUsd(spent.costNano, locale);
  return `${words.tokens(formatCount(tokens, locale))} · ${money}`;
}

/** What is reckoned to be used, in tokens and money. */
export function estimateWords(
  { promptTokens, outputTokens, costNano }: Estimate,
  locale: Locale,
  madeBy: string,
): string {
  const { room, form } = writingWords[locale];
  if (madeBy.startsWith("demo/")) return room.free;
  const tokens = form.tokens(formatCount(promptTokens + outputTokens, locale));
  const money = costNano === null ? room.unpriced : form.money(formatNanoUsd(costNano, locale));
  return `${tokens} · ${money}`;
}

function Chapters({ locale, view: { job, chapters, storyId } }: RoomProps) {
  const words = writingWords[locale].room;
  const { lang } = job.request;
  return (
    <section class="room-chapters" slot="chapters" aria-label={words.chapters}>
      <h2>{words.chapters}</h2>
      {chapters.length === 0 ? <p class="room-none">{words.noChapters}</p> : (
        <ol>
          {chapters.map(({ n, title, minutes, at }) => (
            <li key={n}>
              <a
                lang={lang}
                href={at !== null && storyId
                  ? chapterPath(storyId, at)
                  : writingPaths.unit(job.id, { stage: "style", chapter: n })}
              >
                {title}
              </a>
              <span>{words.minutes(minutes)}</span>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
