/** One welfare service. */
import { page } from "fresh";
import { define } from "@/lib/define.ts";
import { welfareWords } from "@/lib/i18n/welfare.ts";
import { requireService } from "@/lib/welfare/store.ts";
import { LinkButton } from "@/components/Button.tsx";
import { PageHeading } from "@/components/Heading.tsx";
import { Page } from "@/components/Page.tsx";
import { paths } from "@/components/place.ts";
import { PhoneLinks } from "@/components/welfare/PhoneLinks.tsx";

export const handler = define.handlers({
  async GET(ctx) {
    return page(await requireService(ctx.state.services.kv, ctx.params.id ?? ""));
  },
});

export default define.page<typeof handler>(function Service({ data: service, ...place }) {
  const { locale } = place.state;
  const words = welfareWords[locale];
  const { name, nameEn, summary, eligibility, howTo, office, phone, link } = service;
  return (
    <Page
      place={place}
      title={name}
      description={summary.slice(0, 160)}
      layout="reading"
      styles={["/welfare.css"]}
    >
      <PageHeading
        title={<span lang="ko">{name}</span>}
        lede={locale === "en" && nameEn ? nameEn : undefined}
        above={<a href={paths.welfare}>{words.back}</a>}
      />
      <div class="welfare-service">
        <h2>{words.offers}</h2>
        <p lang="ko">{summary}</p>
        <h2>{words.eligibility}</h2>
        {eligibility ? <p lang="ko">{eligibility}</p> : <p>{words.noEligibility}</p>}
        {howTo && <h2>{words.howTo}</h2>}
        {howTo && <p lang="ko">{howTo}</p>}
        <dl class="welfare-facts">
          <dt>{words.office}</dt>
          <dd lang="ko">{office}</dd>
          <dt>{words.phone}</dt>
          <dd>{phone ? <PhoneLinks phone={phone} /> : words.noPhone}</dd>
          <dt>{words.regionOf}</dt>
          <dd lang="ko">{service.region}</dd>
          <dt>{words.audience}</dt>
          <dd>{service.audiences.map((key) => words.audiences[key]).join(" · ")}</dd>
          <dt>{words.source}</dt>
          <dd lang="ko">{service.source}</dd>
          <dt>{words.asOf}</dt>
          <dd>
            <time dateTime={service.updatedOn}>{service.updatedOn}</time>
          </dd>
        </dl>
        {link && (
          <p>
            <LinkButton kind="primary" iconAfter="arrow-right" href={link} rel="noopener nofollow">
              {words.website}
            </LinkButton>
          </p>
        )}
        <p class="welfare-urgent">{words.change}</p>
      </div>
    </Page>
  );
});
