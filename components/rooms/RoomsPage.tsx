/** The way into chat rooms: by name, or where others pass by. */
import { Button, LinkButton } from "@/components/Button.tsx";
import { TextField } from "@/components/Field.tsx";
import { PageHeading, Section } from "@/components/Heading.tsx";
import { Page } from "@/components/Page.tsx";
import { paths, type Place } from "@/components/place.ts";
import { roomPaths } from "@/components/rooms/paths.ts";
import { roomWords } from "@/lib/i18n/rooms.ts";

/** Rooms that the page names, with their ids. */
const SUGGESTED = ["madang", "bench", "kitchen"] as const;

export function RoomsPage({ place, name, error }: {
  place: Place;
  /** What was typed. */
  name: string;
  error: string | null;
}) {
  const words = roomWords[place.state.locale];
  return (
    <Page place={place} title={words.title} description={words.lede} styles={["/rooms.css"]}>
      <PageHeading title={words.title} lede={words.lede} />
      <form class="form chatroom-door" method="get" action={roomPaths.all}>
        <TextField
          name="room"
          label={words.roomName}
          hint={words.roomHint}
          error={error}
          value={name}
          maxLength={64}
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          required
        />
        <div class="actions">
          <Button kind="primary" icon="door">{words.enter}</Button>
        </div>
      </form>
      <Section id="suggested" title={words.suggested}>
        <ul class="chatroom-list">
          {SUGGESTED.map((id) => (
            <li key={id}>
              <a href={roomPaths.room(id)}>{words.rooms[id].name}</a>
              <p>{words.rooms[id].words}</p>
            </li>
          ))}
        </ul>
      </Section>
      <Section id="clients" title={words.elsewhere} lede={words.elsewhereWords}>
        <LinkButton size="small" href={paths.apiDocs}>{words.toDocs}</LinkButton>
      </Section>
    </Page>
  );
}

/** What people call a room. */
export function roomName(id: string, locale: "ko" | "en"): string {
  const { rooms } = roomWords[locale];
  const known = SUGGESTED.find((one) => one === id);
  return known ? rooms[known].name : id;
}
