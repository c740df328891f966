/** The frame of every page: skip link, header, main, footer. */
import type { ComponentChildren } from "preact";
import { withBack } from "@/lib/http/back.ts";
import { shellWords } from "@/lib/i18n/shell.ts";
import { socialWords } from "@/lib/i18n/social.ts";
import { MAX_UNREAD } from "@/lib/social/model.ts";
import { BrandMark } from "@/components/Brand.tsx";
import { LinkButton } from "@/components/Button.tsx";
import { Children } from "@/components/Children.tsx";
import { Icon } from "@/components/Icon.tsx";
import { Menu, MenuButton, MenuLink } from "@/components/Menu.tsx";
import { hereOf, paths, type Place } from "@/components/place.ts";
import { ReminderNotices } from "@/components/spaces/events/ReminderNotices.tsx";

/** The rooms of the house, in the order of the header. */
const ROOMS = ["characters", "stories", "spaces", "calls", "chats"] as const;
export type Room = typeof ROOMS[number];

export interface ShellProps {
  place: Place;
  /** The room this page belongs to; default: told by its address. */
  room?: Room | undefined;
  /**
   * `wide`: galleries, the default. `reading`: one column of text or a form. `full`: sections care for their own
   * width. `flush`: fills the window, without footer, as a conversation does.
   */
  layout?: "wide" | "reading" | "full" | "flush" | undefined;
  /** The page has an island: its foot does not promise what is not so. */
  scripted?: boolean | undefined;
  children: ComponentChildren;
}

export function Shell({ place, room, layout = "wide", scripted = false, children }: ShellProps) {
  const { locale, framed } = place.state;
  // The page around the frame has what stands around a page.
  if (framed) {
    return (
      <div class={`shell is-${layout}`}>
        <main class={`main is-${layout}`} id="content" tabIndex={-1}>
          <Children>{children}</Children>
        </main>
      </div>
    );
  }
  return (
    <div class={`shell is-${layout}`}>
      <a class="skip-link" href="#content">{shellWords[locale].skip}</a>
      <Header place={place} room={room ?? roomOf(place.url.pathname)} />
      {place.state.reminders && (
        <ReminderNotices
          reminders={place.state.reminders}
          locale={locale}
          here={hereOf(place.url)}
        />
      )}
      <main class={`main is-${layout}`} id="content" tabIndex={-1}>
        <Children>{children}</Children>
      </main>
      {layout !== "flush" && <Footer place={place} scripted={scripted} />}
    </div>
  );
}

/** The room that an address lies in. */
export function roomOf(pathname: string): Room | undefined {
  return ROOMS.find((room) => pathname === paths[room] || pathname.startsWith(`${paths[room]}/`));
}

function Header({ place, room }: { place: Place; room: Room | undefined }) {
  const words = shellWords[place.state.locale];
  return (
    <header class="header">
      <div class="header-bar">
        <a class="brand" href={paths.home}>
          <BrandMark />
          <span>{words.brand}</span>
        </a>
        <nav class="rooms" aria-label={words.mainNav}>
          <ul>
            {ROOMS.map((name) => (
              <li>
                <a href={paths[name]} aria-current={currentOf(name, room, place.url.pathname)}>
                  {words[name]}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <div class="header-end">
          <LanguageSwitch place={place} />
          <Person place={place} />
        </div>
      </div>
      <div class="eaves" aria-hidden="true" />
    </header>
  );
}

/** `page` on the room's own page, `true` deeper inside it. */
function currentOf(name: Room, room: Room | undefined, pathname: string) {
  if (name !== room) return "false";
  return pathname === paths[name] ? "page" : "true";
}

/** Offers the other language, in that language, and comes back to this page. */
export function LanguageSwitch({ place }: { place: Place }) {
  const words = shellWords[place.state.locale];
  return (
    <form class="language" method="post" action={paths.lang}>
      <input type="hidden" name="back" value={hereOf(place.url)} />
      <button
        class="button is-plain is-small"
        type="submit"
        name="lang"
        value={words.otherLocale}
        lang={words.otherLocale}
      >
        {words.otherLanguage}
      </button>
    </form>
  );
}

function Person({ place }: { place: Place }) {
  const { viewer, locale, unread = 0 } = place.state;
  const words = shellWords[locale];
  const { notices } = socialWords[locale];
  if (!viewer) {
    return (
      <LinkButton kind="quiet" size="small" href={signInHref(place.url)}>{words.signIn}</LinkButton>
    );
  }
  const more = unread >= MAX_UNREAD;
  return (
    <>
      {unread > 0 && (
        <a class="unread" href={paths.notifications}>
          <Icon name="bell" />
          <span aria-hidden="true">{more ? `${unread}+` : unread}</span>
          <span class="visually-hidden">{notices.unread(unread, more)}</span>
        </a>
      )}
      <Menu label={words.accountMenu(viewer.nickname)} face={viewer.nickname} icon="person">
        {viewer.kind === "guest" && (
          <MenuLink icon="door" href={paths.signup}>{words.keepAccount}</MenuLink>
        )}
        <MenuLink icon="bell" href={paths.notifications}>
          {unread > 0 ? notices.menuCount(unread, more) : notices.menu}
        </MenuLink>
        <MenuLink icon="person" href={paths.account}>{words.account}</MenuLink>
        <MenuLink icon="image" href={paths.myCharacters}>{words.myCharacters}</MenuLink>
        <MenuLink icon="plus" href={paths.newCharacter}>{words.newCharacter}</MenuLink>
        <MenuButton icon="sign-out" action={paths.logout}>{words.signOut}</MenuButton>
      </Menu>
    </>
  );
}

/** Sign-in that comes back to where one was. */
function signInHref(url: URL): string {
  const entrance = url.pathname === paths.login || url.pathname === paths.signup;
  return entrance ? paths.login : withBack(paths.login, hereOf(url));
}

function Footer({ place, scripted }: { place: Place; scripted: boolean }) {
  const words = shellWords[place.state.locale];
  return (
    <footer class="footer">
      <div class="floor" aria-hidden="true" />
      <div class="footer-bar">
        <p class="footer-brand">
          <BrandMark />
          <span>{words.footerLine}</span>
        </p>
        <nav aria-label={words.footerNav}>
          <ul>
            <li>
              <a href={paths.about}>{words.about}</a>
            </li>
            <li>
              <a href={paths.rooms}>{words.rooms}</a>
            </li>
            <li>
              <a href={paths.welfare}>{words.welfare}</a>
            </li>
            <li>
              <a href={paths.privacy}>{words.privacy}</a>
            </li>
            <li>
              <a href={paths.apiDocs}>{words.apiDocs}</a>
            </li>
          </ul>
        </nav>
        <LanguageSwitch place={place} />
        <p class="footer-promise">
          {scripted ? words.footerScripts : words.footerPromise}
        </p>
      </div>
    </footer>
  );
}
