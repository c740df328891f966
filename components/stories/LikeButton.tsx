/** Says that one likes a story, and takes it back. */
import { formatCount } from "@/lib/i18n/format.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import { storyWords } from "@/lib/i18n/stories.ts";
import { Icon } from "@/components/Icon.tsx";
import { paths } from "@/components/place.ts";

export interface LikeButtonProps {
  locale: Locale;
  storyId: string;
  likes: number;
  liked: boolean;
}

/** A form of one button; whoever has no account becomes a guest by it. */
export function LikeButton({ locale, storyId, likes, liked }: LikeButtonProps) {
  const words = storyWords[locale];
  return (
    <form method="post" action={`${paths.story(storyId)}/like`}>
      <button
        type="submit"
        name="liked"
        value={liked ? "no" : "yes"}
        class="button is-quiet is-medium like-button"
        {...(liked ? { title: words.unlike } : {})}
      >
        <Icon name="heart" filled={liked} />
        <span>{liked ? words.liked : words.like}</span>
        {likes > 0 && (
          <span class="like-count">
            <span aria-hidden="true">{formatCount(likes, locale)}</span>
            <span class="visually-hidden">{words.likeCount(formatCount(likes, locale))}</span>
          </span>
        )}
      </button>
    </form>
  );
}
