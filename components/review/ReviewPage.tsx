/** Where reports are decided: what was reported with its content, what is hidden, and who decided what. */
import type { Locale } from "@/lib/i18n/locale.ts";
import { reviewWords } from "@/lib/i18n/review.ts";
import { storyCommentWords } from "@/lib/i18n/story_comments.ts";
import type { CaseView, DeedView } from "@/lib/moderation/case_views.ts";
import {
  ACTS,
  CHARACTER_REASONS,
  type Deed,
  partsOf,
  PERSON_REASONS,
} from "@/lib/moderation/model.ts";
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
              key={partsOf(item.case).join(":")}
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
            <li key={`${deed.atMs}:${partsOf(deed).join(":")}`}>
              <p>
                <strong>{words.logged[deed.act]}</strong> {words.kinds[kindOf(deed)]} ·{" "}
                {by || words.somebody} · <Time ms={deed.atMs} nowMs={nowMs} locale={locale} />
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

function kindOf(deed: Deed): CaseView["kind"] {
  if ("personId" in deed) return "person";
  if ("characterId" in deed) return "character";
  return deed.commentId === "" ? "story" : "comment";
}

interface CaseProps {
  item: CaseView;
  view: ReviewView;
  locale: Locale;
  nowMs: number;
}

function CaseItem({ item, view, locale, nowMs }: CaseProps) {
  const words = reviewWords[locale];
  const text = textOf(item);
  const before = item.reports.find((report) => report.text !== text)?.text;
  return (
    <li class="review-case">
      <CaseHead item={item} locale={locale} />
      <blockquote class="review-text" lang={langOf(item)}>
        {text}
      </blockquote>
      {item.kind === "person" && item.person.own !== item.person.nickname && (
        <p>{words.shownAs(item.person.nickname)}</p>
      )}
      {before !== undefined && (
        <details>
          <summary>{words.asReported}</summary>
          <p class="review-text">{before}</p>
        </details>
      )}
      <Reports item={item} locale={locale} nowMs={nowMs} />
      <form method="post" action={REVIEW_PATH} class="actions">
        {Object.entries(fieldsOf(item)).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        {view === "open"
          ? (
            <>
              <Button size="small" name="do" value="dismiss">{words.acts.dismiss}</Button>
              <Button size="small" kind="danger" name="do" value="hide">
                {item.kind === "person" ? words.hideName : words.acts.hide}
              </Button>
            </>
          )
          : <Button size="small" name="do" value="lift">{words.acts.lift}</Button>}
      </form>
    </li>
  );
}

function langOf(item: CaseView): Locale | undefined {
  if (item.kind === "story") return item.story.lang;
  return item.kind === "character" ? item.character.lang : undefined;
}

function textOf(item: CaseView): string {
  if (item.kind === "person") return item.person.own;
  if (item.kind === "character") return item.text;
  return item.kind === "comment"
    ? item.comment.text
    : `${item.story.title}\n${item.story.synopsis}`;
}

/** What the form of a case names it by. */
function fieldsOf(item: CaseView): Record<string, string> {
  if (item.kind === "person") return { person: item.person.id };
  if (item.kind === "character") return { character: item.character.id };
  return { story: item.story.id, comment: item.kind === "comment" ? item.comment.id : "" };
}

/** What kind of thing it is, where it stands, and whose it is. */
function CaseHead({ item, locale }: Pick<CaseProps, "item" | "locale">) {
  const words = reviewWords[locale];
  const kind = <strong>{words.kinds[item.kind]}</strong>;
  if (item.kind === "person") {
    const { id, nickname, isGuest } = item.person;
    return (
      <p class="review-head">
        {kind} <a href={paths.user(id)}>{nickname}</a>
        {isGuest && <>{" "}· {words.guest}</>}
      </p>
    );
  }
  const { id, nickname } = item.author;
  const author = item.kind === "character" ? words.madeBy : words.by;
  return (
    <p class="review-head">
      {kind} <Subject item={item} locale={locale} /> ·{" "}
      <a href={paths.user(id)}>{author(nickname || words.somebody)}</a>
    </p>
  );
}

/** Leads to what somebody made, where it can be opened. */
function Subject(
  { item, locale }: { item: Exclude<CaseView, { kind: "person" }>; locale: Locale },
) {
  if (item.kind === "character") {
    const { id, name, lang, visibility } = item.character;
    return visibility === "private"
      ? <span lang={lang}>{name}</span>
      : <a href={paths.character(id)} lang={lang}>{name}</a>;
  }
  const { story } = item;
  return item.kind === "comment"
    ? (
      <a href={`${paths.story(story.id)}#c-${item.comment.id}`}>
        {reviewWords[locale].on(story.title)}
      </a>
    )
    : <a href={paths.story(story.id)} lang={story.lang}>{story.title}</a>;
}

/** Labels of the reasons of a case's reports, with how often each was given. */
function countReasons(item: CaseView, locale: Locale): { label: string; times: number }[] {
  const timesOf = (reason: string) =>
    item.reports.filter((report) => report.reason === reason).length;
  return reasonsOf(item, locale)
    .map(([reason, label]) => ({ label, times: timesOf(reason) }))
    .filter(({ times }) => times > 0);
}

/** What can be wrong with such a thing, each with its label. */
function reasonsOf({ kind }: CaseView, locale: Locale): (readonly [string, string])[] {
  const words = reviewWords[locale];
  if (kind === "person") {
    return PERSON_REASONS.map((reason) => [reason, words.personReasons[reason]]);
  }
  if (kind === "character") {
    return CHARACTER_REASONS.map((reason) => [reason, words.characterReasons[reason]]);
  }
  const { reasons } = storyCommentWords[locale];
  return REPORT_REASONS.map((reason) => [reason, reasons[reason]]);
}

/** Why it was reported: how often for which reason, and what was added. */
function Reports({ item, locale, nowMs }: Omit<CaseProps, "view">) {
  const words = reviewWords[locale];
  // Reports of one kind; what is told here, all have.
  const reports: readonly { note: string; atMs: number }[] = item.reports;
  const [latest] = reports;
  return (
    <>
      <p class="review-reasons">
        {words.reports(reports.length)}: {countReasons(item, locale).map(({ label, times }) =>
          times === 1 ? label : `${label} × ${times}`
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
