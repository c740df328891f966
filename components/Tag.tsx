/** Tags of characters and stories. */
import type { ComponentChildren } from "preact";
import type { Locale } from "@/lib/i18n/locale.ts";
import { shellWords } from "@/lib/i18n/shell.ts";
import { Children } from "@/components/Children.tsx";

/** One word in a soft frame; a link where `href` is given. */
export function Tag(
  { href, children }: { href?: string | undefined; children: ComponentChildren },
) {
  return href
    ? (
      <a class="tag" href={href}>
        <Children>{children}</Children>
      </a>
    )
    : (
      <span class="tag">
        <Children>{children}</Children>
      </span>
    );
}

export interface TagListProps {
  locale: Locale;
  tags: readonly string[];
  /** Shows so many at most. */
  limit?: number | undefined;
  hrefOf?: ((tag: string) => string) | undefined;
}

/** A list of tags; nothing where there are none. */
export function TagList({ locale, tags, limit = tags.length, hrefOf }: TagListProps) {
  if (tags.length === 0) return null;
  return (
    <ul class="tags" aria-label={shellWords[locale].tags}>
      {tags.slice(0, limit).map((tag) => (
        <li>
          <Tag href={hrefOf?.(tag)}>{tag}</Tag>
        </li>
      ))}
    </ul>
  );
}
