/** A search as a plain GET form. */
import type { Locale } from "@/lib/i18n/locale.ts";
import { shellWords } from "@/lib/i18n/shell.ts";
import { Button, LinkButton } from "@/components/Button.tsx";
import { Icon } from "@/components/Icon.tsx";

export interface SearchBoxProps {
  locale: Locale;
  /** Page that shows what was found. */
  action: string;
  /** What is searched, as "Search characters". */
  label: string;
  placeholder?: string | undefined;
  /** Default `q`. */
  name?: string | undefined;
  value?: string | undefined;
  /** Other parts of the query to keep, as the sorting. */
  keep?: Readonly<Record<string, string | undefined>> | undefined;
}

export function SearchBox(
  { locale, action, label, placeholder, name = "q", value = "", keep = {} }: SearchBoxProps,
) {
  const words = shellWords[locale];
  const kept = Object.entries(keep).filter(([, v]) => v !== undefined && v !== "");
  const clearQuery = new URLSearchParams(kept.map(([k, v]): [string, string] => [k, v ?? ""]))
    .toString();
  return (
    <search class="search">
      <form action={action} method="get" class="search-form">
        <Icon name="search" />
        <input
          class="search-input"
          type="search"
          name={name}
          value={value}
          aria-label={label}
          placeholder={placeholder ?? label}
          maxLength={100}
          enterkeyhint="search"
        />
        {kept.map(([k, v]) => <input key={k} type="hidden" name={k} value={v} />)}
        {value && (
          <LinkButton
            kind="plain"
            size="small"
            icon="close"
            label={words.searchClear}
            href={clearQuery ? `${action}?${clearQuery}` : action}
          />
        )}
        <Button kind="quiet" size="small">{words.searchSubmit}</Button>
      </form>
    </search>
  );
}
