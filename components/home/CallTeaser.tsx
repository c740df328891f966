/** The way to a call: two of the house who see each other, and a button. */
import { LinkButton } from "@/components/Button.tsx";
import type { CharacterOnCard } from "@/components/CharacterCard.tsx";
import { paths } from "@/components/place.ts";
import { homeWords } from "@/lib/i18n/home.ts";
import type { Locale } from "@/lib/i18n/locale.ts";

export function CallTeaser({ locale, two }: { locale: Locale; two: readonly CharacterOnCard[] }) {
  const words = homeWords[locale];
  return (
    <section class="section call-teaser" id="calls" aria-labelledby="calls-title">
      <div class="call-teaser-pair" aria-hidden="true">
        {two.map(({ character: { id, rev } }) => (
          <img
            key={id}
            src={`/characters/${encodeURIComponent(id)}/portrait?size=face&v=${rev}`}
            alt=""
            width={160}
            height={160}
            loading="lazy"
            decoding="async"
            data-fresh-disable-lock
          />
        ))}
      </div>
      <div class="call-teaser-words">
        <h2 id="calls-title">{words.callTitle}</h2>
        <p>{words.callWords}</p>
        <LinkButton href={paths.calls} iconAfter="arrow-right">{words.callOpen}</LinkButton>
      </div>
    </section>
  );
}
