/** The search of the directory: words, place, and for whom, as one plain form. */
import type { Locale } from "@/lib/i18n/locale.ts";
import { welfareWords } from "@/lib/i18n/welfare.ts";
import { AUDIENCES } from "@/lib/welfare/model.ts";
import { NATIONWIDE, PROVINCE_NAMES } from "@/lib/welfare/regions.ts";
import type { WelfareQuery } from "@/lib/welfare/search.ts";
import { Button, LinkButton } from "@/components/Button.tsx";
import { Select, TextField } from "@/components/Field.tsx";
import { paths } from "@/components/place.ts";

export interface WelfareSearchProps {
  locale: Locale;
  query: WelfareQuery;
  /** Places that any service has. */
  regions: readonly string[];
}

export function WelfareSearch({ locale, query, regions }: WelfareSearchProps) {
  const words = welfareWords[locale];
  const isNarrowed = Boolean(query.q || query.region || query.audience);
  return (
    <search>
      <form class="welfare-search" action={paths.welfare} method="get">
        <TextField
          name="q"
          type="search"
          label={words.search}
          placeholder={words.placeholder}
          value={query.q ?? ""}
          maxLength={200}
          enterkeyhint="search"
        />
        <Select
          name="region"
          label={words.region}
          options={[
            { value: "", label: words.anyRegion },
            ...placesIn(regions).map((place) => ({ value: place, label: place })),
          ]}
          value={query.region ?? ""}
        />
        <Select
          name="audience"
          label={words.audience}
          options={[
            { value: "", label: words.anyAudience },
            ...AUDIENCES.map((value) => ({ value, label: words.audiences[value] })),
          ]}
          value={query.audience ?? ""}
        />
        <div class="actions">
          <Button kind="primary" icon="search">{words.submit}</Button>
          {isNarrowed && (
            <LinkButton kind="plain" icon="close" href={paths.welfare}>{words.clear}</LinkButton>
          )}
        </div>
      </form>
    </search>
  );
}

/** Every province, each followed by those of its places that offer something. */
function placesIn(regions: readonly string[]): string[] {
  return PROVINCE_NAMES.flatMap((province) => [
    province,
    ...regions.filter((region) => region !== NATIONWIDE && region.startsWith(`${province} `))
      .sort(),
  ]);
}
