/** A character's own page. */
import type { ComponentChildren } from "preact";
import { formatCount } from "@/lib/i18n/format.ts";
import { characterCallWords } from "@/lib/i18n/character_call.ts";
import type { DoneWords } from "@/lib/characters/done.ts";
import { characterWords } from "@/lib/i18n/characters.ts";
import { type CharacterView } from "@/lib/characters/model.ts";
import type { Profile } from "@/lib/characters/profile.ts";
import { reviewWords } from "@/lib/i18n/review.ts";
import { shellWords } from "@/lib/i18n/shell.ts";
import type { Story } from "@/lib/stories/model.ts";
import { socialWords } from "@/lib/i18n/social.ts";
import { Button, LinkButton } from "@/components/Button.tsx";
import { callPaths } from "@/components/call/paths.ts";
import { characterPaths } from "@/components/characters/paths.ts";
import { Paragraphs } from "@/components/characters/Paragraphs.tsx";
import { ProfileFacts, ProfileShare, ProfileTake } from "@/components/characters/ProfileAside.tsx";
import { ProfileNotices } from "@/components/characters/ProfileNotices.tsx";
import { Children } from "@/components/Children.tsx";
import { Icon } from "@/components/Icon.tsx";
import { Menu, MenuButton, MenuLink } from "@/components/Menu.tsx";
import { Page } from "@/components/Page.tsx";
import { hereOf, paths, type Place } from "@/components/place.ts";
import { Portrait } from "@/components/Portrait.tsx";
import { Byline } from "@/components/social/Byline.tsx";
import { socialPaths } from "@/components/social/paths.ts";
import { TagList } from "@/components/Tag.tsx";

export interface ProfilePageProps {
  place: Place;
  view: CharacterView;
  profile: Profile;
  liked: boolean;
  /** The reader follows whoever made it. */
  following: boolean;
  isOwner: boolean;
  /** The story that it comes out of, where the reader may open that. */
  ofStory: Pick<Story, "id" | "title" | "lang"> | null;
  /** What happened just now, in words. */
  done: DoneWords | null;
}

export function ProfilePage(props: ProfilePageProps) {
  const { place, view, profile, done, isOwner } = props;
  const { character } = view;
  const { locale } = place.state;
  return (
    <Page
      place={place}
      title={character.name}
      description={character.tagline || profile.description[0]?.slice(0, 160)}
      image={{
        src: characterPaths.preview(character.id, character.rev),
        width: 1200,
        height: 630,
        alt: shellWords[locale].portraitOf(character.name),
      }}
      kind="profile"
      noIndex={character.visibility !== "public"}
      styles={["/characters.css", "/social.css"]}
    >
      <ProfileNotices place={place} character={character} isOwner={isOwner} done={done} />
      <article class="profile">
        <div class="profile-picture">
          <Portrait
            id={character.id}
            rev={character.rev}
            alt={shellWords[locale].portraitOf(character.name)}
            eager
            travels
          />
        </div>
        <ProfileHead {...props} />
        <div class="profile-body">
          <ProfileWords {...props} />
        </div>
        <aside class="profile-aside">
          <ProfileFacts
            locale={locale}
            view={view}
            profile={profile}
            ofStory={props.ofStory}
          />
          <ProfileTake locale={locale} id={character.id} />
          <ProfileShare place={place} character={character} isOwner={isOwner} />
        </aside>
      </article>
    </Page>
  );
}

function ProfileHead({ place, view, liked, following, isOwner }: ProfilePageProps) {
  const { locale } = place.state;
  const words = characterWords[locale].profile;
  const { character: { id, name, tagline, tags, visibility, hidden }, creator, likes, chats } =
    view;
  const call = characterCallWords[locale](name);
  const speaks = languageOf(view, locale);
  const likeCount = formatCount(likes, locale);
  return (
    <header class="profile-head">
      {visibility !== "public" && (
        <p class="badge">
          <Icon name={visibility === "private" ? "lock" : "link"} />
          {visibility === "private" ? words.privateBadge : words.unlistedBadge}
        </p>
      )}
      <h1 {...speaks}>{name}</h1>
      {tagline && <p class="lede" {...speaks}>{tagline}</p>}
      {creator.nickname && (
        <Byline
          locale={locale}
          maker={{ ...creator, following, isSelf: isOwner }}
          back={hereOf(place.url)}
        />
      )}
      {(!creator.nickname || chats > 0) && (
        <p class="profile-maker">
          {!creator.nickname && words.byNobody}
          {chats > 0 && words.chats(formatCount(chats, locale))}
        </p>
      )}
      <TagList locale={locale} tags={tags} hrefOf={paths.tag} />
      <div class="actions">
        <form method="post" action={paths.chats}>
          <input type="hidden" name="character" value={id} />
          <Button kind="primary" size="large" icon="chat" aria-label={words.chatWith(name)}>
            {words.chat}
          </Button>
        </form>
        <LinkButton
          size="large"
          icon="sound"
          href={callPaths.character(id)}
          aria-label={call.callWith}
          rel="nofollow"
        >
          {call.callButton}
        </LinkButton>
        <form method="post" action={characterPaths.like(id)}>
          <input type="hidden" name="liked" value={liked ? "no" : "yes"} />
          <button
            type="submit"
            class={`button is-quiet is-large like${liked ? " is-given" : ""}`}
            aria-pressed={liked ? "true" : "false"}
          >
            <Icon name="heart" filled={liked} />
            <span>{words.like}</span>
            <span class="like-count" aria-hidden="true">{likeCount}</span>
            <span class="visually-hidden">{words.likes(likeCount)}</span>
          </button>
        </form>
        <Menu label={words.more} icon="more">
          {isOwner && (
            <>
              <MenuLink icon="edit" href={characterPaths.edit(id)}>{words.edit}</MenuLink>
              <MenuLink icon="person" href={characterPaths.face(id)}>{words.editFace}</MenuLink>
              <MenuLink icon="book" href={characterPaths.lore(id)}>{words.editLore}</MenuLink>
              <MenuLink icon="heart" href={socialPaths.characterFeedback(id)}>
                {socialWords[locale].feedback.receivedLink}
              </MenuLink>
            </>
          )}
          {!hidden && (
            <MenuButton icon="copy" action={characterPaths.duplicate(id)}>
              {words.duplicate}
            </MenuButton>
          )}
          <MenuLink icon="download" href="#take">{words.take}</MenuLink>
          <MenuLink icon="share" href="#share">{words.share}</MenuLink>
          {isOwner
            ? (
              <MenuLink icon="trash" danger href={characterPaths.remove(id)}>
                {words.remove}
              </MenuLink>
            )
            : (
              <MenuLink icon="warning" href={characterPaths.report(id)}>
                {reviewWords[locale].reportCharacter}
              </MenuLink>
            )}
        </Menu>
      </div>
    </header>
  );
}

/** The attribute for words in the character's language, where it is not the page's. */
function languageOf({ character: { lang } }: CharacterView, locale: string) {
  return lang === locale ? {} : { lang };
}

function ProfileWords({ place, view, profile, isOwner }: ProfilePageProps) {
  const { locale } = place.state;
  const words = characterWords[locale].profile;
  const { id, rev } = view.character;
  const speaks = languageOf(view, locale);
  const { description, personality, scenario, notes, greeting } = profile;
  if (
    !greeting && [description, personality, scenario, notes].every(({ length }) => length === 0)
  ) {
    return <Bare id={id} isOwner={isOwner} words={words} />;
  }
  return (
    <>
      {profile.greeting && (
        <Part id="greeting" title={words.greeting}>
          <div class="greeting">
            <Portrait id={id} rev={rev} alt="" shape="round" />
            <div class="greeting-bubble" {...speaks}>
              <Paragraphs texts={[profile.greeting]} />
            </div>
          </div>
          {profile.moreGreetings > 0 && (
            <p class="quiet">{words.greetings(profile.moreGreetings)}</p>
          )}
        </Part>
      )}
      <LongPart id="about" title={words.about} texts={profile.description} {...{ speaks, words }} />
      <LongPart
        id="manner"
        title={words.manner}
        texts={profile.personality}
        {...{ speaks, words }}
      />
      <LongPart
        id="scenario"
        title={words.scenario}
        texts={profile.scenario}
        {...{ speaks, words }}
      />
      <LongPart id="notes" title={words.notes} texts={profile.notes} {...{ speaks, words }} />
    </>
  );
}

/** A character of whom there is but a name. */
function Bare(
  { id, isOwner, words }: {
    id: string;
    isOwner: boolean;
    words: { bare: string; bareOwner: string; bareEdit: string };
  },
) {
  if (!isOwner) return <p class="quiet">{words.bare}</p>;
  return (
    <div class="stack">
      <p class="quiet">{words.bareOwner}</p>
      <LinkButton icon="edit" href={`${characterPaths.edit(id)}#first`}>
        {words.bareEdit}
      </LinkButton>
    </div>
  );
}

function Part({ id, title, children }: { id: string; title: string; children: ComponentChildren }) {
  return (
    <section class="profile-part" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{title}</h2>
      <Children>{children}</Children>
    </section>
  );
}

/** So many characters of a part are in view at once; the rest waits behind a word. */
const IN_VIEW = 900;

function LongPart({ id, title, texts, speaks, words }: {
  id: string;
  title: string;
  texts: readonly string[];
  speaks: { lang?: string };
  words: { readOn: string };
}) {
  if (texts.length === 0) return null;
  const at = splitAt(texts, IN_VIEW);
  return (
    <Part id={id} title={title}>
      <div class="profile-words" {...speaks}>
        <Paragraphs texts={texts.slice(0, at)} />
        {at < texts.length && (
          <details>
            <summary lang={undefined}>{words.readOn}</summary>
            <Paragraphs texts={texts.slice(at)} />
          </details>
        )}
      </div>
    </Part>
  );
}

/** How many paragraphs make up about `length` characters; all of them where little would be left. */
export function splitAt(texts: readonly string[], length: number): number {
  let sum = 0;
  for (const [n, text] of texts.entries()) {
    sum += text.length;
    if (sum < length) continue;
    const left = texts.slice(n + 1).reduce((total, { length }) => total + length, 0);
    return left < length / 3 ? texts.length : n + 1;
  }
  return texts.length;
}
