/** Rooms where several sit together, each with the picture of its theme. */
import { homeWords } from "@/lib/i18n/home.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import { paths } from "@/components/place.ts";
import { RoomScene } from "@/components/spaces/RoomScene.tsx";

export interface SpaceTeaser {
  id: string;
  name: string;
  description: string;
  theme: string;
  /** Names of the characters who live there. */
  residents: readonly string[];
}

export function SpaceRow({ locale, spaces }: { locale: Locale; spaces: readonly SpaceTeaser[] }) {
  const words = homeWords[locale];
  return (
    <ul class="rooms-row">
      {spaces.map(({ id, name, description, theme, residents }) => (
        <li key={id}>
          <article class="room">
            <RoomScene theme={theme} locale={locale} />
            <h3>
              <a href={paths.space(id)}>{name}</a>
            </h3>
            <p class="room-words">{description}</p>
            {residents.length > 0 && (
              <p class="room-residents">{words.residents(residents.join(", "))}</p>
            )}
          </article>
        </li>
      ))}
    </ul>
  );
}
