/** What leads from a chapter to the room beside it: a sign at its head, and a door at its foot. */
import type { Locale } from "@/lib/i18n/locale.ts";
import { storyPeopleWords } from "@/lib/i18n/story_people.ts";
import type { PersonOfStory } from "@/lib/stories/people/people.ts";
import { Icon } from "@/components/Icon.tsx";
import { peoplePaths, ROOM_ID } from "@/components/story_people/paths.ts";
import { PersonFace } from "@/components/story_people/PersonFace.tsx";

interface Where {
  locale: Locale;
  storyId: string;
  n: number;
}

export function RoomSign({ locale, storyId, n }: Where) {
  return (
    <a class="room-sign" href={peoplePaths.room(storyId, n)} rel="nofollow">
      <Icon name="chat" label={storyPeopleWords[locale].room.link} />
    </a>
  );
}

/** Faces that stand in the door. */
const SHOWN = 4;

export function RoomDoor(
  { locale, storyId, n, people }: Where & { people: readonly PersonOfStory[] },
) {
  const words = storyPeopleWords[locale];
  return (
    <aside class="room-door" id={ROOM_ID}>
      <span class="room-door-faces">
        {people.slice(0, SHOWN).map((person) => (
          <PersonFace key={person.id} person={person} size="small" />
        ))}
      </span>
      <div>
        <a href={peoplePaths.room(storyId, n)} rel="nofollow">{words.room.link}</a>
        <p>
          {words.room.linkHint} <span class="as-of">{words.asOf(n)}</span>
        </p>
      </div>
    </aside>
  );
}
