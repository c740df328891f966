/** The way through a list that pages by cursor. */
import type { Locale } from "@/lib/i18n/locale.ts";
import { shellWords } from "@/lib/i18n/shell.ts";
import { LinkButton } from "@/components/Button.tsx";

export interface PagerProps {
  locale: Locale;
  /** Address of the list this is a page of, with its query. */
  url: URL;
  nextCursor: string | null;
}

/** "Further" while there is more, "Back to the first" once one has moved; nothing where neither applies. */
export function Pager({ locale, url, nextCursor }: PagerProps) {
  const words = shellWords[locale];
  const moved = url.searchParams.has("cursor");
  if (!moved && nextCursor === null) return null;
  return (
    <nav class="pager" aria-label={words.pager}>
      {moved && (
        <LinkButton kind="plain" icon="arrow-left" href={withCursor(url, null)}>
          {words.firstPage}
        </LinkButton>
      )}
      {nextCursor !== null && (
        <LinkButton iconAfter="arrow-right" rel="next" href={withCursor(url, nextCursor)}>
          {words.nextPage}
        </LinkButton>
      )}
    </nav>
  );
}

/** The address of another page of the same list. */
export function withCursor(url: URL, cursor: string | null): string {
  const query = new URLSearchParams(url.search);
  if (cursor === null) query.delete("cursor");
  else query.set("cursor", cursor);
  const text = query.toString();
  return text ? `${url.pathname}?${text}` : url.pathname;
}
