/** Tells a guest how to keep what they made. */
import { accountWords } from "@/lib/i18n/accounts.ts";
import { withBack } from "@/lib/http/back.ts";
import { LinkButton } from "@/components/Button.tsx";
import { Notice } from "@/components/Notice.tsx";
import { hereOf, paths, type Place } from "@/components/place.ts";

/** Nothing for anyone but a guest. Signing up leads back to this page. */
export function GuestBanner({ place }: { place: Place }) {
  const { viewer, locale } = place.state;
  if (viewer?.kind !== "guest") return null;
  const words = accountWords[locale].guest;
  return (
    <Notice title={words.title}>
      <div class="stack">
        <p>{words.body}</p>
        <LinkButton size="small" href={withBack(paths.signup, hereOf(place.url))}>
          {words.action}
        </LinkButton>
      </div>
    </Notice>
  );
}
