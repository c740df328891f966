/** What happened that concerns the reader, the latest first. */
import { formatCount } from "@/lib/i18n/format.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import { chooseParticles } from "@/lib/i18n/particles.ts";
import { type Sentence, socialWords } from "@/lib/i18n/social.ts";
import type { InboxPage } from "@/lib/social/inbox.ts";
import { MAX_PARTS, MAX_UNREAD, type NoticeKind } from "@/lib/social/model.ts";
import type { Told } from "@/lib/social/told.ts";
import { Button, LinkButton } from "@/components/Button.tsx";
import { EmptyState } from "@/components/EmptyState.tsx";
import { PageHeading } from "@/components/Heading.tsx";
import { Icon, type IconName } from "@/components/Icon.tsx";
import { Page } from "@/components/Page.tsx";
import { Pager } from "@/components/Pager.tsx";
import { paths, type Place } from "@/components/place.ts";
import { Face } from "@/components/social/Face.tsx";
import { socialPaths } from "@/components/social/paths.ts";
import { Time } from "@/components/Time.tsx";

export interface NotificationsPageProps {
  place: Place;
  inbox: InboxPage;
  /** Everything up to here is read. */
  seenAtMs: number;
  nowMs: number;
}

export function NotificationsPage({ place, inbox, seenAtMs, nowMs }: NotificationsPageProps) {
  const { locale, unread = 0 } = place.state;
  const { notices: words } = socialWords[locale];
  const { items, nextCursor } = inbox;
  const latestMs = Math.max(...items.map(({ atMs }) => atMs), 0);
  return (
    <Page
      place={place}
      title={words.title}
      layout="reading"
      noIndex
      styles={["/social.css"]}
    >
      <PageHeading
        title={words.title}
        lede={unread > 0 ? words.unread(unread, unread >= MAX_UNREAD) : words.lede}
        actions={
          <>
            {unread > 0 && latestMs > seenAtMs && (
              <form method="post" action={socialPaths.read}>
                <input type="hidden" name="until" value={latestMs} />
                <Button size="small" icon="check">{words.markRead}</Button>
              </form>
            )}
            <LinkButton kind="plain" size="small" href={socialPaths.settings}>
              {words.settings}
            </LinkButton>
          </>
        }
      />
      {items.length > 0
        ? (
          <ul class="notices">
            {items.map((told) => (
              <NoticeItem
                key={told.id}
                told={told}
                locale={locale}
                nowMs={nowMs}
                isNew={told.atMs > seenAtMs}
              />
            ))}
          </ul>
        )
        : <Nothing place={place} />}
      <Pager locale={locale} url={place.url} nextCursor={nextCursor} />
    </Page>
  );
}

function Nothing({ place }: { place: Place }) {
  const { notices: words } = socialWords[place.state.locale];
  if (place.url.searchParams.has("cursor")) return <EmptyState title={words.emptyPage} />;
  return (
    <EmptyState
      title={words.empty}
      actions={<LinkButton kind="primary" href={paths.stories}>{words.toStories}</LinkButton>}
    >
      {words.emptyWords}
    </EmptyState>
  );
}

const ICONS: Readonly<Record<NoticeKind, IconName>> = {
  story: "book",
  chapter: "book",
  character: "person",
  comment: "chat",
  reply: "chat",
  like: "heart",
  follower: "person",
  feedback: "info",
  written: "book",
  unwritten: "warning",
};

function NoticeItem({ told, locale, nowMs, isNew }: {
  told: Told;
  locale: Locale;
  nowMs: number;
  isNew: boolean;
}) {
  const { notices: words } = socialWords[locale];
  const [first] = told.by;
  return (
    <li class={isNew ? "notice-item is-new" : "notice-item"}>
      {first ? <Face id={first.id} size="small" /> : (
        <span class="notice-sign">
          <Icon name={ICONS[told.kind]} />
        </span>
      )}
      <div>
        <p>
          {isNew && <span class="visually-hidden">{words.isNew}:</span>}
          <Happening told={told} locale={locale} />
        </p>
        {told.words && <blockquote class="notice-words">{told.words}</blockquote>}
        <p class="notice-time">
          <Time ms={told.atMs} locale={locale} nowMs={nowMs} />
        </p>
      </div>
    </li>
  );
}

/** What happened, in a sentence whose object leads to it. */
function Happening({ told, locale }: { told: Told; locale: Locale }) {
  const { notices: words } = socialWords[locale];
  const who = told.by[0]?.nickname ?? words.somebody;
  if (told.kind === "follower") {
    return <a href={told.path}>{chooseParticles(words.follower(who, told.times - 1))}</a>;
  }
  const [before, title, after] = partsOf(told, who, locale);
  return (
    <>
      {chooseParticles(before)}
      <a href={told.path} {...(told.lang && told.lang !== locale ? { lang: told.lang } : {})}>
        {title}
      </a>
      {chooseParticles(after)}
    </>
  );
}

function partsOf(told: Told, who: string, locale: Locale): Sentence {
  const { notices: words } = socialWords[locale];
  const title = told.title ?? "";
  const times = told.times >= MAX_PARTS ? `${MAX_PARTS}+` : formatCount(told.times, locale);
  switch (told.kind) {
    case "chapter":
      return words.chapter(who, title, told.chapter ?? "");
    case "like":
    case "feedback":
      return words[told.kind](times, title, told.times === 1);
    case "follower":
      return [words.follower(who, told.times - 1), title, ""];
    default:
      return words[told.kind](who, title);
  }
}
