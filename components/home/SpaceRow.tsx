/** Rooms where several sit together, each with the picture of its theme. */
import { homeWords } from "@/lib/i18n/home.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import { paths } from "@/components/place.ts";

/** Themes that have a picture of their own in `static/art/`. */
const DRAWN = ["maru", "teahouse", "rooftop"] as const;

export interface SpaceTeaser {
  id: string;
  name: string;
  description: string;
  theme: string;
  /** Names of the characters who live there. */
  residents: readonly string[];
}

/** The picture of a theme; of one that nobody has drawn yet, the maru's. */
export function pictureOf(theme: string): string {
  return `/art/space-${DRAWN.find((drawn) => drawn === theme) ?? "maru"}.svg`;
}

export function SpaceRow({ locale, spaces }: { locale: Locale; spaces: readonly SpaceTeaser[] }) {
  const words = homeWords[locale];
  return (
    <ul class="rooms-row">
      {spaces.map(({ id, name, description, theme, residents }) => (
        <li key={id}>
          <article class="room">
            <img src={pictureOf(theme)} alt="" width={760} height={475} loading="lazy" />
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
