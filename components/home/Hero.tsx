/** The view from the maru over the courtyard, and the invitation before it. */
import { homeWords } from "@/lib/i18n/home.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import { LinkButton } from "@/components/Button.tsx";
import { paths } from "@/components/place.ts";

/** Below this, the drawing's middle alone is shown. The style sheet turns at the same width. */
const NARROW = "(width < 56rem)";
const NIGHT = "(prefers-color-scheme: dark)";

export function Hero({ locale }: { locale: Locale }) {
  const words = homeWords[locale];
  return (
    <section class="hero" aria-labelledby="hero-title">
      <picture class="hero-scene">
        <source
          srcset="/art/courtyard-night-narrow.svg"
          media={`${NARROW} and ${NIGHT}`}
          width={760}
          height={560}
        />
        <source srcset="/art/courtyard-day-narrow.svg" media={NARROW} width={760} height={560} />
        <source srcset="/art/courtyard-night.svg" media={NIGHT} />
        <img src="/art/courtyard-day.svg" alt="" width={1600} height={1020} fetchpriority="high" />
      </picture>
      <div class="hero-words">
        <h1 id="hero-title">{words.title}</h1>
        <p class="lede">{words.lede}</p>
        <div class="actions">
          <LinkButton kind="primary" size="large" href={paths.characters}>{words.meet}</LinkButton>
          <LinkButton kind="quiet" size="large" href={paths.newCharacter}>{words.make}</LinkButton>
        </div>
        <p class="hero-note">{words.noAccount}</p>
      </div>
    </section>
  );
}
