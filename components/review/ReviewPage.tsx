/** Where reports are decided: what was reported with its content, what is hidden, and who decided what. */
import type { Locale } from "@/lib/i18n/locale.ts";
import { reviewWords } from "@/lib/i18n/review.ts";
import { storyCommentWords } from "@/lib/i18n/story_comments.ts";
import type { CaseView, DeedView } from "@/lib/moderation/cases.ts";
import { ACTS } from "@/lib/moderation/model.ts";
import { REPORT_REASONS } from "@/lib/stories/comments/model.ts";
import { Button } from "@/components/Button.tsx";
import { EmptyState } from "@/components/EmptyState.tsx";
import { PageHeading } from "@/components/Heading.tsx";
import { Notice } from "@/components/Notice.tsx";
import { Page } from "@/components/Page.tsx";
import { Pager } from "@/components/Pager.tsx";
import { paths, type Place } from "@/components/place.ts";
import { Time } from "@/components/Time.tsx";

export const REVIEW_PATH = "/review";
export const REVIEW_VIEWS = ["open", "hidden", "log"] as const;
export type ReviewView = typeof REVIEW_VIEWS[number];

export interface ReviewPageProps {
  place: Place;
  view: ReviewView;
  cases: readonly CaseView[];
  deeds: readonly DeedView[];
  nextCursor: string | null;
  nowMs: number;
}

export function ReviewPage({ place, view, cases, deeds, nextCursor, nowMs }: ReviewPageProps) {
  const { locale } = place.state;
  const words = reviewWords[locale];
  const done = ACTS.find((act) => act === place.url.searchParams.get("done"));
  const isEmpty = view === "log" ? deeds.length === 0 : cases.length === 0;
  return (
    <Page place={place} title={words.title} layout="reading" noIndex styles={["/review.css"]}>
      <PageHeading title={words.title} lede={words.lede} />
      <nav class="review-views" aria-label={words.views}>
        {REVIEW_VIEWS.map((name) => (
          <a
            key={name}
            href={`${REVIEW_PATH}?show=${name}`}
            aria-current={name === view ? "page" : "false"}
          >
            {words[name]}
          </a>
        ))}
      </nav>
      {done && <Notice tone="good">{words.done[done]}</Notice>}
      {isEmpty && <EmptyState title={words.empty[view]}>{words.emptyWords[view]}</EmptyState>}
      {view !== "log" && cases.length > 0 && (
        <ul class="review-cases">
          {cases.map((item) => (
            <CaseItem
              key={`${item.case.storyId}:${item.case.commentId}`}
              item={item}
              view={view}
              locale={locale}
              nowMs={nowMs}
            />
          ))}
        </ul>
      )}
      {view === "log" && deeds.length > 0 && (
        <ol class="review-log">
          {deeds.map(({ deed, by }) => (
            <li key={`${deed.atMs}:${deed.storyId}:${deed.commentId}`}>
              <p>
                <strong>{words.logged[deed.act]}</strong>{" "}
                {deed.commentId === "" ? words.story : words.comment} · {by || words.somebody} ·
                {" "}
                <Time ms={deed.atMs} nowMs={nowMs} locale={locale} />
              </p>
              <p class="review-text">{deed.text}</p>
            </li>
          ))}
        </ol>
      )}
      <Pager locale={locale} url={place.url} nextCursor={nextCursor} />
    </Page>
  );
}

function CaseItem({ item, view, locale, nowMs }: {
  item: CaseView;
  view: ReviewView;
  locale: Locale;
  nowMs: number;
}) {
  const { story, comment, author, reports } = item;
  const words = reviewWords[locale];
  const text = comment ? comment.text : `${story.title}\n${story.synopsis}`;
  const before = reports.find((report) => report.text !== text)?.text;
  return (
    <li class="review-case">
      <p class="review-head">
        <strong>{comment ? words.comment : words.story}</strong>{" "}
        {comment && <a href={`${paths.story(story.id)}#c-${comment.id}`}>{words.on(story.title)}
        </a>}
        {!comment && <a href={paths.story(story.id)} lang={story.lang}>{story.title}</a>} ·{" "}
        <a href={paths.user(author.id)}>{words.by(author.nickname || words.somebody)}</a>
      </p>
      <blockquote class="review-text" lang={comment ? undefined : story.lang}>{text}</blockquote>
      {before !== undefined && (
        <details>
          <summary>{words.asReported}</summary>
          <p class="review-text">{before}</p>
        </details>
      )}
      <Reports item={item} locale={locale} nowMs={nowMs} />
      <form method="post" action={REVIEW_PATH} class="actions">
        <input type="hidden" name="story" value={story.id} />
        <input type="hidden" name="comment" value={item.case.commentId} />
        {view === "open"
          ? (
            <>
              <Button size="small" name="do" value="dismiss">{words.acts.dismiss}</Button>
              <Button size="small" kind="danger" name="do" value="hide">{words.acts.hide}</Button>
            </>
          )
          : <Button size="small" name="do" value="lift">{words.acts.lift}</Button>}
      </form>
    </li>
  );
}

/** Why it was reported: how often for which reason, and what was added. */
function Reports({ item: { reports }, locale, nowMs }: {
  item: CaseView;
  locale: Locale;
  nowMs: number;
}) {
  const words = reviewWords[locale];
  const { reasons } = storyCommentWords[locale];
  const counted = REPORT_REASONS.map((reason) => ({
    reason,
    times: reports.filter((report) => report.reason === reason).length,
  })).filter(({ times }) => times > 0);
  const [latest] = reports;
  return (
    <>
      <p class="review-reasons">
        {words.reports(reports.length)}: {counted.map(({ reason, times }) =>
          times === 1 ? reasons[reason] : `${reasons[reason]} × ${times}`
        ).join(", ")}
        {latest && (
          <>
            {" "}· <Time ms={latest.atMs} nowMs={nowMs} locale={locale} />
          </>
        )}
      </p>
      {reports.some(({ note }) => note !== "") && (
        <ul class="review-notes">
          {reports.filter(({ note }) => note !== "").map(({ note, atMs }) => (
            <li key={atMs}>{note}</li>
          ))}
        </ul>
      )}
    </>
  );
}
