/** One line about a room: who is there now, and what one meets at its door. */
import type { Locale } from "@/lib/i18n/locale.ts";
import { spaceWords } from "@/lib/i18n/spaces.ts";
import type { Space } from "@/lib/spaces/model.ts";
import type { Presence } from "@/lib/spaces/view.ts";
import { Icon } from "@/components/Icon.tsx";

export interface PresenceLineProps {
  locale: Locale;
  space: Pick<Space, "maxUsers" | "isPublic" | "locked">;
  present: Presence;
}

export function PresenceLine({ locale, space, present: { count, names } }: PresenceLineProps) {
  const words = spaceWords[locale];
  const more = count - names.length;
  return (
    <p class={count > 0 ? "presence is-lively" : "presence"}>
      <span class="presence-dot" aria-hidden="true" />
      <span>
        {count === 0 ? words.nobodyNow : words.now(count)}
        {names.length > 0 && (
          <span class="presence-names">
            {" "}
            {names.join(", ")}
            {more > 0 && ` ${words.andMore(more)}`}
          </span>
        )}
      </span>
      {count >= space.maxUsers && <span class="presence-mark">{words.full}</span>}
      {!space.isPublic && (
        <span class="presence-mark">
          <Icon name="lock" />
          {words.privateSpace}
        </span>
      )}
      {space.locked && (
        <span class="presence-mark">
          <Icon name="door" />
          {words.lockedSpace}
        </span>
      )}
    </p>
  );
}
