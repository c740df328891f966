/** The directory of welfare services. */
import { page } from "fresh";
import { z } from "zod";
import { define } from "@/lib/define.ts";
import { welfareWords } from "@/lib/i18n/welfare.ts";
import { Audience } from "@/lib/welfare/model.ts";
import { parseRegion } from "@/lib/welfare/regions.ts";
import { LinkButton } from "@/components/Button.tsx";
import { EmptyState } from "@/components/EmptyState.tsx";
import { PageHeading } from "@/components/Heading.tsx";
import { Page } from "@/components/Page.tsx";
import { Pager } from "@/components/Pager.tsx";
import { paths } from "@/components/place.ts";
import { WelfareList } from "@/components/welfare/WelfareList.tsx";
import { WelfareSearch } from "@/components/welfare/WelfareSearch.tsx";

const ON_A_PAGE = 12;

/** What a link may carry; whatever does not fit is left out, as a page is for people. */
const Query = z.object({
  q: z.string().transform((q) => q.slice(0, 200).trim()).catch(""),
  region: z.string().transform((region) => region === "" ? undefined : parseRegion(region))
    .transform((region) => region ?? undefined).optional().catch(undefined),
  audience: Audience.optional().catch(undefined),
  cursor: z.string().max(2048).optional(),
});

export const handler = define.handlers({
  async GET(ctx) {
    const { welfare } = ctx.state.services;
    const query = Query.parse({ q: "", ...Object.fromEntries(ctx.url.searchParams) });
    const found = await welfare.search({ ...query, limit: ON_A_PAGE });
    return page({ query, ...found, regions: await welfare.regions() });
  },
});

export default define.page<typeof handler>(function Welfare({ data, ...place }) {
  const { locale } = place.state;
  const words = welfareWords[locale];
  const { query, items, total, nextCursor, regions } = data;
  const isNarrowed = Boolean(query.q || query.region || query.audience);
  return (
    <Page
      place={place}
      title={words.title}
      description={words.description}
      noIndex={isNarrowed || query.cursor !== undefined}
      styles={["/welfare.css"]}
    >
      <PageHeading title={words.title} lede={words.lede} />
      <WelfareSearch locale={locale} query={query} regions={regions} />
      <p class="welfare-urgent">{words.urgent}</p>
      {items.length > 0
        ? (
          <>
            <p class="welfare-count" role="status">
              {words.count(total)} {words.koreanOnly}
            </p>
            <WelfareList locale={locale} services={items} />
          </>
        )
        : (
          <EmptyState
            title={isNarrowed ? words.noneFound : words.empty}
            actions={isNarrowed && (
              <LinkButton kind="primary" href={paths.welfare}>{words.seeAll}</LinkButton>
            )}
          >
            {isNarrowed ? words.noneFoundWords : words.emptyWords}
          </EmptyState>
        )}
      <Pager locale={locale} url={place.url} nextCursor={nextCursor} />
    </Page>
  );
});
