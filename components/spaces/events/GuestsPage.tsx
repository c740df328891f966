/** Guest list, tickets and links of an event, for those who look after it. */
import type { InputError } from "@/lib/errors.ts";
import { publicOrigin } from "@/lib/http/origin.ts";
import { eventWords } from "@/lib/i18n/events.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import { type ListedGuest, MAX_NEW_CLAIMS } from "@/lib/spaces/events/guests.ts";
import type { ScheduledSpace } from "@/lib/spaces/events/listing.ts";
import { type Claim, PASS_KINDS } from "@/lib/spaces/events/model.ts";
import { Button } from "@/components/Button.tsx";
import { EmptyState } from "@/components/EmptyState.tsx";
import { Select, TextField } from "@/components/Field.tsx";
import { errorOf, FormErrors } from "@/components/FormErrors.tsx";
import { PageHeading, Section } from "@/components/Heading.tsx";
import { Notice } from "@/components/Notice.tsx";
import { Page } from "@/components/Page.tsx";
import type { Place } from "@/components/place.ts";
import { eventPaths } from "@/components/spaces/events/paths.ts";

export const GUEST_DONE = [
  "invited",
  "ticketed",
  "removed",
  "taken",
  "links",
  "revoked",
] as const;

export interface GuestsPageData {
  space: ScheduledSpace;
  guests: ListedGuest[];
  claims: Claim[];
  /** What was typed, where a form is sent back. */
  values: Readonly<Record<string, string>>;
  errors: InputError[];
  done: typeof GUEST_DONE[number] | null;
}

export interface GuestsPageProps extends GuestsPageData {
  place: Place;
}

export function GuestsPage(props: GuestsPageProps) {
  const { place, space, guests, errors, done } = props;
  const { locale } = place.state;
  const words = eventWords[locale].guests;
  return (
    <Page
      place={place}
      title={words.title}
      layout="reading"
      styles={["/events.css"]}
      noIndex
    >
      <PageHeading
        title={words.title}
        lede={words.lede(space.name[locale])}
        above={<a href={eventPaths.event(space.id)}>{eventWords[locale].backToEvent}</a>}
      />
      {done && <Notice tone="good">{words.done[done]}</Notice>}
      <FormErrors
        locale={locale}
        errors={errors}
        labels={{ who: words.who, count: words.linkCount }}
      />
      <Section id="invite" title={words.add}>
        <InviteForm {...props} />
      </Section>
      <Section
        id="list"
        title={words.list}
        lede={guests.length > 0 ? words.count(guests.length) : undefined}
      >
        {guests.length > 0
          ? (
            <ul class="guests">
              {guests.map((guest) => <GuestRow key={guest.userId} locale={locale} guest={guest} />)}
            </ul>
          )
          : <EmptyState title={words.empty} scene="shoes">{words.emptyWords}</EmptyState>}
      </Section>
      <Section id="links" title={words.links} lede={words.linksLede}>
        <LinksForm {...props} />
        <Links {...props} />
      </Section>
    </Page>
  );
}

function kindOptions(locale: Locale) {
  return PASS_KINDS.map((kind) => ({ value: kind, label: eventWords[locale].guests.kinds[kind] }));
}

/** What the event asks for is offered first. */
function defaultKind({ event }: ScheduledSpace) {
  return event.entry === "ticket" ? "ticket" : "invitation";
}

function InviteForm({ place, space, values, errors }: GuestsPageProps) {
  const { locale } = place.state;
  const words = eventWords[locale].guests;
  return (
    <form class="form" method="post">
      <TextField
        name="who"
        label={words.who}
        hint={words.whoHint}
        value={values.who ?? ""}
        error={errorOf(errors, "who")}
        maxLength={254}
        autocomplete="off"
        required
      />
      <Select
        name="kind"
        label={words.what}
        options={kindOptions(locale)}
        value={values.kind ?? defaultKind(space)}
      />
      <div>
        <Button kind="primary" name="do" value="invite">{words.addSubmit}</Button>
      </div>
    </form>
  );
}

function GuestRow({ locale, guest }: { locale: Locale; guest: ListedGuest }) {
  const words = eventWords[locale].guests;
  const { userId, nickname, how, hasTicket } = guest;
  const ticketDeed = hasTicket ? words.takeTicket : words.giveTicket;
  return (
    <li class="guest">
      <p class="guest-name">
        {nickname}
        {hasTicket && <span class="tag">{words.ticket}</span>}
        <span class="guest-how">{words.ways[how]}</span>
      </p>
      <form class="actions" method="post">
        <input type="hidden" name="user_id" value={userId} />
        <Button
          size="small"
          name="do"
          value={hasTicket ? "take" : "give"}
          aria-label={words.of(nickname, ticketDeed)}
        >
          {ticketDeed}
        </Button>
        <Button
          size="small"
          kind="plain"
          name="do"
          value="remove"
          aria-label={words.of(nickname, words.remove)}
        >
          {words.remove}
        </Button>
      </form>
    </li>
  );
}

function LinksForm({ place, space, values, errors }: GuestsPageProps) {
  const { locale } = place.state;
  const words = eventWords[locale].guests;
  return (
    <form class="form links-form" method="post">
      <Select
        id="field-link-kind"
        name="kind"
        label={words.what}
        options={kindOptions(locale)}
        value={defaultKind(space)}
      />
      <TextField
        type="number"
        inputMode="numeric"
        min={1}
        max={MAX_NEW_CLAIMS}
        name="count"
        label={words.linkCount}
        value={values.count ?? "1"}
        error={errorOf(errors, "count")}
      />
      <TextField
        name="note"
        label={words.note}
        hint={words.noteHint}
        value={values.note ?? ""}
        maxLength={60}
        autocomplete="off"
      />
      <div>
        <Button name="do" value="links" icon="link">{words.linkSubmit}</Button>
      </div>
    </form>
  );
}

function Links({ place, space, guests, claims }: GuestsPageProps) {
  const { locale } = place.state;
  const words = eventWords[locale].guests;
  const names = new Map(guests.map(({ userId, nickname }) => [userId, nickname]));
  if (claims.length === 0) return null;
  return (
    <ul class="links">
      {claims.map(({ code, kind, note, usedBy }) => {
        const label = words.linkOf(words.kinds[kind]);
        const name = usedBy === null ? undefined : names.get(usedBy);
        const state = usedBy === null
          ? words.unused
          : name === undefined
          ? words.usedGone
          : words.used(name);
        return (
          <li key={code} class={usedBy === null ? "link" : "link is-used"}>
            <p class="link-words">
              <span>{note || label}</span> <span class="guest-how">{`${label} · ${state}`}</span>
            </p>
            {usedBy === null && (
              <input
                class="control"
                readonly
                value={publicOrigin(place) + eventPaths.claim(space.id, code)}
                aria-label={note ? `${label}: ${note}` : label}
              />
            )}
            <form method="post">
              <input type="hidden" name="code" value={code} />
              <Button size="small" kind="plain" name="do" value="revoke">
                {usedBy === null ? words.revoke : words.removeUsed}
              </Button>
            </form>
          </li>
        );
      })}
    </ul>
  );
}
