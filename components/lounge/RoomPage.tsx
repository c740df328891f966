/** The page of a room: its lounge, and below it what the room is like and who lives there. */
import { signal } from "@preact/signals";
import { EmptyState } from "@/components/EmptyState.tsx";
import { Section } from "@/components/Heading.tsx";
import { Icon, type IconName } from "@/components/Icon.tsx";
import { Page } from "@/components/Page.tsx";
import { paths, type Place } from "@/components/place.ts";
import type { Inside } from "@/components/lounge/parts.tsx";
import { LoungeFrame } from "@/components/lounge/LoungeFrame.tsx";
import { StagePanel } from "@/components/spaces/events/StagePanel.tsx";
import { Residents } from "@/components/spaces/Residents.tsx";
import { RoomScene } from "@/components/spaces/RoomScene.tsx";
import Lounge from "@/islands/Lounge.tsx";
import { eventWords } from "@/lib/i18n/events.ts";
import { loungeWords } from "@/lib/i18n/lounge.ts";
import { spaceWords } from "@/lib/i18n/spaces.ts";
import { addressesOf } from "@/lib/lounge/addresses.ts";
import { openVisit } from "@/lib/lounge/open.ts";
import type { RoomData } from "@/lib/lounge/page.ts";
import type { LoungeProps } from "@/lib/lounge/props.ts";
import { formatLocal } from "@/lib/spaces/events/zone.ts";

export interface RoomPageProps {
  place: Place;
  data: RoomData;
  /** Time zone of the reader. */
  zone: string;
  /** Without a script on purpose: the document itself grows with what is said. */
  growing?: boolean;
}

export function RoomPage(props: RoomPageProps) {
  const { place, data: { space, lounge, residents, others }, growing = false } = props;
  const { locale } = place.state;
  const words = spaceWords[locale];
  const cover = (
    <RoomScene
      theme={space.theme}
      locale={locale}
      described
      eager
      travelsAs={`space-${space.id}`}
    />
  );
  const stage = lounge.snapshot.stage && space.event ? <StageForms data={props.data} /> : null;
  return (
    <Page
      place={place}
      title={space.name[locale]}
      description={space.description[locale]}
      layout="full"
      scripted={!growing}
      styles={["/spaces.css", "/events.css", "/share.css", "/voice.css", "/lounge.css"]}
      noIndex={!space.isPublic}
      canonical={paths.space(space.id)}
    >
      <RoomBar {...props} />
      {growing
        ? <Still {...lounge} cover={cover} stage={stage} growing />
        : <Lounge {...lounge} cover={cover} stage={stage} />}
      <div class="room-body" id="about">
        {space.description[locale] && <p class="room-description">{space.description[locale]}</p>}
        <Section
          id="residents"
          title={words.residents}
          lede={residents.length > 0 ? words.count(residents.length) : undefined}
        >
          {residents.length > 0
            ? <Residents locale={locale} residents={residents} />
            : <EmptyState title={words.nobody} scene="shoes">{words.nobodyWords}</EmptyState>}
        </Section>
        {others.length > 0 && (
          <Section id="others" title={words.others}>
            <ul class="other-rooms">
              {others.map(({ id, theme, name }) => (
                <li key={id}>
                  <article class="other-room">
                    <RoomScene theme={theme} locale={locale} />
                    <h3>
                      <a href={paths.space(id)}>{name[locale]}</a>
                    </h3>
                  </article>
                </li>
              ))}
            </ul>
          </Section>
        )}
      </div>
    </Page>
  );
}

/** The stage as plain forms. */
function StageForms({ data: { space, lounge } }: Pick<RoomPageProps, "data">) {
  const { viewer, snapshot, locale, nowMs } = lounge;
  const host = space.event!.hostCharacterId;
  return (
    <StagePanel
      locale={locale}
      stage={snapshot.stage!}
      userId={viewer?.userId ?? null}
      isHost={viewer !== null && viewer.role !== "guest"}
      isHere={viewer?.seated ?? false}
      hostName={snapshot.residents.find(({ character_id }) => character_id === host)?.name ?? null}
      nowMs={nowMs}
      hasBegun={space.event!.startsAtMs <= nowMs}
      action={addressesOf(space.id).stage}
    />
  );
}

/** The lounge as markup alone: nothing takes it over. */
function Still({ growing, ...props }: LoungeProps & { growing: boolean }) {
  return <LoungeFrame inside={{ ...stillInside(props), growing }} />;
}

/** What parts of the lounge need, where no script will ever run. */
export function stillInside(props: LoungeProps): Inside {
  return { ...openVisit(props), props, told: signal(null), tell: () => {} };
}

function RoomBar({ place, data: { space, lounge }, zone }: RoomPageProps) {
  const { locale } = place.state;
  const words = loungeWords[locale];
  const at = addressesOf(space.id);
  const keeps = lounge.viewer !== null && lounge.viewer.role !== "guest";
  const pins = lounge.snapshot.pins.length;
  const facts = [
    space.isPublic ? null : words.private,
    space.locked ? words.locked : null,
    space.slowModeS > 0 ? words.slow(space.slowModeS) : null,
  ].filter((fact) => fact !== null);
  return (
    <header class="room-bar">
      <div class="room-name">
        <p class="page-above">
          <a href={paths.spaces} aria-current="false">{words.back}</a>
        </p>
        <h1>{space.name[locale]}</h1>
        {space.event && (
          <p class="room-when">
            <a href={at.event}>
              {eventWords[locale].kinds[space.type]} ·{" "}
              {formatLocal(space.event.startsAtMs, zone, locale)}
            </a>
          </p>
        )}
        {facts.length > 0 && <p class="room-facts">{facts.join(" · ")}</p>}
      </div>
      <nav class="room-nav" aria-label={words.about}>
        <ul>
          <Way href={at.share} icon="share">{words.share}</Way>
          <Way href={at.board} icon="pin">
            {pins === 0 ? words.board : `${words.board} (${words.pins(pins)})`}
          </Way>
          {space.event && <Way href={at.event} icon="clock">{words.event}</Way>}
          {lounge.snapshot.stage && <Way href={at.stage} icon="person">{words.stage}</Way>}
          {keeps && <Way href={at.moderation} icon="eye">{words.moderation}</Way>}
          {keeps && <Way href={at.settings} icon="edit">{words.settings}</Way>}
        </ul>
      </nav>
    </header>
  );
}

function Way({ href, icon, children }: { href: string; icon: IconName; children: string }) {
  return (
    <li>
      <a class="chip" href={href}>
        <Icon name={icon} />
        <span>{children}</span>
      </a>
    </li>
  );
}
