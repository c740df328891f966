/** What was said of a character or a story, for whoever made it: counts and latest words, without names. */
import { formatCount } from "@/lib/i18n/format.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import { socialWords } from "@/lib/i18n/social.ts";
import {
  type Feedback,
  type FeedbackReason,
  isGood,
  REASONS,
} from "@/lib/social/feedback_model.ts";
import { EmptyState } from "@/components/EmptyState.tsx";
import { PageHeading, Section } from "@/components/Heading.tsx";
import { Page } from "@/components/Page.tsx";
import { Pager } from "@/components/Pager.tsx";
import type { Place } from "@/components/place.ts";
import { Time } from "@/components/Time.tsx";

export interface ReceivedPageProps {
  place: Place;
  name: string;
  /** The page of the subject. */
  back: string;
  counts: ReadonlyMap<FeedbackReason, number>;
  /** With the title of the chapter, where it is on one that is still there. */
  items: readonly { feedback: Feedback; chapter: string | null }[];
  nextCursor: string | null;
  nowMs: number;
}

export function ReceivedPage(props: ReceivedPageProps) {
  const { place, name, back, counts, items, nextCursor } = props;
  const { locale } = place.state;
  const { feedback: words } = socialWords[locale];
  const title = words.received(name);
  return (
    <Page place={place} title={title} layout="reading" noIndex styles={["/social.css"]}>
      <PageHeading
        title={title}
        lede={words.receivedLede}
        above={<a href={back}>{name}</a>}
      />
      {counts.size === 0 && items.length === 0
        ? <EmptyState title={words.none}>{words.noneWords}</EmptyState>
        : (
          <>
            <Reasons locale={locale} counts={counts} />
            <Section id="latest" title={words.latest}>
              <ul class="received">
                {items.map((item) => (
                  <ReceivedItem key={keyOf(item.feedback)} {...item} {...props} />
                ))}
              </ul>
            </Section>
          </>
        )}
      <Pager locale={locale} url={place.url} nextCursor={nextCursor} />
    </Page>
  );
}

/** Names a word on the page; not whose it is. */
function keyOf({ part, atMs }: Feedback): string {
  return `${part}:${atMs}`;
}

function Reasons(
  { locale, counts }: { locale: Locale; counts: ReadonlyMap<FeedbackReason, number> },
) {
  const { feedback: words } = socialWords[locale];
  const sum = (good: boolean) =>
    [...counts].reduce((all, [reason, times]) => isGood(reason) === good ? all + times : all, 0);
  const given = REASONS.filter((reason) => counts.has(reason))
    .toSorted((a, b) => counts.get(b)! - counts.get(a)!);
  return (
    <Section id="reasons" title={words.reasonsTitle}>
      <p class="received-sums">
        <span>{words.goods(formatCount(sum(true), locale))}</span>
        <span>{words.bads(formatCount(sum(false), locale))}</span>
      </p>
      <dl class="received-reasons">
        {given.map((reason) => (
          <div key={reason} class={isGood(reason) ? "is-good" : "is-bad"}>
            <dt>{words.reasons[reason]}</dt>
            <dd>{formatCount(counts.get(reason)!, locale)}</dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}

function ReceivedItem(
  { feedback, chapter, place, nowMs }:
    & ReceivedPageProps["items"][number]
    & Pick<ReceivedPageProps, "place" | "nowMs">,
) {
  const { locale } = place.state;
  const { feedback: words } = socialWords[locale];
  const { reason, words: said, shown, atMs, subject } = feedback;
  const on = subject.kind === "character"
    ? words.onReply
    : chapter === null
    ? null
    : words.onChapter(chapter);
  return (
    <li class={isGood(reason) ? "received-item is-good" : "received-item is-bad"}>
      <p class="received-reason">{words.reasons[reason]}</p>
      {said && <p class="received-words">{said}</p>}
      {shown !== null && (
        <details>
          <summary>{words.shown}</summary>
          <p class="received-words">{shown}</p>
        </details>
      )}
      <p class="notice-time">
        {on && <>{on} ·{" "}</>}
        <Time ms={atMs} locale={locale} nowMs={nowMs} />
      </p>
    </li>
  );
}
