/** Follows somebody, and stops. */
import type { Locale } from "@/lib/i18n/locale.ts";
import { socialWords } from "@/lib/i18n/social.ts";
import { Icon } from "@/components/Icon.tsx";
import { socialPaths } from "@/components/social/paths.ts";

export interface FollowButtonProps {
  locale: Locale;
  person: { id: string; nickname: string };
  following: boolean;
  /** The page to come back to. */
  back: string;
  size?: "small" | "medium" | undefined;
}

/** A form of one button; whoever has no account becomes a guest by it. */
export function FollowButton(
  { locale, person, following, back, size = "small" }: FollowButtonProps,
) {
  const words = socialWords[locale];
  const { id, nickname } = person;
  return (
    <form class="follow" method="post" action={socialPaths.follow(id)}>
      <input type="hidden" name="back" value={back} />
      <button
        type="submit"
        name="following"
        value={following ? "no" : "yes"}
        class={`button ${following ? "is-plain" : "is-quiet"} is-${size}`}
        {...(following ? { title: words.unfollow } : {})}
      >
        <Icon name={following ? "check" : "plus"} />
        <span>{following ? words.following : words.follow}</span>
        <span class="visually-hidden">
          {following ? words.followingOf(nickname) : words.followOf(nickname)}
        </span>
      </button>
    </form>
  );
}
