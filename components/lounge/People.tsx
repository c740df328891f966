/** Who is in a room, what they do, and what one can do with each: everything of the picture, as a list. Browser-safe. */
import { useComputed, useSignalEffect } from "@preact/signals";
import { Icon, type IconName } from "@/components/Icon.tsx";
import { Face, type Inside, Sign, type SignName } from "@/components/lounge/parts.tsx";
import { characterPage } from "@/lib/lounge/addresses.ts";
import { isSilenced, personBody, residentBody } from "@/lib/lounge/room.ts";
import type { Spot } from "@/lib/lounge/visit.ts";
import { floorOf } from "@/lib/spaces/floor.ts";
import type { Role } from "@/lib/spaces/model.ts";
import type { Participant, Resident } from "@/lib/spaces/protocol.ts";

export function People({ inside }: { inside: Inside }) {
  const { visit, words, props } = inside;
  const { session } = visit;
  const people = [...session.people.value.values()];
  const residents = [...session.residents.value.values()];
  const me = session.me.value?.userId ?? props.viewer?.userId;
  useSignalEffect(() => {
    const body = visit.picked.value;
    if (body) openRow(body);
    visit.pick(null);
  });
  const alone = people.every(({ user_id }) => user_id === me);
  return (
    <details class="people" open>
      <summary class="people-head">
        <h2>{words.here}</h2>
        <span class="people-count">{words.hereCount(people.length)}</span>
      </summary>
      <div class="people-body">
        <ul class="people-list" aria-label={words.here}>
          {residents.map((one) => (
            <ResidentRow key={one.character_id} resident={one} inside={inside} />
          ))}
          {people.map((one) => (
            <PersonRow key={one.user_id} person={one} mine={one.user_id === me} inside={inside} />
          ))}
        </ul>
        {alone && <p class="people-empty">{people.length === 0 ? words.nobody : words.onlyYou}</p>}
        <Places inside={inside} />
      </div>
    </details>
  );
}

/** Shows what one can do with somebody whom one pointed at in the picture. */
function openRow(body: string): void {
  const who = document.getElementById(`who-${body.slice(2)}`);
  const menu = who?.querySelector("details");
  const list = who?.closest("details.people");
  if (list instanceof HTMLDetailsElement) list.open = true;
  who?.scrollIntoView({ block: "nearest" });
  if (!menu) return;
  menu.open = true;
  menu.querySelector("summary")?.focus({ preventScroll: true });
}

function ResidentRow({ resident, inside }: { resident: Resident; inside: Inside }) {
  const { words, props, visit } = inside;
  const { character_id: id, name, emotion } = resident;
  const body = residentBody(id);
  const where = useWhere(body, inside);
  return (
    <li class="who is-resident" id={`who-${id}`}>
      <Face name={name} characterId={id} emotion={emotion} rev={props.faces[id]} />
      <p class="who-words">
        <span class="who-name">{name}</span>
        <span class="who-note">
          {[words.livesHere, words.emotions[emotion], where].filter(Boolean).join(" · ")}
        </span>
      </p>
      <Actions name={name} inside={inside}>
        <WalkOver body={body} name={name} inside={inside} />
        {visit.ready.value && (
          <Action
            icon="chat"
            onClick={() => {
              visit.address(id);
              document.getElementById("say")?.focus();
            }}
          >
            {words.talkTo}
          </Action>
        )}
        <LinkAction icon="person" href={characterPage(id)}>{words.viewCharacter}</LinkAction>
      </Actions>
    </li>
  );
}

function PersonRow(
  { person, mine, inside }: { person: Participant; mine: boolean; inside: Inside },
) {
  const { words, props, visit } = inside;
  const { user_id: id, nickname, character_id: wears, role, connected } = person;
  const myRole = visit.session.me.value?.role ?? props.viewer?.role ?? "guest";
  const body = personBody(id);
  const where = useWhere(body, inside);
  const silenced = useSilenced(id, inside);
  const note = [
    mine ? words.you : "",
    words.roles[role],
    connected || mine ? "" : words.away,
    silenced ? words.silenced : "",
    mine ? "" : where,
  ];
  return (
    <li class={connected ? "who" : "who is-away"} id={`who-${id}`}>
      <Face name={nickname} characterId={wears} rev={wears ? props.faces[wears] : undefined} />
      <p class="who-words">
        <span class="who-name">{nickname}</span>
        <span class="who-note">{note.filter(Boolean).join(" · ")}</span>
      </p>
      {(visit.ready.value && !mine || wears !== null || outranks(myRole, role)) && (
        <Actions name={nickname} inside={inside}>
          {!mine && <WalkOver body={body} name={nickname} inside={inside} />}
          {wears !== null && (
            <LinkAction icon="person" href={characterPage(wears)}>{words.viewCharacter}</LinkAction>
          )}
          {!mine && outranks(myRole, role) && (
            <>
              {silenced
                ? <Deed what="unmute" user={id} icon="chat" inside={inside} />
                : <Deed what="mute" user={id} icon="stop" inside={inside} />}
              <Deed what="kick" user={id} icon="door" danger inside={inside} />
            </>
          )}
        </Actions>
      )}
    </li>
  );
}

/** The rule of lib/spaces/model.ts, whose module is the server's. */
function outranks(role: Role, other: Role): boolean {
  const order: readonly Role[] = ["guest", "moderator", "owner"];
  return order.indexOf(role) > order.indexOf(other);
}

/** What a body does, and how far it is: words change far less often than places. */
function useWhere(body: string, { visit, words }: Inside): string {
  const { session } = visit;
  return useComputed(() => {
    const { places, me } = session.state.value;
    const place = places.get(body);
    if (!place) return "";
    const own = me && places.get(personBody(me.userId));
    const metres = own ? Math.hypot(own.x - place.x, own.z - place.z) : null;
    // Steps of two metres: a list that counts each step of a walk is unrest.
    const far = metres === null
      ? ""
      : metres < 2
      ? words.near
      : words.metres(Math.round(metres / 2) * 2);
    return [words.where[place.motion], far].filter(Boolean).join(" · ");
  }).value;
}

/** Whether the room keeps somebody from speaking. What ends by time is looked at with the next change. */
function useSilenced(id: string, { visit, props }: Inside): boolean {
  const { state } = visit.session;
  return useComputed(() =>
    isSilenced(state.value, id, visit.ready.value ? Date.now() : props.nowMs)
  ).value;
}

function WalkOver({ body, name, inside }: { body: string; name: string; inside: Inside }) {
  const { visit, words, tell } = inside;
  if (!visit.session.live.value) return null;
  return (
    <Action
      sign="steps"
      onClick={() => tell(visit.approach(body) ? words.walkToName(name) : words.failedAction)}
    >
      {words.walkTo}
    </Action>
  );
}

/** Places in the room that one can go to, as buttons. */
function Places({ inside }: { inside: Inside }) {
  const { visit, words, tell } = inside;
  if (!visit.session.live.value) return null;
  const floor = floorOf(visit.session.space.value.theme);
  const spots: Spot[] = floor.stage ? ["stage", "board", "entrance"] : ["board", "entrance"];
  return (
    <div class="places" role="group" aria-label={words.places}>
      {floor.seats.length > 0 && (
        <button
          type="button"
          class="chip"
          onClick={() => void visit.sit()}
        >
          <Sign name="sit" />
          {words.place.sit}
        </button>
      )}
      {spots.map((spot) => (
        <button
          key={spot}
          type="button"
          class="chip"
          onClick={() =>
            tell(visit.goTo(spot) ? words.wentTo(words.place[spot]) : words.failedAction)}
        >
          <Sign name="steps" />
          {words.place[spot]}
        </button>
      ))}
    </div>
  );
}

function Actions(
  { name, inside, children }: {
    name: string;
    inside: Inside;
    children: preact.ComponentChildren;
  },
) {
  return (
    <details class="menu is-end who-menu" name="menu">
      <summary class="menu-face">
        <Icon name="more" />
        <span class="visually-hidden">{inside.words.actions(name)}</span>
      </summary>
      <ul class="menu-items">{children}</ul>
    </details>
  );
}

/** Closes the menu that a button stands in, and gives the focus back to its face. */
function closeMenu(event: Event): void {
  const menu = event.currentTarget instanceof Element
    ? event.currentTarget.closest("details")
    : null;
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary")?.focus();
}

function Action({ icon, sign, onClick, children }: {
  icon?: IconName;
  sign?: SignName;
  onClick: () => void;
  children: string;
}) {
  const press = (event: Event) => {
    closeMenu(event);
    onClick();
  };
  return (
    <li>
      <button type="button" class="menu-item" onClick={press}>
        {icon && <Icon name={icon} />}
        {sign && <Sign name={sign} />}
        {children}
      </button>
    </li>
  );
}

function LinkAction({ icon, href, children }: { icon: IconName; href: string; children: string }) {
  return (
    <li>
      <a class="menu-item" href={href}>
        <Icon name={icon} />
        {children}
      </a>
    </li>
  );
}

/** Something that only moderators do: a form, which tells how it ended where it can. */
function Deed({ what, user, icon, danger, inside }: {
  what: "mute" | "unmute" | "kick";
  user: string;
  icon: IconName;
  danger?: boolean;
  inside: Inside;
}) {
  const { at, calls, words, tell } = inside;
  const submit = async (event: Event) => {
    event.preventDefault();
    closeMenu(event);
    const done = calls.moderate(what, user).then(() => true, () => false);
    tell(await done ? words.done[what] : words.failedAction);
  };
  return (
    <li>
      <form method="post" action={at.moderation} onSubmit={submit}>
        <input type="hidden" name="action" value={what} />
        <input type="hidden" name="user_id" value={user} />
        <button type="submit" class={danger ? "menu-item is-danger" : "menu-item"}>
          <Icon name={icon} />
          {words[what]}
        </button>
      </form>
    </li>
  );
}
