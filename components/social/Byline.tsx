/** Who made something: a face, the name that leads to their page, and a way to follow them. */
import type { Locale } from "@/lib/i18n/locale.ts";
import { socialWords } from "@/lib/i18n/social.ts";
import type { Maker } from "@/lib/social/maker.ts";
import { paths } from "@/components/place.ts";
import { Face } from "@/components/social/Face.tsx";
import { FollowButton } from "@/components/social/FollowButton.tsx";

export interface BylineProps {
  locale: Locale;
  maker: Maker;
  /** The page to come back to. */
  back: string;
}

export function Byline({ locale, maker, back }: BylineProps) {
  const { id, nickname, following, isSelf } = maker;
  return (
    <div class="byline">
      <Face id={id} size="tiny" />
      <span>
        <span class="visually-hidden">{socialWords[locale].by}</span>
        <a href={paths.user(id)}>{nickname}</a>
      </span>
      {!isSelf && <FollowButton locale={locale} person={maker} following={following} back={back} />}
    </div>
  );
}
