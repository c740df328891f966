/** People and order in a space: who is there and what to do about it, each with its undo, and the log. */
import type { Locale } from "@/lib/i18n/locale.ts";
import { keepingWords } from "@/lib/i18n/space_keeping.ts";
import { SLOW_MODES } from "@/lib/spaces/form.ts";
import { outranks, type Role, roleOf, type Seat, type Space } from "@/lib/spaces/model.ts";
import { type Ban, type Deed, DEEDS } from "@/lib/spaces/moderation_model.ts";
import { Button, LinkButton } from "@/components/Button.tsx";
import { EmptyState } from "@/components/EmptyState.tsx";
import { Select } from "@/components/Field.tsx";
import { PageHeading, Section } from "@/components/Heading.tsx";
import { Notice } from "@/components/Notice.tsx";
import { Page } from "@/components/Page.tsx";
import { paths, type Place } from "@/components/place.ts";
import { DeedButton } from "@/components/spaces/DeedButton.tsx";
import { DeedLog } from "@/components/spaces/DeedLog.tsx";
import { spacePaths } from "@/components/spaces/paths.ts";
import { Time } from "@/components/Time.tsx";

/** What the address can say was done. */
export const ORDER_DONE = DEEDS;

export interface OrderPageProps {
  place: Place;
  space: Space;
  seats: readonly Seat[];
  bans: readonly Ban[];
  mutes: readonly Ban[];
  moderators: readonly { userId: string; nickname: string }[];
  deeds: readonly (Deed & { id: string })[];
  nextCursor: string | null;
  you: { id: string; role: Role };
  done: typeof ORDER_DONE[number] | null;
  /** About whom it was done. */
  about: string;
  nowMs: number;
}

export function OrderPage(props: OrderPageProps) {
  const { place, space, seats, deeds, nextCursor, nowMs, you } = props;
  const { locale } = place.state;
  const { order: words, keeping } = keepingWords[locale];
  const title = words.title(space.name[locale]);
  return (
    <Page place={place} title={title} layout="reading" noIndex styles={["/spaces.css"]}>
      <PageHeading
        title={title}
        lede={words.lede}
        actions={<LinkButton icon="door" href={paths.space(space.id)}>{keeping.toRoom}</LinkButton>}
      />
      <Done {...props} />
      <Section id="here" title={words.here}>
        {seats.length === 0
          ? <EmptyState title={words.nobody} scene="shoes">{words.nobodyWords}</EmptyState>
          : (
            <ul class="order-list">
              {seats.map((seat) => <Person key={seat.userId} seat={seat} {...props} />)}
            </ul>
          )}
      </Section>
      <Door place={place} space={space} />
      <Section id="moderators" title={words.moderators}>
        <Rows empty={words.noModerators}>
          {props.moderators.map(({ userId, nickname }) => (
            <li key={userId} class="order-row">
              <p class="order-name">{nickname}</p>
              {(you.role === "owner" || userId === you.id) && (
                <DeedButton
                  spaceId={space.id}
                  action="remove_moderator"
                  userId={userId}
                  label={userId === you.id ? words.layDown : words.removeModerator}
                  about={nickname}
                />
              )}
            </li>
          ))}
        </Rows>
      </Section>
      <Penalties {...props} kind="bans" />
      <Penalties {...props} kind="mutes" />
      <DeedLog place={place} deeds={deeds} nextCursor={nextCursor} nowMs={nowMs} />
    </Page>
  );
}

/** What was done just now, with its undo where it has one. */
function Done({ place, space, done, about, bans, mutes, you }: OrderPageProps) {
  const { order: words } = keepingWords[place.state.locale];
  if (done === null) return null;
  const penalty = [...(done === "mute" ? mutes : bans)].find(({ userId }) => userId === about);
  const undo = done === "ban" || done === "kick" ? "unban" : done === "mute" ? "unmute" : null;
  return (
    <Notice tone="good">
      <div class="order-done">
        <p>{words.done[done]}</p>
        {undo && penalty && (
          <DeedButton
            spaceId={space.id}
            action={undo}
            userId={about}
            label={words.undo}
            about={penalty.nickname}
          />
        )}
        {done === "add_moderator" && you.role === "owner" && space.moderatorIds.includes(about) && (
          <DeedButton
            spaceId={space.id}
            action="remove_moderator"
            userId={about}
            label={words.undo}
            about={words.moderators}
          />
        )}
      </div>
    </Notice>
  );
}

function Person({ seat, place, space, mutes, you }: OrderPageProps & { seat: Seat }) {
  const { order: words } = keepingWords[place.state.locale];
  const { userId, nickname } = seat;
  const role = roleOf(space, userId);
  const isMuted = mutes.some((mute) => mute.userId === userId);
  const common = { spaceId: space.id, userId, about: nickname };
  return (
    <li class="order-row">
      <p class="order-name">
        {nickname}
        {userId === you.id && <span class="order-mark">{words.you}</span>}
        {role !== "guest" && <span class="order-mark">{words.roles[role]}</span>}
      </p>
      {outranks(you.role, role) && (
        <div class="order-deeds" role="group" aria-label={words.actionsFor(nickname)}>
          {you.role === "owner" && role === "guest" && (
            <DeedButton {...common} action="add_moderator" label={words.addModerator} />
          )}
          {isMuted
            ? <DeedButton {...common} action="unmute" label={words.unmute} />
            : <DeedButton {...common} action="mute" label={words.mute} />}
          <DeedButton {...common} action="kick" label={words.kick} />
          <DeedButton {...common} action="ban" label={words.ban} />
        </div>
      )}
    </li>
  );
}

function Door({ place, space }: { place: Place; space: Space }) {
  const { order: words, form } = keepingWords[place.state.locale];
  const options = [...new Set([...SLOW_MODES, String(space.slowModeS)])].map((value) => ({
    value,
    label: form.slowModes[value] ?? words.seconds(Number(value)),
  }));
  return (
    <Section id="door" title={words.door}>
      <div class="order-row">
        <p class="order-name">{space.locked ? words.locked : words.unlocked}</p>
        <DeedButton
          spaceId={space.id}
          action={space.locked ? "unlock" : "lock"}
          label={space.locked ? words.unlock : words.lock}
        />
      </div>
      <form class="order-slow" method="post" action={spacePaths.moderation(space.id)}>
        <input type="hidden" name="action" value="slow_mode" />
        <Select
          name="seconds"
          label={words.slow}
          hint={form.slowMode}
          options={options}
          value={String(space.slowModeS)}
        />
        <Button size="small">{words.slowSet}</Button>
      </form>
    </Section>
  );
}

function Penalties(
  { place, space, bans, mutes, kind }: OrderPageProps & { kind: "bans" | "mutes" },
) {
  const { locale } = place.state;
  const { order: words } = keepingWords[locale];
  const isBans = kind === "bans";
  return (
    <Section id={kind} title={isBans ? words.bans : words.mutes}>
      <Rows empty={isBans ? words.noBans : words.noMutes}>
        {(isBans ? bans : mutes).map((ban) => (
          <li key={ban.userId} class="order-row">
            <div class="order-name">
              <p>{ban.nickname}</p>
              <p class="order-why">
                <Until locale={locale} untilMs={ban.untilMs} />
                {ban.reason && ` · ${ban.reason}`}
              </p>
            </div>
            <DeedButton
              spaceId={space.id}
              action={isBans ? "unban" : "unmute"}
              userId={ban.userId}
              label={isBans ? words.unban : words.unmute}
              about={ban.nickname}
            />
          </li>
        ))}
      </Rows>
    </Section>
  );
}

function Until(
  { locale, untilMs }: { locale: Locale; untilMs: number | null },
) {
  const { order: words } = keepingWords[locale];
  if (untilMs === null) return <>{words.forGood}</>;
  const time = <Time ms={untilMs} locale={locale} exact />;
  return locale === "ko" ? <>{time}{words.until}</> : <>{words.until} {time}</>;
}

/** A list, or the words for none. */
function Rows({ empty, children }: { empty: string; children: preact.JSX.Element[] }) {
  return children.length === 0
    ? <p class="field-hint">{empty}</p>
    : <ul class="order-list">{children}</ul>;
}
